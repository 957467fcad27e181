import type { AnswerExactly, AnsweredExactly, PreparedMessage } from '../../protocol/answering.ts';
import { declineText, isQuestion, type AnswerText } from '../../protocol/mcp/answers.ts';
import { ID_CAP } from '../../protocol/mcp/message-facts.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import type { ExactAnswers } from '../answering/exact-answers.ts';
import type { LiveFrame } from './live-frame.ts';
import type { SessionRecord } from './session-record.ts';

export type { AnswerText };

/** What happens to requests that the server makes: the person answers, or they are declined at once. */
export type AnswerPolicy = 'hold' | 'decline';

/** Questions held at once; a flood of them drops the oldest from the list, never from the record. */
const MOST_HELD = 1000;
/** Automatic answers that wait for the server to read. */
const MOST_UNDER_WAY = 500;

/** Messages of one prepared answer, and ms that each may wait. */
const MOST_MESSAGES = 20;
const LONGEST_WAIT = 600_000;

/** Method of questions that are no requests: an answer of the server's asks for more, or a task does. */
export const INPUT_REQUIRED = 'input_required';

export interface QuestionsOptions {
  record: SessionRecord;
  policy: AnswerPolicy;
  reply(id: string, text: AnswerText): Promise<unknown>;
  exact: Pick<ExactAnswers, 'send' | 'hasRoom'>;
}

/**
 * What the server wants to know. Requests of its own are answered at once, refused, declined, or held
 * for the person; answers that ask for more are held until a follow-up is sent, or the person leaves them.
 */
export class Questions {
  #o: QuestionsOptions;
  #underWay = 0;

  constructor(options: QuestionsOptions) {
    this.#o = options;
  }

  /** `ping` is answered at once, what nobody knows is refused, the rest follows the policy. */
  async asked(frame: LiveFrame, { rpcId: id, method }: MessageHead): Promise<void> {
    if (id === undefined || method === undefined) return;
    if (id.length >= ID_CAP) {
      this.#o.record.deviates(
        `a request carries an id of more than ${ID_CAP} characters; it was not answered`,
        frame.summary.seq,
      );
      return;
    }
    const reply = (text: AnswerText): Promise<void> => this.#replyAtOnce(id, text);
    const declined = declineText(method);
    if (method === 'ping') await reply({ result: '{}' });
    else if (declined === undefined) await reply({ error: '{"code":-32601,"message":"Method not found"}' });
    else if (this.#o.policy === 'decline') await reply(declined);
    else this.hold({ frame: frame.summary.seq, rpcId: id, method, since: frame.summary.wall });
  }

  /** Keeps a question for the person; the newest of one frame and task replaces the one before. */
  hold(question: PendingQuestion): void {
    const { record } = this.#o;
    const others = record.current.questions.filter(
      (q) => q.frame !== question.frame || q.rpcId !== question.rpcId,
    );
    if (others.length === MOST_HELD)
      record.deviates(`${MOST_HELD} questions wait; the oldest are no longer listed`);
    record.update({ questions: [...others, question].slice(-MOST_HELD) });
  }

  /** The person's answer to the request in frame `frame`; with `rpcId` to that one of its requests. */
  async answer(frame: number, text: AnswerText, rpcId?: string): Promise<Problem | undefined> {
    const question = this.#find(frame, rpcId);
    if (question === undefined) return noQuestion(frame);
    if (!isQuestion(question.method)) {
      return {
        code: 'not-a-request',
        message: `Frame ${frame} is an answer that asks for more; it is no request that could be answered.`,
        hint: 'Send the request again with what it asks for, or leave it.',
      };
    }
    this.#drop((q) => q === question);
    await this.#o.reply(question.rpcId, text);
    return undefined;
  }

