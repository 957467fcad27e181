import type { Splice } from '../../protocol/json/edit.ts';
import { applySplice } from '../../protocol/json/edit.ts';
import { readJson } from '../../protocol/json/read.ts';
import { cancelText, declineInput, declineText } from '../../protocol/mcp/answers.ts';
import type { InputResponse } from '../../protocol/mcp/follow-up.ts';
import { followUpText } from '../../protocol/mcp/follow-up.ts';
import { updateTaskText } from '../../protocol/mcp/tasks.ts';
import type { SentText } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import type { HostileAnswer } from '../../protocol/answers/hostile-answer.ts';
import type { Api } from '../connection/api.ts';
import { PreparedAnswer } from './prepared-answer.svelte.ts';
import type { AskedPart, Asking } from './question-reading.ts';

const noFollowUp: Problem = {
  code: 'no-follow-up',
  message: 'The request cannot be sent again from here: it cannot be read, or it is no object with params.',
  hint: 'Write the follow-up in Craft.',
};
/** Larger ones are answered from Craft: the thread of the page would stand still. */
const MOST_READ = 1024 * 1024;

export type Reading =
  { kind: 'reading' } | { kind: 'read'; asking: Asking } | { kind: 'failed'; words: string };

/** What the person has written for one part. */
export interface Writing {
  text: string;
  /** The part is declined, or left out where nothing else says no. */
  isDeclined: boolean;
}

/** What was sent in answer to `asked`, when it was a message of its own. */
export interface Continued {
  session: string;
  asked: number;
  request: number;
}

/** One question of a server's, as the person answers it. Kept while it waits, so that nothing typed is lost. */
export class OpenQuestion {
  readonly session: string;
  readonly pending: PendingQuestion;
  #api: Api;
  #reading = $state.raw<Reading>({ kind: 'reading' });
  #writings = $state.raw<readonly Writing[]>([]);
  #isSending = $state(false);
  #prepared = $state.raw<PreparedAnswer | undefined>(undefined);

  constructor(api: Api, session: string, pending: PendingQuestion) {
    this.#api = api;
    this.session = session;
    this.pending = pending;
    void this.#load();
  }

  get reading(): Reading {
    return this.#reading;
  }
  get writings(): readonly Writing[] {
    return this.#writings;
  }
  get isSending(): boolean {
    return this.#isSending;
  }

  /** Messages that are sent instead of what is written; absent: the form and its text count. */
  get prepared(): PreparedAnswer | undefined {
    return this.#prepared;
  }

  /** A request is answered with whole messages, a part of an answer with another result. */
  prepare(index: number, answer: HostileAnswer): void {
    const part = this.#reading.kind === 'read' ? this.#reading.asking.parts[index] : undefined;
    if (part?.question === undefined) return;
    if (part.key === undefined) this.#prepared = new PreparedAnswer(answer, part.question);
    else if (answer.of === 'result') this.write(index, answer.result(part.question));
  }
  unprepare(): void {
    this.#prepared = undefined;
  }

  write(index: number, text: string): void {
    this.#change(index, { text, isDeclined: false });
  }
  splice(index: number, splice: Splice): void {
    const writing = this.#writings[index];
    if (writing !== undefined) this.write(index, applySplice(writing.text, splice));
  }
  setDeclined(index: number, isDeclined: boolean): void {
    this.#change(index, { isDeclined });
  }

