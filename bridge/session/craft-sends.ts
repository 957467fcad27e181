import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import { readMessageText, type MetaEntry } from '../../protocol/mcp/message-text.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { dripTime } from '../../protocol/raw/limits.ts';
import { USUAL_HTTP, USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import type { AskUsualForm, UsualForm } from '../../protocol/raw/usual-form.ts';
import type { Hold, SendResult, Transport } from '../transport/transport.ts';
import type { Answer, Request } from './call.ts';
import type { LiveFrame } from './live-frame.ts';
import { outgoingText, type OutgoingText } from './outgoing-text.ts';
import { noQuestion } from './questions.ts';
import type { Requester } from './requester.ts';

/** What is remembered of a message sent by hand. */
export interface SentInput {
  method: string;
  name: string;
  /** JSON text as it was typed. */
  params: string;
}

/** A text to be sent, and what it was before its placeholders were filled in. */
export interface TypedText extends SendText {
  /** Absent: the same. What is remembered of it, since values of secrets stand in the other one. */
  typed?: string;
}

/** Who hears of what a person sends. */
export interface CraftEars {
  call(state: CallState): void;
  input(input: SentInput): void;
}

export interface CraftSendsContext {
  session: string;
  /** ms since the session began. */
  now(): number;
  requester: Requester;
  /** The live one. */
  transport(): Transport;
  /** What every request of the revision carries in `_meta`. */
  meta(): readonly MetaEntry[];
  headers(method: string, params: string | undefined): [string, string][];
  /** Whether a question waits in this frame. */
  waits(frame: number): boolean;
  /** The question in this frame is answered by what was sent. */
  answered(frame: number): void;
  ears: CraftEars;
}

const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;

type Handed = Omit<Request, 'rpcId' | 'late' | 'author'> & { author: 'craft' };

/** A text under way. */
export interface StartedSend {
  /** Resolves when it is recorded and on its way. */
  sent: Promise<Outcome<SentText>>;
  /** Resolves when nothing of it is waited for any more. */
  end: Promise<CraftEnd>;
}

/** How a send ended; no state: nobody had to answer it, or it was never sent. */
export interface CraftEnd {
  state?: CallState;
  /** The frame of the answer. */
  frame?: LiveFrame;
}

/** Sends texts of a person's, of any kind, and tells how the calls among them stand. */
export class CraftSends {
  #o: CraftSendsContext;

  constructor(context: CraftSendsContext) {
    this.#o = context;
  }

  /** Answers as soon as the message is recorded and on its way. */
  async send(sent: TypedText): Promise<Outcome<SentText>> {
    const { waits } = this.#o;
    // Another page may have answered it; the tool must not run twice because of that.
    if (sent.answers !== undefined && !waits(sent.answers))
      return { ok: false, problem: noQuestion(sent.answers) };
    return this.start(sent).sent;
  }

  /** `hold`: it is made ready, and let go with others. */
  start({ text, form, how, wire, timeout, answers, typed }: TypedText, hold?: Hold): StartedSend {
    const { requester, meta } = this.#o;
    const ready = outgoingText(
      { text, how, ...(form && { form }), ...(wire && { wire }) },
      { isHttp: this.isHttp, takeId: () => requester.takeId(), meta },
    );
    if (!ready.ok) return { sent: Promise.resolve(ready), end: Promise.resolve({}) };
    const { message, exact, rpcId, notes } = ready.value;
    if (rpcId !== undefined && requester.awaits(rpcId)) {
      notes.push('A call with this id waits already; the answer goes to whoever asked first.');
    }
    const outgoing: Handed = { message, author: 'craft', queues: true, headers: this.#headers(ready.value) };
    if (exact !== undefined) outgoing.exact = exact;
    if (hold !== undefined) outgoing.hold = hold;
    // A connection of its own is closed, and nothing else is sent over it.
    if (exact !== undefined && this.isHttp) outgoing.endsByAbort = true;
    // It is about the answer, which cannot come before all of the message is written.
    if (timeout !== undefined) outgoing.timeout = timeout + dripTime(wire);
    const { recorded, end } = rpcId === undefined ? this.#tell(outgoing) : this.#ask({ ...outgoing, rpcId });
    const sent = recorded.then((it): Outcome<SentText> => {
      if (!it.ok) return it;
      if (answers !== undefined) this.#o.answered(answers);
      // What goes on with a call holds the server's state and earlier answers: nothing to begin the next call from.
      else this.#remember(ready.value, typed);
      return { ok: true, value: { request: it.value, notes, ...(rpcId === undefined ? {} : { rpcId }) } };
    });
    return { sent, end };
  }

  /** The form in which a text would go out. Nothing is sent, and no id is taken. */
  async usualForm({ text, form, how = AS_WRITTEN }: AskUsualForm): Promise<Outcome<UsualForm>> {
    const { requester, meta, transport } = this.#o;
    const asked = { text, how, ...(form && { form }) };
    const ready = outgoingText(asked, { isHttp: this.isHttp, takeId: () => requester.nextId, meta });
    if (!ready.ok) return ready;
    const { usualHead } = transport();
    if (usualHead === undefined) return { ok: true, value: { wire: USUAL_STDIO, targetHeaders: [] } };
    const head = await usualHead.call(transport(), this.#headers(ready.value), ready.value.message);
    if (!head.ok) return head;
    const { text: written, targetHeaders } = head.value;
    return { ok: true, value: { wire: { ...USUAL_HTTP, head: written }, targetHeaders } };
  }

  /** ms since the session began. */
  get now(): number {
    return this.#o.now();
  }

  get isHttp(): boolean {
    const { kind } = this.#o.transport();
    return kind === 'streamable-http' || kind === 'legacy-sse';
  }

  #remember({ method, name, params }: OutgoingText, typed: string | undefined): void {
    const input = typed === undefined ? params : readMessageText(typed)?.params?.document.text;
    if (method !== undefined && name !== undefined && input !== undefined)
      this.#o.ears.input({ method, name, params: input });
  }

  #headers({ method, params }: OutgoingText): [string, string][] {
    return method === undefined ? this.#o.headers('', undefined) : this.#o.headers(method, params);
  }

  #ask(request: Request): { recorded: Promise<Outcome<number>>; end: Promise<CraftEnd> } {
    const { session, requester, ears } = this.#o;
    let last: CallState | undefined;
    const late = ({ summary }: LiveFrame): void => {
      if (last === undefined) return;
      last = { ...last, answer: summary };
      ears.call(last);
    };
    const { recorded, answer } = requester.request({ ...request, late });
    // Told before it is awaited: an answer may be here sooner than whoever asked learns the number.
    const end = answer.then((it): CraftEnd => {
      if (it.request === 0) return {};
      last = doneState(session, it);
      ears.call(last);
      return it.frame === undefined ? { state: last } : { state: last, frame: it.frame };
    });
    const told = recorded.then((it) => {
      if (it.ok && last === undefined) ears.call({ session, request: it.value, state: 'waiting' });
      return it;
    });
    return { recorded: told, end };
  }

  /** Nobody answers it; over HTTP there is a response all the same. */
  #tell({ timeout, endsByAbort, ...outgoing }: Handed): {
    recorded: Promise<Outcome<number>>;
    end: Promise<CraftEnd>;
  } {
    const { session, requester, ears } = this.#o;
    const { recorded, done, response, abort } = requester.tell(outgoing);
    let isLate = false;
    const late = (): void => {
      isLate = true;
      abort();
    };
    const timer = timeout !== undefined && endsByAbort === true ? setTimeout(late, timeout) : undefined;
    const end = Promise.all([recorded, done]).then(([it, how]): CraftEnd => {
      clearTimeout(timer);
      if (!it.ok || (how.kind === 'written' && !isLate)) return {};
      const state: CallState = { session, request: it.value, state: 'done', ...toldOutcome(how, isLate) };
      const answer = response();
      if (answer !== undefined) state.answer = answer;
      ears.call(state);
      return { state };
    });
    return { recorded, end };
  }
}

