import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, ORDERS, poisoned, runProbe, when } from '../../../test/probe-world.ts';
import { surroundings } from './index.ts';

const valueOf = ({ how }: Seen, name: string) => how.env?.find((one) => one.name === name)?.value;

describe('surroundings', () => {
  test.each([
    ['CI', '1'],
    ['TERM', 'dumb'],
    ['TZ', 'Pacific/Auckland'],
    ['USER', 'sandbox'],
    ['DISPLAY', ':0'],
    ['LANG', 'de_DE.UTF-8'],
  ])('orders where %s=%s', async (name, value) => {
    const { verdict } = await runProbe(
      surroundings,
      when((seen) => valueOf(seen, name) === value),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
  });

  test('the honest twin', async () => {
    const { verdict, world } = await runProbe(surroundings, HONEST);
    expect(verdict.verdict).toBe('not-observed');
    expect(world.opened).toHaveLength(7);
  });

  test('a translation is no difference; another shape under a translation is one', async () => {
    const isGerman = (seen: Seen) => valueOf(seen, 'LANG') === 'de_DE.UTF-8';
    const german = {
      description: 'Nennt die Einheiten, in denen Längen angegeben werden.',
      title: 'Einheiten',
    };
    const offered = (seen: Seen, change: object) =>
      offer(isGerman(seen) ? { ...german, ...change } : { title: 'Units' });
    expect((await runProbe(surroundings, { offer: (seen) => offered(seen, {}) })).verdict.verdict).toBe(
      'not-observed',
    );
    const schema = { inputSchema: { type: 'object', properties: { notes: { type: 'string' } } } };
    for (const change of [schema, { annotations: { readOnlyHint: false } }, { description: ORDERS }])
      expect((await runProbe(surroundings, { offer: (seen) => offered(seen, change) })).verdict.verdict).toBe(
        'vulnerable',
      );
  });

  test('the time of day in a text follows the time zone', async () => {
    const at = (seen: Seen) =>
      offer({
        description: `Lists the units. It is ${valueOf(seen, 'TZ') === undefined ? '8:15 am, Wednesday' : '9:15 pm, Thursday'}.`,
      });
    expect((await runProbe(surroundings, { offer: at })).verdict.verdict).toBe('not-observed');
  });

  test('over HTTP there is nothing to set', () => {
    expect(surroundings.plan(factsOf({ transport: 'streamable-http' }))).toHaveProperty('untestable');
  });

  test('what does not repeat is inconclusive', async () => {
    let seen = 0;
    const { verdict } = await runProbe(surroundings, {
      offer: (one) => (valueOf(one, 'CI') === '1' && ++seen === 1 ? poisoned() : offer()),
    });
    expect(verdict.verdict).toBe('inconclusive');
  });
});