  /** Sends what is written; parts that are declined say so. */
  async send(): Promise<Outcome<Continued | undefined>> {
    const reading = this.#reading;
    // A second press while the first one is on its way must not run the tool twice.
    if (reading.kind !== 'read' || this.#isSending) return { ok: true, value: undefined };
    if (this.#prepared !== undefined) return this.#sendPrepared(this.#prepared);
    const [first] = this.#writings;
    if (reading.asking.kind === 'request')
      return this.#reply(
        first?.isDeclined === true ? declineText(this.pending.method) : { result: first?.text ?? '{}' },
      );
    return this.#continue(reading.asking);
  }

  /** The follow-up as it would be sent, to be written on elsewhere; as the server wrote its part, secrets included. */
  async followUp(): Promise<Outcome<string>> {
    const reading = this.#reading;
    const text = reading.kind === 'read' ? await this.#followUp(reading.asking) : undefined;
    return text === undefined ? { ok: false, problem: noFollowUp } : { ok: true, value: text };
  }

  /** No to everything that is asked. */
  async decline(): Promise<Outcome<Continued | undefined>> {
    const reading = this.#reading;
    if (reading.kind !== 'read' || reading.asking.kind === 'request')
      return this.#reply(declineText(this.pending.method));
    this.#writings = this.#writings.map((writing) => ({ ...writing, isDeclined: true }));
    return this.#continue(reading.asking);
  }

  /** Closed without a choice: told to the server where it can be told, else only let be. */
  async leave(): Promise<Outcome<Continued | undefined>> {
    const { method, frame, rpcId } = this.pending;
    if (method !== 'input_required') return this.#reply(cancelText(method));
    const left = await this.#api.leaveQuestion(this.session, frame, rpcId);
    return left.ok ? { ok: true, value: undefined } : left;
  }

  async #reply(text: { result: string } | { error: string } | undefined): Promise<Outcome<undefined>> {
    const answer = text ?? { error: '{"code":-32603,"message":"The person did not answer"}' };
    const { frame, rpcId } = this.pending;
    this.#isSending = true;
    const done = await this.#api.answerQuestion(this.session, { frame, rpcId, ...answer });
    this.#isSending = false;
    return done.ok ? { ok: true, value: undefined } : done;
  }

  async #sendPrepared({ messages }: PreparedAnswer): Promise<Outcome<undefined>> {
    const { frame, rpcId } = this.pending;
    this.#isSending = true;
    const done = await this.#api.repeating.answering.exactly(this.session, {
      frame,
      rpcId,
      messages: [...messages],
    });
    this.#isSending = false;
    return done.ok ? { ok: true, value: undefined } : done;
  }

  async #continue(asking: Asking): Promise<Outcome<Continued | undefined>> {
    this.#isSending = true;
    const text = await this.#followUp(asking);
    const sent: Outcome<SentText> =
      text === undefined
        ? { ok: false, problem: noFollowUp }
        : await this.#api.send(this.session, {
            text,
            how: { rpcId: 'next', meta: 'fill' },
            answers: this.pending.frame,
          });
    this.#isSending = false;
    if (!sent.ok) return sent;
    const asked = this.pending.request ?? 0;
    return { ok: true, value: { session: this.session, asked, request: sent.value.request } };
  }

  /**
   * The message that continues the call; the bridge gives it a new id. Made of the texts as they are,
   * secrets included: what goes back to the server must be what it sent.
   */
  async #followUp({ kind, parts, task }: Asking): Promise<string | undefined> {
    const responses = parts.flatMap((part, index) => responseOf(part, this.#writings[index]));
    const { frame, request = 0 } = this.pending;
    const answer = await this.#api.wholeMessage(this.session, frame, MOST_READ, 'revealed');
    if (answer === undefined) return undefined;
    if (kind === 'task')
      return task === undefined ? undefined : updateTaskText(task, readJson(answer), responses);
    const asked = await this.#api.wholeMessage(this.session, request, MOST_READ, 'revealed');
    return asked === undefined ? undefined : followUpText(asked, answer, responses);
  }

  #change(index: number, part: Partial<Writing>): void {
    this.#writings = this.#writings.map((one, k) => (k === index ? { ...one, ...part } : one));
  }

  async #load(): Promise<void> {
    const { pending } = this;
    const answer = await this.#api.wholeMessage(this.session, pending.frame, MOST_READ);
    if (answer === undefined) {
      const words = `It cannot be read here: the bridge does not answer, or it is over ${MOST_READ / 1024 / 1024} MiB.`;
      this.#reading = { kind: 'failed', words };
      return;
    }
    // Schemas come with it: a good piece of code that the first screen can do without.
    const { readAsking } = await import('./question-reading.ts');
    const asking = readAsking(answer, pending);
    if (asking === undefined) {
      this.#reading = { kind: 'failed', words: 'Nothing in this frame can be answered.' };
      return;
    }
    this.#writings = asking.parts.map(({ start }) => ({ text: start, isDeclined: false }));
    this.#reading = { kind: 'read', asking };
  }
}

function responseOf({ key, method }: AskedPart, writing: Writing | undefined): InputResponse[] {
  if (key === undefined || writing === undefined) return [];
  if (!writing.isDeclined) return [{ key, text: writing.text }];
  const text = declineInput(method);
  return text === undefined ? [] : [{ key, text }];
}
