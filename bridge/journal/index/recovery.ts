import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FrameHead, FrameSummary, Payload } from '../../../protocol/frame.ts';
import { scannerFor, scanPayload, SCAN_CAP, type Scan } from '../../../protocol/mcp/scan.ts';
import { createSummariser, type Summariser } from '../../../protocol/mcp/summary.ts';
import { CUT_OFF, cutOffHead } from '../segment/cut-off.ts';
import {
  type Location,
  positionOf,
  readRecord,
  RECORD_BYTES,
  type RecordHead,
  RecordKind,
  type Seal,
  sealOf,
  segmentName,
  segmentNumber,
} from '../segment/format.ts';
import { PartTable } from '../segment/part-table.ts';
import { completesFrame, walkSegment } from '../segment/walk.ts';
import { SegmentWriter } from '../segment/writer.ts';
import type { Coverage, Intake } from './intake.ts';
import type { Recovered } from './messages.ts';
import type { Pause } from './pause.ts';
import type { RecordFiles } from './record-files.ts';

export interface RecoveryOptions {
  sessionsFolder: string;
  files: RecordFiles;
  intake: Intake;
  pause: Pause;
  /** Whether nobody writes to the session any more, so that it may be completed. */
  isOver: boolean;
  isStopped(): boolean;
  took(frames: number): void;
}

const BATCH = 500;
const STEP = 512 * 1024;
/** Positions for large frames cut off by a killed bridge: above all that its run gave, apart per session. */
const CUT_OFF_K = 0xc0000000;

/** Whether a session's files hold anything that the index does not cover. Reads no frame. */
export function isCovered(folder: string, { segment, covered }: Coverage): boolean {
  const last = segmentsOf(folder).at(-1);
  if (last === undefined) return true;
  if (last !== segment) return false;
  const path = join(folder, segmentName(last));
  const { size } = statSync(path);
  return (
    size === covered || (size === covered + RECORD_BYTES && endsInOrder(path, covered, basename(folder)))
  );
}

/** Whether the record there, the last one, says that the session was closed: it is in no index. */
function endsInOrder(path: string, at: number, session: string): boolean {
  const bytes = Buffer.alloc(RECORD_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, RECORD_BYTES, at);
  } finally {
    closeSync(file);
  }
  return readRecord(bytes, 0, sealOf(session))?.kind === RecordKind.closed;
}

/**
 * Reads a session's segments and puts what is missing into the index. Rows are made anew from the
 * first frame on, so that pairing comes out as it did when they were recorded.
 */
export class SessionRecovery {
  #o: RecoveryOptions;
  #id: string;
  #folder: string;
  #seal: Seal;
  #rows: FrameSummary[] = [];
  #places: number[] = [];
  #damaged = 0;
  #clashes = 0;
  #newer: number | undefined;
  #lastWall: number | undefined;
  #bytes = 0;
  #frames = 0;
  #run = 0;
  #lastSeq = 0;
  #isClosed = false;
  /** End of the last whole record. */
  #end = 0;
  #open = new Map<number, { channel: string; wall: number; raw: PartTable; stored: PartTable }>();

  constructor(id: string, options: RecoveryOptions) {
    this.#id = id;
    this.#o = options;
    this.#folder = join(options.sessionsFolder, id);
    this.#seal = sealOf(id);
  }

