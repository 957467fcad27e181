import { promptArguments } from './arguments.ts';
import type { FieldComparer } from './comparer.ts';
import { freshness } from './freshness.ts';
import { hints } from './hints.ts';
import { other } from './other.ts';
import { prose } from './prose.ts';
import { schemas } from './schema/schema.ts';
import { server } from './server.ts';

export type { FieldComparer } from './comparer.ts';

/** One for each subject; the first that takes a field compares it, and the last takes everything. */
export const COMPARERS: readonly FieldComparer[] = [
  server,
  freshness,
  hints,
  schemas,
  promptArguments,
  prose,
  other,
];
