import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type { Problem } from '../../protocol/problem.ts';
import { writeCollection } from '../../protocol/collection/write-collection.ts';
import { Masking } from '../secrets/masking.ts';
import { MemorySecrets } from '../secrets/secrets.ts';
import type { CollectionRuns } from './collection-runs.ts';
import { CollectionStore } from './collection-store.ts';
import { Collections } from './collections.ts';

const ID = '0a1b2c3d-0000-4000-8000-00000000000f';
let folder: string;
let problems: Problem[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kept-')), 'collections');
  problems = [];
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const open = (): CollectionStore =>
  new CollectionStore({
    folder,
    changed: () => {},
    deleted: () => {},
    onProblem: (problem) => problems.push(problem),
  });
const call = (id: string, text: string, more: Partial<SavedCall> = {}): SavedCall => ({
  id,
  name: id,
  folder: '../../etc',
  description: '',
  text,
  how: { rpcId: 'next', meta: 'fill' },
  expect: { checks: [] },
  ...more,
});
const collection = (...calls: SavedCall[]): Collection => ({ id: ID, name: 'All', description: '', calls });

it('keeps collections over a new start, each in a file that nobody else reads, named by its id', () => {
  const whole = collection(call('__proto__', '{{env:TOKEN}} \ud800'), call('b', '{\n  "a": 1.0\n}'));
  const put = open().put({ collection: whole });
  const revision = put.ok ? put.value.revision : '';
  expect(put).toEqual({
    ok: true,
    value: { id: ID, name: 'All', description: '', calls: 2, env: ['TOKEN'], revision },
  });
  expect(open().get(ID)).toEqual({ ok: true, value: { collection: whole, revision } });
  expect(readdirSync(folder)).toEqual([`${ID}.json`]);
  expect(statSync(join(folder, `${ID}.json`)).mode & 0o777).toBe(0o600);
});

it('takes in a file beside what is there, and never in its place', () => {
  const store = open();
  store.put({ collection: collection(call('ours', 'x')) });
  const brought = store.bring(writeCollection(collection(call('theirs', 'y'))));
  expect(brought.ok && brought.value.id).not.toBe(ID);
  const ours = store.get(ID);
  expect(ours.ok && ours.value.collection.calls[0]!.text).toBe('x');
  expect(store.all()).toHaveLength(2);
});

it('keeps no change of a state that is another by now, and brings back nothing that was deleted', () => {
  const store = open();
  const revision = (of: ReturnType<CollectionStore['put']>): string => (of.ok ? of.value.revision : '');
  const first = revision(store.put({ collection: collection() }));
  const second = revision(store.put({ collection: collection(call('a', 'x')), base: first }));
  expect(second).not.toBe(first);
  for (const base of [first, '__proto__', undefined])
    expect(store.put({ collection: collection(call('b', 'y')), ...(base && { base }) })).toMatchObject({
      problem: { code: 'collection-changed' },
    });
  expect(store.get(ID)).toMatchObject({ value: { collection: { calls: [{ id: 'a' }] }, revision: second } });
  // A new start of the bridge is no change.
  expect(open().put({ collection: collection(), base: second }).ok).toBe(true);
  store.remove(ID);
  expect(store.put({ collection: collection(), base: second })).toMatchObject({
    problem: { code: 'no-such-collection' },
  });
});

it('leaves nothing behind of what it refuses', () => {
  const store = open();
  const named = (id: string): string => writeCollection({ ...collection(), id });
  for (const text of ['{}', named('../../evil'), named('con'), named(ID.toUpperCase()), 'x'.repeat(17 << 20)])
    expect(store.bring(text)).toMatchObject({ ok: false });
  expect(store.all()).toEqual([]);
  expect(() => readdirSync(folder)).toThrow();
});

it('leaves a file that it did not write as it is, and says so', () => {
  open().put({ collection: collection() });
  const odd = '11111111-0000-4000-8000-000000000000.json';
  writeFileSync(join(folder, odd), '{"version":9}', { mode: 0o600 });
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  expect(open().all()).toHaveLength(1);
  expect(problems.map(({ message }) => message).join()).toContain(odd);
  expect(readFileSync(join(folder, odd), 'utf8')).toBe('{"version":9}');
});

it('removes what is asked for, and nothing by a path', () => {
  const store = open();
  store.put({ collection: collection() });
  expect(store.remove('../secrets')).toMatchObject({ code: 'no-such-collection' });
  expect(store.remove(ID)).toBeUndefined();
  expect(open().all()).toEqual([]);
});

it('hands on no known secret, unless it is masked', () => {
  const secrets = new MemorySecrets((size) => Buffer.alloc(size, 1));
  secrets.put('hunter-2222', 'token');
  const masking = new Masking(secrets);
  const store = open();
  const collections = new Collections({
    store,
    runs: undefined as unknown as CollectionRuns,
    shown: (text) => masking.text(text),
  });
  const secret = { checks: [{ pointer: '/a', equals: '"hunter-2222"' }] };
  const hex = (text: string): string => Buffer.from(text).toString('hex');
  const calls = [
    call('a', 'x'),
    call('b', '"hunter-2222"'),
    call('c', 'x', { expect: secret }),
    call('d', hex('\0hunter-2222\xff'), { form: 'hex' }),
    call('e', '00 FF', { form: 'hex' }),
  ];
  store.put({ collection: collection(...calls) });
  const refused = collections.exported(ID, false);
  expect(refused).toMatchObject({ ok: false, problem: { code: 'secret-inside' } });
  expect(JSON.stringify(refused)).toContain('{{env:NAME}}');
  const masked = collections.exported(ID, true);
  expect(masked).toMatchObject({ ok: true, value: { name: 'all.mcp-calls.json', masked: ['b', 'c', 'd'] } });
  expect(JSON.stringify(masked).toLowerCase().replaceAll(' ', '')).not.toMatch(
    new RegExp(`hunter|${hex('hunter')}`),
  );
  expect(JSON.stringify(masked)).toContain('00 FF');
  const kept = collections.get(ID);
  expect(kept.ok && kept.value.collection.calls[1]!.text).toBe('"hunter-2222"');
});
