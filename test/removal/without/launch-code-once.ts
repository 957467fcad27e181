import { SignIn as OnceOnly } from '../../../bridge/api/sign-in.ts';
import type { Outcome } from '../../../protocol/problem.ts';

export * from '../../../bridge/api/sign-in.ts';

/** A code goes on working after its first use. */
export class SignIn extends OnceOnly {
  #had = new Map<string, Outcome<string>>();

  override exchange(code: string): Outcome<string> {
    const before = this.#had.get(code);
    if (before !== undefined) return before;
    const outcome = super.exchange(code);
    if (outcome.ok) this.#had.set(code, outcome);
    return outcome;
  }
}
