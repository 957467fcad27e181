import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import {
  HEADER_BYTES,
  isWhole,
  readHeader,
  readRecord,
  RECORD_BYTES,
  RecordKind,
  type RecordHead,
  recordSize,
  type Seal,
  SEGMENT_VERSION,
} from './format.ts';

/** What a segment holds, in order. A stretch that cannot be read is told, never silently left out. */
export type WalkEntry =
  /** `bytes` is the whole record; only valid until the next entry is asked for. */
  | { kind: 'record'; offset: number; record: RecordHead; bytes: Buffer }
  /** Bytes [from, to) are not what was written. */
  | { kind: 'damaged'; from: number; to: number }
  /** The file ends inside a record, as it does when the writer was killed. */
  | { kind: 'torn'; from: number; to: number }
  /** Written by a later version; nothing of it is read. */
  | { kind: 'newer'; version: number };

const WINDOW = 1024 * 1024;
/** Whoever walks may stop after a few records and come again: little is read for nothing then. */
const WALK_WINDOW = 256 * 1024;
const LEAST_WINDOW = 16 * 1024;

/** Reads stretches of one file, which may still grow, and holds the last stretch it read. */
export class FileWindow {
  #fd: number;
  #store: Buffer;
  /** Bytes [#at, #at + #held) of the file are in the store. */
  #at = 0;
  #held = 0;

  constructor(path: string, windowBytes = WINDOW) {
    this.#fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    this.#store = Buffer.allocUnsafeSlow(windowBytes);
  }

  get size(): number {
    return fstatSync(this.#fd).size;
  }

  /** [offset, offset + length), fewer bytes at the end of the file. Valid until the next read. `isDescending`: the next reads will be before this one. */
  read(offset: number, length: number, isDescending = false): Buffer {
    const isHeld = offset >= this.#at && offset + length <= this.#at + this.#held;
    if (!isHeld) {
      const from = isDescending ? Math.max(0, offset + length - this.#store.length) : offset;
      if (offset + length - from > this.#store.length) this.#fill(offset, length);
      else this.#fill(from, this.#store.length);
    }
    const from = Math.max(0, Math.min(offset - this.#at, this.#held));
    return this.#store.subarray(from, Math.min(from + length, this.#held));
  }

  close(): void {
    closeSync(this.#fd);
  }

  #fill(offset: number, length: number): void {
    if (length > this.#store.length) this.#store = Buffer.allocUnsafeSlow(length);
    this.#at = offset;
    this.#held = 0;
    while (this.#held < length) {
      const read = readSync(this.#fd, this.#store, this.#held, length - this.#held, offset + this.#held);
      if (read === 0) break;
      this.#held += read;
    }
  }
}

/** Walks a segment from `from` (0: its beginning) on. Opens and closes the file. */
export function* walkSegment(path: string, seal: Seal, from = 0): Generator<WalkEntry> {
  const fresh = statSync(path).size - from;
  const file = new FileWindow(path, Math.max(LEAST_WINDOW, Math.min(WALK_WINDOW, fresh)));
  try {
    const { size } = file;
    const begin = yield* walkHeader(file, size, from);
    if (begin !== undefined) yield* walkRecords(file, size, seal, begin);
  } finally {
    file.close();
  }
}

/** Where the records begin; a damaged header is told and passed over. undefined: nothing can be read. */
function* walkHeader(file: FileWindow, size: number, from: number): Generator<WalkEntry, number | undefined> {
  // Whoever goes on behind the header has read it.
  if (from >= HEADER_BYTES) return from;
  const header = readHeader(file.read(0, HEADER_BYTES));
  if (header !== undefined && header.version > SEGMENT_VERSION) {
    yield { kind: 'newer', version: header.version };
    return undefined;
  }
  if (header !== undefined) return HEADER_BYTES;
  if (size <= HEADER_BYTES) {
    if (size > 0) yield { kind: 'torn', from: 0, to: size };
    return undefined;
  }
  yield { kind: 'damaged', from: 0, to: HEADER_BYTES };
  return HEADER_BYTES;
}

function* walkRecords(file: FileWindow, size: number, seal: Seal, begin: number): Generator<WalkEntry> {
  let at = begin;
  while (at < size) {
    const record = readRecord(file.read(at, RECORD_BYTES), 0, seal);
    if (record === undefined) {
      const next = findRecord(file, size, seal, at + 1);
      // Nothing readable follows: the tail of a killed writer, which may also be zeros.
      yield { kind: next === undefined ? 'torn' : 'damaged', from: at, to: next ?? size };
      if (next === undefined) return;
      at = next;
      continue;
    }
    const to = at + recordSize(record);
    if (to > size) {
      yield { kind: 'torn', from: at, to: size };
      return;
    }
    const bytes = file.read(at, to - at);
    if (isWhole(bytes, seal)) yield { kind: 'record', offset: at, record, bytes };
    else yield { kind: 'damaged', from: at, to };
    at = to;
  }
}

/** The next place from `from` on where a record begins and is whole. */
function findRecord(file: FileWindow, size: number, seal: Seal, from: number): number | undefined {
  const sync = Buffer.alloc(4);
  sync.writeUInt32LE(seal.sync);
  let at = from;
  while (at + RECORD_BYTES <= size) {
    const window = file.read(at, Math.min(WINDOW, size - at));
    const found = window.indexOf(sync);
    if (found === -1) {
      at += window.length - sync.length + 1;
      continue;
    }
    at += found;
    const record = readRecord(file.read(at, RECORD_BYTES), 0, seal);
    const isHere =
      record !== undefined &&
      at + recordSize(record) <= size &&
      isWhole(file.read(at, recordSize(record)), seal);
    if (isHere) return at;
    at++;
  }
  return undefined;
}

/** Whether a record completes a frame: it has a seq and a place in the order of all. */
export function completesFrame(record: RecordHead): boolean {
  return record.kind === RecordKind.frame || record.kind === RecordKind.end;
}
