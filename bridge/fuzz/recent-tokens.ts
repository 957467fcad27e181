/** Tokens of cases that are remembered, so that what they make later is theirs. */
const MOST = 5000;

/** Whose token it is: of cases whose answers were heard. */
export class RecentTokens {
  #cases = new Map<string, number>();

  remember(token: string, n: number): void {
    this.#cases.set(token, n);
    if (this.#cases.size <= MOST) return;
    const oldest = this.#cases.keys().next();
    if (oldest.done !== true) this.#cases.delete(oldest.value);
  }

  /**
   * The case it belongs to; `under way`: it has not looked for itself yet, or may not have, since the token of a case is
   * known only once it was answered; undefined: nobody's.
   */
  whose(token: string, underWay: ReadonlySet<number>): number | 'under way' | undefined {
    const n = this.#cases.get(token);
    const mayBe = n === undefined ? underWay.size > 0 : underWay.has(n);
    return mayBe ? 'under way' : n;
  }
}
