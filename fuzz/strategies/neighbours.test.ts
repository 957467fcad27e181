import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Position } from '../strategy.ts';
import { ids } from './ids.ts';
import { requestState } from './request-state.ts';

function valuesOf(strategy: typeof ids, position: Position): string[] {
  return strategy
    .payloads(someTool(position), position)
    .map(({ make }) => make(someMaking()))
    .flatMap((made) => (made !== undefined && 'json' in made ? [made.json] : []));
}
const idOf = (seed: string, more: Partial<Position> = {}): Position =>
  somePosition('/id', { seed, from: 'learned', types: ['string', 'integer'], ...more });

describe('neighbours of an id', () => {
  test.each([
    ['a number', '1001', ['1002', '1000']],
    ['digits behind letters', '"T-0042"', ['"T-0043"', '"T-0041"']],
    ['digits in front of letters', '"17b"', ['"18b"', '"16b"']],
    ['digits as wide as they were', '"inv_0999"', ['"inv_1000"', '"inv_0998"']],
    ['a number in hexadecimal', '"0x1f"', ['"0x20"', '"0x1e"']],
    ['hexadecimal in capitals, as wide as it was', '"slot-0x0F"', ['"slot-0x10"', '"slot-0x0E"']],
    ['a letter', '"room-c"', ['"room-d"']],
    ['a number in Base64', '"dXNlcjo3"', ['"dXNlcjo4"']],
    ['an address of its own kind', '"internal://notes"', ['"internal://credentials"', '"internal://admin"']],
  ])('%s', (_name, seed, wanted) => {
    expect(valuesOf(ids, idOf(seed))).toEqual(expect.arrayContaining(wanted));
  });

  test('what the server gave out itself is nobody else’s', () => {
    expect(valuesOf(ids, idOf('1001', { learned: ['1002', '1000'] }))).not.toContain('1002');
  });

  test.each([
    ['below nothing', '0', /^-/],
    ['below what the schema allows', '1', /^0$/],
  ])('%s there is none', (_name, seed, wrong) => {
    const values = valuesOf(ids, idOf(seed, { minimum: Number(seed) }));
    expect(values.filter((value) => wrong.test(value))).toEqual([]);
  });

  test.each(['"hello world"', '"a long sentence without any"', '"file:///tmp/notes"', '""', '{}'])(
    'none of %s',
    (seed) => {
      expect(valuesOf(ids, idOf(seed))).toEqual([]);
    },
  );

  test('what a call before gives out has neighbours once it is known', () => {
    const given = somePosition('/job/handle', { seed: '"river"', from: 'made' });
    const tool = someTool(given, { before: [{ subject: 'begin', text: '{}', take: given.at }] });
    const payloads = ids.payloads(tool, given);
    const nextTo = (handle: string): string[] =>
      payloads.flatMap(({ make }) => {
        const made = make({ ...someMaking(), taken: new Map([[given.at, JSON.stringify(handle)]]) });
        return made !== undefined && 'json' in made ? [made.json] : [];
      });
    expect(ids.fits(tool, given)).toBeGreaterThanOrEqual(0.5);
    expect(payloads.every(({ isLate }) => isLate)).toBe(true);
    expect(payloads.map(({ make }) => make(someMaking()))).toEqual(payloads.map(() => undefined));
    expect(nextTo('exp-000017')).toEqual(expect.arrayContaining(['"exp-000018"', '"exp-000016"']));
    expect(nextTo('dXNlcjo3')).toContain('"dXNlcjo4"');
    expect(nextTo('river')).toEqual([]);
  });

  test('a value we made leads nowhere', () => {
    const position = idOf('17', { from: 'made' });
    expect(ids.fits(someTool(position), position)).toBe(0);
  });
});

