import type { Readable } from 'node:stream';
import { readLines as limited } from '../../../bridge/archive/read-lines.ts';

export * from '../../../bridge/archive/read-lines.ts';

const ENDLESS = {
  file: Infinity,
  inflated: Infinity,
  ratio: Infinity,
  ratioFrom: Infinity,
  line: Infinity,
  depth: Infinity,
  frames: Infinity,
};

export const readLines = (source: Readable): AsyncGenerator<Buffer> => limited(source, ENDLESS);
