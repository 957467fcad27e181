import type { Problem } from '../../protocol/problem.ts';
import type { JournalStatus } from '../../protocol/stream.ts';

const EVERY_MS = 100;

/** Tells listeners of the journal's state, at most ten times a second. */
export class StatusBoard {
  #read: () => Omit<JournalStatus, 'problem'> & { problem: Problem | undefined };
  #listeners: ((status: JournalStatus) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Something that was found out once and stays true. */
  #trouble: Problem | undefined;

  constructor(read: () => Omit<JournalStatus, 'problem'> & { problem: Problem | undefined }) {
    this.#read = read;
  }

  current(): JournalStatus {
    const { problem, ...counts } = this.#read();
    const told = problem ?? this.#trouble;
    return told === undefined ? counts : { ...counts, problem: told };
  }

  onChange(listener: (status: JournalStatus) => void): void {
    this.#listeners.push(listener);
  }

  changed(): void {
    if (this.#listeners.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const status = this.current();
      for (const listener of this.#listeners) listener(status);
    }, EVERY_MS).unref();
  }

  trouble(problem: Problem): void {
    this.#trouble = problem;
    this.changed();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