  /** The person's answer, message by message, exactly as it stands. */
  async answerExactly({ frame, rpcId, messages }: AnswerExactly): Promise<Outcome<AnsweredExactly>> {
    const question = this.#find(frame, rpcId);
    if (question === undefined || !isQuestion(question.method))
      return { ok: false, problem: noQuestion(frame) };
    const problem = this.#o.exact.hasRoom(messages) ? faultOf(messages) : NO_ROOM;
    if (problem !== undefined) return { ok: false, problem };
    this.#drop((q) => q === question);
    const sent = await this.#o.exact.send(messages, 'craft');
    if (!sent.ok) return sent;
    return { ok: true, value: sent.value === undefined ? {} : { sent: sent.value } };
  }

  /** It is about to be answered by rule; false: it does not wait any more. */
  take(frame: number, rpcId: string): boolean {
    const question = this.#find(frame, rpcId);
    return question !== undefined && isQuestion(question.method) && this.#drop((q) => q === question);
  }

  /** The question in this frame is answered by a message that was sent; false: none waits there. */
  settle(frame: number): boolean {
    return this.#drop((q) => q.frame === frame && !isQuestion(q.method));
  }

  /** The person lets it be: it waits no more, and nothing is sent. */
  leave(frame: number, rpcId?: string): Problem | undefined {
    const question = this.#find(frame, rpcId);
    return question !== undefined && this.#drop((q) => q === question) ? undefined : noQuestion(frame);
  }

  /** The server cancelled a request of its own; it has no say about answers that ask for more. */
  withdrawn(rpcId: string): void {
    this.#drop((q) => isQuestion(q.method) && idKey(q.rpcId) === idKey(rpcId));
  }

  /** What a task asks for is answered, or nothing it waits for any more. */
  taskGoesOn(task: string): void {
    this.#drop((q) => q.task === task && !isQuestion(q.method));
  }

  /** A server that asks without reading must not pile up answers here. */
  async #replyAtOnce(id: string, text: AnswerText): Promise<void> {
    if (this.#underWay >= MOST_UNDER_WAY) {
      this.#o.record.deviates(
        `${MOST_UNDER_WAY} answers wait because the server does not read; further requests are not answered`,
      );
      return;
    }
    this.#underWay++;
    try {
      await this.#o.reply(id, text);
    } finally {
      this.#underWay--;
    }
  }

  /** Whether an answer that asks for more, or a task, waits in this frame. */
  waits(frame: number): boolean {
    return this.#o.record.current.questions.some((q) => q.frame === frame && !isQuestion(q.method));
  }

  #find(frame: number, rpcId: string | undefined): PendingQuestion | undefined {
    const isIt = (q: PendingQuestion): boolean =>
      q.frame === frame && (rpcId === undefined || idKey(q.rpcId) === idKey(rpcId));
    return this.#o.record.current.questions.find(isIt);
  }

  #drop(isIt: (question: PendingQuestion) => boolean): boolean {
    const { record } = this.#o;
    const { questions } = record.current;
    if (!questions.some(isIt)) return false;
    record.update({ questions: questions.filter((q) => !isIt(q)) });
    return true;
  }
}

function faultOf(messages: readonly PreparedMessage[]): Problem | undefined {
  const isSound = ({ afterMs }: PreparedMessage): boolean => afterMs >= 0 && afterMs <= LONGEST_WAIT;
  if (messages.length > 0 && messages.length <= MOST_MESSAGES && messages.every(isSound)) return undefined;
  return {
    code: 'bad-messages',
    message: `An answer is 1 to ${MOST_MESSAGES} messages, each at most ${LONGEST_WAIT / 60_000} minutes after the one before.`,
  };
}

const NO_ROOM: Problem = {
  code: 'too-many',
  message: 'So many answers wait for the server to read that no other one is sent now.',
  hint: 'The question still waits; answer it later.',
};

export function noQuestion(frame: number): Problem {
  return {
    code: 'no-question',
    message: `Frame ${frame} is not a question that waits for an answer.`,
    hint: 'It was answered or withdrawn.',
  };
}
