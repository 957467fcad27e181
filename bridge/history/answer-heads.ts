import { mergedHeaders, securityHeaders, type AnswerHeaders } from '../../inspect/drift/security-headers.ts';
import type { FrameHead } from '../../protocol/frame.ts';

/** Answers whose head is remembered until its frames come; a stream may stay open for the whole session. */
const MOST_OPEN = 64;
/** Sets of headers that differ, of one session: a server that sends others each time fills no memory. */
const MOST_SETS = 64;

/** Which headers came with a frame over HTTP: an event of a stream has those its stream began with. */
export class AnswerHeads {
  /** By the request they answer, the one asked for last at the end. */
  #open = new Map<number, AnswerHeaders>();
  #sets = new Map<string, AnswerHeaders>();
  #byFrame = new Map<number, AnswerHeaders>();

  /** Every frame in its order. `isWanted`: somebody will ask for its headers. */
  pass(seq: number, { http, answers, toward }: FrameHead, isWanted: boolean): void {
    if (answers === undefined || toward !== 'client') return;
    const isHead = http?.status !== undefined && http.status >= 200;
    if (!isHead && !isWanted) return;
    const headers = isHead ? this.#interned(securityHeaders(http.headers)) : this.#open.get(answers);
    if (headers === undefined) return;
    this.#open.delete(answers);
    this.#open.set(answers, headers);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    if (isWanted) this.#byFrame.set(seq, headers);
  }

  /** Read again from the beginning. */
  restart(): void {
    this.#open.clear();
  }

  /** Of these frames together, and forgets those of others; undefined where none came over HTTP. */
  of(frames: ReadonlySet<number>): Record<string, string> | undefined {
    const kept = new Map<number, AnswerHeaders>();
    for (const frame of frames) {
      const headers = this.#byFrame.get(frame);
      if (headers !== undefined) kept.set(frame, headers);
    }
    this.#byFrame = kept;
    return kept.size === 0 ? undefined : mergedHeaders(new Set(kept.values()));
  }

  #interned(headers: AnswerHeaders): AnswerHeaders | undefined {
    const key = JSON.stringify([...headers]);
    const known = this.#sets.get(key);
    if (known !== undefined || this.#sets.size >= MOST_SETS) return known;
    this.#sets.set(key, headers);
    return headers;
  }
}
