import { curl } from './curl.ts';
import type { CopyFormat } from './format.ts';
import { node } from './node.ts';
import { own } from './own.ts';

export const FORMATS: readonly CopyFormat[] = [curl, node, own];
