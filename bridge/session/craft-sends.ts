import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import type { MetaEntry } from '../../protocol/mcp/message-text.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Answer, Request, Told } from './call.ts';
import { compose, type Composed } from './compose.ts';
import type { LiveFrame } from './live-frame.ts';
import { noQuestion } from './questions.ts';
import type { Requester } from './requester.ts';

/** What is remembered of a message sent by hand. */
export interface SentInput {
  method: string;
  name: string;
  /** JSON text as it was typed. */
  params: string;
}

/** Who hears of what a person sends. */
export interface CraftEars {
  call(state: CallState): void;
  input(input: SentInput): void;
}

export interface CraftSendsContext {
  session: string;
  requester: Requester;
  isHttp(): boolean;
  /** What every request of the revision carries in `_meta`. */
  meta(): readonly MetaEntry[];
  headers(method: string, params: string | undefined): [string, string][];
  /** Whether a question waits in this frame. */
  waits(frame: number): boolean;
  /** The question in this frame is answered by what was sent. */
  answered(frame: number): void;
  ears: CraftEars;
}

/** Longer ones are read in part only, by us and by the index. */
const MOST_BYTES = 64 * 1024 * 1024;
const encoder = new TextEncoder();

/** Sends texts of a person's, of any kind, and tells how the calls among them stand. */
export class CraftSends {
  #o: CraftSendsContext;

  constructor(context: CraftSendsContext) {
    this.#o = context;
  }

  /** Answers as soon as the message is recorded and on its way. */
  async send({ text, how, timeout, answers }: SendText): Promise<Outcome<SentText>> {
    const { requester, isHttp, meta, ears } = this.#o;
    if (text.length > MOST_BYTES) return tooLarge();
    // Another page may have answered it; the tool must not run twice because of that.
    if (answers !== undefined && !this.#o.waits(answers)) return { ok: false, problem: noQuestion(answers) };
    const composed = compose(text, how, {
      takeId: () => requester.takeId(),
      meta: how.meta === 'fill' ? meta() : [],
      isLine: !isHttp(),
    });
    const message = encoder.encode(composed.text);
    if (message.length > MOST_BYTES) return tooLarge();
    const { rpcId, method, params, name, notes } = composed;
    if (rpcId !== undefined && requester.awaits(rpcId)) {
      notes.push('A call with this id waits already; the answer goes to whoever asked first.');
    }
    const outgoing = { message, author: 'craft' as const, queues: true, headers: this.#headers(composed) };
    const recorded =
      rpcId === undefined
        ? await this.#tell(requester.tell(outgoing))
        : await this.#ask({ ...outgoing, rpcId, ...(timeout === undefined ? {} : { timeout }) });
    if (!recorded.ok) return recorded;
    if (answers !== undefined) this.#o.answered(answers);
    // What goes on with a call holds the server's state and earlier answers: nothing to begin the next call from.
    const isInput = answers === undefined && method !== undefined && name !== undefined;
    if (isInput && params !== undefined) ears.input({ method, name, params });
    const sent: SentText = { request: recorded.value, notes };
    if (rpcId !== undefined) sent.rpcId = rpcId;
    return { ok: true, value: sent };
  }

  #headers({ method, params }: Composed): [string, string][] {
    return method === undefined ? this.#o.headers('', undefined) : this.#o.headers(method, params);
  }

  async #ask(request: Request): Promise<Outcome<number>> {
    const { session, requester, ears } = this.#o;
    let last: CallState | undefined;
    const late = ({ summary }: LiveFrame): void => {
      if (last === undefined) return;
      last = { ...last, answer: summary };
      ears.call(last);
    };
    const { recorded, answer } = requester.request({ ...request, late });
    // Told before it is awaited: an answer may be here sooner than whoever asked learns the number.
    void answer.then((it) => {
      if (it.request === 0) return;
      last = doneState(session, it);
      ears.call(last);
    });
    return recorded.then((it) => {
      if (it.ok && last === undefined) ears.call({ session, request: it.value, state: 'waiting' });
      return it;
    });
  }

  /** Nobody answers it; over HTTP there is a response all the same. */
  async #tell({ recorded, done }: Told): Promise<Outcome<number>> {
    const it = await recorded;
    if (!it.ok) return it;
    void done.then((how) => {
      const state: CallState = { session: this.#o.session, request: it.value, state: 'done' };
      if (how.kind === 'failed') this.#o.ears.call({ ...state, outcome: 'closed', problem: how.problem });
      if (how.kind === 'http') this.#o.ears.call({ ...state, outcome: 'http', problem: responseWords(how) });
    });
    return it;
  }
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

function responseWords({ status, messages, aborted }: NonNullable<Answer['http']>): Problem {
  const message = aborted
    ? `The response (HTTP ${status}) was closed by us.`
    : messages === 0
      ? `The server answered with HTTP ${status} and no message.`
      : `The response (HTTP ${status}) ended without an answer that carries this id.`;
  return { code: 'no-answer', message };
}

function tooLarge(): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'too-large',
      message: `A text of more than ${MOST_BYTES / 1024 / 1024} MiB is not sent from Craft.`,
      hint: 'Send it in parts, or with a client of your own.',
    },
  };
}