function toldOutcome(how: SendResult, isLate: boolean): Pick<CallState, 'outcome' | 'problem'> {
  if (isLate || how.kind === 'written') return { outcome: 'timed-out' };
  return how.kind === 'failed'
    ? { outcome: 'closed', problem: how.problem }
    : { outcome: 'http', problem: responseWords(how, false) };
}

function doneState(session: string, answer: Answer): CallState {
  const { request, outcome, frame, http, response, problem, written, firstByte, complete } = answer;
  const state: CallState = {
    session,
    request,
    state: 'done',
    outcome,
    timings: { written, ...(firstByte === undefined ? {} : { firstByte }), complete },
  };
  const summary = frame?.summary ?? response;
  if (summary !== undefined) state.answer = summary;
  if (problem !== undefined) state.problem = problem;
  if (http !== undefined) state.problem = responseWords(http);
  return state;
}

function responseWords(
  { status, messages, aborted }: NonNullable<Answer['http']>,
  isAwaited = true,
): Problem {
  const message = aborted
    ? `The response (HTTP ${status}) was closed by us.`
    : messages === 0
      ? `The server answered with HTTP ${status} and no message.`
      : isAwaited
        ? `The response (HTTP ${status}) ended without an answer that carries this id.`
        : `The server answered with HTTP ${status}; no id was waited for.`;
  return { code: 'no-answer', message };
}