describe('a state', () => {
  const body = Buffer.from('{"at":2,"isPaid":false}').toString('base64url');
  const position = (seed: string): Position =>
    somePosition('/state', { seed: JSON.stringify(seed), from: 'learned' });

  test('is seen by what it is made of', () => {
    const fit = (seed: string): number => requestState.fits(someTool(position(seed)), position(seed));
    expect(fit(body)).toBeGreaterThanOrEqual(0.5);
    expect(fit(`${body}.${'s'.repeat(43)}`)).toBeGreaterThanOrEqual(0.5);
    expect(fit('{"step":2}')).toBeGreaterThanOrEqual(0.5);
    expect(fit('open')).toBe(0);
    expect(fit('https://example.com/a/very/long/path/of/an/address')).toBe(0);
  });

  test.each([
    ['/options', 'How it is drawn'],
    ['/chart', 'All of it as JSON'],
  ])('is nothing that whoever calls is asked to write: %s', (at, description) => {
    const written = somePosition(at, { seed: '"{\\"step\\":2}"', from: 'default', description });
    expect(requestState.fits(someTool(written), written)).toBe(0);
  });

  test('is changed, and stays one of its kind', () => {
    const changed = valuesOf(requestState, position(body)).map((json) =>
      Buffer.from(String(JSON.parse(json)), 'base64url').toString(),
    );
    expect(changed).toContain('{"at":3,"isPaid":false}');
    expect(changed).toContain('{"at":2,"isPaid":true}');
  });

  describe('that a call before gives out', () => {
    const given = somePosition('/order/state', { from: 'made' });
    const tool = someTool(given, { before: [{ subject: 'begin', text: '{}', take: given.at }] });
    const payloads = requestState.payloads(tool, given);
    const madeOf = (state: string): string[] =>
      payloads.flatMap(({ make }) => {
        const made = make({ ...someMaking(), taken: new Map([[given.at, JSON.stringify(state)]]) });
        return made !== undefined && 'json' in made ? [String(JSON.parse(made.json))] : [];
      });

    test('is changed once it was given out', () => {
      expect(requestState.fits(tool, given)).toBeGreaterThanOrEqual(0.5);
      expect(payloads.every(({ isLate }) => isLate)).toBe(true);
      expect(payloads.map(({ make }) => make(someMaking()))).toEqual(payloads.map(() => undefined));
      const bodies = madeOf(body).map((state) => Buffer.from(state, 'base64url').toString());
      expect(bodies).toContain('{"at":3,"isPaid":false}');
    });

    test('loses its signature together with the change', () => {
      const raised = Buffer.from('{"at":3,"isPaid":false}').toString('base64url');
      expect(madeOf(`${body}.${'s'.repeat(43)}`)).toEqual(expect.arrayContaining([raised, `${raised}.`]));
    });

    test('is left alone where it is none', () => {
      expect(madeOf('open')).toEqual([]);
      const path = somePosition('/path', { from: 'made' });
      const reads = someTool(path, { before: [{ subject: 'list', text: '{}', take: path.at }] });
      expect(requestState.fits(reads, path)).toBe(0);
    });

    test('tells which numbers were changed, for what is made of them', () => {
      const turned = payloads.flatMap(
        ({ make }) =>
          make({ ...someMaking(), taken: new Map([[given.at, JSON.stringify(body)]]) })?.expects ?? [],
      );
      expect(turned).toContainEqual(
        expect.objectContaining({ kind: 'unlisted', turned: [{ was: 2, is: 3 }] }),
      );
    });

    test.each([
      ['one number in thousands of places', () => 1, 1],
      ['thousands of numbers', (n: number) => n, 16],
    ])('tells %s in few words: each is looked for in the whole of an answer', (_, numberOf, most) => {
      const state = JSON.stringify({ at: Array.from({ length: 2000 }, (_number, n) => numberOf(n)) });
      const taken = new Map([[given.at, JSON.stringify(state)]]);
      const told = payloads
        .flatMap(({ make }) => make({ ...someMaking(), taken })?.expects ?? [])
        .map((one) => (one.kind === 'unlisted' ? (one.turned?.length ?? 0) : 0));
      expect(Math.max(...told)).toBe(most);
    });
  });

  test('marked in a text of a person: each way to change a follow-up', () => {
    const marked = somePosition('/params/requestState', { seed: '"abc"' });
    const tool = someTool(marked, {
      kind: 'text',
      text: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","requestState":"abc","inputResponses":{"q":{"action":"accept"}}}}',
    });
    const made = requestState.payloads(tool, marked).map(({ make }) => make(someMaking()));
    const messages = made.flatMap((one) => (one !== undefined && 'message' in one ? [one.message] : []));
    expect(messages.length).toBeGreaterThan(10);
    expect(new Set(messages).size).toBe(messages.length);
    expect(messages.some((message) => !message.includes('requestState'))).toBe(true);
  });
});
