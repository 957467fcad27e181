import { expect, it } from 'vitest';
import { faultOf, FuzzSetups, requestOf, usualSetup } from './fuzz-setup.ts';

function storage(text: string | null = null) {
  const kept = { text };
  return {
    kept,
    getItem: () => kept.text,
    setItem: (_: string, next: string) => void (kept.text = next),
  };
}

it('keeps what was chosen for a target over a reload, whatever the target is called', () => {
  const place = storage();
  const setups = new FuzzSetups(place);
  const setup = { ...usualSetup(7), strategies: ['path-traversal'] };
  setups.keep('__proto__', setup);
  expect(new FuzzSetups(place).of('__proto__')).toEqual(setup);
  expect(new FuzzSetups(place).of('constructor')).toBeUndefined();
});

it('leaves out what another version wrote otherwise', () => {
  const kept = JSON.stringify([['a', { seed: 'x' }], 5, ['b', usualSetup(1)], null]);
  const setups = new FuzzSetups(storage(kept));
  expect([setups.of('a'), setups.of('b')?.seed]).toEqual([undefined, 1]);
});

it('asks for marks alone where a text is marked', () => {
  const marked = {
    text: '{}',
    how: { rpcId: 'next', meta: 'fill' } as const,
    marks: [{ from: 0, to: 2, as: 'raw' as const, list: 0, transforms: [] }],
    lists: [{ kind: 'strategy' as const, id: 'x' }],
    mode: 'sniper' as const,
  };
  const setup = { ...usualSetup(3), only: [{ kind: 'tool' as const, name: 't' }], strategies: ['s'], marked };
  const request = requestOf(setup, 'id', undefined);
  expect(request).toMatchObject({ session: 'id', seed: 3, marked });
  expect([request.only, request.strategies, request.authorisedHost]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(requestOf({ ...usualSetup(3), only: [] }, 'id', 'example.com')).toMatchObject({
    only: [],
    authorisedHost: 'example.com',
  });
});

it('says what is missing before a plan is asked for', () => {
  const usual = usualSetup(1);
  expect(faultOf(usual)).toBeUndefined();
  expect(faultOf({ ...usual, only: [] })).toMatch(/chosen/);
  expect(faultOf({ ...usual, strategies: [] })).toMatch(/strategy/);
  const marked = {
    text: '',
    how: { rpcId: 'next', meta: 'fill' },
    marks: [],
    lists: [],
    mode: 'all',
  } as const;
  expect(faultOf({ ...usual, marked: { ...marked, marks: [], lists: [] } })).toMatch(/Mark/);
});
