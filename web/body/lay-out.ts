import type { BodyMode } from './body.ts';
import { BodyDocument } from './document.ts';
import type { LaidOutBody } from './document.ts';
import type { ReadBytes } from './extents.ts';
import { ModelDocument } from './model-document.ts';

export function layOut(read: ReadBytes, mode: BodyMode, columns: number, total: number): LaidOutBody {
  return mode === 'model'
    ? new ModelDocument(read, columns, total)
    : new BodyDocument(read, mode, columns, total);
}
