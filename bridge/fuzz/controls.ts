import type { Control, Heard } from '../../fuzz/oracle.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import type { Exchange } from './fuzz-line.ts';

/** Answers that are kept of the valid message of a subject, and how many are asked for before its first case. */
const MOST_KEPT = 12;
const AT_FIRST = 3;
/** Characters of all answers that are kept together, and what is left of the oldest beyond that: what they begin with. */
const MOST_TEXT = 64 * 1024 * 1024;
const LEAST_TEXT = 4000;

interface Kept {
  heard: Heard[];
  control: Control;
  last: Where | undefined;
  sinceLast: number;
  /** Some of its answers are no more than their beginning. */
  isCut: boolean;
}

/** Where an answer is recorded, without the answer. */
type Where = Pick<Exchange, 'session' | 'request' | 'answer'>;

/** What a server says to valid messages: what every case is measured against. */
export class Controls {
  #kept = new Map<string, Kept>();
  /** Long answers, the oldest first. */
  #long = new Map<Heard, Kept>();
  #text = 0;
  #most: number;
  #send: (subject: Subject) => Promise<Exchange>;

  constructor(send: (subject: Subject) => Promise<Exchange>, most = MOST_TEXT) {
    this.#send = send;
    this.#most = most;
  }

  /** Characters of long answers that are kept. */
  get text(): number {
    return this.#text;
  }

  /** Whether all that is kept of it is whole; else it has to be asked again before anything is proved by it. */
  isWhole(subject: Subject): boolean {
    return this.#kept.get(keyOf(subject))?.isCut !== true;
  }

  known(subject: Subject): Control | undefined {
    return this.#kept.get(keyOf(subject))?.control;
  }

  last(subject: Subject): Where | undefined {
    return this.#kept.get(keyOf(subject))?.last;
  }

  /** Nothing else may be under way. */
  async first(subject: Subject): Promise<Control> {
    for (let i = 0; i < AT_FIRST; i++) await this.again(subject);
    return this.#kept.get(keyOf(subject))!.control;
  }

  /** Whether the valid message is answered. */
  async again(subject: Subject): Promise<boolean> {
    const exchange = await this.#send(subject);
    const { outcome } = exchange.heard;
    const isAnswered = outcome !== 'no-answer' && outcome !== 'closed' && outcome !== 'not-sent';
    const kept = this.#kept.get(keyOf(subject)) ?? {
      heard: [],
      control: NONE,
      last: undefined,
      sinceLast: 0,
      isCut: false,
    };
    this.#kept.set(keyOf(subject), kept);
    kept.sinceLast = 0;
    if (outcome === 'not-sent') return false;
    // The first ones stay: a server that a case has changed must not become its own measure.
    if (kept.heard.length >= MOST_KEPT) this.#forget(kept.heard.splice(AT_FIRST, 1));
    kept.heard.push(exchange.heard);
    this.#remember(exchange.heard, kept);
    kept.control = controlOf(kept.heard);
    if (isAnswered) {
      const { session, request, answer } = exchange;
      kept.last = { session, request, ...(answer === undefined ? {} : { answer }) };
    }
    return isAnswered;
  }

  #remember(heard: Heard, kept: Kept): void {
    if (heard.text.length <= LEAST_TEXT) return;
    this.#long.set(heard, kept);
    this.#text += heard.text.length;
    for (const [oldest, of] of this.#long) {
      if (this.#text <= this.#most) return;
      // The one that has just come is what the next case is measured against.
      if (oldest === heard) return;
      this.#forget([oldest]);
      const beginning = { ...oldest, text: Buffer.from(oldest.text.slice(0, LEAST_TEXT)).toString() };
      of.heard = of.heard.map((one) => (one === oldest ? beginning : one));
      of.control = controlOf(of.heard);
      of.isCut = true;
    }
  }

  #forget(gone: readonly Heard[]): void {
    for (const heard of gone) if (this.#long.delete(heard)) this.#text -= heard.text.length;
  }

  /** Counts a case; whether it is time for a control again. */
  isDue(subject: Subject, every: number): boolean {
    const kept = this.#kept.get(keyOf(subject));
    if (kept === undefined) return true;
    kept.sinceLast++;
    return kept.sinceLast >= every;
  }

  all(): { subject: string; session: string; request: number; answer: number }[] {
    return [...this.#kept].flatMap(([key, { last }]) =>
      last?.answer === undefined
        ? []
        : [
            {
              subject: key.slice(key.indexOf(' ') + 1),
              session: last.session,
              request: last.request,
              answer: last.answer,
            },
          ],
    );
  }
}

const NONE: Control = { heard: [], ms: 0, bytes: 0 };

function controlOf(heard: readonly Heard[]): Control {
  const answered = heard.filter(({ outcome }) => outcome !== 'no-answer' && outcome !== 'closed');
  return {
    heard: [...heard],
    ms: middle(answered.map(({ ms }) => ms)),
    bytes: middle(answered.map(({ bytes }) => bytes)),
  };
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function keyOf({ kind, name }: Subject): string {
  return `${kind} ${name}`;
}
