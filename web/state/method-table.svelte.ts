import { quote } from '../../protocol/query/tokens.ts';
import type { MethodFigure, MethodFigures } from '../../protocol/method-figures.ts';
import type { Problem } from '../../protocol/problem.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { TrafficApi } from '../connection/traffic-api.ts';
import type { Location } from './location.svelte.ts';
import { withTerm } from './session-term.ts';

export type MethodColumn = 'method' | 'count' | 'errors' | 'p50' | 'p95' | 'max';

/** While frames come in the figures are made again, but not all the time. */
const AGAIN_EVERY = 2000;
/** They are given at most this share of the time. */
const SHARE = 5;

/** How methods were answered, over the exchanges that match the query of Traffic. */
export class MethodTable {
  #api: TrafficApi;
  #location: Location;
  #figures = $state.raw<MethodFigures | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #sort = $state.raw<{ column: MethodColumn; isDown: boolean }>({ column: 'count', isDown: true });
  #selected = $state<number | undefined>(undefined);
  #isCounting = $state(false);
  #q: string | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBehind = false;
  #notBefore = 0;
  #revealed = $state.raw<{ index: number } | undefined>(undefined);

  #rows = $derived.by(() => {
    const { column, isDown } = this.#sort;
    const sign = isDown ? -1 : 1;
    const nameOf = ({ method, tool = '' }: MethodFigure): string => `${method}\n${tool}`;
    return (this.#figures?.figures ?? []).toSorted((a, b) => {
      const names = nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;
      if (column === 'method') return sign * names;
      // What was never answered stands last, whichever way.
      const [left, right] = [a[column], b[column]];
      if (left === undefined || right === undefined)
        return left === right ? names : left === undefined ? 1 : -1;
      return sign * (left - right) || names;
    });
  });

  constructor(api: TrafficApi, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  get rows(): readonly MethodFigure[] {
    return this.#rows;
  }
  get figures(): Omit<MethodFigures, 'figures'> | undefined {
    return this.#figures;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get sort(): { column: MethodColumn; isDown: boolean } {
    return this.#sort;
  }
  get selected(): number | undefined {
    return this.#selected;
  }
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  get isCounting(): boolean {
    return this.#isCounting;
  }

  /** Over the matches of this query; undefined: nobody looks. */
  show(q: string | undefined): void {
    if (q === this.#q) return;
    this.#q = q;
    this.#asking?.abort();
    this.#asking = undefined;
    this.#figures = undefined;
    this.#problem = undefined;
    this.#selected = undefined;
    this.#isCounting = false;
    this.#notBefore = 0;
    this.heard();
  }

  /** Frames came, or the bridge is back. */
  heard(): void {
    if (this.#q === undefined) return;
    this.#isBehind = true;
    if (this.#asking !== undefined) return;
    clearTimeout(this.#timer);
    const wait = this.#notBefore - performance.now();
    if (wait <= 0) void this.#ask(this.#q);
    else this.#timer = setTimeout(() => this.#q !== undefined && void this.#ask(this.#q), wait);
  }

  sortBy(column: MethodColumn): void {
    const isSame = this.#sort.column === column;
    this.#sort = { column, isDown: isSame ? !this.#sort.isDown : column !== 'method' };
    this.#selected = undefined;
  }
  move(step: number): void {
    this.select((this.#selected ?? (step > 0 ? -1 : this.#rows.length)) + step);
  }
  select(index: number): void {
    if (this.#rows.length === 0) return;
    this.#selected = Math.max(0, Math.min(this.#rows.length - 1, index));
    this.#revealed = { index: this.#selected };
  }
  /** The exchanges that a row counts. */
  open(index: number | undefined = this.#selected): void {
    const row = index === undefined ? undefined : this.#rows[index];
    if (row === undefined) return;
    const term = row.tool === undefined ? `method:${quote(row.method)}` : `tool:${quote(row.tool)}`;
    const directed = withTerm(this.#location.place.q, `dir:${row.toward === 'server' ? 'out' : 'in'}`);
    this.#location.go({
      q: withTerm(directed, row.method === '' ? 'kind:request' : term),
      mode: 'exchanges',
      isMethods: false,
      at: undefined,
    });
  }

  async #ask(q: string): Promise<void> {
    this.#isBehind = false;
    this.#isCounting = true;
    const asking = (this.#asking = new AbortController());
    const begun = performance.now();
    const answer = await this.#api.methods(q, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    this.#isCounting = false;
    const took = performance.now() - begun;
    this.#notBefore = performance.now() + Math.max(AGAIN_EVERY, took * SHARE);
    if (answer.ok) {
      this.#problem = undefined;
      this.#figures = answer.value;
    } else if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
      this.#problem = answer.problem;
    if (this.#isBehind) this.heard();
  }
}
