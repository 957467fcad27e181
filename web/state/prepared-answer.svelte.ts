import type { PreparedMessage } from '../../protocol/answering.ts';
import { messagesOf } from '../../protocol/answers/hostile.ts';
import type { HostileAnswer } from '../../protocol/answers/hostile-answer.ts';
import type { AskedQuestion } from '../../protocol/answers/question.ts';

/** A text area of more stands still while one types. */
const MOST_EDITED = 64 * 1024;

/** What is to be sent to answer a question, message by message. The texts are the truth: what is shown is what is sent. */
export class PreparedAnswer {
  readonly title: string;
  readonly tests: string;
  #messages = $state.raw<readonly PreparedMessage[]>([]);

  constructor(answer: HostileAnswer, question: AskedQuestion) {
    this.title = answer.title;
    this.tests = answer.tests;
    this.#messages = messagesOf(answer, question).map(({ text, afterMs }) => ({ text, afterMs }));
  }

  get messages(): readonly PreparedMessage[] {
    return this.#messages;
  }
  /** It is sent whole, and shown only in part. */
  isLong(index: number): boolean {
    return (this.#messages[index]?.text.length ?? 0) > MOST_EDITED;
  }
  write(index: number, text: string): void {
    this.#messages = this.#messages.map((one, k) => (k === index ? { ...one, text } : one));
  }
}
