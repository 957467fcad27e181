import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noJson, oddTexts } from '../../test/json/odd-texts.ts';
import type { Problem } from '../../protocol/problem.ts';
import { InputStore } from './input-store.ts';

let dataDir: string;
let problems: Problem[];
const stores: InputStore[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'inputs-'));
  problems = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(dataDir, { recursive: true });
});

function open(): InputStore {
  const store = new InputStore({ dataDir, onProblem: (problem) => problems.push(problem) });
  stores.push(store);
  return store;
}

const file = (): string => join(dataDir, 'inputs.json');
const last = (
  store: InputStore,
  name: string,
  target = 'echo',
  method = 'tools/call',
): string | undefined => {
  const found = store.last(target, method, name);
  if (!found.ok) throw new Error(found.problem.message);
  return found.value.params;
};
const sent = (name: string, params: string) => ({ method: 'tools/call', name, params });

it('keeps what was last sent, by target, method and name, over a new start', () => {
  const store = open();
  expect(last(store, 'a')).toBeUndefined();
  store.remember('echo', sent('a', '{"n":1}'));
  store.remember('echo', sent('a', '{"n":1.0}'));
  store.remember('other', sent('a', '{"n":3}'));
  store.remember('echo', { method: 'prompts/get', name: 'a', params: '{"n":4}' });
  store.remember('echo', sent('__proto__', '{"n":5}'));
  store.close();
  const again = open();
  expect([last(again, 'a'), last(again, 'a', 'other'), last(again, 'a', 'echo', 'prompts/get')]).toEqual([
    '{"n":1.0}',
    '{"n":3}',
    '{"n":4}',
  ]);
  expect([last(again, '__proto__'), last(again, 'constructor')]).toEqual(['{"n":5}', undefined]);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

it('gives back every odd text as it was', () => {
  const store = open();
  const texts = [...oddTexts, ...noJson].map(({ text }) => text).filter((text) => text.length < 200_000);
  for (const [at, text] of texts.entries()) store.remember('echo', sent(`t${at}`, text));
  store.close();
  const again = open();
  expect(texts.map((_, at) => last(again, `t${at}`))).toEqual(texts);
});

it('finds a name that cannot be written in a query', () => {
  const store = open();
  store.remember('echo', sent('a\ud800', '{}'));
  expect(last(store, 'a\ud800'.toWellFormed())).toBe('{}');
});

it('keeps the 1,000 used last', () => {
  const store = open();
  for (let k = 0; k < 1000; k++) store.remember('echo', sent(`t${k}`, String(k)));
  store.remember('echo', sent('t0', 'again'));
  store.remember('echo', sent('new', 'n'));
  store.close();
  const again = open();
  expect([last(again, 't0'), last(again, 't1'), last(again, 't2'), last(again, 'new')]).toEqual([
    'again',
    undefined,
    '2',
    'n',
  ]);
});

it('keeps 256 KiB of one, and 32 MiB of all', () => {
  const store = open();
  const most = 256 * 1024;
  store.remember('echo', sent('a', 'before'));
  store.remember('echo', sent('a', 'x'.repeat(most + 1)));
  store.remember('echo', sent('b', 'é'.repeat(most / 2 + 1)));
  store.remember('echo', sent('c'.repeat(5000), '{}'));
  expect([last(store, 'a'), last(store, 'b'), last(store, 'c'.repeat(5000))]).toEqual([
    'before',
    undefined,
    undefined,
  ]);
  for (let k = 0; k < 200; k++) store.remember('echo', sent(`t${k}`, 'x'.repeat(most)));
  store.close();
  expect(statSync(file()).size).toBeLessThan(32 * 1024 * 1024 + 100);
  const again = open();
  expect(last(again, 'a')).toBeUndefined();
  expect(last(again, 't199')).toHaveLength(most);
});

it('forgets a target with all that was sent to it', () => {
  const store = open();
  store.remember('echo', sent('a', '1'));
  store.remember('other', sent('a', '2'));
  store.forget('echo');
  store.forget('nobody');
  store.close();
  const again = open();
  expect([last(again, 'a'), last(again, 'a', 'other')]).toEqual([undefined, '2']);
  expect(readFileSync(file(), 'utf8')).not.toContain('echo');
});

it('leaves a file of a newer version alone, and says so once', () => {
  writeFileSync(file(), '{"version":7}', { mode: 0o600 });
  const store = open();
  store.remember('echo', sent('a', '1'));
  store.remember('echo', sent('b', '1'));
  store.forget('echo');
  store.close();
  expect(store.last('echo', 'tools/call', 'a')).toMatchObject({ ok: false, problem: { code: 'file-newer' } });
  expect(problems).toHaveLength(1);
  expect(readFileSync(file(), 'utf8')).toBe('{"version":7}');
});

it('writes by itself after a while, and tells when it cannot', async () => {
  const store = open();
  store.remember('echo', sent('a', '1'));
  await new Promise((later) => setTimeout(later, 700));
  expect(readFileSync(file(), 'utf8')).toContain('"a"');
  rmSync(dataDir, { recursive: true });
  store.remember('echo', sent('b', '1'));
  store.close();
  expect(problems).toMatchObject([{ code: 'not-written' }]);
  dataDir = mkdtempSync(join(tmpdir(), 'inputs-'));
});
