import { describe, expect, it } from 'vitest';
import type {
  Review,
  ReviewedItem,
  ReviewQuery,
  ReviewRequest,
  ReviewSummary,
} from '../../protocol/baseline.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import type { Location } from './location.svelte.ts';
import type { Place } from './place.ts';
import { ReviewDesk, type Shown } from './review-desk.svelte.ts';
import { keyOf, standingOf } from './standing.ts';
import { isDrifting, Reviews } from './reviews.svelte.ts';
import type { Toast } from './toast.svelte.ts';

const summary = (change: Partial<ReviewSummary> = {}): ReviewSummary => ({
  target: 't',
  version: 1,
  snapshots: 1,
  items: 1200,
  unreviewed: 1200,
  approved: 0,
  drifted: 0,
  removed: 0,
  renamed: 0,
  added: 0,
  rejected: 0,
  watched: 0,
  at: 1,
  ...change,
});
const item = (k: number, change: Partial<ReviewedItem> = {}): ReviewedItem => ({
  section: 'tools',
  name: k === 7 ? '__proto__' : `tool_${k}`,
  nth: 1,
  state: 'unreviewed',
  hash: 'a'.repeat(64),
  ...change,
});

const named = (name: string) => ({ section: 'tools' as const, name, nth: 1 });

class World {
  asked: ReviewQuery[] = [];
  looked: number[] = [];
  decided: ReviewRequest[] = [];
  complaints: Problem[] = [];
  said: string[] = [];
  /** Where the review is, and what there is to be read of it. */
  at = summary();
  drift: Review['drift'] = { items: [], unchanged: 1200 };
  items = Array.from({ length: 1200 }, (_, k) => item(k));
  place: Partial<Place> = {};
  answer: Outcome<ReviewSummary> = { ok: true, value: summary({ version: 2 }) };
  readonly reviews = new Reviews();
  readonly desk: ReviewDesk;

  constructor() {
    const api: Pick<ReviewsApi, 'review' | 'standings' | 'decide' | 'history' | 'compare'> = {
      standings: (_, refs) => {
        this.looked.push(refs.length);
        const keys = new Set(refs.map(keyOf));
        const items = this.items.filter((one) => keys.has(keyOf(one)));
        return Promise.resolve({ ok: true, value: { version: this.at.version, items } });
      },
      review: (_, query) => {
        this.asked.push(query);
        const review: Review = {
          summary: this.at,
          source: { target: 't', profile: 'own', principal: 'none', transport: 'stdio', provenance: {} },
          drift: this.drift,
          items: this.items.slice(query.from, query.from + query.limit),
          total: this.items.length,
          from: query.from,
          notes: [],
        };
        return Promise.resolve({ ok: true, value: review });
      },
      decide: (_, request) => {
        this.decided.push(request);
        return Promise.resolve(this.answer);
      },
      history: (_, ref) => {
        const of = { firstSeen: 1, lastSeen: 1, snapshots: 1, sources: [] };
        const versions = [{ ...of, hash: 'a'.repeat(64) }];
        return Promise.resolve({ ok: true, value: { ref, versions, notes: [] } });
      },
      compare: () => Promise.resolve({ ok: true, value: { words: [] } }),
    };
    const toast: Pick<Toast, 'say' | 'complain'> = {
      say: (text) => void this.said.push(text),
      complain: (problem) => void this.complaints.push(problem),
    };
    const place = () => this.place as Place;
    const location: Pick<Location, 'place'> = {
      get place() {
        return place();
      },
    };
    this.desk = new ReviewDesk({
      api: api as ReviewsApi,
      location: location as Location,
      toast: toast as Toast,
      reviews: this.reviews,
    });
    this.reviews.replaceAll([summary()]);
    this.desk.show('t', summary());
  }
  ready(): Promise<void> {
    return expect.poll(() => this.desk.review !== undefined).toBe(true);
  }
  /** Something is told of the target. */
  turn(change: Partial<ReviewSummary>, shown?: Shown): void {
    this.at = summary({ ...this.at, ...change });
    this.reviews.heard(this.at);
    this.desk.show('t', this.at, shown);
  }
  look(...names: string[]): Promise<void> {
    const before = this.looked.length;
    this.desk.standings.look(names.map(named));
    return expect.poll(() => this.looked.length).toBeGreaterThan(before);
  }
}

