import type { AnswerExactly, AnsweredExactly } from '../../protocol/answering.ts';
import type { Call, CallAnswer } from '../../protocol/api.ts';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import type { FilledText, FillText } from '../../protocol/placeholders.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { isJson } from '../../protocol/mcp/params.ts';
import { CallBook } from './call-book.ts';
import type { TypedText } from './craft-sends.ts';
import type { LiveSession } from './live-session.ts';
import type { AnswerText } from './questions.ts';
import { recordedCall } from './recorded-call.ts';

/** What of the journal sessions need. */
export interface SessionShelf {
  session(id: string): Session | undefined;
  saveSession(session: Session): void;
  deleteSession(id: string): Promise<Problem | undefined>;
  frame(session: string, seq: number): Promise<FrameDetail | undefined>;
}

export interface SessionsOptions {
  shelf: SessionShelf;
  changed(session: Session): void;
  deleted(id: string): void;
  /** A call from Craft waits, is done, or its answer came late. */
  called(call: CallState): void;
  /** A call of an own form was answered, one way or another. */
  answered(session: string): void;
  /** Puts values in the place of placeholders, for a target. */
  filling: {
    fill(target: string, text: SendText): Promise<Outcome<TypedText>>;
    shown(target: string, text: FillText): Promise<Outcome<FilledText>>;
  };
  /** Keeps a bearer token for the target of this session. */
  keepToken(session: Session, token: string): void;
}

/** The sessions of this run by id, and what a person can do with them, live or recorded. */
export class Sessions {
  #o: SessionsOptions;
  #live = new Map<string, LiveSession>();
  #calls = new CallBook();

  constructor(options: SessionsOptions) {
    this.#o = options;
  }

  add(live: LiveSession): void {
    this.#live.set(live.record.current.id, live);
  }

  ended(id: string): void {
    this.#live.delete(id);
  }

  live(id: string): LiveSession | undefined {
    return this.#live.get(id);
  }

  async stop(id: string): Promise<Outcome<Session>> {
    const live = this.#live.get(id);
    if (live !== undefined) {
      await live.stop('stopped by the person');
      return { ok: true, value: live.record.current };
    }
    const session = this.#o.shelf.session(id);
    return session === undefined ? unknown(id) : { ok: true, value: session };
  }

