import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

async function counted(json: string, hits: (value: unknown) => boolean, budget = 500) {
  let tries = 0;
  const smallest = await minimise(
    json,
    (text) => {
      tries++;
      return Promise.resolve(hits(JSON.parse(text)));
    },
    budget,
  );
  return { smallest, tries };
}

test.each([
  ['a text', `"${'a'.repeat(300)}../x${'b'.repeat(300)}"`, /\.\.\/x/, '"../x"'],
  ['two far parts', `"zz;${'a'.repeat(60)}&zz"`, /;.*&/, '";&"'],
  ['nothing of it', '"whatever"', /(?:)/, '""'],
])('%s is made as small as it can be', async (_, json, needed, expected) => {
  const { smallest, tries } = await counted(json, (value) => typeof value === 'string' && needed.test(value));
  expect(smallest).toBe(expected);
  expect(tries).toBeLessThan(200);
});

test('members, items and what is in them go', async () => {
  const json = '{"a":1,"__proto__":{"x":[1,2,{"deep":"needle in hay"},4]},"c":[[],[]],"b":"long long"}';
  const { smallest } = await counted(json, (value) => JSON.stringify(value).includes('needle'));
  expect(smallest.length).toBeLessThan(40);
  expect(JSON.parse(smallest)).toBeDefined();
  expect(smallest).toContain('needle');
});

test('a key that only text has is kept as it was written', async () => {
  const { smallest } = await counted('{"other":1,"__proto__":{"a":true,"b":false}}', (value) =>
    Object.hasOwn(value as object, '__proto__'),
  );
  expect(smallest).toBe('{"__proto__":{}}');
});

test('numbers become shorter', async () => {
  const big = (value: unknown): boolean => Number(value) >= 1000;
  expect((await counted('99999999999', big)).smallest).toBe('9999');
});

test('a value in very many brackets is taken out of most of them', async () => {
  const depth = (text: string): number => /^\[*/.exec(text)![0].length;
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const smallest = await minimise(deep, (text) => Promise.resolve(depth(text) >= 5000), 200);
  expect(depth(smallest)).toBeGreaterThanOrEqual(5000);
  expect(depth(smallest)).toBeLessThan(20_000);
});

test('no more is asked for than was allowed, and what comes out did it', async () => {
  const asked: string[] = [];
  const smallest = await minimise(
    JSON.stringify('x'.repeat(5000)),
    (text) => {
      asked.push(text);
      return Promise.resolve(text.length % 3 === 0);
    },
    20,
  );
  expect(asked.length).toBeLessThanOrEqual(20);
  expect(asked).toContain(smallest);
});

test('half a letter is never sent', async () => {
  const { smallest } = await counted('"😀😀😀😀x"', (value) => String(value).includes('😀'));
  expect(smallest).toBe('"😀"');
});
