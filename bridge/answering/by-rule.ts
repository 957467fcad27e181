import type {
  AnsweredByRule,
  AnswerRule,
  AnswerScript,
  QuestionKind,
  RuleSubject,
} from '../../protocol/answering.ts';
import { RuleChoice } from '../../protocol/answers/choose.ts';
import { hostileAnswer, messagesOf } from '../../protocol/answers/hostile.ts';
import { answerText, plainMessage, type HostileMessage } from '../../protocol/answers/hostile-answer.ts';
import { questionIn, type AskedQuestion } from '../../protocol/answers/question.ts';
import type { SendText, SentText } from '../../protocol/craft.ts';
import { declineText } from '../../protocol/mcp/answers.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { LiveFrame } from '../session/live-frame.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { ExactAnswers } from './exact-answers.ts';
import { FollowUps, saysOf } from './follow-ups.ts';

/** Of the questions that wait, what rules need. */
export interface Waiting {
  /** It waits no more, because it is about to be answered; false: it did not wait. */
  take(frame: number, rpcId: string): boolean;
}

export interface ByRuleOptions {
  record: SessionRecord;
  questions: Waiting;
  exact: ExactAnswers;
  /** As it is now: rules that are changed count from the next question on. */
  script(): AnswerScript;
  send(text: SendText): Promise<Outcome<SentText>>;
}

/** Longer questions are for the person. */
const MOST_READ = 1024 * 1024;
/** Listed of what was answered; the count goes on. */
const MOST_LISTED = 20;

const ELICITATION: QuestionKind[] = ['form', 'url'];
const KINDS = new Map<string, QuestionKind[]>([
  ['elicitation/create', ELICITATION],
  ['sampling/createMessage', ['sampling']],
  ['roots/list', ['roots']],
]);
const ALL: RuleSubject[] = ['sampling', 'form', 'url', 'roots', 'input_required'];
const utf8 = new TextDecoder();

/**
 * Answers what waits by the script of the target. Whatever it has no rule for, cannot read or has no room for stays
 * with the person: nothing is lost by it.
 */
export class ByRule {
  #o: ByRuleOptions;
  #known: RuleChoice | undefined;
  #followUps: FollowUps;

  constructor(options: ByRuleOptions) {
    this.#o = options;
    this.#followUps = new FollowUps();
  }

  /** A request of ours that may be answered with a question. */
  sent(frame: LiveFrame): void {
    this.#followUps.sent(frame);
  }

  /** A request of the server's that is held. */
  async asked(frame: LiveFrame, { method = '', rpcId = '' }: MessageHead): Promise<void> {
    const choice = this.#choice();
    if (!choice.concerns(KINDS.get(method) ?? []) || frame.summary.bytes > MOST_READ) return;
    const question = questionIn(utf8.decode(await frame.message()), method, rpcId);
    const chosen = question && choice.choose(question);
    if (question === undefined || chosen === undefined) return;
    const messages = messagesFor(chosen.rule, method, question);
    if (messages === undefined) return;
    const { seq } = frame.summary;
    if (!this.#o.exact.hasRoom(messages)) {
      this.#o.record.deviates(NO_ROOM, seq);
      return;
    }
    if (!this.#o.questions.take(seq, rpcId)) return;
    const sent = await this.#o.exact.send(messages, 'client');
    this.#note({
      frame: seq,
      method,
      rule: chosen.place,
      says: saysOf(chosen.rule),
      ...(sent.ok && sent.value !== undefined ? { sent: sent.value } : {}),
    });
  }

  /** An answer that asks for more is held; `request` is the frame it answers. */
  async asksForMore(frame: LiveFrame, request: number): Promise<void> {
    const choice = this.#choice();
    if (!choice.concerns(ALL) || frame.summary.bytes > MOST_READ) return;
    const { seq } = frame.summary;
    const made = await this.#followUps.made(frame, request, choice);
    if (made === undefined) return;
    if (made.kind === 'held') {
      this.#o.record.deviates(made.why, seq);
      return;
    }
    const sent = await this.#o.send({
      text: made.text,
      how: { rpcId: 'next', meta: 'fill' },
      answers: seq,
    });
    // It was answered or left meanwhile, or the session is over.
    if (!sent.ok) return;
    this.#followUps.wentOn(request, sent.value.request);
    this.#note({
      frame: seq,
      method: 'input_required',
      ...made.by,
      request,
      sent: sent.value.request,
    });
  }

  #choice(): RuleChoice {
    const script = this.#o.script();
    if (this.#known?.script !== script) this.#known = new RuleChoice(script);
    return this.#known;
  }

  #note(answered: AnsweredByRule): void {
    const { record } = this.#o;
    const { count, last } = record.current.byRule ?? { count: 0, last: [] };
    record.update({ byRule: { count: count + 1, last: [...last, answered].slice(-MOST_LISTED) } });
  }
}

const NO_ROOM = 'so many answers by rule wait for the server to read that further questions are held';

/** Undefined: it is held. */
function messagesFor(
  { does }: AnswerRule,
  method: string,
  question: AskedQuestion,
): readonly HostileMessage[] | undefined {
  switch (does.kind) {
    case 'hold':
      return undefined;
    case 'decline': {
      const no = declineText(method) ?? { error: '{"code":-1,"message":"Declined"}' };
      const body = 'result' in no ? `"result":${no.result}` : `"error":${no.error}`;
      return [plainMessage(`{"jsonrpc":"2.0","id":${question.rpcId},${body}}`)];
    }
    case 'canned':
      return [plainMessage(answerText(question.rpcId, onOneLine(does.result ?? question.honest)))];
    case 'hostile': {
      const answer = hostileAnswer(does.id);
      return answer === undefined ? undefined : messagesOf(answer, question);
    }
  }
}

/** Outside strings a line end is only white space, but it would cut a message over stdio in two. */
function onOneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}
