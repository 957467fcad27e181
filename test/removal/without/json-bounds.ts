import { readJson as bounded } from '../../../protocol/json/read.ts';

export * from '../../../protocol/json/read.ts';

/** A tree of everything, however wide or deep. */
export const readJson = (text: string): ReturnType<typeof bounded> =>
  bounded(text, { nodes: Infinity, depth: Infinity });
