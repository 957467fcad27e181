import type { CallState } from '../../protocol/craft.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Api } from '../connection/api.ts';

const MOST_HELD = 500;

/** How calls of ours stand: told by the bridge as they end, asked for when that was missed. */
export class Calls {
  #api: Api;
  #byKey = $state.raw<ReadonlyMap<string, CallState>>(new Map());
  #asked = new Set<string>();
  /** Answers beyond the first, by call. */
  #further = $state.raw<ReadonlyMap<string, number>>(new Map());

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

  /** How many more answers came than the one that was waited for. */
  furtherAnswers(session: string, request: number): number {
    return this.#further.get(`${session}/${request}`) ?? 0;
  }
  /** Frames came: answers to what was answered already are among them. */
  came(rows: readonly FrameSummary[]): void {
    const extra = rows.filter(({ marks, request }) => request !== undefined && marks?.includes('duplicate'));
    if (extra.length === 0) return;
    const next = new Map(this.#further);
    for (const { session, request } of extra) {
      const key = `${session}/${request}`;
      next.set(key, (next.get(key) ?? 0) + 1);
    }
    this.#further = new Map([...next].slice(-MOST_HELD));
  }
  /** All answers of a call were looked for. */
  found(session: string, request: number, answers: number): void {
    const further = Math.max(0, answers - 1);
    if (this.furtherAnswers(session, request) !== further)
      this.#further = new Map(this.#further).set(`${session}/${request}`, further);
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
