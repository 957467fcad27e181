import type { PreparedMessage } from '../../protocol/answering.ts';
import type { Author } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Told } from '../session/call.ts';

/** Answers that wait for their time, or for the server to read. */
const MOST_UNDER_WAY = 500;
const MOST_BYTES = 64 * 1024 * 1024;

/** Who sends, as the session names it. */
export type Teller = (text: string, author: Author) => Pick<Told, 'recorded' | 'done'>;

/** Sends messages exactly as they were prepared, each in its time, and no more of them than there is room for. */
export class ExactAnswers {
  #tell: Teller;
  #count = 0;
  #bytes = 0;
  #timers = new Set<NodeJS.Timeout>();
  #isOver = false;

  constructor(tell: Teller) {
    this.#tell = tell;
  }

  /** One answer of any size has room; many of them have to share. */
  hasRoom(messages: readonly PreparedMessage[]): boolean {
    return (
      this.#count + messages.length <= MOST_UNDER_WAY &&
      (this.#count === 0 || this.#bytes + sizeOf(messages) <= MOST_BYTES)
    );
  }

  /** Answers once the first is recorded: its seq; undefined when its time has not come yet. */
  async send(messages: readonly PreparedMessage[], author: Author): Promise<Outcome<number | undefined>> {
    const [first, ...rest] = messages;
    if (first === undefined) return { ok: true, value: undefined };
    const size = sizeOf(messages);
    this.#count += messages.length;
    this.#bytes += size;
    const isNow = first.afterMs === 0;
    const told = isNow ? this.#tell(first.text, author) : undefined;
    const left = isNow ? rest : messages;
    void this.#follow(told, left, author).finally(() => {
      this.#count -= messages.length;
      this.#bytes -= size;
    });
    return told === undefined ? { ok: true, value: undefined } : told.recorded;
  }

  /** The session is over: what has not been sent is not sent any more. */
  end(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #follow(
    first: ReturnType<Teller> | undefined,
    messages: readonly PreparedMessage[],
    author: Author,
  ): Promise<void> {
    const under = first === undefined ? [] : [first.done];
    if (first !== undefined && !(await first.recorded).ok) return;
    for (const { text, afterMs } of messages) {
      if (afterMs > 0) await this.#waited(afterMs);
      if (this.#isOver) return;
      const told = this.#tell(text, author);
      under.push(told.done);
      if (!(await told.recorded).ok) return;
    }
    await Promise.all(under);
  }

  #waited(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms).unref();
      this.#timers.add(timer);
    });
  }
}

function sizeOf(messages: readonly PreparedMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}
