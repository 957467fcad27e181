import type { FrameHead } from '../../../protocol/frame.ts';

export const CUT_OFF = 'cut off: the recording ended before the frame did';

/** Head of a large frame that nobody completed: all that its channel's name tells. `mono` in ms since the session began. */
export function cutOffHead(channel: string, wall: number, mono: number): FrameHead {
  const isOurs = channel === 'stdin' || channel.includes('>');
  return {
    channel,
    toward: isOurs ? 'server' : 'client',
    leg: 'server',
    author: isOurs ? 'client' : 'server',
    wall,
    mono: Math.max(0, mono),
    problem: CUT_OFF,
  };
}
