import type { FrameHead, Payload } from '../../../protocol/frame.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { DiskBudget } from '../disk-budget.ts';
import type { LargeFrame, Placed, SessionLog } from '../journal.ts';
import { cutOffHead } from './cut-off.ts';
import { type Location, positionOf, RecordKind } from './format.ts';
import { LargeFrameParts } from './large-frame.ts';
import { Locator, type Waypoint } from './locator.ts';
import { RecordHeadText } from './record-head.ts';
import { type NewRecord, SegmentWriter } from './writer.ts';

export interface LogOptions {
  folder: string;
  sessionId: string;
  /** ms since the epoch. */
  startedAt: number;
  run: number;
  /** Next number within the run, over all sessions. */
  nextK(): number;
  rollAt: number;
  budget: DiskBudget;
  wall(): number;
  /** Called once, when it was closed. */
  onClosed(): void;
}

/** Of one frame: its number in its session, and where it lies. */
export interface PlacedFrame extends Location {
  seq: number;
}

export class SegmentLog implements SessionLog {
  readonly id: string;
  frames = 0;
  bytes = 0;
  #o: LogOptions;
  #writer: SegmentWriter;
  #headText = new RecordHeadText();
  #locator = new Locator();
  #seq = 0;
  #k = 0;
  #streams = 0;
  #open = new Set<LargeFrameParts>();
  /** Frames whose rows were not handed to the index yet, oldest first. */
  #placed: PlacedFrame[] = [];
  #handedOn = 0;
  #isClosed = false;

  constructor(options: LogOptions) {
    this.id = options.sessionId;
    this.#o = options;
    this.#writer = new SegmentWriter(options);
  }

  append(head: FrameHead, raw: Uint8Array, payload: Payload, stored?: Uint8Array): Placed {
    const placed = this.#next(raw.length);
    const record = this.#record(RecordKind.frame, 0, placed.seq);
    this.#remember(placed.seq, this.#writer.place(record, this.#headText.write(head, payload), raw, stored));
    return placed;
  }

  begin(channel: string): LargeFrame {
    const stream = ++this.#streams;
    const wall = this.#o.wall();
    const record = { kind: RecordKind.begin, stream, seq: 0, run: this.#o.run, k: 0 };
    this.#writer.place(record, JSON.stringify({ channel, wall }));
    const parts = new LargeFrameParts(this.#writer, { stream, run: this.#o.run, channel, wall });
    this.#open.add(parts);
    return {
      raw: (chunk) => parts.raw.push(chunk),
      stored: (chunk) => parts.stored.push(chunk),
      end: (head, payload) => this.#end(parts, head, payload),
    };
  }

  /** The next frame gets this seq: those before it were lost where they were recorded. */
  skipTo(seq: number): void {
    if (seq > this.#seq + 1) this.#seq = seq - 1;
  }

  /** Nobody asks for the places of what was appended so far: the index reads the files. */
  letGo(): void {
    this.handOn(this.#seq);
  }

  flush(): Problem | undefined {
    if (this.#writer.pending === 0) return undefined;
    for (const parts of this.#open) {
      const tooLong = this.#o.budget.refusesFrame(parts.raw.total + parts.stored.total);
      if (tooLong !== undefined) return tooLong;
    }
    const bytes = this.#writer.pending;
    const refused = this.#o.budget.refuses(bytes);
    if (refused !== undefined) return refused;
    const error = this.#writer.flush();
    if (error !== undefined) return notWritten(error, this.#o.folder);
    this.#o.budget.wrote(bytes);
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const parts of [...this.#open]) {
      const { channel, wall } = parts.origin;
      this.#end(parts, cutOffHead(channel, wall, wall - this.#o.startedAt), { kind: 'none' });
    }
    const record = { kind: RecordKind.closed, stream: 0, seq: 0, run: this.#o.run, k: 0 };
    this.#writer.place(record, '');
    // The budget is there to stop a flood, not to lose the end of what was already received.
    this.#writer.flush();
    await this.#writer.close();
    this.#o.onClosed();
  }

  /** Where to begin looking for frame `seq`; undefined when this log did not record it. */
  find(seq: number): Waypoint | undefined {
    return this.#locator.find(seq);
  }

  /** Places of the frames up to `seq` that were not asked for before; their rows go to the index. */
  handOn(seq: number): PlacedFrame | undefined {
    let found: PlacedFrame | undefined;
    while (this.#handedOn < this.#placed.length && this.#placed[this.#handedOn]!.seq <= seq)
      found = this.#placed[this.#handedOn++];
    if (this.#handedOn > 4096 || this.#handedOn === this.#placed.length) {
      this.#placed.splice(0, this.#handedOn);
      this.#handedOn = 0;
    }
    return found?.seq === seq ? found : undefined;
  }

  #end(parts: LargeFrameParts, head: FrameHead, payload: Payload): Placed {
    if (!this.#open.delete(parts)) throw new Error('a large frame ends once');
    const { raw, stored } = parts.finish();
    const placed = this.#next(raw.total);
    const record = this.#record(RecordKind.end, parts.origin.stream, placed.seq);
    const text = JSON.stringify({ head, payload, raw: raw.total, stored: stored.total });
    this.#remember(placed.seq, this.#writer.place(record, text, raw.encode(), stored.encode()));
    return placed;
  }

  #next(bytes: number): Placed {
    this.frames++;
    this.bytes += bytes;
    this.#k = this.#o.nextK();
    return { seq: ++this.#seq, n: positionOf(this.#o.run, this.#k) };
  }

  /** For the frame that `#next` numbered last. */
  #record(kind: RecordKind, stream: number, seq: number): NewRecord {
    return { kind, stream, seq, run: this.#o.run, k: this.#k };
  }

  #remember(seq: number, location: Location): void {
    this.#locator.add(seq, location);
    this.#placed.push({ seq, segment: location.segment, offset: location.offset, size: location.size });
  }
}

function notWritten(error: NodeJS.ErrnoException, folder: string): Problem {
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return {
    code: isFull ? 'disk-full' : 'not-written',
    message: `Frames could not be written to ${folder}: ${isFull ? 'no space is left' : error.message}. Recording stopped; what arrived since is kept in memory.`,
    hint: isFull
      ? 'Make room on that disk, or delete sessions: recording goes on by itself.'
      : 'Check the disk. Recording is tried again by itself.',
  };
}
