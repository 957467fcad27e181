import { expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
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
