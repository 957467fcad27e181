import type { Session } from '../../protocol/session.ts';

export interface EarlierOptions {
  session(id: string): Session | undefined;
  isDoing(session: string): boolean;
  sessions(): Session[];
  /** Whether it is to be inspected without being asked for. */
  isStale(session: Session): boolean;
  /** `isAsked`: by a person, for itself. */
  begin(session: Session, isAsked: boolean): void;
}

/** Recorded earlier, in all, that is inspected without being asked for. */
const MOST_BY_ITSELF = 256 * 1024 * 1024;

/** Sessions recorded earlier that wait to be inspected: one at a time, behind everything live. */
export class EarlierSessions {
  #o: EarlierOptions;
  #waiting: string[] = [];
  #current: string | undefined;
  #asked = new Set<string>();

  constructor(options: EarlierOptions) {
    this.#o = options;
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#current === undefined;
  }

  get isInspecting(): boolean {
    return this.#current !== undefined;
  }

  add(session: string, isAsked: boolean): void {
    this.drop(session);
    if (isAsked) {
      this.#asked.add(session);
      this.#waiting.unshift(session);
    } else this.#waiting.push(session);
  }

  /** The newest first, and not without end. */
  addStale(): void {
    let bytes = 0;
    for (const session of this.#o.sessions().reverse()) {
      if (!this.#o.isStale(session)) continue;
      bytes += session.bytes;
      if (bytes > MOST_BY_ITSELF) break;
      this.add(session.id, false);
    }
    this.goOn();
  }

  drop(session: string): void {
    this.#waiting = this.#waiting.filter((one) => one !== session);
    this.#asked.delete(session);
  }

  dropAll(): void {
    this.#waiting = [];
    this.#asked.clear();
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
      this.#o.begin(session, this.#asked.delete(session.id));
      return;
    }
  }
}
