import type { SentText } from '../../protocol/craft.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Replay, ReplayFrame, ReplayPlan, ReplayRequest } from '../../protocol/replay.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about sending recorded messages again. Only `start` and `send` have anything sent to a server. */
export class ReplaysApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** One recorded message into a live session. */
  send(into: string, frame: ReplayFrame): Promise<Outcome<SentText>> {
    return this.#ask('POST', `sessions/${encodeURIComponent(into)}/replays`, frame);
  }
  /** Everything that a replay would start and send. */
  plan(request: ReplayRequest, signal?: AbortSignal): Promise<Outcome<ReplayPlan>> {
    return this.#ask('POST', 'replays/plan', request, signal);
  }
  start(request: ReplayRequest, confirmation: string): Promise<Outcome<Replay>> {
    return this.#ask('POST', 'replays', { request, confirmation });
  }
  /** Newest first, without steps. */
  all(): Promise<Outcome<Replay[]>> {
    return this.#ask('GET', 'replays');
  }
  get(id: string, signal?: AbortSignal): Promise<Outcome<Replay>> {
    return this.#ask('GET', `replays/${encodeURIComponent(id)}`, undefined, signal);
  }
  stop(id: string): Promise<Outcome<Replay>> {
    return this.#ask('POST', `replays/${encodeURIComponent(id)}/stop`);
  }
  remove(id: string): Promise<Outcome<Record<string, never>>> {
    return this.#ask('DELETE', `replays/${encodeURIComponent(id)}`);
  }
}
