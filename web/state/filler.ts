import type { FrameDetail } from '../../protocol/frame.ts';

/** Whether a frame of a session file holds filler where a secret was. */
export function hasFiller({ head }: Pick<FrameDetail, 'head'>): boolean {
  return (head.masked ?? []).length > 0;
}

export const FILLER_WORDS =
  'in this frame filler stands in the place of secrets, which were taken out when the session was exported.';
