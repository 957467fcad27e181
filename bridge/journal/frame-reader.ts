import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import { scannerFor, SCAN_CAP } from '../../protocol/mcp/scan.ts';
import { createSummariser } from '../../protocol/mcp/summary.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { IndexClient } from './index/index-client.ts';
import type { RecentRows } from './recent-rows.ts';
import { positionOf, sealOf } from './segment/format.ts';
import { FrameFile, type StoredFrame } from './segment/frame-file.ts';
import type { SegmentLog } from './segment/log.ts';

export interface FrameReaderOptions {
  folderOf(session: string): string;
  /** Logs of the sessions this process recorded. */
  logOf(session: string): SegmentLog | undefined;
  recent: RecentRows;
  /** undefined: another process holds the index. */
  index: IndexClient | undefined;
}

const MOST_BYTES = 8 * 1024 * 1024;
const KEPT = 16;
const STEP = 1024 * 1024;

/**
 * Reads single frames from their segments. What this process recorded it finds by itself, at once;
 * for older ones the index says where they lie.
 */
export class FrameReader {
  #o: FrameReaderOptions;
  /** The frames looked at last: a viewer asks for one frame's bytes many times. */
  #kept = new Map<string, StoredFrame>();

  constructor(options: FrameReaderOptions) {
    this.#o = options;
  }

  async detail(session: string, seq: number): Promise<FrameDetail | undefined> {
    const stored = await this.#find(session, seq);
    if (stored === undefined) return undefined;
    const summary = await this.#summary(session, seq, stored);
    const detail: FrameDetail = {
      summary,
      head: stored.head,
      payload: stored.payload,
      payloadBytes: stored.payloadBytes,
    };
    const request = summary.kind === 'request' ? seq : summary.request;
    if (request === undefined) return detail;
    const exchange = await this.#o.index?.ask('exchange', { session, request });
    return exchange?.ok === true ? { ...detail, exchange: exchange.value } : detail;
  }

  async bytes(
    session: string,
    seq: number,
    part: 'raw' | 'payload',
    from: number,
    to: number,
  ): Promise<Outcome<{ bytes: Uint8Array; total: number }>> {
    const stored = await this.#find(session, seq);
    if (stored === undefined) return { ok: false, problem: noSuchFrame(session, seq) };
    const total = part === 'raw' ? stored.rawBytes : stored.payloadBytes;
    const begin = Math.max(0, Math.min(Math.floor(from), total));
    const end = Math.min(Math.floor(to), total, begin + MOST_BYTES);
    const file = new FrameFile(this.#o.folderOf(session), sealOf(session));
    try {
      return {
        ok: true,
        value: { bytes: await file.read(stored.stretches(part, begin, Math.max(begin, end))), total },
      };
    } catch (error) {
      return { ok: false, problem: unreadable(session, seq, error as Error) };
    }
  }

  forget(session: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(`${session}/`)) this.#kept.delete(key);
  }

  async #find(session: string, seq: number): Promise<StoredFrame | undefined> {
    const key = `${session}/${seq}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const waypoint = this.#o.logOf(session)?.find(seq) ?? (await this.#askIndex(session, seq));
    if (waypoint === undefined) return undefined;
    let stored: StoredFrame | undefined;
    try {
      stored = await new FrameFile(this.#o.folderOf(session), sealOf(session)).find(seq, waypoint);
    } catch (error) {
      // ENOENT: its session was deleted.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (stored === undefined) return undefined;
    this.#kept.set(key, stored);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return stored;
  }

  async #askIndex(
    session: string,
    seq: number,
  ): Promise<{ seq: number; segment: number; offset: number } | undefined> {
    const found = await this.#o.index?.ask('frame', { session, seq });
    return found?.ok === true && found.value !== undefined ? { seq, ...found.value.place } : undefined;
  }

  async #summary(session: string, seq: number, stored: StoredFrame): Promise<FrameSummary> {
    const recent = this.#o.recent.get(session, seq);
    if (recent !== undefined) return recent;
    const found = await this.#o.index?.ask('frame', { session, seq });
    if (found?.ok === true && found.value !== undefined) return found.value.summary;
    return this.#summariseAlone(session, stored);
  }

  /** Without an index nothing is known of other frames, so an answer is not paired with its request. */
  async #summariseAlone(session: string, stored: StoredFrame): Promise<FrameSummary> {
    const scanner = scannerFor(stored.head.channel);
    const end = Math.min(stored.payloadBytes, SCAN_CAP + 1);
    const file = new FrameFile(this.#o.folderOf(session), sealOf(session));
    for (let at = 0; at < end; at += STEP)
      scanner.push(await file.read(stored.stretches('payload', at, Math.min(end, at + STEP))));
    const scan = stored.payload.kind === 'none' ? undefined : scanner.end();
    const placed = { seq: stored.seq, n: positionOf(stored.run, stored.k) };
    return createSummariser(session).summarise(placed, stored.head, stored.rawBytes, scan);
  }
}

function noSuchFrame(session: string, seq: number): { code: string; message: string } {
  return { code: 'no-such-frame', message: `No frame ${session}/${seq} is recorded.` };
}

function unreadable(
  session: string,
  seq: number,
  error: Error,
): { code: string; message: string; hint: string } {
  return {
    code: 'not-read',
    message: `Frame ${session}/${seq} could not be read: ${error.message}.`,
    hint: 'Its session may have been deleted, or the disk is failing.',
  };
}
