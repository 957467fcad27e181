import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameHead, Payload } from '../../../protocol/frame.ts';
import {
  readRecord,
  RECORD_BYTES,
  type RecordHead,
  RecordKind,
  recordSize,
  type Seal,
  segmentName,
} from './format.ts';
import type { Waypoint } from './locator.ts';
import { type Part, PartTable } from './part-table.ts';

/** A frame as it lies on disk; its bytes are read by range. */
export interface StoredFrame {
  seq: number;
  run: number;
  k: number;
  head: FrameHead;
  payload: Payload;
  rawBytes: number;
  payloadBytes: number;
  /** Where bytes [from, to) of a part lie, in order. */
  stretches(part: 'raw' | 'payload', from: number, to: number): Iterable<Part>;
}

const AHEAD = 64 * 1024;

/** Reads frames of one session from its folder, by position; each call opens and closes the files it needs. */
export class FrameFile {
  #folder: string;
  #seal: Seal;

  constructor(folder: string, seal: Seal) {
    this.#folder = folder;
    this.#seal = seal;
  }

  /** Looks from the waypoint on for frame `seq`. undefined: it is not there, or not readable. */
  async find(seq: number, from: Waypoint): Promise<StoredFrame | undefined> {
    return this.#with(from.segment, async (file) => {
      let at = from.offset;
      let ahead = await readAt(file, at, AHEAD);
      let aheadAt = at;
      for (;;) {
        if (at + RECORD_BYTES > aheadAt + ahead.length) {
          ahead = await readAt(file, at, AHEAD);
          aheadAt = at;
        }
        const record = readRecord(ahead, at - aheadAt, this.#seal);
        if (record === undefined || record.seq > seq) return undefined;
        if (record.seq === seq) return readFrame(file, record, from.segment, at);
        at += recordSize(record);
      }
    });
  }

  async read(stretches: Iterable<Part>): Promise<Uint8Array> {
    const pieces: Buffer[] = [];
    let open: { segment: number; file: FileHandle } | undefined;
    try {
      for (const { segment, offset, length } of stretches) {
        if (open?.segment !== segment) {
          await open?.file.close();
          open = { segment, file: await this.#open(segment) };
        }
        pieces.push(await readAt(open.file, offset, length));
      }
    } finally {
      await open?.file.close();
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  async #with<T>(segment: number, use: (file: FileHandle) => Promise<T>): Promise<T> {
    const file = await this.#open(segment);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  #open(segment: number): Promise<FileHandle> {
    return open(join(this.#folder, segmentName(segment)), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  }
}

async function readFrame(
  file: FileHandle,
  record: RecordHead,
  segment: number,
  at: number,
): Promise<StoredFrame> {
  const bodyAt = at + RECORD_BYTES;
  const text = (await readAt(file, bodyAt, record.head)).toString('utf8');
  const rawAt = bodyAt + record.head;
  const storedAt = rawAt + record.raw;
  if (record.kind === RecordKind.end) {
    const known = JSON.parse(text) as { head: FrameHead; payload: Payload; raw: number; stored: number };
    const raw = PartTable.decode(await readAt(file, rawAt, record.raw));
    const stored = PartTable.decode(await readAt(file, storedAt, record.stored));
    return describe(record, known, known.raw, (part, from, to) =>
      (part === 'raw' ? raw : stored).stretches(from, to),
    );
  }
  const known = JSON.parse(text) as { head: FrameHead; payload: Payload };
  return describe(record, known, record.raw, (part, from, to) => [
    { segment, offset: (part === 'raw' ? rawAt : storedAt) + from, length: to - from },
  ]);
}

function describe(
  record: RecordHead,
  { head, payload }: { head: FrameHead; payload: Payload },
  rawBytes: number,
  place: (part: 'raw' | 'stored', from: number, to: number) => Iterable<Part>,
): StoredFrame {
  const payloadBytes =
    payload.kind === 'none' ? 0 : payload.kind === 'stored' ? payload.bytes : payload.to - payload.from;
  return {
    seq: record.seq,
    run: record.run,
    k: record.k,
    head,
    payload,
    rawBytes,
    payloadBytes,
    stretches(part, from, to) {
      const end = Math.min(to, part === 'raw' ? rawBytes : payloadBytes);
      if (from >= end) return [];
      if (part === 'raw') return place('raw', from, end);
      if (payload.kind === 'slice') return place('raw', from + payload.from, end + payload.from);
      return place('stored', from, end);
    },
  };
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
