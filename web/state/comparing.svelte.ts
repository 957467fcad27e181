import type {
  Compared,
  ComparedPlace,
  Difference,
  SessionPair,
  SessionsCompared,
  TextsCompared,
} from '../../protocol/comparison.ts';
import type { Problem } from '../../protocol/problem.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { ComparingApi } from '../connection/comparing-api.ts';
import { isSamePlace, mayBeCompared } from './compared-place.ts';
import type { Location } from './location.svelte.ts';
import type { FrameRef } from './place.ts';
import type { Toast } from './toast.svelte.ts';

/** A difference as the list shows it: in the message, or in the head of its HTTP request or answer. */
export interface DifferenceRow {
  difference: Difference;
  isOfHead: boolean;
}

const PAGE = 200;

interface ComparingParts {
  api: Pick<ComparingApi, 'compare'>;
  location: Pick<Location, 'place' | 'go' | 'slide'>;
  toast: Pick<Toast, 'say'>;
}

/** What is held for comparison, and the comparison that the address names. */
export class Comparing {
  #parts: ComparingParts;
  #held = $state.raw<ComparedPlace | undefined>(undefined);
  #asked: { left: ComparedPlace; right: ComparedPlace } | undefined;
  #asking: AbortController | undefined;
  #isAsking = $state(false);
  #shown = $state.raw<Compared | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isUnfolded = $state(false);
  #hidesSame = $state(false);
  #selected = $state.raw<number | undefined>(undefined);
  /** Pairs of sessions by their index, page by page. */
  #pairs = new Map<number, SessionPair>();
  #pagesAsked = new Set<number>();
  #version = $state(0);
  /** Where in a frame whoever opens it wants to be. */
  #goal: (FrameRef & { byte: number }) | undefined;
  #rows = $derived.by((): readonly DifferenceRow[] => {
    const { texts } = this;
    if (texts === undefined) return [];
    const all = [
      ...(texts.heads?.differences ?? []).map((difference) => ({ difference, isOfHead: true })),
      ...texts.structure.differences.map((difference) => ({ difference, isOfHead: false })),
    ];
    return this.#isUnfolded ? all : all.filter(({ difference }) => difference.standing === 'different');
  });

  constructor(parts: ComparingParts) {
    this.#parts = parts;
  }

  get held(): ComparedPlace | undefined {
    return this.#held;
  }
  get shown(): Compared | undefined {
    return this.#shown;
  }
  get texts(): TextsCompared | undefined {
    return this.#shown?.kind === 'texts' ? this.#shown : undefined;
  }
  get sessions(): SessionsCompared | undefined {
    return this.#shown?.kind === 'sessions' ? this.#shown : undefined;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isAsking(): boolean {
    return this.#isAsking;
  }
  /** What differs every time is listed too. */
  get isUnfolded(): boolean {
    return this.#isUnfolded;
  }
  unfold(isUnfolded: boolean): void {
    this.#isUnfolded = isUnfolded;
    this.#selected = undefined;
  }
  /** Pairs whose answers say the same are left out. */
  get hidesSame(): boolean {
    return this.#hidesSame;
  }
  hideSame(hides: boolean): void {
    this.#hidesSame = hides;
    this.again();
  }
  get rows(): readonly DifferenceRow[] {
    return this.#rows;
  }
  get selected(): number | undefined {
    return this.#selected;
  }
  select(index: number | undefined): void {
    this.#selected = index;
  }
  /** By `step` through the differences, or the pairs of two sessions. */
  move(step: number): void {
    const count = this.sessions?.total ?? this.#rows.length;
    if (count === 0) return;
    const from = this.#selected ?? (step > 0 ? -1 : count);
    this.#selected = Math.max(0, Math.min(count - 1, from + step));
  }

  hold(place: ComparedPlace | undefined): void {
    this.#held = place;
  }
  /** Whether this can be compared with what is held. */
  canCompare(place: ComparedPlace | undefined): boolean {
    return place !== undefined && this.#held !== undefined && mayBeCompared(this.#held, place);
  }
  /** The first of two is held, the second compared with it. */
  pick(place: ComparedPlace): void {
    const held = this.#held;
    if (held !== undefined && mayBeCompared(held, place)) return this.compare(held, place);
    this.#held = place;
    this.#parts.toast.say(
      place.kind === 'session'
        ? 'The session is held. Choose Compare at another one.'
        : 'Held for comparison. Choose Compare at another frame or item.',
    );
  }
  compare(left: ComparedPlace, right: ComparedPlace): void {
    this.#parts.location.go({ screen: 'compare', left, right, sight: 'structure' });
  }
  swap(): void {
    const { left, right } = this.#parts.location.place;
    this.#parts.location.slide({ left: right, right: left });
  }

  /** Called whenever the address names something else. */
  show(left: ComparedPlace | undefined, right: ComparedPlace | undefined): void {
    if (isSamePlace(left, this.#asked?.left) && isSamePlace(right, this.#asked?.right)) return;
    this.#asked = left === undefined || right === undefined ? undefined : { left, right };
    this.#shown = undefined;
    this.#selected = undefined;
    this.again();
  }

  /** The bridge is back, or more was recorded. */
  again(): void {
    this.#asking?.abort();
    this.#problem = undefined;
    this.#pagesAsked.clear();
    this.#pairs.clear();
    if (this.#asked === undefined) this.#isAsking = false;
    else void this.#ask();
  }

  pair(index: number): SessionPair | undefined {
    return (void this.#version, this.#pairs.get(index));
  }
  /** Pairs [from, to) are in view. */
  look(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page++)
      if (!this.#pagesAsked.has(page)) void this.#askPage(page);
  }
  /** The two answers of a pair; of one that was not answered, its requests; of one alone, its request in Traffic. */
  openPair(index: number): void {
    const { left, right } = this.pair(index) ?? {};
    if (left === undefined || right === undefined) {
      const { session, seq } = (left ?? right)?.request ?? {};
      if (session !== undefined && seq !== undefined)
        this.#parts.location.go({ screen: 'traffic', at: { session, seq } });
      return;
    }
    const isAnswered = left.answer !== undefined && right.answer !== undefined;
    const [was, is] = isAnswered ? [left.answer!, right.answer!] : [left.request, right.request];
    this.compare(frameOf(was), frameOf(is));
  }

  /** One side of a difference, in Traffic. */
  showSide(side: 'left' | 'right', row: DifferenceRow | undefined): void {
    const text = this.texts?.[side];
    if (text === undefined) return;
    const bytes = row?.isOfHead === false ? row.difference[side]?.bytes : undefined;
    const at = { session: text.session, seq: text.seq };
    this.#goal = bytes === undefined ? undefined : { ...at, byte: text.from + bytes.from };
    this.#parts.location.go({ screen: 'traffic', at });
  }
  /** Where to scroll to in the payload of a frame that was opened from here; answered once. */
  takeGoal({ session, seq }: FrameRef): number | undefined {
    if (this.#goal?.session !== session || this.#goal.seq !== seq) return undefined;
    const { byte } = this.#goal;
    this.#goal = undefined;
    return byte;
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined) return;
    const asking = (this.#asking = new AbortController());
    this.#isAsking = true;
    const outcome = await this.#parts.api.compare(
      { ...asked, from: 0, limit: PAGE, ...this.#only },
      asking.signal,
    );
    if (this.#asking !== asking) return;
    this.#isAsking = false;
    if (!outcome.ok) {
      const isShown = outcome.problem.code === UNREACHABLE && this.#shown !== undefined;
      if (outcome.problem.code !== STOPPED && !isShown) this.#problem = outcome.problem;
      return;
    }
    this.#pagesAsked.add(0);
    if (outcome.value.kind === 'sessions') this.#take(outcome.value);
    this.#shown = outcome.value;
  }

  async #askPage(page: number): Promise<void> {
    const [asked, asking] = [this.#asked, this.#asking];
    if (asked === undefined || this.sessions === undefined) return;
    this.#pagesAsked.add(page);
    const outcome = await this.#parts.api.compare(
      { ...asked, from: page * PAGE, limit: PAGE, ...this.#only },
      asking?.signal,
    );
    if (this.#asking !== asking) return;
    if (outcome.ok && outcome.value.kind === 'sessions') this.#take(outcome.value);
    else this.#pagesAsked.delete(page);
  }

  get #only(): { only?: 'different' } {
    return this.#hidesSame ? { only: 'different' } : {};
  }

  #take({ pairs, from }: SessionsCompared): void {
    for (const [at, pair] of pairs.entries()) this.#pairs.set(from + at, pair);
    this.#version++;
  }
}

function frameOf({ session, seq }: FrameRef): ComparedPlace {
  return { kind: 'frame', session, seq };
}
