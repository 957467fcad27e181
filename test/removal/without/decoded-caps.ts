import { inflated as limited, type Packed } from '../../../inspect/views/decode/inflate.ts';

export * from '../../../inspect/views/decode/inflate.ts';

/** What is packed in a text is unpacked whole. */
export const inflated = (bytes: Uint8Array, packed: Packed): string | undefined =>
  limited(bytes, packed, Infinity);
