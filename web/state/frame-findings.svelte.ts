import type { FrameFinding, FrameFindings as Found } from '../../protocol/finding.ts';
import type { Api } from '../connection/api.ts';
import type { Location } from './location.svelte.ts';
import type { FrameRef } from './place.ts';

const LOOK_AGAIN_EVERY = 400;
const NONE: FrameFinding[] = [];

/** A finding of a frame: which frame, and its place among those of the frame. */
export interface FindingAt {
  seq: number;
  index: number;
}

/** What is scrolled to; `place`: which place of the finding, where it is not the first. */
export interface Goal extends FindingAt {
  place?: number | undefined;
}

/** Findings of the frames that are looked at, and which of them is gone through. */
export class FrameFindings {
  #api: Pick<Api, 'frameFindings'>;
  #location: Location;
  #session: string | undefined;
  #seqs: readonly number[] = [];
  #found = $state.raw(new Map<number, Found>());
  #version = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  /** Tells findings of one fingerprint in one frame apart. */
  #chosen = $state.raw<FindingAt | undefined>(undefined);
  /** A new value each time a finding is to be scrolled to. */
  #wanted = $state.raw<Goal | undefined>(undefined);
  /** To be gone to as soon as the findings of its frame are here. */
  #expected: (FrameRef & { fingerprint: string; place: number | undefined }) | undefined;
  #early: 1 | -1 | undefined;
  /** Whether it is explained beneath the body. */
  isExplained = $state(true);

  #current = $derived.by((): FindingAt | undefined => {
    const { finding } = this.#location.place;
    if (finding === undefined) return undefined;
    if (this.#chosen !== undefined && this.at(this.#chosen)?.fingerprint === finding) return this.#chosen;
    return this.#all.find((one) => this.at(one)?.fingerprint === finding);
  });
  #all = $derived.by((): FindingAt[] => {
    const order = [...this.#found.keys()].sort((a, b) => this.#seqs.indexOf(a) - this.#seqs.indexOf(b));
    return order.flatMap((seq) => (this.#found.get(seq)?.findings ?? []).map((_, index) => ({ seq, index })));
  });

  constructor(api: Pick<Api, 'frameFindings'>, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  /** In the order of the bytes. */
  of(seq: number): readonly FrameFinding[] {
    return this.#found.get(seq)?.findings ?? NONE;
  }
  /** What is known of the inspection of a frame; undefined before the first answer. */
  inspected(seq: number): Found | undefined {
    return this.#found.get(seq);
  }
  at({ seq, index }: FindingAt): FrameFinding | undefined {
    return this.#found.get(seq)?.findings[index];
  }
  get all(): readonly FindingAt[] {
    return this.#all;
  }
  get current(): FindingAt | undefined {
    return this.#current;
  }
  get wanted(): Goal | undefined {
    return this.#wanted;
  }
  /** The place of the current finding that was gone to, where it was one of several. */
  get wantedPlace(): number | undefined {
    return isSameAt(this.#wanted, this.#current) ? this.#wanted?.place : undefined;
  }

  /** Called whenever the frames that are looked at change, or anything was inspected. */
  show(session: string | undefined, seqs: readonly number[], version: number): void {
    const isSame = session === this.#session && seqs.join() === this.#seqs.join();
    if (isSame && version === this.#version) return;
    this.#version = version;
    if (isSame) {
      this.#timer ??= setTimeout(() => void this.#load(), LOOK_AGAIN_EVERY);
      return;
    }
    const kept = session === this.#session ? [...this.#found].filter(([seq]) => seqs.includes(seq)) : [];
    this.#session = session;
    this.#seqs = seqs;
    this.#found = new Map(kept);
    this.#early = undefined;
    void this.#load();
  }

  choose(goal: Goal): void {
    const finding = this.at(goal);
    if (finding === undefined) return;
    this.#expected = undefined;
    this.#chosen = { seq: goal.seq, index: goal.index };
    this.#wanted = { ...goal };
    this.#location.slide({ finding: finding.fingerprint });
  }
  /** The page comes to a finding from elsewhere; it is gone to when the frame is here. */
  expect(at: FrameRef, fingerprint: string, place: number | undefined): void {
    this.#expected = { ...at, fingerprint, place };
    this.#meet();
  }
  /** To the next one, from the last to the first. */
  step(by: 1 | -1): void {
    const all = this.#all;
    // A key pressed before the first answer is heeded with it.
    this.#early = this.#found.size === 0 ? by : undefined;
    if (all.length === 0) return;
    const current = this.#current;
    const at = current === undefined ? -1 : all.findIndex((one) => isSameAt(one, current));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
    this.choose(all[next]!);
  }
  leave(): void {
    this.#chosen = undefined;
    this.#location.slide({ finding: undefined });
  }
  /** A decision about one of them was taken, or the bridge is back. */
  again(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [session, seqs] = [this.#session, this.#seqs];
    if (session === undefined) return;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const answers = await Promise.all(
      seqs.map((seq) => this.#api.frameFindings(session, seq, asking.signal)),
    );
    if (this.#asking !== asking) return;
    const next = new Map(this.#found);
    for (const [k, answer] of answers.entries())
      if (answer.ok)
        next.set(seqs[k]!, { ...answer.value, findings: inOrder(answer.value.findings, seqs[k]!) });
    const isFirst = this.#found.size === 0;
    this.#found = next;
    // Where the address names one, its frame is opened at it.
    if (isFirst && this.#current !== undefined) this.#wanted = { ...this.#current };
    this.#meet();
    if (this.#early !== undefined) this.step(this.#early);
  }

  #meet(): void {
    if (this.#expected === undefined || this.#expected.session !== this.#session) return;
    const { fingerprint, seq, place } = this.#expected;
    const index = this.of(seq).findIndex((one) => one.fingerprint === fingerprint);
    if (index < 0) return;
    this.#expected = undefined;
    this.#chosen = { seq, index };
    this.#wanted = { seq, index, place };
  }
}

export function isSameAt(a: FindingAt | undefined, b: FindingAt | undefined): boolean {
  return a?.seq === b?.seq && a?.index === b?.index;
}

function inOrder(findings: readonly FrameFinding[], seq: number): FrameFinding[] {
  const begin = ({ evidence }: FrameFinding): number =>
    evidence.find(({ frame }) => frame === seq)?.from ?? 0;
  return findings.toSorted((a, b) => begin(a) - begin(b));
}
