import type { AnswerScript } from '../../protocol/answering.ts';
import { URL_ELICITATION_REQUIRED } from '../../protocol/mcp/follow-up.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { hasBatches } from '../../protocol/mcp/revision.ts';
import type { Session } from '../../protocol/session.ts';
import { ByRule, type ByRuleOptions } from '../answering/by-rule.ts';
import { ExactAnswers } from '../answering/exact-answers.ts';
import { Elicitations } from './elicitations.ts';
import type { LiveFrame } from './live-frame.ts';
import type { Opened } from './opening.ts';
import { MAY_ASK } from './may-ask.ts';
import { INPUT_REQUIRED, Questions, type AnswerPolicy, type QuestionsOptions } from './questions.ts';
import type { Requester } from './requester.ts';
import type { SessionRecord } from './session-record.ts';
import { Tasks, type TasksOptions } from './tasks.ts';
import { Watch, type WatchOptions } from './watch.ts';

export interface HearingOptions
  extends Pick<TasksOptions, 'call'>, Pick<WatchOptions, 'listen' | 'wall'>, Pick<ByRuleOptions, 'send'> {
  record: SessionRecord;
  policy: AnswerPolicy;
  requester: Pick<Requester, 'reply' | 'tell'>;
  /** HTTP headers beside an answer of ours. */
  headers(): [string, string][];
  /** How questions of this target are answered while nobody looks; absent: not at all. */
  script?: (() => AnswerScript) | undefined;
  opened(): Opened | undefined;
  listChanged(method: string): void;
}

/** Requests of our own that wait for an answer, remembered at most. */
const MOST_OWN = 10_000;

/** What the server's messages mean for the session beyond answering calls: who hears of what. */
export class Hearing {
  readonly questions: Questions;
  readonly tasks: Tasks;
  readonly watch: Watch;
  #o: HearingOptions;
  #elicitations: Elicitations;
  #exact: ExactAnswers;
  /** Absent: whatever is asked is declined, and nothing waits. */
  #byRule: ByRule | undefined;
  /** Frames of requests the bridge made by itself: what those ask for is nobody's question. */
  #own = new Set<number>();

  constructor(options: HearingOptions) {
    this.#o = options;
    const { record, policy, requester, call, listen, wall, script, send } = options;
    const isModern = (): boolean => options.opened()?.era === 'modern';
    this.#elicitations = new Elicitations(record);
    const encoder = new TextEncoder();
    this.#exact = new ExactAnswers((text, author) =>
      requester.tell({ message: encoder.encode(text), author, headers: options.headers() }),
    );
    const reply: QuestionsOptions['reply'] = (id, text) => requester.reply(id, text);
    this.questions = new Questions({ record, policy, reply, exact: this.#exact });
    this.#byRule =
      policy === 'decline' || script === undefined
        ? undefined
        : new ByRule({ record, questions: this.questions, exact: this.#exact, script, send });
    this.tasks = new Tasks({ record, questions: this.questions, call, isModern });
    this.watch = new Watch({ record, call, listen, isModern, wall });
  }

  take(frame: LiveFrame): void {
    const { head, scan, summary } = frame;
    if (scan === undefined) return;
    if (head.toward === 'client') this.#hear(frame);
    else if (summary.kind === 'request' && summary.author === 'client') this.#remember(summary.seq);
    else if (summary.kind === 'request') this.#byRule?.sent(frame);
    for (const message of scan.messages) this.tasks.take(frame, message);
    if (head.toward === 'client' && summary.request !== undefined && summary.kind !== 'notification')
      this.#own.delete(summary.request);
  }

  /** The session is over: what of it is kept. */
  end(): Partial<Session> {
    this.#exact.end();
    return { questions: [], ...this.tasks.end(), ...this.watch.end() };
  }

  #hear(frame: LiveFrame): void {
    const { seq, marks = [] } = frame.summary;
    const { questions } = this;
    const say = (text: string): void => this.#o.record.deviates(text, seq);
    const { era, revision } = this.#o.opened() ?? {};
    if (frame.scan?.form === 'batch' && revision !== undefined && !hasBatches(revision)) {
      say(`the server sent a batch; ${revision} has none`);
    }
    for (const message of frame.scan?.messages ?? []) {
      if (message.repeated !== undefined) say(`a message repeats the key “${message.repeated[0]}”`);
      if (message.kind === 'request') {
        if (era === 'modern') {
          say(`the server sent a request (${message.method ?? ''}); 2026-07-28 has none`);
        }
        void questions.asked(frame, message);
        if (message.rpcId !== undefined) void this.#byRule?.asked(frame, message);
        if (message.method === 'elicitation/create') void this.#elicitations.asked(frame);
      } else if (message.kind === 'notification') {
        if (message.method === 'notifications/cancelled' && message.cancels !== undefined) {
          questions.withdrawn(message.cancels);
        }
        if (message.method === 'notifications/elicitation/complete') void this.#elicitations.completed(frame);
        this.watch.take(frame, message);
        this.#o.listChanged(message.method ?? '');
      } else this.#asksForMore(frame, message);
    }
    if (marks.includes('unknown id')) say('an answer carries an id that was never asked');
    if (marks.includes('duplicate')) say('a request was answered twice');
  }

  /** An answer that is not the last word: held until the person sends what it asks for. */
  #asksForMore(frame: LiveFrame, { kind, resultType, errorCode, rpcId }: MessageHead): void {
    const isAsking = kind === 'result' && resultType === INPUT_REQUIRED;
    const hasAddresses = kind === 'error' && errorCode === URL_ELICITATION_REQUIRED;
    if (!isAsking && !hasAddresses) return;
    const { summary, scan } = frame;
    const { seq, wall, request, method = '' } = summary;
    const { era, revision } = this.#o.opened() ?? {};
    if (isAsking && era === 'handshake') this.#o.record.deviates(`${revision} has no input_required`, seq);
    if (isAsking && era === 'modern' && !MAY_ASK.includes(method)) {
      const words = `${method} was answered with input_required; only ${MAY_ASK.join(', ')} may be`;
      this.#o.record.deviates(words, seq);
    }
    if (hasAddresses && era === 'modern')
      this.#o.record.deviates(
        `error ${URL_ELICITATION_REQUIRED}: ${revision} has input_required instead`,
        seq,
      );
    // Of a batch it is not known which request is meant, so that nothing could be sent again.
    if (scan?.form !== 'single' || request === undefined || rpcId === undefined) return;
    if (this.#o.policy === 'decline' || this.#own.has(request)) return;
    this.questions.hold({ frame: seq, rpcId, method: INPUT_REQUIRED, since: wall, request });
    if (hasAddresses) void this.#elicitations.asked(frame);
    else void this.#byRule?.asksForMore(frame, request);
  }

  #remember(seq: number): void {
    this.#own.add(seq);
    if (this.#own.size <= MOST_OWN) return;
    const oldest = this.#own.values().next();
    if (oldest.done !== true) this.#own.delete(oldest.value);
  }
}
