import type { Session } from '../../protocol/session.ts';

export interface EarlierOptions {
  session(id: string): Session | undefined;
  isDoing(session: string): boolean;
  begin(session: Session): void;
}

/** Sessions recorded earlier that wait to be inspected: one at a time, behind everything live. */
export class EarlierSessions {
  #o: EarlierOptions;
  #waiting: string[] = [];
  #current: string | undefined;

  constructor(options: EarlierOptions) {
    this.#o = options;
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#current === undefined;
  }

  get isInspecting(): boolean {
    return this.#current !== undefined;
  }

  add(session: string, isFirst: boolean): void {
    this.drop(session);
    if (isFirst) this.#waiting.unshift(session);
    else this.#waiting.push(session);
  }

  drop(session: string): void {
    this.#waiting = this.#waiting.filter((one) => one !== session);
  }

  dropAll(): void {
    this.#waiting = [];
  }

  /** That session is done, or gone. */
  done(session: string): void {
    if (this.#current === session) this.#current = undefined;
    this.goOn();
  }

  goOn(): void {
    if (this.#current !== undefined && this.#o.isDoing(this.#current)) return;
    for (;;) {
      this.#current = this.#waiting.shift();
      if (this.#current === undefined) return;
      const session = this.#o.session(this.#current);
      if (session === undefined) continue;
      this.#o.begin(session);
      return;
    }
  }
}
