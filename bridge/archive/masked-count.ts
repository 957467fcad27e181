import type { FrameHead, Payload } from '../../protocol/frame.ts';

/** Stretches that were masked in a frame; those of a slice of the raw bytes are listed twice. */
export function countedMasks({ masked = [] }: FrameHead, payload: Payload): { part: string; kind: string }[] {
  return masked.filter(({ part }) => part === 'raw' || payload.kind === 'stored');
}
