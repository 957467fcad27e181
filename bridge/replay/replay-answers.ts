import { readJson } from '../../protocol/json/read.ts';
import { memberOf, textOf } from '../../protocol/json/value.ts';
import { type AnswerText, declineText, isQuestion } from '../../protocol/mcp/answers.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { LiveFrame } from '../session/live-frame.ts';
import type { RecordedExchange } from './recorded-messages.ts';

export interface AnsweringSession {
  answer(frame: number, text: AnswerText, rpcId?: string): Promise<Problem | undefined>;
  leave(frame: number, rpcId?: string): Problem | undefined;
}

/** Answers the server's questions as they were answered in the recording: the nth of a method like the nth then. */
export class ReplayAnswers {
  #left = new Map<string, RecordedExchange[]>();
  #said: (exchange: RecordedExchange | undefined, method: string) => void;

  /** `said`: a question was answered as recorded, or declined because there is no such answer. */
  constructor(
    answers: readonly RecordedExchange[],
    said: (exchange: RecordedExchange | undefined, method: string) => void,
  ) {
    this.#said = said;
    for (const exchange of answers) {
      const method = exchange.asked.message?.method ?? '';
      const others = this.#left.get(method);
      if (others === undefined) this.#left.set(method, [exchange]);
      else others.push(exchange);
    }
  }

  heard(frames: readonly LiveFrame[], session: AnsweringSession): void {
    for (const { head, scan, summary } of frames) {
      if (head.toward !== 'client') continue;
      for (const { kind, method = '', rpcId, resultType } of scan?.messages ?? []) {
        // What an answer asks for is in the messages that follow.
        if (resultType === 'input_required') session.leave(summary.seq);
        if (kind === 'request' && isQuestion(method)) this.#answer(session, summary.seq, method, rpcId);
      }
    }
  }

  #answer(session: AnsweringSession, frame: number, method: string, rpcId: string | undefined): void {
    const exchange = this.#left.get(method)?.shift();
    const text = exchange?.answer?.text;
    const answer = (text === undefined ? undefined : bodyOf(text)) ?? declineText(method);
    if (answer === undefined) return;
    this.#said(exchange, method);
    void session.answer(frame, answer, rpcId);
  }
}

function bodyOf(text: string): AnswerText | undefined {
  const document = readJson(text);
  const [result, error] = [memberOf(document.root, 'result'), memberOf(document.root, 'error')];
  if (result !== undefined) return { result: line(textOf(document, result)) };
  return error === undefined ? undefined : { error: line(textOf(document, error)) };
}

/** On stdio a line is a message. */
function line(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}
