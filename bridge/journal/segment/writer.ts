import { close, constants, fsync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  HEADER_BYTES,
  type Location,
  RECORD_BYTES,
  type RecordHead,
  recordSize,
  type Seal,
  sealOf,
  sealRecord,
  SEGMENT_VERSION,
  segmentName,
  writeHeader,
} from './format.ts';

export interface WriterOptions {
  /** Folder of the session; it exists. */
  folder: string;
  sessionId: string;
  run: number;
  /** A segment that has this many bytes is followed by the next one. */
  rollAt: number;
  /** Number of the first segment written; 1 for a new session. */
  firstSegment?: number;
  wall(): number;
}

/** A record to be written: the numbers of its head, and its three stretches of bytes. */
export type NewRecord = Pick<RecordHead, 'kind' | 'stream' | 'seq' | 'run' | 'k'>;

const NOTHING = new Uint8Array(0);
const USUAL_BUFFER = 256 * 1024;
const LARGEST_KEPT_BUFFER = 4 * 1024 * 1024;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Appends records to a session's segment files. `place` only copies into memory; `flush` hands all of
 * it to the operating system with one write. A write that fails leaves the bytes where they are, and
 * the next flush goes on at the very byte it stopped at, so places once given stay true.
 */
export class SegmentWriter {
  #o: WriterOptions;
  #seal: Seal;
  #fd: number | undefined;
  #segment: number;
  /** Bytes of the current segment that are in the file. */
  #inFile = 0;
  #buffer = Buffer.allocUnsafe(USUAL_BUFFER);
  #view = viewOf(this.#buffer);
  /** [#from, #to) of the buffer is not written yet. */
  #from = 0;
  #to = 0;
  /** Older segments that are being synced. */
  #settling = new Set<Promise<void>>();
  #firstSeq = 1;

  constructor(options: WriterOptions) {
    this.#o = options;
    this.#seal = sealOf(options.sessionId);
    this.#segment = options.firstSegment ?? 1;
  }

  get pending(): number {
    return this.#to - this.#from;
  }

  place(record: NewRecord, head: string, raw: Uint8Array = NOTHING, stored: Uint8Array = NOTHING): Location {
    if (this.pending === 0 && this.#inFile >= this.#o.rollAt) this.#roll();
    if (record.seq > 0) this.#firstSeq = record.seq;
    this.#reserve(HEADER_BYTES + RECORD_BYTES + head.length * 3 + raw.length + stored.length);
    if (this.#inFile === 0 && this.pending === 0) this.#placeHeader();
    const at = this.#to;
    const headBytes = this.#buffer.write(head, at + RECORD_BYTES, 'utf8');
    const rawAt = at + RECORD_BYTES + headBytes;
    this.#buffer.set(raw, rawAt);
    this.#buffer.set(stored, rawAt + raw.length);
    const { kind, stream, seq, run, k } = record;
    const full = { kind, stream, seq, run, k, head: headBytes, raw: raw.length, stored: stored.length };
    sealRecord(this.#buffer, this.#view, at, full, this.#seal);
    const size = recordSize(full);
    const offset = this.#inFile + at - this.#from;
    this.#to += size;
    if (record.seq > 0) this.#firstSeq = record.seq + 1;
    return { segment: this.#segment, offset, size };
  }

  /** One write of everything placed. Returns the error of the operating system, if there was one. */
  flush(): NodeJS.ErrnoException | undefined {
    try {
      this.#fd ??= openSync(join(this.#o.folder, segmentName(this.#segment)), CREATE, 0o600);
      while (this.#from < this.#to) {
        // A nearly full disk takes a part of it; the next round then says why.
        const written = writeSync(this.#fd, this.#buffer, this.#from, this.pending, this.#inFile);
        this.#from += written;
        this.#inFile += written;
      }
    } catch (error) {
      return error as NodeJS.ErrnoException;
    }
    this.#from = this.#to = 0;
    if (this.#buffer.length > LARGEST_KEPT_BUFFER) {
      this.#buffer = Buffer.allocUnsafe(USUAL_BUFFER);
      this.#view = viewOf(this.#buffer);
    }
    return undefined;
  }

  /** Syncs and closes. What could not be flushed is lost; the caller was told by `flush`. */
  async close(): Promise<void> {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd !== undefined) this.#settle(fd);
    await Promise.all(this.#settling);
  }

  #roll(): void {
    if (this.#fd !== undefined) this.#settle(this.#fd);
    this.#fd = undefined;
    this.#segment++;
    this.#inFile = 0;
  }

  #settle(fd: number): void {
    const settled = promisify(fsync)(fd)
      // EINVAL and EIO: some file systems cannot sync; the bytes were written all the same.
      .catch(() => undefined)
      .then(() => promisify(close)(fd))
      .finally(() => this.#settling.delete(settled));
    this.#settling.add(settled);
  }

  #placeHeader(): void {
    const header = {
      version: SEGMENT_VERSION,
      segment: this.#segment,
      firstSeq: this.#firstSeq,
      run: this.#o.run,
      begun: this.#o.wall(),
    };
    writeHeader(this.#buffer, this.#to, header, this.#o.sessionId);
    this.#to += HEADER_BYTES;
  }

  #reserve(bytes: number): void {
    if (this.#to + bytes <= this.#buffer.length) return;
    let size = this.#buffer.length;
    while (size < this.pending + bytes) size *= 2;
    const larger = Buffer.allocUnsafe(size);
    this.#buffer.copy(larger, 0, this.#from, this.#to);
    this.#to = this.pending;
    this.#from = 0;
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
