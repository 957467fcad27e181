import type { Problem } from '../../protocol/problem.ts';

export interface Message {
  text: string;
  hint?: string | undefined;
  isBad: boolean;
  /** What can be done about it, for as long as it stands there. */
  offer?: { words: string; run: () => void } | undefined;
}

const SHOWN_FOR = 5000;
const OFFER_SHOWN_FOR = 10_000;
/** What went wrong stays until it was read. */
const BAD_SHOWN_FOR = 15_000;
const MUST_BE_READ_FOR = 60_000;

/** The one line at the bottom right that says what just happened. */
export class Toast {
  #message = $state.raw<Message | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get message(): Message | undefined {
    return this.#message;
  }

  say(text: string, offer?: Message['offer']): void {
    this.#show({ text, isBad: false, offer }, offer === undefined ? SHOWN_FOR : OFFER_SHOWN_FOR);
  }
  /** Something that is easily overlooked and costs much: it stays long. */
  warn(text: string, offer: NonNullable<Message['offer']>): void {
    this.#show({ text, isBad: true, offer }, MUST_BE_READ_FOR);
  }
  complain(problem: Problem): void {
    this.#show({ text: problem.message, hint: problem.hint, isBad: true }, BAD_SHOWN_FOR);
  }
  dismiss(): void {
    clearTimeout(this.#timer);
    this.#message = undefined;
  }

  #show(message: Message, ms: number): void {
    clearTimeout(this.#timer);
    this.#message = message;
    this.#timer = setTimeout(() => (this.#message = undefined), ms);
  }
}