  /** Ends what is live with a target. */
  async stopOf(target: string): Promise<void> {
    const live = [...this.#live.values()].filter((it) => it.record.current.target === target);
    await Promise.all(live.map((it) => it.stop('its target was forgotten')));
  }

  async stopAll(reason: string): Promise<void> {
    await Promise.all([...this.#live.values()].map((live) => live.stop(reason)));
  }

  async call(id: string, call: Call): Promise<Outcome<CallAnswer>> {
    const live = this.#live.get(id);
    if (live === undefined) return notLive(id);
    if (call.params !== undefined && !isJson(call.params)) {
      return {
        ok: false,
        problem: {
          code: 'not-json',
          message: 'The parameters are not JSON.',
          hint: 'Correct them, or send them raw from Craft.',
        },
      };
    }
    const options: Parameters<LiveSession['call']>[0] = { method: call.method, author: 'craft' };
    // Outside strings a line end is only white space, but it would cut a stdio message in two.
    if (call.params !== undefined) options.params = call.params.replace(/[\r\n]/g, ' ');
    if (call.timeout !== undefined) options.timeout = call.timeout;
    const outcome = await live.call(options);
    this.#o.answered(id);
    if (!outcome.ok) return outcome;
    const { request, frame, outcome: how, written, firstByte, complete } = outcome.value;
    return {
      ok: true,
      value: {
        request,
        outcome: how,
        timings: { written, ...(firstByte === undefined ? {} : { firstByte }), complete },
        bytes: frame?.summary.bytes ?? 0,
        ...(frame === undefined ? {} : { answer: frame.summary.seq }),
      },
    };
  }

  async send(id: string, text: SendText): Promise<Outcome<SentText>> {
    const live = this.#live.get(id);
    if (live === undefined) return notLive(id);
    const filled = await this.#o.filling.fill(live.record.current.target, text);
    return filled.ok ? live.send(filled.value) : filled;
  }

  /** How a text would go out through this session; nothing is sent. */
  async fill(id: string, text: FillText): Promise<Outcome<FilledText>> {
    const session = this.#live.get(id)?.record.current ?? this.#o.shelf.session(id);
    return session === undefined ? unknown(id) : this.#o.filling.shown(session.target, text);
  }

  /** Notes how a call from Craft stands. */
  called(call: CallState): void {
    this.#calls.note(call);
    this.#o.called(call);
  }

  /** Of calls that are not remembered, what the journal tells. */
  async callState(id: string, request: number): Promise<Outcome<CallState>> {
    const known = this.#calls.get(id, request);
    if (known !== undefined) return { ok: true, value: known };
    if (this.#live.get(id)?.isWaiting(request) === true)
      return { ok: true, value: { session: id, request, state: 'waiting' } };
    return recordedCall(this.#o.shelf, id, request);
  }

  cancel(id: string, request: number, reason: string | undefined): Promise<Problem | undefined> {
    const done = this.#live.get(id)?.cancel(request, reason ?? 'cancelled by the person') ?? false;
    return Promise.resolve(
      done
        ? undefined
        : { code: 'not-waiting', message: `Frame ${request} is not a call that waits for an answer.` },
    );
  }

  async answer(
    id: string,
    answer: { frame: number; rpcId?: string } & AnswerText,
  ): Promise<Problem | undefined> {
    const live = this.#live.get(id);
    if (live === undefined) return notLive(id).problem;
    const text = 'result' in answer ? answer.result : answer.error;
    if (!isJson(text)) return { code: 'not-json', message: 'The answer is not JSON.' };
    const line = text.replace(/[\r\n]/g, ' ');
    return live.questions.answer(
      answer.frame,
      'result' in answer ? { result: line } : { error: line },
      answer.rpcId,
    );
  }

  /** Answers a request of the server's with these messages, exactly. */
  async answerExactly(id: string, answer: AnswerExactly): Promise<Outcome<AnsweredExactly>> {
    const live = this.#live.get(id);
    return live === undefined ? notLive(id) : live.questions.answerExactly(answer);
  }

  /** A question is let be: the server hears nothing of it. */
  leave(id: string, frame: number, rpcId?: string): Promise<Problem | undefined> {
    const live = this.#live.get(id);
    return Promise.resolve(live === undefined ? notLive(id).problem : live.questions.leave(frame, rpcId));
  }

  poll(id: string, task: string, isWanted: boolean): Promise<Problem | undefined> {
    const live = this.#live.get(id);
    return Promise.resolve(live === undefined ? notLive(id).problem : live.poll(task, isWanted));
  }

  watch(id: string, uri: string, isWanted: boolean): Promise<Problem | undefined> {
    const live = this.#live.get(id);
    return live === undefined ? Promise.resolve(notLive(id).problem) : live.watch(uri, isWanted);
  }

  async authorise(id: string, token: string): Promise<Outcome<Session>> {
    const live = this.#live.get(id);
    if (live === undefined) return notLive(id);
    if (/[^\x21-\x7e]/.test(token)) {
      return {
        ok: false,
        problem: {
          code: 'bad-token',
          message: 'A bearer token has visible ASCII characters only (RFC 6750).',
          hint: 'Paste the token itself, without “Bearer” and without line ends.',
        },
      };
    }
    this.#o.keepToken(live.record.current, token);
    void live.retry();
    return { ok: true, value: live.record.current };
  }

  rename(id: string, name: string): Promise<Outcome<Session>> {
    const live = this.#live.get(id);
    if (live !== undefined) {
      live.record.update({ name });
      return Promise.resolve({ ok: true, value: live.record.current });
    }
    const session = this.#o.shelf.session(id);
    if (session === undefined) return Promise.resolve(unknown(id));
    const renamed = { ...session, name };
    this.#o.shelf.saveSession(renamed);
    this.#o.changed(renamed);
    return Promise.resolve({ ok: true, value: renamed });
  }

  async remove(id: string): Promise<Problem | undefined> {
    const live = this.#live.get(id);
    if (live !== undefined) await live.stop('deleted');
    const problem = await this.#o.shelf.deleteSession(id);
    if (problem !== undefined) return problem;
    this.#calls.forget(id);
    this.#o.deleted(id);
    return problem;
  }
}

function unknown(id: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: { code: 'no-such-session', message: `There is no session ${id.slice(0, 40)}.` },
  };
}

function notLive(id: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'not-live',
      message: `Session ${id.slice(0, 40)} is not live.`,
      hint: 'Connect to its target again.',
    },
  };
}
