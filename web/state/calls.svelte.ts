import type { CallState } from '../../protocol/craft.ts';
import type { Api } from '../connection/api.ts';

const MOST_HELD = 500;

/** How calls of ours stand: told by the bridge as they end, asked for when that was missed. */
export class Calls {
  #api: Api;
  #byKey = $state.raw<ReadonlyMap<string, CallState>>(new Map());
  #asked = new Set<string>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Undefined until something is known; asks the bridge the first time. */
  get(session: string, request: number): CallState | undefined {
    const key = `${session}/${request}`;
    const known = this.#byKey.get(key);
    if (known === undefined && !this.#asked.has(key)) {
      this.#asked.add(key);
      void this.#ask(session, request);
    }
    return known;
  }

  heard(call: CallState): void {
    const next = new Map(this.#byKey);
    next.set(`${call.session}/${call.request}`, call);
    for (const key of next.keys()) {
      if (next.size <= MOST_HELD) break;
      next.delete(key);
      this.#asked.delete(key);
    }
    this.#byKey = next;
  }

  /** The bridge was away: whatever still waited may have ended meanwhile. */
  again(): void {
    for (const call of this.#byKey.values())
      if (call.state === 'waiting') void this.#ask(call.session, call.request);
  }

  async #ask(session: string, request: number): Promise<void> {
    const state = await this.#api.callState(session, request);
    const known = this.#byKey.get(`${session}/${request}`);
    if (state.ok && known?.state !== 'done') this.heard(state.value);
    if (!state.ok) this.#asked.delete(`${session}/${request}`);
  }
}
