import type { ExchangeSummary } from '../../protocol/exchange.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Api } from '../connection/api.ts';
import { isExchange } from './row-cache.ts';

/** A task is asked about a thousand times; the newest are shown. */
const MOST = 100;
const AGAIN_EVERY = 500;

/** The requests that go on with each other, of which one is looked at. */
export class Conversation {
  #api: Pick<Api, 'rows'>;
  #shown = $state.raw<{ first: number; steps: ExchangeSummary[]; total: number } | undefined>(undefined);
  #key: string | undefined;
  #q = '';
  #first = 0;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<Api, 'rows'>) {
    this.#api = api;
  }

  /** Undefined: what is looked at stands alone. `total` counts also those that are not listed. */
  get shown(): { first: number; steps: ExchangeSummary[]; total: number } | undefined {
    return this.#shown;
  }

  /** `number`: of the session, for the query. */
  show(request: FrameSummary | undefined, number: number | undefined): void {
    const first = request?.continues ?? request?.seq;
    const key = request === undefined || number === undefined ? undefined : `${request.session}/${first}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#asking?.abort();
    this.#shown = undefined;
    if (key === undefined || first === undefined) return;
    this.#first = first;
    this.#q = `session:${number} conversation:${first}`;
    void this.#ask();
  }

  /** Frames came: it may have gone on. */
  heard(): void {
    if (this.#key === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#key !== undefined) void this.#ask();
    }, AGAIN_EVERY);
  }

  async #ask(): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const page = await this.#api.rows(
      { q: this.#q, mode: 'exchanges', from: -MOST, limit: MOST },
      asking.signal,
    );
    // Without an answer nothing is grouped; the frames are there all the same.
    if (this.#asking !== asking || !page.ok) return;
    const steps = page.value.rows.filter(isExchange);
    this.#shown = steps.length < 2 ? undefined : { first: this.#first, steps, total: page.value.total };
  }
}
