import { join } from 'node:path';
import type { FrameHead, FrameKind, Payload } from '../../../protocol/frame.ts';
import {
  type Location,
  readRecord,
  RECORD_BYTES,
  RecordKind,
  type Seal,
  sealOf,
  segmentName,
} from '../segment/format.ts';
import { PartTable } from '../segment/part-table.ts';
import { FileWindow } from '../segment/walk.ts';
import type { ReadableFrame } from '../text/frame-text.ts';

const MOST_OPEN = 24;
const WINDOW = 256 * 1024;

export interface RecordFrame extends ReadableFrame {
  /** Its bytes are read when they are asked for, so they stay readable while other frames are read. */
  isInParts: boolean;
}

/** Reads frames from the segments of all sessions, synchronously, with a few files held open. For the index thread only. */
export class RecordFiles {
  #sessionsFolder: string;
  /** By session/segment, the most recently used last. */
  #open = new Map<string, FileWindow>();
  #lastKey = '';
  #last: FileWindow | undefined;
  #seals = new Map<string, Seal>();

  constructor(sessionsFolder: string) {
    this.#sessionsFolder = sessionsFolder;
  }

  /**
   * The frame at a place. The bytes of one held whole stay readable until another frame is asked
   * for. undefined: it cannot be read. `isDescending`: the next frames asked for will lie before it.
   */
  frame(session: string, at: Location, kind: FrameKind, isDescending = false): RecordFrame | undefined {
    const file = this.#file(session, at.segment);
    if (file === undefined) return undefined;
    const bytes = file.read(at.offset, at.size, isDescending);
    const record = readRecord(bytes, 0, this.#sealOf(session));
    if (record === undefined || bytes.length < at.size) return undefined;
    const rawAt = RECORD_BYTES + record.head;
    const storedAt = rawAt + record.raw;
    const text = bytes.subarray(RECORD_BYTES, rawAt).toString('utf8');
    if (record.kind === RecordKind.frame) {
      const { head, payload } = JSON.parse(text) as { head: FrameHead; payload: Payload };
      return {
        head,
        payload,
        kind,
        rawBytes: record.raw,
        isInParts: false,
        read: (part, from, to) => {
          const begin = part === 'raw' ? rawAt : storedAt;
          return bytes.subarray(begin + from, begin + to);
        },
      };
    }
    const known = JSON.parse(text) as { head: FrameHead; payload: Payload; raw: number };
    const raw = PartTable.decode(bytes.subarray(rawAt, storedAt));
    const stored = PartTable.decode(bytes.subarray(storedAt, storedAt + record.stored));
    return {
      head: known.head,
      payload: known.payload,
      kind,
      rawBytes: known.raw,
      isInParts: true,
      read: (part, from, to) => this.#gather(session, part === 'raw' ? raw : stored, from, to),
    };
  }

  /** Closes what is open of a session, so that its files can go. */
  forget(session: string): void {
    this.#lastKey = '';
    this.#seals.delete(session);
    for (const [key, file] of this.#open) {
      if (!key.startsWith(session)) continue;
      file.close();
      this.#open.delete(key);
    }
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  #gather(session: string, table: PartTable, from: number, to: number): Uint8Array {
    const pieces = [...table.stretches(from, to)].map(({ segment, offset, length }) =>
      Buffer.from(this.#file(session, segment)?.read(offset, length) ?? Buffer.alloc(0)),
    );
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  #file(session: string, segment: number): FileWindow | undefined {
    const key = `${session}/${segment}`;
    if (key === this.#lastKey) return this.#last;
    let file = this.#open.get(key);
    this.#open.delete(key);
    file ??= this.#openFile(session, segment);
    if (file === undefined) return undefined;
    this.#open.set(key, file);
    this.#lastKey = key;
    this.#last = file;
    if (this.#open.size > MOST_OPEN) {
      const [oldest, least] = this.#open.entries().next().value as [string, FileWindow];
      least.close();
      this.#open.delete(oldest);
    }
    return file;
  }

  #sealOf(session: string): Seal {
    let seal = this.#seals.get(session);
    if (seal === undefined) this.#seals.set(session, (seal = sealOf(session)));
    return seal;
  }

  #openFile(session: string, segment: number): FileWindow | undefined {
    try {
      return new FileWindow(join(this.#sessionsFolder, session, segmentName(segment)), WINDOW);
    } catch {
      // ENOENT: the session is being deleted.
      return undefined;
    }
  }
}