describe('the review of a target', () => {
  it('knows the state of every item that is looked at, whatever its name, and asks for no other', async () => {
    const world = new World();
    await world.ready();
    expect(world.asked.map(({ limit }) => limit)).toEqual([0]);
    await world.look('__proto__', 'tool_1199', 'constructor');
    await expect.poll(() => world.desk.of(named('tool_1199'))?.state).toBe('unreviewed');
    expect(world.desk.of(named('__proto__'))?.state).toBe('unreviewed');
    expect(world.desk.of(named('constructor'))).toBeUndefined();
    expect(world.desk.of(named('tool_1'))).toBeUndefined();
    // What is known is not asked for again, also where it is known that there is no such item.
    await world.look('tool_1199', 'constructor', 'tool_1');
    expect(world.looked).toEqual([3, 1]);
  });

  it('asks again when the review has changed, and draws what it knew until then', async () => {
    const world = new World();
    await world.ready();
    await world.look('tool_3');
    await expect.poll(() => world.desk.of(named('tool_3'))?.state).toBe('unreviewed');
    world.desk.show('t', summary({ version: 2 }));
    expect(world.desk.of(named('tool_3'))?.state).toBe('unreviewed');
    await expect.poll(() => world.looked).toEqual([1, 1]);
    world.desk.show('u', undefined);
    expect(world.desk.of(named('tool_3'))).toBeUndefined();
  });

  it('asks for a lot in parts, one after the other, and keeps no more than so many', async () => {
    const world = new World();
    await world.ready();
    await world.look(...Array.from({ length: 450 }, (_, k) => `tool_${k}`));
    await expect.poll(() => world.looked).toEqual([200, 200, 50]);
    for (let k = 0; k < 20; k++) await world.look(...Array.from({ length: 200 }, (_, n) => `none_${k}_${n}`));
    expect(world.desk.of(named('tool_3'))).toBeUndefined();
  });

  it('decides about the wording that was seen, and tells where the target stands then', async () => {
    const world = new World();
    await world.ready();
    await world.look('tool_3');
    await expect.poll(() => world.desk.of(named('tool_3'))).toBeDefined();
    const of = world.desk.of(named('tool_3'))!;
    world.desk.ask({ decision: 'rejected', of });
    expect(await world.desk.decide('why')).toBe(true);
    const items = [{ section: 'tools' as const, name: 'tool_3', nth: 1, hash: 'a'.repeat(64) }];
    expect(world.decided).toEqual([{ decision: 'rejected', items, version: 1, note: 'why' }]);
    expect(world.reviews.of('t')?.version).toBe(2);
    expect(world.desk.asked).toBeUndefined();
  });

  it('decides nothing when the list turned meanwhile, says so, and reads it again', async () => {
    const world = new World();
    await world.ready();
    const problem = { code: 'changed-meanwhile', message: 'It changed.' };
    world.answer = { ok: false, problem };
    world.desk.ask({ decision: 'approved', of: 'all' });
    expect(await world.desk.decide('')).toBe(false);
    expect(world.complaints).toEqual([problem]);
    expect(world.said).toEqual([]);
    await expect.poll(() => world.asked.length).toBe(2);
  });

  it('approves all of what was read when it was asked, not what is there when it is sent', async () => {
    const world = new World();
    await world.ready();
    world.desk.ask({ decision: 'approved', of: 'all' });
    const drift = { section: 'tools' as const, nth: 1, severity: 'high' as const, changes: [], before: 'a' };
    world.drift = {
      items: ['x', '__proto__'].map((name) => ({ ...drift, name, after: 'b' })),
      unchanged: 1198,
    };
    world.turn({ version: 2, drifted: 2 });
    expect(world.desk.hindrance?.kind).toBe('turned');
    await expect.poll(() => world.desk.hindrance).toEqual({ kind: 'turned', changed: 2 });
    // What was read stays what is asked about, also after the newer review is here.
    expect(world.desk.review?.summary.version).toBe(2);
    expect(world.desk.asked?.read).toMatchObject({ version: 1, drifted: 0 });
    expect(await world.desk.decide('')).toBe(false);
    expect(world.decided).toEqual([]);
    world.desk.ask(undefined);
    world.desk.ask({ decision: 'approved', of: 'all' });
    expect(await world.desk.decide('')).toBe(true);
    expect(world.decided).toEqual([{ decision: 'approved', items: 'all', version: 2, note: '' }]);
  });

  it('decides about one item while others turn, but not when it turned itself', async () => {
    const world = new World();
    await world.ready();
    await world.look('tool_3');
    await expect.poll(() => world.desk.of(named('tool_3'))).toBeDefined();
    world.desk.ask({ decision: 'rejected', of: world.desk.of(named('tool_3'))! });
    world.turn({ version: 2 });
    await expect.poll(() => world.desk.standings.readAt(named('tool_3'))).toBe(2);
    expect(world.desk.hindrance).toBeUndefined();
    world.items = [item(3, { hash: 'b'.repeat(64) })];
    world.turn({ version: 3 });
    await expect.poll(() => world.desk.hindrance).toEqual({ kind: 'turned', changed: 0 });
    expect(await world.desk.decide('')).toBe(false);
    expect(world.decided).toEqual([]);
  });

  it('decides about nothing that is not on the page: not what another session saw', async () => {
    const world = new World();
    await world.ready();
    const ref = named('tool_3');
    await world.look(ref.name);
    world.turn({ session: 's7' }, { session: 's3', item: ref });
    await expect.poll(() => world.desk.of(ref)).toBeDefined();
    const of = world.desk.of(ref)!;
    const elsewhere = { kind: 'elsewhere', shown: 's3', seen: 's7' };
    for (const asked of ['all', of] as const) {
      world.desk.ask({ decision: 'approved', of: asked });
      expect(world.desk.hindrance).toEqual(elsewhere);
      expect(await world.desk.decide('')).toBe(false);
    }
    expect(world.decided).toEqual([]);
    // The list of the review is of no session, but tells of no single wording.
    world.place = { reviewed: 'unreviewed' };
    expect(world.desk.hindrance).toEqual(elsewhere);
    world.desk.ask({ decision: 'approved', of: 'all' });
    expect(world.desk.hindrance).toBeUndefined();
    world.place = {};
    world.desk.ask({ decision: 'approved', of });

    // Its history shows the very wording, as soon as that is here.
    const compared = { before: of.hash, after: of.hash };
    world.place = { compared };
    expect(world.desk.hindrance).toEqual(elsewhere);
    world.desk.past.show({ target: 't', ref, compared, standing: of, version: 1 });
    await expect.poll(() => world.desk.hindrance).toBeUndefined();
    world.place = {};
    expect(world.desk.hindrance).toEqual(elsewhere);

    world.turn({}, { session: 's7', item: ref });
    expect(world.desk.hindrance).toBeUndefined();
    expect(await world.desk.decide('')).toBe(true);
  });

  it('takes a form about one item away when another is looked at', async () => {
    const world = new World();
    await world.ready();
    await world.look('tool_3');
    await expect.poll(() => world.desk.of(named('tool_3'))).toBeDefined();
    world.turn({}, { item: named('tool_3') });
    world.desk.ask({ decision: 'approved', of: world.desk.of(named('tool_3'))! });
    world.turn({}, { item: named('tool_3') });
    expect(world.desk.asked).toBeDefined();
    world.turn({}, { item: named('tool_4') });
    expect(world.desk.asked).toBeUndefined();
  });

  it('says what became of an item', () => {
    const drift = { section: 'tools' as const, name: 'x', nth: 1, severity: 'high' as const, changes: [] };
    expect(standingOf(item(1)).became).toBeUndefined();
    expect(standingOf(item(1, { drift: { ...drift, before: 'a', after: 'b' } })).became).toBe('changed');
    expect(standingOf(item(1, { drift: { ...drift, after: 'b' } })).became).toBe('added');
    expect(standingOf(item(1, { drift: { ...drift, before: 'a', after: 'b', was: 'y' } })).became).toBe(
      'renamed',
    );
    const { hash: _, ...old } = item(1, { drift: { ...drift, name: 'y', before: 'c', was: 'tool_1' } });
    expect(standingOf(old)).toMatchObject({ became: 'renamed', now: 'y', isGone: true });
    const { hash, ...left } = item(1, { approved: 'c', drift: { ...drift, before: 'c' } });
    expect(hash).toBeDefined();
    expect(standingOf(left)).toMatchObject({ became: 'removed', isGone: true, hash: 'c' });
  });
});

describe('the summaries of targets', () => {
  it('are no alarm before something was decided, and one when something waits that changed', () => {
    expect(isDrifting(summary())).toBe(false);
    expect(isDrifting(summary({ drifted: 1, severity: 'low' }))).toBe(true);
    expect(isDrifting(summary({ unreviewed: 0, rejected: 1, severity: 'critical' }))).toBe(false);
  });
  it('are never replaced by older ones', () => {
    const reviews = new Reviews();
    reviews.heard(summary({ version: 3, approved: 1 }));
    reviews.heard(summary({ version: 2 }));
    expect(reviews.of('t')?.approved).toBe(1);
  });
});
