import type { FrameSummary } from '../../protocol/frame.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import type { Api } from '../connection/api.ts';
import { frameOf } from './row-cache.ts';

const MOST_SHOWN = 200;
const MOST_BYTES = 16 * 1024;

/** How far a call has come, as its server says. Numbers are what it wrote, rounded; absent when they are none. */
export interface Progress {
  frame: number;
  done?: number;
  total?: number;
  message?: string;
}

/** What passed in a session from a send on, and until a while after its answer. */
export class Meanwhile {
  readonly #api: Api;
  readonly #request: FrameSummary;
  #rows = $state.raw<FrameSummary[]>([]);
  #total = $state(0);
  #progress = $state.raw<Progress | undefined>(undefined);

  constructor(api: Api, request: FrameSummary) {
    this.#api = api;
    this.#request = request;
  }

  /** The newest of them, oldest first, at most 200. */
  get rows(): FrameSummary[] {
    return this.#rows;
  }
  /** Also those that are not among `rows`. */
  get total(): number {
    return this.#total;
  }
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** The frames as a filter of Traffic; `number` is how a person names the session. */
  query(session: number | string, until: number | undefined): string {
    const from = `session:${session} seq>${this.#request.seq}`;
    return until === undefined ? from : `${from} until:${new Date(Math.ceil(until)).toISOString()}`;
  }

  /** Reads the window anew. `until` is a wall time; absent while it is still open. */
  async ask(until: number | undefined): Promise<void> {
    const q = this.query(this.#request.session, until);
    const page = await this.#api.rows({ q, mode: 'frames', from: -MOST_SHOWN, limit: MOST_SHOWN });
    if (!page.ok) return;
    this.#rows = page.value.rows.map(frameOf);
    this.#total = page.value.total;
    const newest = this.#rows.findLast((row) => this.#isProgress(row));
    if (newest !== undefined && newest.seq !== this.#progress?.frame) await this.#readProgress(newest);
  }

  #isProgress(row: FrameSummary): boolean {
    return row.method === 'notifications/progress' && row.request === this.#request.seq;
  }

  async #readProgress({ session, seq }: FrameSummary): Promise<void> {
    const bytes = await this.#api.payload(session, { frame: seq, from: 0, to: MOST_BYTES });
    if (bytes === undefined || seq < (this.#progress?.frame ?? 0)) return;
    this.#progress = { frame: seq, ...readProgress(new TextDecoder().decode(bytes)) };
  }
}

/** What a progress notification says. Anything that is no number is left out. */
export function readProgress(text: string): Omit<Progress, 'frame'> {
  const document = readJson(text);
  const params = memberOf(document.root, 'params');
  const number = (name: string): number | undefined => {
    const node = memberOf(params, name);
    const value = node?.kind === 'number' ? Number(textOf(document, node)) : NaN;
    return Number.isFinite(value) ? value : undefined;
  };
  const [done, total] = [number('progress'), number('total')];
  const message = stringOf(document, memberOf(params, 'message'));
  return {
    ...(done === undefined ? {} : { done }),
    ...(total === undefined ? {} : { total }),
    ...(message === undefined ? {} : { message }),
  };
}
