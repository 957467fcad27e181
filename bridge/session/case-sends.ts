import type { SendText } from '../../protocol/craft.ts';
import type { MetaEntry } from '../../protocol/mcp/message-text.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { dripTime } from '../../protocol/raw/limits.ts';
import type { SendResult, Transport } from '../transport/transport.ts';
import type { Answer } from './call.ts';
import { outgoingText } from './outgoing-text.ts';
import type { Requester } from './requester.ts';

export interface CaseSendsContext {
  requester: Requester;
  /** The live one. */
  transport(): Transport;
  /** What every request of the revision carries in `_meta`. */
  meta(): readonly MetaEntry[];
  headers(method: string, params: string | undefined): [string, string][];
}

/** A text of a run. `case`: absent for what is sent around the cases. */
export interface CaseText extends Pick<SendText, 'text' | 'form' | 'how' | 'wire'> {
  run: string;
  case?: number;
  /** ms */
  timeout: number;
}

export interface StartedCase {
  /** seq of its frame, as soon as that is recorded. */
  recorded: Promise<Outcome<number>>;
  /** Undefined: it carries no id, so that nobody answers it; then `done` says when it was written. */
  answer: Promise<Answer> | undefined;
  done: Promise<SendResult> | undefined;
  /** JSON text of its id. */
  rpcId: string | undefined;
  cancel(reason: string): void;
}

const BEGINNING = '{"jsonrpc":"2.0","id":1,';

/** Sends what a run makes, as fast as it is taken, and tells nobody but the run how it went. */
export class CaseSends {
  #o: CaseSendsContext;

  constructor(context: CaseSendsContext) {
    this.#o = context;
  }

  start(asked: CaseText): Outcome<StartedCase> {
    const { requester, meta } = this.#o;
    const { run, case: number, timeout, wire } = asked;
    const plain = this.#plain(asked);
    if (plain !== undefined) return plain;
    const ready = outgoingText(asked, { isHttp: this.#isHttp, takeId: () => requester.takeId(), meta });
    if (!ready.ok) return ready;
    const { message, exact, rpcId, method, params } = ready.value;
    const outgoing = {
      message,
      author: 'fuzz' as const,
      run,
      headers: method === undefined ? this.#o.headers('', undefined) : this.#o.headers(method, params),
      ...(number === undefined ? {} : { case: number }),
      ...(exact === undefined ? {} : { exact }),
    };
    if (rpcId === undefined) {
      const { recorded, done, abort } = requester.tell(outgoing);
      return { ok: true, value: { recorded, answer: undefined, done, rpcId, cancel: abort } };
    }
    const endsByAbort = exact !== undefined && this.#isHttp;
    const call = requester.request({ ...outgoing, rpcId, endsByAbort, timeout: timeout + dripTime(wire) });
    const cancel = (reason: string): void => call.cancel(reason);
    return {
      ok: true,
      value: { recorded: call.recorded, answer: call.answer, done: undefined, rpcId, cancel },
    };
  }

  /** What a run makes begins alike: over stdio its id is all that has to be put in, and nothing has to be read for it. */
  #plain({ text, how, form, wire, run, timeout, case: number }: CaseText): Outcome<StartedCase> | undefined {
    const { requester, meta } = this.#o;
    const isPlain =
      how.rpcId === 'next' && form === undefined && wire === undefined && text.startsWith(BEGINNING);
    if (!isPlain || this.#isHttp || /[\r\n]/.test(text)) return undefined;
    if (how.meta === 'fill' && meta().length > 0) return undefined;
    const rpcId = String(requester.takeId());
    const message = Buffer.from(`{"jsonrpc":"2.0","id":${rpcId}${text.slice(BEGINNING.length - 1)}`);
    const mark = number === undefined ? {} : { case: number };
    const call = requester.request({ message, author: 'fuzz', run, rpcId, timeout, ...mark });
    const cancel = (reason: string): void => call.cancel(reason);
    return {
      ok: true,
      value: { recorded: call.recorded, answer: call.answer, done: undefined, rpcId, cancel },
    };
  }

  get #isHttp(): boolean {
    const { kind } = this.#o.transport();
    return kind === 'streamable-http' || kind === 'legacy-sse';
  }
}
