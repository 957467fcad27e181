import type { PracticeList, PracticeLine } from '../../protocol/practice.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Target } from '../../protocol/target.ts';
import type { Change, StreamListener } from '../stream/source.ts';
import type { Planted } from './planted.ts';
import type { KeptList, PracticeStore } from './practice-store.ts';
import type { Recorded } from './signs.ts';

/** Hints for one practice server, over all its lines. */
const MOST_HINTS = 4;
/** ms in which changes are looked at together. */
const LOOK_AFTER = 250;

export interface PracticeOptions {
  store: PracticeStore;
  targets(): readonly Target[];
  /** What was recorded of a target from this time on. */
  recorded(target: string, since: number): Recorded;
  now(): number;
  /** Something was found, or begun anew. */
  changed(version: number): void;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/** Checklists of practice servers: ticked by what rules, probes, runs and answers of the person left behind, never by hand. */
export class Practice implements StreamListener {
  #o: PracticeOptions;
  #version = 1;
  #due = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: PracticeOptions) {
    this.#o = options;
  }

  frames(): void {}

  /** Nothing is done, and nothing loaded, for somebody without a practice server. */
  change(change: Change): void {
    const practised = this.#targets();
    if (practised.length === 0) return;
    switch (change.kind) {
      case 'target-forgotten': {
        const problem = this.#o.store.forget(change.key);
        if (problem !== undefined) this.#o.onProblem(problem);
        return;
      }
      case 'session':
        return this.#lookSoon(change.session.target);
      case 'run':
        return this.#lookSoon(change.run.target);
      case 'fuzz-run':
        return this.#lookSoon(change.run.target);
      case 'inspection':
      case 'flows':
      case 'call':
        for (const { key } of practised) this.#lookSoon(key);
        return;
      default:
    }
  }

  close(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#looking;
  }

  async lists(): Promise<Outcome<{ lists: PracticeList[] }>> {
    const lists: PracticeList[] = [];
    for (const target of this.#targets()) {
      const problem = await this.#look(target.key);
      if (problem !== undefined) return { ok: false, problem };
      const list = await this.#listOf(target);
      if (!list.ok) return list;
      lists.push(list.value);
    }
    return { ok: true, value: { lists } };
  }

  async hint(target: string, line: string): Promise<Outcome<PracticeList>> {
    const known = await this.#known(target);
    if (!known.ok) return known;
    const { list, planted } = known.value;
    if (!planted.some(({ id }) => id === line))
      return refused('no-such-line', 'There is no such line in the checklist.');
    if (!list.hints.includes(line)) {
      if (list.hints.length >= MOST_HINTS)
        return refused('no-hints-left', `All ${MOST_HINTS} hints were asked for. Begin anew to have others.`);
      const problem = this.#o.store.put(target, { ...list, hints: [...list.hints, line] });
      if (problem !== undefined) return { ok: false, problem };
      this.#tell();
    }
    return this.#listOf(known.value.target);
  }

  /** What was found before counts no more, nor what was recorded before. */
  async startAnew(target: string): Promise<Outcome<PracticeList>> {
    const known = await this.#known(target);
    if (!known.ok) return known;
    const problem = this.#o.store.put(target, { since: this.#o.now(), hints: [], found: {} });
    if (problem !== undefined) return { ok: false, problem };
    this.#tell();
    return this.#listOf(known.value.target);
  }

  #targets(): Target[] {
    return this.#o.targets().filter(({ origin }) => origin === 'demo');
  }

  async #known(
    key: string,
  ): Promise<Outcome<{ target: Target; list: KeptList; planted: readonly Planted[] }>> {
    const target = this.#targets().find((one) => one.key === key);
    if (target === undefined) return refused('no-such-target', 'There is no practice server of this name.');
    const list = this.#o.store.get(key);
    if (!list.ok) return list;
    const { PLANTED } = await import('./planted.ts');
    return { ok: true, value: { target, list: list.value, planted: PLANTED } };
  }

  async #listOf({ key }: Target): Promise<Outcome<PracticeList>> {
    const known = await this.#known(key);
    if (!known.ok) return known;
    const { target, list, planted } = known.value;
    const lines = planted.map(({ id, part, looks, hint, title, says }): PracticeLine => {
      const found = Object.hasOwn(list.found, id) ? list.found[id] : undefined;
      return {
        id,
        part,
        looks,
        ...(list.hints.includes(id) && { hint }),
        ...(found !== undefined && { found: { ...found, title, says } }),
      };
    });
    const hintsLeft = MOST_HINTS - list.hints.length;
    return { ok: true, value: { target: key, name: target.name, since: list.since, hintsLeft, lines } };
  }

  #lookSoon(target: string): void {
    if (!this.#targets().some(({ key }) => key === target)) return;
    this.#due.add(target);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const due = [...this.#due];
      this.#due.clear();
      for (const one of due)
        void this.#look(one).then((problem) => {
          if (problem !== undefined) this.#o.onProblem(problem);
        }, this.#o.onBug);
    }, LOOK_AFTER).unref();
  }

  /** One at a time: two looks at once would write over what the other found. */
  #look(target: string): Promise<Problem | undefined> {
    const looked = this.#looking.then(() => this.#lookNow(target));
    this.#looking = looked.then(
      () => undefined,
      () => undefined,
    );
    return looked;
  }

  async #lookNow(target: string): Promise<Problem | undefined> {
    const known = await this.#known(target);
    // Forgotten meanwhile.
    if (!known.ok) return known.problem.code === 'no-such-target' ? undefined : known.problem;
    const { list, planted } = known.value;
    const left = planted.filter(({ id }) => !Object.hasOwn(list.found, id));
    if (left.length === 0) return undefined;
    const { placeOf } = await import('./signs.ts');
    const recorded = this.#o.recorded(target, list.since);
    const found: KeptList['found'] = {};
    for (const one of left) {
      const place = await placeOf(one, recorded);
      if (place !== undefined) found[one.id] = { at: this.#o.now(), place };
    }
    if (Object.keys(found).length === 0) return undefined;
    // Read again: it may have been begun anew while this was looked at, or another hint asked for.
    const now = this.#o.store.get(target);
    if (!now.ok) return now.problem;
    if (now.value.since !== list.since) return undefined;
    const problem = this.#o.store.put(target, { ...now.value, found: { ...now.value.found, ...found } });
    this.#tell();
    return problem;
  }

  #tell(): void {
    this.#o.changed(++this.#version);
  }
}

function refused(code: string, message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message } };
}
