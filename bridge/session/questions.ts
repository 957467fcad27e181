import { ID_CAP } from '../../protocol/mcp/message-facts.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import type { LiveFrame } from './live-frame.ts';
import type { SessionRecord } from './session-record.ts';

/** What happens to requests that the server makes: the person answers, or they are declined at once. */
export type AnswerPolicy = 'hold' | 'decline';

/** JSON text of the answer. */
export type AnswerText = { result: string } | { error: string };

/** Questions held at once; a flood of them drops the oldest from the list, never from the record. */
const MOST_HELD = 1000;
/** Automatic answers that wait for the server to read. */
const MOST_UNDER_WAY = 500;

/** Declining as the specification wants it, per method (client features). */
const DECLINED: Record<string, AnswerText> = {
  'roots/list': { result: '{"roots":[]}' },
  'sampling/createMessage': { error: '{"code":-1,"message":"User rejected sampling request"}' },
  'elicitation/create': { result: '{"action":"decline"}' },
};

export interface QuestionsOptions {
  record: SessionRecord;
  policy: AnswerPolicy;
  reply(id: string, text: AnswerText): Promise<unknown>;
}

/** Requests that the server makes of us: answered at once, refused, declined, or held for the person. */
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
    const { record, policy } = this.#o;
    const reply = (to: string, text: AnswerText): Promise<void> => this.#replyAtOnce(to, text);
    const declined = Object.hasOwn(DECLINED, method) ? DECLINED[method] : undefined;
    if (method === 'ping') await reply(id, { result: '{}' });
    else if (declined === undefined)
      await reply(id, { error: '{"code":-32601,"message":"Method not found"}' });
    else if (policy === 'decline') await reply(id, declined);
    else {
      const { seq, wall } = frame.summary;
      const question: PendingQuestion = { frame: seq, rpcId: id, method, since: wall };
      record.update({ questions: [...record.current.questions, question].slice(-MOST_HELD) });
    }
  }

  /** The person's answer to the question in frame `frame`. */
  async answer(frame: number, text: AnswerText): Promise<Problem | undefined> {
    const question = this.#o.record.current.questions.find((q) => q.frame === frame);
    if (question === undefined) {
      return {
        code: 'no-question',
        message: `Frame ${frame} is not a question that waits for an answer.`,
        hint: 'It was answered or withdrawn.',
      };
    }
    this.#drop((q) => q.frame === frame);
    await this.#o.reply(question.rpcId, text);
    return undefined;
  }

  /** The server cancelled a request of its own. */
  withdrawn(rpcId: string): void {
    this.#drop((q) => q.rpcId === rpcId);
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

  #drop(isIt: (question: PendingQuestion) => boolean): void {
    const { record } = this.#o;
    const { questions } = record.current;
    if (questions.some(isIt)) record.update({ questions: questions.filter((q) => !isIt(q)) });
  }
}
