import type { FrameAssembly } from './frame-assembly.ts';
import { quoted } from './response-head.ts';
import { SseReader, type SseFields } from './sse.ts';
import type { WireHead } from './transport.ts';

/** An event as it was recorded. `message` is its data, unless it was too long to be held. */
export interface RecordedEvent {
  frame: number;
  fields: SseFields;
  message: Buffer | undefined;
}

const LINE_FEED = Buffer.from('\n');
/** Shown in a frame's head; the whole name is in its bytes. */
const MOST_NAME = 200;

/**
 * Cuts the body of an event stream into one frame an event. In an inflated stream the bytes of the
 * wire go to the first event they complete; further events of the same bytes have none of their own.
 */
export class EventStream {
  #assembly: FrameAssembly;
  #head: WireHead;
  #isDerived: boolean;
  #reader: SseReader;
  #told: (event: RecordedEvent) => void;
  /** Asked once a frame: what the strict parser complained about since the last one. */
  #complaint: () => string | undefined;
  #messages = 0;

  constructor(options: {
    assembly: FrameAssembly;
    head: WireHead;
    /** Its text is inflated: not a stretch of the wire. */
    isDerived: boolean;
    told(event: RecordedEvent): void;
    complaint(): string | undefined;
  }) {
    this.#assembly = options.assembly;
    this.#head = options.head;
    this.#isDerived = options.isDerived;
    this.#told = options.told;
    this.#complaint = options.complaint;
    this.#reader = new SseReader({
      other: (bytes) => {
        if (!this.#isDerived) this.#assembly.raw(bytes);
      },
      data: (bytes) => (this.#isDerived ? this.#assembly.derived(bytes) : this.#assembly.message(bytes)),
      nextData: () => this.#assembly.derived(LINE_FEED),
      block: (fields, hasData) => this.#record(fields, hasData),
    });
  }

  get messages(): number {
    return this.#messages;
  }

  /** The next bytes of the stream's text; when it is inflated, its wire bytes went to the assembly before. */
  text(bytes: Buffer): void {
    this.#reader.feed(bytes);
  }

  /** Nothing more has arrived for now: comments that stand alone are shown instead of waiting for an event. */
  pause(): void {
    if (!this.#reader.hasComments || !this.#reader.isBetweenEvents || this.#assembly.rawBytes === 0) return;
    this.#assembly.end(this.#headWith(), false);
    this.#reader.forgetComments();
  }

  /** The stream is over; what follows its last event is a frame of its own, such as the last chunk. */
  finish(problems: string[]): void {
    const isUnfinished = !this.#reader.isBetweenEvents;
    const said = isUnfinished
      ? ['the stream ends inside an event, which clients then ignore', ...problems]
      : problems;
    const complaint = this.#complaint();
    const all = complaint === undefined ? said : [...said, complaint];
    if (this.#assembly.rawBytes === 0 && all.length === 0) return;
    this.#assembly.end(this.#headWith(all), false);
  }

  #record(fields: SseFields, hasData: boolean): void {
    const isMessage = hasData && this.#assembly.messageBytes > 0;
    const problems = [typeProblem(fields.event, isMessage), this.#complaint()].filter(
      (text) => text !== undefined,
    );
    const head = this.#headWith(problems);
    if (hasData || Object.keys(fields).length > 0)
      head.sse = fields.event === undefined ? fields : { ...fields, event: shortName(fields.event) };
    const { seq, message } = this.#assembly.end(head, isMessage);
    if (isMessage) this.#messages++;
    this.#told({ frame: seq, fields, message });
  }

  #headWith(problems: string[] = []): WireHead {
    return problems.length === 0 ? { ...this.#head } : { ...this.#head, problem: problems.join('; ') };
  }
}

/** Clients only listen for `message` (and for `endpoint` in 2024-11-05): what is in other events reaches nobody. */
function typeProblem(event: string | undefined, isMessage: boolean): string | undefined {
  const isHeard = event === undefined || event === '' || event === 'message' || event === 'endpoint';
  return isHeard || !isMessage ? undefined : `an event of type ${quoted(event, 60)}, which clients ignore`;
}

function shortName(name: string): string {
  return name.length > MOST_NAME ? quoted(name, MOST_NAME) : name;
}