  /** Where the last segment ends now; what lies before it is in the index when this returns. */
  async run(): Promise<{ recovered: Recovered; end: Coverage }> {
    const summariser = createSummariser(this.#id);
    let end = { segment: 0, covered: 0 };
    for (const segment of segmentsOf(this.#folder)) {
      for (const entry of walkSegment(join(this.#folder, segmentName(segment)), this.#seal)) {
        if (this.#o.isStopped()) break;
        if (entry.kind === 'newer') this.#newer = entry.version;
        else if (entry.kind === 'damaged') this.#damaged += entry.to - entry.from;
        else if (entry.kind === 'record') {
          const { record, bytes, offset } = entry;
          const place = { segment, offset, size: bytes.length };
          this.#end = offset + bytes.length;
          if (completesFrame(record)) await this.#take(record, bytes, place, summariser);
          else this.#follow(record, bytes, place);
          if (this.#rows.length >= BATCH) await this.#hand();
        }
        await this.#o.pause.now();
      }
      end = {
        segment,
        covered: this.#o.isOver ? sizeOf(join(this.#folder, segmentName(segment))) : this.#end,
      };
    }
    if (this.#o.isOver && !this.#isClosed && !this.#o.isStopped() && end.segment > 0) {
      const added = this.#complete(end.segment + 1, summariser);
      if (added)
        end = { segment: end.segment + 1, covered: sizeOf(join(this.#folder, segmentName(end.segment + 1))) };
    }
    await this.#hand();
    const recovered = {
      id: this.#id,
      frames: this.#frames,
      bytes: this.#bytes,
      lastWall: this.#lastWall,
      damage: this.#damage(),
    };
    return { recovered, end };
  }

  async #take(record: RecordHead, bytes: Buffer, place: Location, summariser: Summariser): Promise<void> {
    const text = bytes.subarray(RECORD_BYTES, RECORD_BYTES + record.head).toString('utf8');
    const { head, payload, raw } = JSON.parse(text) as { head: FrameHead; payload: Payload; raw?: number };
    const rawBytes = raw ?? record.raw;
    const scan =
      record.kind === RecordKind.end
        ? await this.#scanLarge(head, payload, place)
        : scanHeld(head, payload, record, bytes);
    const n = positionOf(record.run, record.k);
    this.#rows.push(summariser.summarise({ seq: record.seq, n }, head, rawBytes, scan));
    this.#places.push(place.segment, place.offset, place.size);
    this.#open.delete(record.stream);
    this.#frames++;
    this.#bytes += rawBytes;
    this.#lastWall = head.wall;
    this.#run = record.run;
    this.#lastSeq = record.seq;
  }

  async #scanLarge(head: FrameHead, payload: Payload, place: Location): Promise<Scan | undefined> {
    if (payload.kind === 'none') return undefined;
    const frame = this.#o.files.frame(this.#id, place, 'request');
    if (frame === undefined) return undefined;
    const scanner = scannerFor(head.channel);
    const part = payload.kind === 'slice' ? 'raw' : 'stored';
    const [from, to] = payload.kind === 'slice' ? [payload.from, payload.to] : [0, payload.bytes];
    // One byte beyond the cap tells the scanner that there was more.
    const end = Math.min(to, from + SCAN_CAP + 1);
    for (let at = from; at < end; at += STEP) {
      scanner.push(frame.read(part, at, Math.min(end, at + STEP)));
      await this.#o.pause.now();
    }
    return scanner.end();
  }

  #follow(record: RecordHead, bytes: Buffer, place: Location): void {
    if (record.kind === RecordKind.closed) this.#isClosed = true;
    else if (record.kind === RecordKind.begin) {
      const { channel, wall } = JSON.parse(
        bytes.subarray(RECORD_BYTES, RECORD_BYTES + record.head).toString('utf8'),
      ) as {
        channel: string;
        wall: number;
      };
      this.#run = record.run;
      this.#open.set(record.stream, { channel, wall, raw: new PartTable(), stored: new PartTable() });
    } else {
      const open = this.#open.get(record.stream);
      const table = record.kind === RecordKind.rawPart ? open?.raw : open?.stored;
      table?.add({ segment: place.segment, offset: place.offset + RECORD_BYTES, length: record.raw });
    }
  }

  /** Ends the large frames that a killed bridge left open, and the session. false: the files cannot be written. */
  #complete(segment: number, summariser: Summariser): boolean {
    const wall = (): number => this.#lastWall ?? 0;
    const writer = new SegmentWriter({
      folder: this.#folder,
      sessionId: this.#id,
      run: this.#run,
      rollAt: Infinity,
      firstSegment: segment,
      wall,
    });
    const rows: [FrameSummary, Location][] = [];
    let k = CUT_OFF_K + (this.#seal.seed % 0x20000) * 0x1000;
    for (const [stream, open] of this.#open) {
      const head = { ...cutOffHead(open.channel, open.wall, 0), problem: CUT_OFF };
      while (this.#o.intake.has(positionOf(this.#run, k))) k++;
      const numbers = { seq: ++this.#lastSeq, run: this.#run, k: k++ };
      const known = { head, payload: { kind: 'none' }, raw: open.raw.total, stored: open.stored.total };
      const place = writer.place(
        { kind: RecordKind.end, stream, ...numbers },
        JSON.stringify(known),
        open.raw.encode(),
        open.stored.encode(),
      );
      const placed = { seq: numbers.seq, n: positionOf(numbers.run, numbers.k) };
      rows.push([summariser.summarise(placed, head, open.raw.total, undefined), place]);
      this.#frames++;
      this.#bytes += open.raw.total;
    }
    writer.place({ kind: RecordKind.closed, stream: 0, seq: 0, run: this.#run, k: 0 }, '');
    const error = writer.flush();
    void writer.close();
    if (error !== undefined) return false;
    for (const [row, place] of rows) {
      this.#rows.push(row);
      this.#places.push(place.segment, place.offset, place.size);
    }
    return true;
  }

  async #hand(): Promise<void> {
    const before = this.#o.intake.clashes;
    this.#o.took(this.#o.intake.take(this.#rows, this.#places));
    this.#clashes += this.#o.intake.clashes - before;
    this.#rows = [];
    this.#places = [];
    await this.#o.pause.yield();
  }

  #damage(): string | undefined {
    if (this.#newer !== undefined)
      return `Part of it was written in segment format ${this.#newer} by a later version; that part is not read.`;
    if (this.#clashes > 0)
      return `${this.#clashes} of its frames are not listed: a session of another data directory was copied in, and both count alike.`;
    if (this.#damaged === 0) return undefined;
    return `${this.#damaged} bytes of its files are damaged and were passed over; the frames around them are kept.`;
  }
}

function scanHeld(head: FrameHead, payload: Payload, record: RecordHead, bytes: Buffer): Scan | undefined {
  if (payload.kind === 'none') return undefined;
  const rawAt = RECORD_BYTES + record.head;
  const message =
    payload.kind === 'slice'
      ? bytes.subarray(rawAt + payload.from, rawAt + payload.to)
      : bytes.subarray(rawAt + record.raw, rawAt + record.raw + record.stored);
  return scanPayload(head.channel, message);
}

function segmentsOf(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => segmentNumber(name) ?? [])
    .sort((a, b) => a - b);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
