import type { CallState } from '../../protocol/craft.ts';
import type { RelistHabit } from '../../protocol/relist.ts';
import type { Session } from '../../protocol/session.ts';

/** One open session, as far as its lists can be asked for. */
export interface Relistable {
  /** When its lists were walked last, by the clock that is handed in. */
  readonly listedAt: number;
  /** Why its lists are not asked for again unasked, in words. */
  readonly tooMuch: string | undefined;
  /** Lists are being walked at this moment. */
  readonly isListing: boolean;
  listAgain(): Promise<void>;
  note(words: string): void;
}

export interface RelistingOptions {
  session(id: string): Relistable | undefined;
  habit(target: string): RelistHabit;
  mono(): number;
  onBug(bug: unknown): void;
}

/** ms from a call to the lists: calls often come in a row, and what comes within 2 s is shown as come with the answer. */
const AFTER_CALL = 2200;
/** ms between two times of one session. */
const EVERY = 3000;
/** ms between two looks at what is due by the clock. */
const LOOK_EVERY = 5000;

interface Followed {
  target: string;
  waiting: Set<number>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Asks for lists again though nobody said that they changed: a server that turns in the middle of a session need
 * not say so. Never while a call waits, and not of a server whose lists take long.
 */
export class Relisting {
  #o: RelistingOptions;
  #sessions = new Map<string, Followed>();
  #looking: NodeJS.Timeout | undefined;

  constructor(options: RelistingOptions) {
    this.#o = options;
  }

  /** Called with every change of a session. */
  changed({ id, target, state }: Session): void {
    const known = this.#sessions.get(id);
    if (state.kind === 'open') {
      if (known === undefined) this.#sessions.set(id, { target, waiting: new Set(), timer: undefined });
      this.#looking ??= setInterval(() => this.#look(), LOOK_EVERY).unref();
    } else if (known !== undefined) {
      clearTimeout(known.timer);
      this.#sessions.delete(id);
    }
  }

  /** A call from Craft waits, or is done. */
  called({ session, request, state }: CallState): void {
    const followed = this.#sessions.get(session);
    if (followed === undefined) return;
    if (state === 'waiting') {
      followed.waiting.add(request);
      return;
    }
    followed.waiting.delete(request);
    this.answered(session);
  }

  /** What was asked of it may have changed what it offers. */
  answered(session: string): void {
    const followed = this.#sessions.get(session);
    if (followed === undefined) return;
    if (this.#o.habit(followed.target) !== 'never') this.#later(session, followed, AFTER_CALL);
  }

  close(): void {
    clearInterval(this.#looking);
    for (const { timer } of this.#sessions.values()) clearTimeout(timer);
    this.#sessions.clear();
  }

  #later(id: string, followed: Followed, ms: number): void {
    followed.timer ??= setTimeout(() => {
      followed.timer = undefined;
      void this.#ask(id, followed).catch(this.#o.onBug);
    }, ms).unref();
  }

  async #ask(id: string, followed: Followed): Promise<void> {
    const session = this.#o.session(id);
    if (session === undefined || this.#sessions.get(id) !== followed) return;
    const since = this.#o.mono() - session.listedAt;
    // Whoever is done last brings it up again.
    if (followed.waiting.size > 0) return;
    if (session.isListing || since < EVERY) {
      this.#later(id, followed, Math.max(AFTER_CALL, EVERY - since));
      return;
    }
    const { tooMuch } = session;
    if (tooMuch === undefined) await session.listAgain();
    else session.note(tooMuch);
  }

  #look(): void {
    for (const [id, followed] of this.#sessions) {
      const minutes = Number(this.#o.habit(followed.target));
      const session = Number.isNaN(minutes) ? undefined : this.#o.session(id);
      if (session !== undefined && this.#o.mono() - session.listedAt >= minutes * 60_000)
        this.#later(id, followed, 0);
    }
  }
}
