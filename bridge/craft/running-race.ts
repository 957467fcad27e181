import type { CallState, SentText } from '../../protocol/craft.ts';
import type { FrameHead, FrameSummary } from '../../protocol/frame.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { CrossTalk, Race, Racer } from '../../protocol/race.ts';
import type { CraftEnd, StartedSend } from '../session/craft-sends.ts';
import { canariesIn, MOST_LOOKED_THROUGH } from './canaries.ts';

export interface RaceParts {
  now(): number;
  /** What a frame holds: its bytes, and its message where that was unpacked or put together; at most so many of each. */
  bytes(session: string, seq: number, most: number): Promise<Outcome<Uint8Array[]>>;
  /** A bug that surfaced while answers were looked at. */
  onBug(bug: unknown): void;
}

/** What became of one of them, before it is known of which. */
interface Came {
  state: CallState;
  answer: FrameSummary | undefined;
  canaries: string[];
  /** seq of the request whose response brought it; not one of ours where all answers come on one stream. */
  over: number | undefined;
  notes: string[];
}

interface Alike {
  waiting: Racer[];
  left: Came[];
}

/** One race under way: who runs, who came in, and whose canary they brought. */
export class RunningRace {
  readonly session: string;
  #id: string;
  #o: RaceParts;
  #racers: Racer[] = [];
  #byCanary = new Map<string, Racer>();
  #byRequest = new Map<number, Racer>();
  #sends: Promise<unknown>[] = [];
  #crossTalk: CrossTalk[] = [];
  /** By id, what is asked with several times. */
  #sharing = new Map<string, Alike>();
  /** ms since the session began. */
  #releasedAt = 0;
  #wall = 0;
  #words = '';

  constructor({ id, session, ...parts }: RaceParts & { id: string; session: string }) {
    this.#id = id;
    this.session = session;
    this.#o = parts;
  }

  failed(entry: number, canary: string | undefined, problem: Problem): void {
    const racer = this.#enter(entry, canary);
    racer.state = 'failed';
    racer.problem = problem;
  }

