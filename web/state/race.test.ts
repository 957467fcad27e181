import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft, SendText } from '../../protocol/craft.ts';
import type { Race, StartRace } from '../../protocol/race.ts';
import { USUAL_WAY } from './item-draft.ts';
import { Races } from './race.svelte.ts';
import type { LiveSession } from './sessions.svelte.ts';

type Parts = ConstructorParameters<typeof Races>;

const tab = (id: string, text = '{"a":"{{canary}}"}'): Draft => ({
  id,
  target: 't',
  text,
  how: USUAL_WAY,
  sends: [],
});
const SESSION = { id: 's' } as LiveSession;

/** A bridge that races, and a person who agrees or does not. */
class World {
  started: StartRace[] = [];
  cleared: string[][] = [];
  isAgreed = true;
  asked = 0;
  run: Race = {
    id: 'r',
    session: 's',
    released: 1,
    isOver: false,
    racers: [],
    crossTalk: [],
    release: 'together',
  };
  toasts = 0;
  races: Races;

  constructor() {
    const api = {
      craft: {
        race: (_: string, race: StartRace) => {
          this.started.push(race);
          return Promise.resolve({ ok: true, value: this.run });
        },
        raceState: () => {
          this.asked++;
          return Promise.resolve({ ok: true, value: this.run });
        },
      },
    };
    const sending = {
      clear: (drafts: Draft[], _: LiveSession, next: () => Promise<void>) => {
        this.cleared.push(drafts.map(({ id }) => id));
        return this.isAgreed ? next() : Promise.resolve();
      },
      sendText: ({ text, how }: Draft): SendText => ({ text, how }),
    };
    this.races = new Races(
      { api, toast: { complain: () => this.toasts++ } } as unknown as Parts[0],
      sending as unknown as Parts[1],
    );
  }
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers();
  world = new World();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a race', () => {
  const [one, two, three] = [tab('1'), tab('2', '{}'), tab('3')];
  const tabs = [one, two, three];

  test('is of the tab that is looked at and of those that were chosen', async () => {
    world.races.choose(three, true);
    world.races.choose(one, true);
    const entries = world.races.entries(two, tabs);
    expect(entries.map(({ id }) => id)).toEqual(['2', '1', '3']);
    expect(world.races.withoutCanary(entries)).toBe(1);
    world.races.setCopies(3);
    await world.races.start(entries, tabs, SESSION);
    expect(world.cleared).toEqual([['2', '1', '3']]);
    expect(world.started).toMatchObject([{ copies: 3, entries: [{ text: '{}' }, {}, {}] }]);
    expect(world.races.tabOf({ entry: 0 } as Race['racers'][number])).toBe('2');
  });
  test('does not begin when the person says no', async () => {
    world.isAgreed = false;
    await world.races.start([one], tabs, SESSION);
    expect(world.started).toEqual([]);
  });
  test('is of two at least, and of 200 at most', () => {
    world.races.setCopies(1);
    expect(world.races.whyNot([one])).toContain('no race');
    expect(world.races.whyNot([one, two])).toBeUndefined();
    world.races.setCopies(100);
    expect(world.races.whyNot([one, two])).toBeUndefined();
    expect(world.races.whyNot([one, two, three])).toContain('300');
  });
  test('is asked about until it is over', async () => {
    await world.races.start([one], tabs, SESSION);
    await vi.advanceTimersByTimeAsync(700);
    expect(world.asked).toBe(2);
    world.run = { ...world.run, isOver: true };
    await vi.advanceTimersByTimeAsync(2000);
    expect(world.asked).toBe(3);
    expect(world.races.run?.isOver).toBe(true);
  });
});
