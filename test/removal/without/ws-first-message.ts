import { createStream as created, type Stream, type StreamParts } from '../../../bridge/stream/stream.ts';

export * from '../../../bridge/stream/stream.ts';

/** A page that never says hello stays. */
export const createStream = (parts: StreamParts): Stream =>
  created({ ...parts, timing: { helloWithin: 2 ** 30, pingEvery: parts.timing?.pingEvery ?? 15_000 } });
