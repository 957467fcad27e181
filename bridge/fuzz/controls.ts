import type { Control, Heard } from '../../fuzz/oracle.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import type { Exchange } from './fuzz-line.ts';

/** Answers that are kept of the valid message of a subject, and how many are asked for before its first case. */
const MOST_KEPT = 12;
const AT_FIRST = 3;

interface Kept {
  heard: Heard[];
  control: Control;
  last: Exchange | undefined;
  sinceLast: number;
}

/** What a server says to valid messages: what every case is measured against. */
export class Controls {
  #kept = new Map<string, Kept>();
  #send: (subject: Subject) => Promise<Exchange>;

  constructor(send: (subject: Subject) => Promise<Exchange>) {
    this.#send = send;
  }

  known(subject: Subject): Control | undefined {
    return this.#kept.get(keyOf(subject))?.control;
  }

  last(subject: Subject): Exchange | undefined {
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
    };
    this.#kept.set(keyOf(subject), kept);
    kept.sinceLast = 0;
    if (outcome === 'not-sent') return false;
    // The first ones stay: a server that a case has changed must not become its own measure.
    if (kept.heard.length >= MOST_KEPT) kept.heard.splice(AT_FIRST, 1);
    kept.heard.push(exchange.heard);
    kept.control = controlOf(kept.heard);
    if (isAnswered) kept.last = exchange;
    return isAnswered;
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
