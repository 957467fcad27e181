import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from '../../protocol/craft.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import { Drafts } from './drafts.svelte.ts';
import { USUAL_WAY } from './item-draft.ts';
import type { Location } from './location.svelte.ts';
import type { Place } from './place.ts';
import { Toast } from './toast.svelte.ts';

/** A bridge that keeps drafts, one page at a time, and the storage of the page's tab. */
class World {
  kept = new Map<string, Draft>();
  puts: string[] = [];
  answersAfter = 5;
  problem: Problem | undefined;
  place: Partial<Place> = { screen: 'craft' };
  storage = new Map<string, string>();
  leave: () => void = () => undefined;
  focus: () => void = () => undefined;
  toast = new Toast();

  open(): Drafts {
    const storage = {
      getItem: (key: string) => this.storage.get(key) ?? null,
      setItem: (key: string, value: string) => this.storage.set(key, value),
      removeItem: (key: string) => this.storage.delete(key),
    };
    vi.stubGlobal('sessionStorage', storage);
    vi.stubGlobal('document', { addEventListener: () => undefined });
    vi.stubGlobal('addEventListener', (name: string, run: () => void) => {
      if (name === 'pagehide') this.leave = run;
      if (name === 'focus') this.focus = run;
    });
    const api = {
      drafts: () => Promise.resolve({ ok: true, value: { drafts: [...this.kept.values()] } }),
      keepDraft: (draft: Draft) => this.#keep(draft),
      removeDraft: (id: string) => Promise.resolve({ ok: this.kept.delete(id), value: {} }),
    };
    const move = (change: Partial<Place>) => (this.place = { ...this.place, ...change });
    const location = { go: move, slide: move };
    Object.defineProperty(location, 'place', { get: () => this.place });
    return new Drafts(api as unknown as Api, location as unknown as Location, this.toast);
  }

  async #keep(draft: Draft) {
    this.puts.push(draft.text);
    await new Promise((resolve) => setTimeout(resolve, this.answersAfter));
    if (this.problem !== undefined) return { ok: false as const, problem: this.problem };
    this.kept.set(draft.id, draft);
    return { ok: true as const, value: draft };
  }
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers();
  world = new World();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openOne(text = 'a'): Promise<{ drafts: Drafts; id: string }> {
  const drafts = world.open();
  await drafts.load();
  drafts.openText('t', text);
  const [draft] = drafts.of('t');
  await vi.advanceTimersByTimeAsync(1000);
  world.puts = [];
  return { drafts, id: draft!.id };
}

describe('keeping what is written', () => {
  test('typing is kept once, when it pauses', async () => {
    const { drafts, id } = await openOne();
    for (const text of ['ab', 'abc', 'abcd']) {
      drafts.edit(id, text);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(world.puts).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(world.puts).toEqual(['abcd']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.puts).toEqual(['abcd']);
  });

  test('what was typed while an earlier text was on its way goes after it, never before', async () => {
    world.answersAfter = 1000;
    const { drafts, id } = await openOne();
    await vi.advanceTimersByTimeAsync(2000);
    drafts.edit(id, 'first');
    await vi.advanceTimersByTimeAsync(500);
    drafts.edit(id, 'second');
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.puts).toEqual(['first', 'second']);
    expect(world.kept.get(id)?.text).toBe('second');
  });

  test('a reload takes what was not kept yet, once', async () => {
    const { drafts, id } = await openOne();
    drafts.edit(id, 'typed just now');
    world.answersAfter = 1_000_000;
    world.leave();
    world.answersAfter = 5;
    const next = world.open();
    await next.load();
    expect(next.get(id)?.text).toBe('typed just now');
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.get(id)?.text).toBe('typed just now');
    expect(world.storage.size).toBe(0);
  });

  test('a page that has kept everything leaves nothing', async () => {
    await openOne();
    world.leave();
    expect(world.storage.size).toBe(0);
  });

  test('what the tab’s storage holds of somebody else is left out', async () => {
    world.storage.set('drafts', JSON.stringify([{ id: 1 }, null, 'x']));
    const drafts = world.open();
    await drafts.load();
    expect(drafts.all).toEqual([]);
  });

  test('a lost bridge is tried again when it is back, and not before', async () => {
    const { drafts, id } = await openOne();
    world.problem = { code: UNREACHABLE, message: 'The bridge does not answer.' };
    drafts.edit(id, 'b');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.puts).toEqual(['b']);
    expect(world.toast.message).toBeUndefined();
    world.problem = undefined;
    await drafts.load();
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.get(id)?.text).toBe('b');
  });

  test('a text that is refused is said once, and tried again when it changes', async () => {
    const { drafts, id } = await openOne();
    world.problem = { code: 'too-large', message: 'Too large.' };
    drafts.edit(id, 'large');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.puts).toEqual(['large']);
    expect(world.toast.message?.text).toBe('Too large.');
    world.problem = undefined;
    drafts.edit(id, 'small');
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.get(id)?.text).toBe('small');
  });
});