  started(entry: number, canary: string | undefined, { sent, end }: StartedSend, notes: string[]): void {
    const racer = this.#enter(entry, canary);
    racer.notes.push(...notes);
    const noted = sent.then((it) => this.#noteSent(racer, it));
    this.#sends.push(noted);
    // Whoever came in first must find all others entered.
    void Promise.all([noted, end])
      .then(([isSent, how]) => (isSent ? this.#finish(racer, how) : undefined))
      .catch((bug: unknown) => this.#o.onBug(bug));
  }

  released(mono: number, words: string): void {
    this.#releasedAt = mono;
    this.#wall = this.#o.now();
    this.#words = words;
  }

  async settledSends(): Promise<void> {
    await Promise.all(this.#sends);
  }

  state(): Race {
    return {
      id: this.#id,
      session: this.session,
      released: this.#wall,
      isOver: this.#racers.every(({ state }) => state !== 'waiting'),
      racers: this.#racers.map((racer) => ({ ...racer })),
      crossTalk: [...this.#crossTalk],
      release: this.#words,
    };
  }

  #enter(entry: number, canary: string | undefined): Racer {
    const number = this.#racers.length + 1;
    const racer: Racer = { number, entry, state: 'waiting', canariesSeen: [], notes: [] };
    if (canary !== undefined) {
      racer.canary = canary;
      this.#byCanary.set(canary, racer);
    }
    this.#racers.push(racer);
    return racer;
  }

  #noteSent(racer: Racer, sent: Outcome<SentText>): boolean {
    if (!sent.ok) {
      racer.state = 'failed';
      racer.problem = sent.problem;
      return false;
    }
    const { request, rpcId, notes } = sent.value;
    racer.request = request;
    racer.notes.push(...notes);
    if (rpcId !== undefined) racer.rpcId = rpcId;
    this.#byRequest.set(request, racer);
    return true;
  }

  async #finish(racer: Racer, end: CraftEnd): Promise<void> {
    if (end.state === undefined) {
      // A process answers nothing that has no id; what it says is in the recording.
      racer.state = 'sent';
      return;
    }
    const came = await this.#lookThrough(end);
    const alike = this.#alike(racer, came);
    if (alike === undefined) this.#give(racer, came);
    else this.#share(alike, came);
  }

  /** Copies with one id, where no connection tells whose answer it is. */
  #alike({ rpcId }: Racer, { over }: Came): Alike | undefined {
    const isTold = over !== undefined && this.#byRequest.has(over);
    if (rpcId === undefined || isTold) return undefined;
    const key = idKey(rpcId);
    const known = this.#sharing.get(key);
    if (known !== undefined) return known;
    const racers = this.#racers.filter((one) => one.rpcId !== undefined && idKey(one.rpcId) === key);
    if (racers.length === 1) return undefined;
    const alike: Alike = { waiting: racers, left: [] };
    this.#sharing.set(key, alike);
    return alike;
  }

  /** An answer belongs to the copy whose canary it brings; what brings none goes to who is left over in the end. */
  #share(alike: Alike, came: Came): void {
    const { waiting, left } = alike;
    const owners = waiting.filter(({ canary }) => canary !== undefined && came.canaries.includes(canary));
    const [owner] = owners;
    if (owner !== undefined && owners.length === 1) {
      waiting.splice(waiting.indexOf(owner), 1);
      this.#give(owner, came);
    } else left.push(came);
    if (left.length < waiting.length) return;
    for (const rest of left.splice(0)) {
      const racer = waiting.shift()!;
      if (rest.answer !== undefined) racer.notes.push(SHARED);
      this.#give(racer, rest);
    }
  }

  /** An answer carries the id it was paired by; its canaries and its connection may say something else. */
  #give(racer: Racer, { state, answer, canaries, over, notes }: Came): void {
    racer.notes.push(...notes);
    if (state.outcome !== undefined) racer.outcome = state.outcome;
    if (state.problem !== undefined) racer.problem = state.problem;
    racer.state = 'done';
    if (answer === undefined) return;
    const { seq, mono } = answer;
    racer.answer = seq;
    racer.ms = Math.max(0, mono - this.#releasedAt);
    const says = (words: string, other: Racer): void =>
      this.#note(racer, other, seq, `The answer of copy ${racer.number} ${words} of copy ${other.number}.`);
    for (const canary of canaries) {
      const owner = this.#byCanary.get(canary);
      if (owner === undefined) continue;
      racer.canariesSeen.push(owner.number);
      if (owner !== racer) says('carries the canary', owner);
    }
    const asked = over === undefined || over === racer.request ? undefined : this.#byRequest.get(over);
    if (asked !== undefined) says('came over the connection', asked);
  }

  async #lookThrough({ state, frame }: CraftEnd): Promise<Came> {
    const answer = frame?.summary ?? state!.answer;
    const came: Came = { state: state!, answer, canaries: [], over: frame?.head.answers, notes: [] };
    if (answer === undefined) return came;
    const parts =
      frame === undefined
        ? await this.#o.bytes(this.session, answer.seq, MOST_LOOKED_THROUGH)
        : { ok: true as const, value: [...headersOf(frame.head), await frame.message()] };
    if (!parts.ok) {
      came.notes.push('What answered it could not be read back: no canaries were looked for.');
      return came;
    }
    if (parts.value.some(({ length }) => length > MOST_LOOKED_THROUGH))
      came.notes.push(
        `Only the first ${MOST_LOOKED_THROUGH / 1024 / 1024} MiB were looked through for canaries.`,
      );
    came.canaries = [...new Set(parts.value.flatMap(canariesIn))];
    return came;
  }

  #note(answered: Racer, other: Racer, frame: number, words: string): void {
    this.#crossTalk.push({ answerOf: answered.number, canaryOf: other.number, frame, words });
  }
}

const SHARED = 'Other copies carry the same id, and no canary says whose answer this is: given out in turn.';

/** Values of the response's headers, as bytes. */
function headersOf({ http }: FrameHead): Uint8Array[] {
  return http === undefined ? [] : [Buffer.from(http.headers.map(([, value]) => value).join('\n'), 'latin1')];
}
