import type { FrameHead, FrameSummary } from '../frame.ts';
import type { Scan } from './scan.ts';

/** Turns frames of one session, in order of seq, into rows; pairs answers with requests. Pure. */
export interface Summariser {
  /** `scan` is absent when the frame has no payload. `rawBytes` is its length on the wire. */
  summarise(
    placed: { seq: number; n: number },
    head: FrameHead,
    rawBytes: number,
    scan: Scan | undefined,
  ): FrameSummary;
}
