import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameBytes } from '../../inspect/index.ts';
import type { FrameHead, Payload } from '../../protocol/frame.ts';
import {
  RECORD_BYTES,
  type RecordHead,
  RecordKind,
  type Seal,
  sealOf,
  segmentName,
  segmentNumber,
} from '../journal/segment/format.ts';
import { PartTable } from '../journal/segment/part-table.ts';
import { FileWindow, walkSegment } from '../journal/segment/walk.ts';

/** A frame with its bytes; valid until the next one is read. */
export interface SourceFrame {
  frame: FrameBytes;
  /** What of it was not read, in words. */
  notes: string[];
}

/** Of one frame; beyond, nothing is read. */
const MOST_OF_A_FRAME = 64 * 1024 * 1024;

/**
 * The frames of one session in order, from its segment files, which may still be written to. Holds no
 * file open between two calls, so that a session can be deleted at any time.
 */
export class FrameSource {
  /** The session was closed in order: nothing follows. */
  isClosed = false;
  #folder: string;
  #seal: Seal;
  #segment = 0;
  /** End of the last whole record in it. */
  #offset = 0;
  /** Bytes passed over since the last frame. */
  #damaged = 0;
  #newer: number | undefined;

  constructor(folder: string, session: string) {
    this.#folder = folder;
    this.#seal = sealOf(session);
  }

  /** Gives frames to `take` until it answers false or there is no whole one more for now. Throws errors of the file system. */
  read(take: (frame: SourceFrame) => boolean): 'paused' | 'end' {
    for (;;) {
      // Looked for first: once there is a next segment, this one does not grow any more.
      const next = segmentsOf(this.#folder).find((one) => one > this.#segment);
      if (this.#segment > 0 && !this.#readSegment(take)) return 'paused';
      if (next === undefined) return 'end';
      this.#segment = next;
      this.#offset = 0;
    }
  }

  #readSegment(take: (frame: SourceFrame) => boolean): boolean {
    const path = join(this.#folder, segmentName(this.#segment));
    for (const entry of walkSegment(path, this.#seal, this.#offset)) {
      if (entry.kind === 'torn') return true;
      if (entry.kind === 'newer') {
        this.#newer = entry.version;
        continue;
      }
      if (entry.kind === 'damaged') {
        this.#damaged += entry.to - entry.from;
        this.#offset = entry.to;
        continue;
      }
      const { record, bytes, offset } = entry;
      this.#offset = offset + bytes.length;
      if (record.kind === RecordKind.closed) this.isClosed = true;
      const read =
        record.kind === RecordKind.frame
          ? heldFrame(record, bytes)
          : record.kind === RecordKind.end
            ? this.#frameInParts(record, bytes)
            : undefined;
      if (read === undefined) continue;
      if (this.#damaged > 0)
        read.notes.push(`${this.#damaged} bytes before it are damaged and were passed over.`);
      if (this.#newer !== undefined)
        read.notes.push(`A part before it is in segment format ${this.#newer} of a later version.`);
      this.#damaged = 0;
      this.#newer = undefined;
      if (!take(read)) return false;
    }
    return true;
  }

  #frameInParts(record: RecordHead, bytes: Buffer): SourceFrame {
    const rawAt = RECORD_BYTES + record.head;
    const storedAt = rawAt + record.raw;
    const { head, payload } = JSON.parse(bytes.subarray(RECORD_BYTES, rawAt).toString('utf8')) as {
      head: FrameHead;
      payload: Payload;
    };
    const notes: string[] = [];
    const rawTable = PartTable.decode(bytes.subarray(rawAt, storedAt));
    const storedTable = PartTable.decode(bytes.subarray(storedAt, storedAt + record.stored));
    const gather = (table: PartTable, what: string): Buffer => {
      if (table.total > MOST_OF_A_FRAME)
        notes.push(`Of ${table.total} bytes ${what} only the first ${MOST_OF_A_FRAME} were inspected.`);
      return this.#gather(table, Math.min(table.total, MOST_OF_A_FRAME));
    };
    const raw = gather(rawTable, 'on the wire');
    const whole =
      payload.kind === 'none'
        ? undefined
        : payload.kind === 'slice'
          ? raw.subarray(payload.from, payload.to)
          : gather(storedTable, 'of message');
    return { frame: { seq: record.seq, head, raw, payload: whole }, notes };
  }

  #gather(table: PartTable, length: number): Buffer {
    const whole = Buffer.allocUnsafe(length);
    let at = 0;
    let open: { segment: number; file: FileWindow } | undefined;
    try {
      for (const part of table.stretches(0, length)) {
        if (open?.segment !== part.segment) {
          open?.file.close();
          open = {
            segment: part.segment,
            file: new FileWindow(join(this.#folder, segmentName(part.segment))),
          };
        }
        at += open.file.read(part.offset, part.length).copy(whole, at);
      }
    } finally {
      open?.file.close();
    }
    return whole.subarray(0, at);
  }
}

function heldFrame(record: RecordHead, bytes: Buffer): SourceFrame {
  const rawAt = RECORD_BYTES + record.head;
  const storedAt = rawAt + record.raw;
  const text = bytes.subarray(RECORD_BYTES, rawAt).toString('utf8');
  const { head, payload } = JSON.parse(text) as { head: FrameHead; payload: Payload };
  const raw = bytes.subarray(rawAt, storedAt);
  const message =
    payload.kind === 'none'
      ? undefined
      : payload.kind === 'slice'
        ? raw.subarray(payload.from, payload.to)
        : bytes.subarray(storedAt, storedAt + record.stored);
  return { frame: { seq: record.seq, head, raw, payload: message }, notes: [] };
}

function segmentsOf(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => segmentNumber(name) ?? [])
    .sort((a, b) => a - b);
}
