import { expect, test } from 'vitest';
import { said, seenOf } from '../../test/fuzz-seen.ts';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Seen } from '../oracle.ts';
import { spreadValue } from '../oracles/spread-value.ts';
import { prototypePollution } from './prototype-pollution.ts';

const row = somePosition('/rows/0', {
  types: ['object'],
  seed: '{"team":"red","player":"Kim","points":"7","isFinal":true}',
});

function made(seed = row.seed): Map<string, string> {
  const position = { ...row, seed };
  return new Map(
    prototypePollution.payloads(someTool(position), position).flatMap(({ id, make }) => {
      const one = make(someMaking());
      return one !== undefined && 'json' in one && id.startsWith('group-') ? [[id, one.json]] : [];
    }),
  );
}

test('a row that is sorted into a table of tables leads out of it', () => {
  expect([...made().values()]).toEqual([
    '{"team":"__proto__","player":"nabcdefgh12345678","points":"nabcdefgh12345678","isFinal":true}',
    '{"team":"nabcdefgh12345678","player":"__proto__","points":"nabcdefgh12345678","isFinal":true}',
  ]);
  const tables: Record<string, Record<string, string>> = {};
  for (const json of made().values()) {
    const { team, player, points } = JSON.parse(json) as { team: string; player: string; points: string };
    (tables[team] ??= {})[player] = points;
  }
  expect(({} as Record<string, unknown>)['nabcdefgh12345678']).toBe('nabcdefgh12345678');
  delete (Object.prototype as Record<string, unknown>)['nabcdefgh12345678'];
});

test.each(['{"team":"red","player":"Kim"}', '{"a":1,"b":2,"c":3}', '["a","b","c"]', '"a"', 'null'])(
  'what is no row is left alone: %s',
  (seed) => {
    expect(made(seed).size).toBe(0);
  },
);

/** All that is sent, by what it is called. */
const FORMS = [
  row,
  somePosition('/name', { types: ['string'] }),
  somePosition('/way', { types: ['array'] }),
].flatMap((position) =>
  prototypePollution.payloads(someTool(position), position).flatMap(({ id, make }) => {
    const one = make(someMaking());
    return one !== undefined && 'json' in one ? [{ id, ...one }] : [];
  }),
);

/** The words of a value, each alone: what a server may keep of it, whatever it takes for the name in it. */
const wordsIn = (json: string): string[] => json.match(/\w+/g) ?? [];

test.each(FORMS)('who keeps pieces of $id is told from who lets it spread', ({ json, expects }) => {
  const [spreads, ...more] = expects;
  if (spreads?.kind !== 'spreads' || spreads.unless === undefined) throw new Error('it may be kept, too');
  expect(more).toEqual([]);
  const { value, unless } = spreads;
  const shows = (later: string, nowhere?: string): Seen =>
    seenOf(json, expects, {
      after: [said(later)],
      others: nowhere === undefined ? [] : [[said(`${later}, ${nowhere}`)]],
    });
  // Nothing is said before it was tried with what leads nowhere.
  expect(spreadValue.judge(shows(value))).toBeUndefined();
  expect(spreadValue.suspects?.(shows(value))).toBe(true);
  expect(spreadValue.judge(shows(value, ''))?.says).toContain(value);
  // As a table that was really made of it shows it.
  expect(spreadValue.judge(shows(value, unless.json))?.says).toContain(value);
  const words = wordsIn(json);
  const nowhere = wordsIn(unless.json);
  expect(nowhere).toHaveLength(words.length);
  const kept = words.flatMap((word, at) => (word === value ? [nowhere[at]] : []));
  expect(kept).not.toEqual([]);
  for (const word of kept) expect(spreadValue.judge(shows(value, word))).toBeUndefined();
});
