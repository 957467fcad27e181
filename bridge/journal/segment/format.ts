import { crc32 } from 'node:zlib';

/**
 * A segment file: a header of 64 bytes, then records. All numbers little-endian.
 * Record: 48 bytes (below), then JSON head, raw bytes, stored (derived) bytes.
 *
 *   0 sync   4 kind   8 stream  12 head bytes  16 raw bytes  20 stored bytes
 *  24 seq   28 run   32 k       36 zero        40 crc of the body  44 crc of bytes 0 to 44
 *
 * sync and the crc's start value come from the session's random id, which no server is told: bytes
 * on the wire that look like a record cannot pass for one when a damaged file is searched.
 */
export const SEGMENT_VERSION = 1;
export const HEADER_BYTES = 64;
export const RECORD_BYTES = 48;
/** Longest part of a large frame. */
export const PART_BYTES = 1024 * 1024;

const MAGIC = Buffer.from([0x89, 0x4d, 0x53, 0x49, 0x0d, 0x0a, 0x1a, 0x0a]);

export const RecordKind = {
  /** A whole frame: head JSON `{head, payload}`, raw, stored. */
  frame: 1,
  /** A large frame begins: head JSON `{channel, wall}`. */
  begin: 2,
  rawPart: 3,
  storedPart: 4,
  /** A large frame is complete: head JSON `{head, payload, raw, stored}` (lengths); its raw and stored bytes are part tables. */
  end: 5,
  /** The session was closed in order; nothing follows. */
  closed: 6,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

export interface RecordHead {
  kind: RecordKind;
  /** Ties the records of one large frame together; 0 elsewhere. */
  stream: number;
  head: number;
  raw: number;
  stored: number;
  /** Of frames and ends: number in the session; 0 elsewhere. */
  seq: number;
  run: number;
  k: number;
}

/** What makes records of one session recognisable; see the top of this file. */
export interface Seal {
  sync: number;
  seed: number;
}

export interface SegmentHeader {
  version: number;
  segment: number;
  /** seq that the next frame got when the segment was begun. */
  firstSeq: number;
  run: number;
  /** ms since the epoch. */
  begun: number;
}

/** A record's place. `size` counts the whole record. */
export interface Location {
  segment: number;
  offset: number;
  size: number;
}

export function sealOf(sessionId: string): Seal {
  const bytes = Buffer.from(sessionId, 'hex');
  return { sync: bytes.readUInt32LE(0), seed: bytes.readUInt32LE(4) };
}

export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.seg`;
}

/** Number of a segment file, or undefined for any other name. */
export function segmentNumber(name: string): number | undefined {
  const match = /^(\d{6,9})\.seg$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** Position over all sessions: runs follow each other, k counts within one. Exact up to 2^21 runs. */
export function positionOf(run: number, k: number): number {
  return run * 2 ** 32 + k;
}

export function recordSize(record: RecordHead): number {
  return RECORD_BYTES + record.head + record.raw + record.stored;
}

/** Writes the 48 bytes before a body that is in the buffer already. `view` is over the same bytes; it is much quicker with numbers. */
export function sealRecord(buffer: Buffer, view: DataView, at: number, record: RecordHead, seal: Seal): void {
  const bodyAt = at + RECORD_BYTES;
  view.setUint32(at, seal.sync, true);
  view.setUint32(at + 4, record.kind, true);
  view.setUint32(at + 8, record.stream, true);
  view.setUint32(at + 12, record.head, true);
  view.setUint32(at + 16, record.raw, true);
  view.setUint32(at + 20, record.stored, true);
  view.setUint32(at + 24, record.seq, true);
  view.setUint32(at + 28, record.run, true);
  view.setUint32(at + 32, record.k, true);
  view.setUint32(at + 36, 0, true);
  const body = buffer.subarray(bodyAt, bodyAt + record.head + record.raw + record.stored);
  view.setUint32(at + 40, crc32(body, seal.seed), true);
  view.setUint32(at + 44, crc32(buffer.subarray(at, at + 44), seal.seed), true);
}

/** The record that begins at `at`, or undefined when none does. Needs 48 bytes; looks at no body. */
export function readRecord(buffer: Buffer, at: number, seal: Seal): RecordHead | undefined {
  if (at < 0 || at + RECORD_BYTES > buffer.length) return undefined;
  if (buffer.readUInt32LE(at) !== seal.sync) return undefined;
  if (buffer.readUInt32LE(at + 44) !== crc32(buffer.subarray(at, at + 44), seal.seed)) return undefined;
  const kind = buffer.readUInt32LE(at + 4);
  if (kind < RecordKind.frame || kind > RecordKind.closed) return undefined;
  return {
    kind: kind as RecordKind,
    stream: buffer.readUInt32LE(at + 8),
    head: buffer.readUInt32LE(at + 12),
    raw: buffer.readUInt32LE(at + 16),
    stored: buffer.readUInt32LE(at + 20),
    seq: buffer.readUInt32LE(at + 24),
    run: buffer.readUInt32LE(at + 28),
    k: buffer.readUInt32LE(at + 32),
  };
}

/** Whether `record`, all of it (48 bytes and body), is as it was written. */
export function isWhole(record: Buffer, seal: Seal): boolean {
  return crc32(record.subarray(RECORD_BYTES), seal.seed) === record.readUInt32LE(40);
}

export function writeHeader(buffer: Buffer, at: number, header: SegmentHeader, sessionId: string): void {
  buffer.fill(0, at, at + HEADER_BYTES);
  MAGIC.copy(buffer, at);
  buffer.writeUInt16LE(header.version, at + 8);
  buffer.writeUInt16LE(HEADER_BYTES, at + 10);
  buffer.writeUInt32LE(header.segment, at + 12);
  buffer.writeUInt32LE(header.firstSeq, at + 16);
  buffer.writeUInt32LE(header.run, at + 20);
  buffer.writeDoubleLE(header.begun, at + 24);
  Buffer.from(sessionId, 'hex').copy(buffer, at + 32);
  buffer.writeUInt32LE(crc32(buffer.subarray(at, at + 60)), at + 60);
}

/** undefined: not a header, or a damaged one. These 64 bytes mean the same in every version. */
export function readHeader(buffer: Buffer): SegmentHeader | undefined {
  if (buffer.length < HEADER_BYTES || !buffer.subarray(0, 8).equals(MAGIC)) return undefined;
  if (buffer.readUInt32LE(60) !== crc32(buffer.subarray(0, 60))) return undefined;
  return {
    version: buffer.readUInt16LE(8),
    segment: buffer.readUInt32LE(12),
    firstSeq: buffer.readUInt32LE(16),
    run: buffer.readUInt32LE(20),
    begun: buffer.readDoubleLE(24),
  };
}
