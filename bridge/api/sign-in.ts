import { createHash, timingSafeEqual } from 'node:crypto';
import type { Outcome, Problem } from '../../protocol/problem.ts';

export interface SignInParts {
  randomBytes(size: number): Buffer;
  /** ms; only differences count. */
  now(): number;
  /** A refused code, for the terminal: somebody had it before, or guesses. At most a few a minute. */
  onRefused(problem: Problem): void;
}

const CODE_BYTES = 24;
const TOKEN_BYTES = 32;
const CODE_LIFETIME = 10 * 60_000;
const MOST_OUTSTANDING = 16;
const MOST_REMEMBERED = 256;
const REPORTS_A_MINUTE = 5;

const ASK_AGAIN = 'Press Enter in the terminal for a fresh link.';

/**
 * One-time codes, each exchanged once for the token of this run. Fields are private to the
 * language, so that neither JSON nor a debugger's print of it shows the token.
 */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #token: string;
  readonly #tokenDigest: Buffer;
  /** Code → when it ends. In order of issue. */
  readonly #open = new Map<string, number>();
  /** Codes that had their turn, to tell a second use from a guess. */
  readonly #spent = new Set<string>();
  #reports: number[] = [];

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#token = parts.randomBytes(TOKEN_BYTES).toString('base64url');
    this.#tokenDigest = digest(this.#token);
  }

  /**
   * `<origin><path>#code=…` with a code of its own. The fragment never leaves the browser, so the
   * code is in no request line, log or Referer.
   */
  link(origin: string, path = '/'): string {
    const code = this.#parts.randomBytes(CODE_BYTES).toString('base64url');
    if (this.#open.size >= MOST_OUTSTANDING) {
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    }
    this.#open.set(code, this.#parts.now() + CODE_LIFETIME);
    return `${origin}${path}#code=${code}`;
  }

  /** The token, for a code that is known, fresh and unused. */
  exchange(code: string): Outcome<string> {
    const ends = this.#open.get(code);
    this.#open.delete(code);
    if (ends !== undefined) this.#remember(code);
    if (ends !== undefined && this.#parts.now() < ends) return { ok: true, value: this.#token };
    const problem = this.#whyRefused(code, ends);
    this.#report(problem);
    return { ok: false, problem };
  }

  /** Takes the same time for every wrong token, whatever its length. */
  admits(token: string): boolean {
    return timingSafeEqual(digest(token), this.#tokenDigest);
  }

  #whyRefused(code: string, ends: number | undefined): Problem {
    if (ends !== undefined) {
      return { code: 'code-expired', message: 'This link is older than 10 minutes.', hint: ASK_AGAIN };
    }
    if (this.#spent.has(code)) {
      return {
        code: 'code-used',
        message: 'This link was used already; each one signs in a single page, once.',
        hint: `If that was not you, somebody else has seen it: stop the bridge. Otherwise: ${ASK_AGAIN}`,
      };
    }
    return {
      code: 'code-unknown',
      message: 'This link is not from this run of the bridge.',
      hint: ASK_AGAIN,
    };
  }

  #remember(code: string): void {
    this.#spent.add(code);
    if (this.#spent.size <= MOST_REMEMBERED) return;
    for (const oldest of this.#spent) {
      this.#spent.delete(oldest);
      break;
    }
  }

  #report(problem: Problem): void {
    const now = this.#parts.now();
    this.#reports = this.#reports.filter((at) => now - at < 60_000);
    if (this.#reports.length >= REPORTS_A_MINUTE) return;
    this.#reports.push(now);
    this.#parts.onRefused(problem);
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
