import { describe, expect, it } from 'vitest';
import type { Expectation, SavedCall } from '../../protocol/collection/collection.ts';
import type { CallState, Draft } from '../../protocol/craft.ts';
import type { Api } from '../connection/api.ts';
import { dangersOfCall } from './collection-dangers.ts';
import { formAgain, formOf, leavesOf, savedCall } from './saving-call.ts';

const HOW = { rpcId: 'next', meta: 'fill' } as const;
const saved = (expected: Partial<Expectation> = {}, more: Partial<SavedCall> = {}): SavedCall => ({
  id: 'one',
  name: 'One',
  folder: 'a/b',
  description: ' as typed\n',
  text: '{ }\n',
  how: HOW,
  expect: { checks: [], ...expected },
  ...more,
});
const draft = (text: string): Draft => ({ id: 'd', target: 't', text, how: HOW, sends: [] });
const fails = (): string => {
  throw new Error('no id is needed');
};

describe('the form of a saved call', () => {
  it('that nobody changed makes the same call again', () => {
    const checks = [
      { pointer: '/a', equals: '1.0' },
      { pointer: '', matches: '^x' },
      { pointer: '/b', exists: true },
      { pointer: '/c', exists: false },
    ];
    const wire = { kind: 'stdio', encoding: 'utf-8', bom: true, end: 'none', parts: 1, pause: 0 } as const;
    const whole: Expectation = {
      outcome: 'error',
      errorCode: -1,
      status: 400,
      checks,
      noFinding: 'low',
      within: 9,
    };
    for (const call of [saved(), saved(whole), saved({}, { form: 'hex', wire, keepsPlaceholders: true })])
      expect(savedCall(formAgain(call), fails)).toEqual({ call });
  });

  it('begins with what the last answer came to', () => {
    const done = (answer: object): CallState =>
      ({ session: 's', request: 1, state: 'done', answer }) as CallState;
    expect(formOf(draft('{}'), undefined).outcome).toBeUndefined();
    expect(formOf(draft('{}'), done({ kind: 'result' })).outcome).toBe('result');
    expect(formOf(draft('{}'), done({ kind: 'result', isError: true })).outcome).toBe('tool-error');
    expect(formOf(draft('{}'), done({ kind: 'error', errorCode: '-32601' }))).toMatchObject({
      outcome: 'error',
      errorCode: '-32601',
    });
  });

  it('keeps nothing unseen in a name that came from a server', () => {
    const text = JSON.stringify({ method: 'tools/call', params: { name: 'a\u202eb\u200b' } });
    const made = savedCall({ ...formOf(draft(text), undefined) }, () => 'new');
    expect('call' in made && made.call.name).toMatch(/^a b/);
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ status: '20' }, 'three digits'],
    [{ within: '0' }, '600000'],
    [{ errorCode: 'x' }, 'whole number'],
    [{ checks: [{ pointer: 'a', kind: 'exists' as const, value: '' }] }, 'slash'],
    [{ checks: [{ pointer: '/a', kind: 'equals' as const, value: 'abc' }] }, 'no JSON'],
    [{ checks: [{ pointer: '/a', kind: 'matches' as const, value: '' }] }, 'empty'],
  ])('with %j says what is wrong', (wrong, words) => {
    const made = savedCall({ ...formAgain(saved()), ...wrong }, fails);
    expect('fault' in made && made.fault).toContain(words);
  });
});

it('offers the values of an answer with their pointers, as they are written', async () => {
  const text = '{"jsonrpc":"2.0","id":1,"result":{"a/b":[1.0,{"__proto__":"x"}]}}';
  const api = { wholeMessage: () => Promise.resolve(text) } as unknown as Api;
  expect(await leavesOf(api, 's', 1)).toEqual([
    { pointer: '/result/a~1b/0', value: '1.0' },
    { pointer: '/result/a~1b/1/__proto__', value: '"x"' },
  ]);
});

describe('before calls are sent', () => {
  /** A server that offers no tools at all. */
  const api = {
    item: () => Promise.resolve({ ok: false, problem: { code: 'no-such-item', message: '' } }),
    inventory: () =>
      Promise.resolve({ ok: true, value: { sections: [{ section: 'tools', state: 'done' }] } }),
  } as unknown as Api;
  const dangers = (text: string, more: Partial<SavedCall> = {}) =>
    dangersOfCall(api, 's', [saved({}, { text, ...more })], () => false);

  it.each([
    '{"method":"tools/call","params":{"name":"{{last.result:/content/0/text}}","arguments":{}}}',
    '{"method":"{{env:METHOD}}","params":{}}',
    '{{last.result:}}',
  ])('%s may become anything, and is asked about', async (text) =>
    expect(await dangers(text)).toContainEqual(expect.objectContaining({ tool: undefined })),
  );
  it.each([
    '{"id":"{{uuid}}","method":"tools/call","params":{"name":"a","arguments":{"x":"{{last.result:/y}}"}}}',
    '{"method":"ping"}',
  ])('%s may not', async (text) => expect(await dangers(text)).toEqual([]));
  it('what is sent as it stands may not', async () =>
    expect(await dangers('{"method":"{{n}}"}', { keepsPlaceholders: true })).toEqual([]));
});
