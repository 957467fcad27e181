import { setImmediate } from 'node:timers/promises';
import type {
  ComparisonQuery,
  ItemComparison,
  ItemHistory,
  Review,
  ReviewQuery,
  ReviewRequest,
  ReviewSummary,
  Standings,
} from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { maskedPieces } from './masked-pieces.ts';
import { offeredBy } from './offered.ts';
import type { ReviewsOptions } from './reviews-options.ts';

/** Lists that came together are one snapshot. */
const AFTER_MS = 50;
/** A list that is walked again and again is not waited for. */
const PATIENCE_MS = 2000;
const LOOK_AROUND_AFTER_MS = 2000;
/** Recorded sessions of one target that are looked at when the bridge starts, newest first. */
const MOST_EARLIER = 20;

interface Watched {
  /** Version of the inventory that was taken last. */
  taken: number | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Since when it waits for lists that are walked. */
  waitsSince: number | undefined;
}

/** Items with a masked name that are looked for in one window of rows. */
const MOST_MASKED = 20;

/** Where every target stands against what a person approved. Looks when lists were walked, never while bytes pass. */
export class Reviews {
  #o: ReviewsOptions;
  #summaries = new Map<string, ReviewSummary>();
  #watched = new Map<string, Watched>();
  #taking = new Set<Promise<void>>();
  #loaded: Promise<void> | undefined;
  #told = new Set<string>();
  #later: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: ReviewsOptions) {
    this.#o = options;
    if (options.isActive)
      this.#later = setTimeout(() => this.#own(this.#lookAround()), LOOK_AROUND_AFTER_MS).unref();
  }

  /** Of the targets whose history was read so far. */
  summaries(): ReviewSummary[] {
    return [...this.#summaries.values()];
  }

  /** Called with every change of a session; costs a comparison of two numbers. */
  changed(session: Session): void {
    const { id, inventory, state } = session;
    if (!this.#o.isActive || this.#isClosed || !isOfServer(session) || inventory === undefined) return;
    const isOver = state.kind === 'closed' || state.kind === 'failed';
    const known = this.#watched.get(id);
    // Renamed long after it ended.
    if (isOver && known === undefined) return;
    const watched = known ?? { taken: undefined, timer: undefined, waitsSince: undefined };
    this.#watched.set(id, watched);
    if (watched.taken === inventory && !isOver) return;
    if (isOver) {
      this.#watched.delete(id);
      clearTimeout(watched.timer);
      if (watched.taken !== inventory) this.#own(this.#take(session, session.endedAt ?? this.#o.now()));
      this.#own(this.#o.historian.ask('forget', { session: id }));
      return;
    }
    watched.timer ??= setTimeout(() => this.#look(id, watched), AFTER_MS).unref();
  }

  async all(): Promise<ReviewSummary[]> {
    await this.#load();
    return this.summaries();
  }

  review(target: string, query: ReviewQuery): Promise<Outcome<Review>> {
    return this.#o.historian.ask('review', { target, query });
  }

  /** Of these items only, without what changed in words: for rows. */
  async standings(target: string, items: readonly ItemRef[]): Promise<Outcome<Standings>> {
    const asked = (only: ItemRef[]): ReviewQuery => ({ q: '', from: 0, limit: only.length, only });
    const found = await this.review(target, asked([...items]));
    if (!found.ok) return found;
    const { summary } = found.value;
    const known = [...found.value.items];
    if (known.length < items.length) {
      const missed = items.filter((ref) => !known.some((one) => isSameRef(one, ref))).slice(0, MOST_MASKED);
      const meant = (await Promise.all(missed.map((ref) => this.#meant(target, ref)))).filter(
        (ref) => ref !== undefined,
      );
      const more = meant.length === 0 ? undefined : await this.review(target, asked(meant));
      if (more?.ok === true) known.push(...more.value.items);
    }
    const light = known.map((one) =>
      one.drift === undefined ? one : { ...one, drift: { ...one.drift, changes: [] } },
    );
    return { ok: true, value: { version: summary.version, items: light } };
  }

  async history(target: string, ref: ItemRef): Promise<Outcome<ItemHistory>> {
    const history = await this.#o.historian.ask('history', { target, ref });
    if (!history.ok || history.value.versions.length > 0) return history;
    const meant = await this.#meant(target, ref);
    return meant === undefined ? history : this.#o.historian.ask('history', { target, ref: meant });
  }

  async compare(target: string, query: ComparisonQuery): Promise<Outcome<ItemComparison>> {
    let compared = await this.#o.historian.ask('compare', { target, query });
    const meant = compared.ok ? undefined : await this.#meant(target, query.ref);
    if (meant !== undefined)
      compared = await this.#o.historian.ask('compare', { target, query: { ...query, ref: meant } });
    if (!compared.ok) return compared;
    const words = compared.value.words.map(({ field, pieces }) => ({
      field,
      pieces: maskedPieces(pieces, (text) => this.#o.shown(text)),
    }));
    return { ok: true, value: { ...compared.value, words } };
  }

  async decide(target: string, request: ReviewRequest): Promise<Outcome<ReviewSummary>> {
    const decided = await this.#o.historian.ask('decide', { target, request, at: this.#o.now() });
    if (!decided.ok) return decided;
    const { summary, settled, reopened } = decided.value;
    const note = request.note.trim();
    this.#o.settled(settled, note === '' ? 'Approved in Inventory.' : `Approved in Inventory: ${note}`);
    this.#o.reopened(reopened);
    this.#tell(summary);
    return { ok: true, value: summary };
  }

  /** Resolves when everything that was offered so far is taken in. */
  async settled(): Promise<void> {
    const isWaiting = (): boolean => [...this.#watched.values()].some(({ timer }) => timer !== undefined);
    while (isWaiting() || this.#taking.size > 0) {
      await Promise.all(this.#taking);
      await new Promise((later) => setTimeout(later, 10));
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#later);
    await Promise.all(this.#taking);
    this.#isClosed = true;
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    await this.#o.historian.close();
  }

  /** The page knows an item by its name as it is shown, known secrets masked; undefined where that is its name. */
  async #meant(target: string, ref: ItemRef): Promise<ItemRef | undefined> {
    const { section, name, nth } = ref;
    const names = await this.#o.historian.ask('names', { target, section, nth });
    if (!names.ok || names.value.includes(name)) return undefined;
    const like = names.value.filter((one) => this.#o.shown(one) === name);
    return like.length === 1 ? { ...ref, name: like[0]! } : undefined;
  }

  #look(id: string, watched: Watched): void {
    watched.timer = undefined;
    const session = this.#o.session(id);
    if (session === undefined || this.#isClosed || session.state.kind !== 'open') return;
    const isListed = session.stages.some(({ stage, status }) => stage === 'lists' && status !== 'running');
    // Told again when the lists are done.
    if (!isListed) return;
    this.#own(this.#takeWhenRead(session, watched));
  }

  async #takeWhenRead(session: Session, watched: Watched): Promise<void> {
    const page = await this.#o.page(session.id, { q: '', sections: [], from: 0, limit: 0 });
    if (!page.ok) return;
    const now = this.#o.now();
    const isWalking = page.value.sections.some(({ state }) => state === 'listing' || state === 'waiting');
    watched.waitsSince = isWalking ? (watched.waitsSince ?? now) : undefined;
    if (isWalking && now - watched.waitsSince! < PATIENCE_MS) {
      watched.timer ??= setTimeout(() => this.#look(session.id, watched), 4 * AFTER_MS).unref();
      return;
    }
    watched.waitsSince = undefined;
    watched.taken = await this.#take(session, now);
  }

  /** Version of the inventory that was taken. */
  async #take(session: Session, at: number): Promise<number | undefined> {
    const read = await offeredBy(session, at, (id, request) => this.#o.page(id, request));
    if (!read.ok) {
      if (read.problem.code !== 'no-such-session') this.#o.onProblem(read.problem);
      return undefined;
    }
    const { offered, version } = read.value;
    // It told nothing before it ended.
    if (offered === undefined) return version;
    const taken = await this.#o.historian.ask('take', offered);
    if (!taken.ok) {
      if (!this.#isClosed) this.#o.onProblem(taken.problem);
      return version;
    }
    this.#o.found(session.id, taken.value.findings, at);
    this.#tell(taken.value.summary);
    return version;
  }

  #tell(summary: ReviewSummary): void {
    this.#summaries.set(summary.target, summary);
    this.#o.changed(summary);
  }

  #load(): Promise<void> {
    return (this.#loaded ??= this.#readAll().then((isWhole) => {
      // What broke off is tried again when somebody asks again.
      if (!isWhole) this.#loaded = undefined;
    }));
  }

  /** false: the thread broke off, for one of them at least. */
  async #readAll(): Promise<boolean> {
    const all = await this.#o.historian.ask('targets', undefined);
    if (!all.ok) return false;
    for (const message of all.value.problems) this.#tellOnce(message);
    let isWhole = true;
    for (const target of all.value.targets) {
      if (this.#isClosed) return false;
      if (this.#summaries.has(target)) continue;
      const found = await this.review(target, { q: '', from: 0, limit: 0 });
      if (found.ok) {
        if (!this.#summaries.has(target)) this.#tell(found.value.summary);
      } else if (found.problem.code === 'history-ended') isWhole = false;
      else if (found.problem.code !== 'no-such-review') this.#tellOnce(found.problem.message);
    }
    return isWhole;
  }

  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#o.onProblem({ code: 'history', message });
  }

  /** Sessions of the terminal, and those that were recorded while nobody looked. */
  async #lookAround(): Promise<void> {
    await this.#load();
    const perTarget = new Map<string, Session[]>();
    for (const session of this.#o.sessions()) {
      const isDone = session.state.kind === 'closed' || session.state.kind === 'failed';
      const seen = this.#summaries.get(session.target)?.at ?? 0;
      if (!isDone || !isOfServer(session) || (session.endedAt ?? session.startedAt) <= seen) continue;
      const known = perTarget.get(session.target);
      if (known === undefined) perTarget.set(session.target, [session]);
      else known.push(session);
    }
    for (const sessions of perTarget.values())
      for (const session of sessions.slice(-MOST_EARLIER)) {
        if (this.#isClosed) return;
        await this.#take(session, session.endedAt ?? session.startedAt);
        await setImmediate();
      }
  }

  #own(work: Promise<unknown>): void {
    const owned = work.then(
      () => {},
      (bug: unknown) => this.#o.onBug(bug),
    );
    this.#taking.add(owned);
    void owned.finally(() => this.#taking.delete(owned));
  }
}

/** A recording that is read again, or came from a file, is no server that was seen; what a probe provoked was shown to nobody. */
function isOfServer({ transport, probe, imported }: Session): boolean {
  return transport !== 'recording' && probe === undefined && imported === undefined;
}

function isSameRef(a: ItemRef, b: ItemRef): boolean {
  return a.section === b.section && a.name === b.name && a.nth === b.nth;
}