describe('two pages', () => {
  const focused = async () => {
    world.focus();
    await vi.advanceTimersByTimeAsync(1000);
  };

  test('a page that is looked at again shows what another wrote, and keeps nothing of its own', async () => {
    const { drafts, id } = await openOne('old');
    world.kept.set(id, { ...world.kept.get(id)!, text: 'newer' });
    await focused();
    expect(drafts.get(id)?.text).toBe('newer');
    drafts.sent(id, { session: 's', request: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.get(id)?.text).toBe('newer');
    expect(world.puts).toEqual(['newer']);
    expect(world.toast.message).toBeUndefined();
  });

  test('a tab that another page closed or opened goes and comes', async () => {
    const { drafts, id } = await openOne();
    world.kept.set('0', { ...world.kept.get(id)!, id: '0', text: 'theirs' });
    world.kept.delete(id);
    await focused();
    expect(drafts.all.map(({ text }) => text)).toEqual(['theirs']);
    expect(world.puts).toEqual([]);
  });

  test('what both changed is kept as it is here, and said', async () => {
    const { drafts, id } = await openOne('old');
    drafts.edit(id, 'mine');
    world.kept.set(id, { ...world.kept.get(id)!, text: 'theirs' });
    await focused();
    expect(drafts.get(id)?.text).toBe('mine');
    expect(world.kept.get(id)?.text).toBe('mine');
    expect(world.toast.message?.text).toMatch(/^Another page changed a tab/);
  });

  test('what only this page changed is kept without a word', async () => {
    const { drafts, id } = await openOne('old');
    drafts.edit(id, 'mine');
    await focused();
    expect(world.kept.get(id)?.text).toBe('mine');
    drafts.edit(id, 'mine again');
    world.answersAfter = 1000;
    await vi.advanceTimersByTimeAsync(600);
    await focused();
    expect(drafts.get(id)?.text).toBe('mine again');
    expect(world.toast.message).toBeUndefined();
  });

  test('a tab closed here does not come back with an answer that was on its way', async () => {
    const { drafts, id } = await openOne();
    world.focus();
    drafts.close(id);
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafts.all).toEqual([]);
  });
});

describe('tabs', () => {
  test('a closed one comes back where it was, text and all', async () => {
    const { drafts } = await openOne('1');
    drafts.openText('t', '2');
    drafts.openText('t', '3');
    await vi.advanceTimersByTimeAsync(1000);
    const middle = drafts.of('t')[1]!;
    drafts.look(middle);
    drafts.close(middle.id);
    expect(drafts.of('t').map(({ text }) => text)).toEqual(['1', '3']);
    expect(drafts.get(world.place.draft)?.text).toBe('3');
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.has(middle.id)).toBe(false);
    world.toast.message?.offer?.run();
    expect(drafts.of('t').map(({ text }) => text)).toEqual(['1', '2', '3']);
    expect(world.place.draft).toBe(middle.id);
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.kept.get(middle.id)?.text).toBe('2');
  });

  test('one that is closed while it is being kept stays closed', async () => {
    const { drafts, id } = await openOne();
    world.answersAfter = 500;
    drafts.edit(id, 'b');
    await vi.advanceTimersByTimeAsync(450);
    drafts.close(id);
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.kept.size).toBe(0);
  });

  test('each target has its own, and remembers which was looked at', async () => {
    const { drafts, id } = await openOne('1');
    drafts.openText('t', '2');
    drafts.openText('__proto__', 'other');
    expect(drafts.of('__proto__').map(({ text }) => text)).toEqual(['other']);
    expect(drafts.lastOf('t')?.text).toBe('2');
    drafts.look(drafts.get(id)!);
    expect(drafts.lastOf('t')?.text).toBe('1');
    expect(drafts.lastOf('nobody')).toBeUndefined();
  });

  test('remembers a hundred sends', async () => {
    const { drafts, id } = await openOne();
    for (let request = 1; request <= 130; request++) drafts.sent(id, { session: 's', request });
    expect(
      drafts
        .get(id)
        ?.sends.map(({ request }) => request)
        .slice(0, 2),
    ).toEqual([31, 32]);
    expect(drafts.get(id)?.sends).toHaveLength(100);
    drafts.setWay(id, { rpcId: 'as-written' });
    expect(drafts.get(id)?.how).toEqual({ ...USUAL_WAY, rpcId: 'as-written' });
  });
});
