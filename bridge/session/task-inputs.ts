/** Times a task may name a key once more after it was answered: taking an answer in takes a while. */
const PATIENCE = 5;

/**
 * What one task asks for, over its life. Keys are unique in it (extension, Task Update Requests), so an
 * answered one is not asked of the person again, unless the server goes on asking.
 */
export class TaskInputs {
  /** Keys that were answered, with the update that did it and how often they were named since. */
  #answered = new Map<string, { update: number; since: number }>();
  #outstanding: string[] = [];
  #held: string | undefined;

  /** It waits for nothing. */
  goesOn(): void {
    this.#held = undefined;
    this.#outstanding = [];
  }

  /** A key that the server names again and again although it was answered; it counts as open from now on. */
  ignored(keys: readonly string[]): string | undefined {
    let ignored: string | undefined;
    for (const key of keys) {
      const answer = this.#answered.get(key);
      if (answer === undefined || ++answer.since < PATIENCE) continue;
      this.#answered.delete(key);
      this.#held = undefined;
      ignored ??= key;
    }
    return ignored;
  }

  /** It names these keys (undefined: none at all). Whether there is something new to ask the person. */
  asked(keys: readonly string[] | undefined): 'nothing' | 'nothing new' | 'something' {
    this.#outstanding = (keys ?? []).filter((key) => !this.#answered.has(key));
    if (keys !== undefined && keys.length > 0 && this.#outstanding.length === 0) {
      this.#held = undefined;
      return 'nothing';
    }
    // An answered key among them: what we sent has not been taken in yet, and the next list says more.
    if (this.#outstanding.length < (keys?.length ?? 0)) return 'nothing new';
    const now = JSON.stringify(this.#outstanding);
    if (now === this.#held) return 'nothing new';
    this.#held = now;
    return 'something';
  }

  /** An update was sent; true when nothing is open any more. */
  answered(keys: readonly string[], update: number): boolean {
    for (const key of keys) this.#answered.set(key, { update, since: 0 });
    return this.#outstanding.every((key) => this.#answered.has(key));
  }

  /** The server refused this update. */
  refused(update: number): void {
    for (const [key, answer] of this.#answered) {
      if (answer.update !== update) continue;
      this.#answered.delete(key);
      this.#held = undefined;
    }
  }
}
