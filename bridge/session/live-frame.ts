import type { FrameHead, FrameSummary } from '../../protocol/frame.ts';
import type { Scan } from '../../protocol/mcp/scan.ts';

/** A frame that has just been recorded, as the session sees it. */
export interface LiveFrame {
  summary: FrameSummary;
  head: FrameHead;
  scan: Scan | undefined;
  /** Bytes of the message: held for small frames, read back from the journal for large ones (64 MiB at most). */
  message(): Promise<Uint8Array>;
}
