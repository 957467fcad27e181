import { appendFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { snapshotItem } from '../../inspect/drift/index.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { sha256 } from './hash.ts';
import type { HistoryBounds } from './kept.ts';
import { TargetHistory } from './target-history.ts';

let folder: ReturnType<typeof privateFolder>;
beforeEach(() => (folder = privateFolder()));
afterEach(() => folder.remove());

const NOBODY = (): boolean => false;

function snapshot(at: number, texts: string[], more: Partial<Snapshot> = {}): Snapshot {
  const items = texts.map((text, n) => {
    const name = `tool_${n}`;
    return snapshotItem('tools', name, 1, Buffer.from(JSON.stringify({ name, description: text })), sha256);
  });
  const source = { target: 't', profile: 'own', principal: 'none', transport: 'stdio', provenance: {} };
  return { source, at, session: `s${at}`, items, unread: [], ...more };
}

function open(bounds?: HistoryBounds): TargetHistory {
  const opened = TargetHistory.open(join(folder.path, 'h.log'), '__proto__', bounds);
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value;
}

test('what is seen again moves a time and takes no room', () => {
  const history = open();
  history.put(snapshot(1, ['a', 'b']), NOBODY);
  history.put(snapshot(2, ['a', 'b']), NOBODY);
  const { size } = statSync(join(folder.path, 'h.log'));
  for (let at = 3; at < 9; at++)
    expect(history.put(snapshot(at, ['a', 'b']), NOBODY)).toEqual({ ok: true, value: { isNew: false } });
  expect(statSync(join(folder.path, 'h.log')).size).toBe(size);
  history.put(snapshot(9, ['a', 'c']), NOBODY);
  history.close();
  const again = open();
  expect(again.snapshots.map(({ at, lastAt, times }) => [at, lastAt, times])).toEqual([
    [1, 8, 8],
    [9, 9, 1],
  ]);
  expect([...again.entries.values()].map(({ name, at, fields }) => [name, at, fields[0]!.text])).toEqual([
    ['tool_0', 1, '"a"'],
    ['tool_1', 1, '"b"'],
    ['tool_1', 9, '"c"'],
  ]);
  again.close();
});

test('asked in another way is another snapshot of the same items', () => {
  const history = open();
  history.put(snapshot(1, ['a']), NOBODY);
  const source = { ...snapshot(2, []).source, profile: 'claude' };
  expect(history.put(snapshot(2, ['a'], { source }), NOBODY)).toMatchObject({ value: { isNew: true } });
  expect([history.snapshots.length, history.entries.size]).toEqual([2, 1]);
  history.close();
});

test('a tail that was not written to its end is cut off, and what follows is kept', () => {
  const path = join(folder.path, 'h.log');
  const first = open();
  first.put(snapshot(1, ['a']), NOBODY);
  first.put(snapshot(2, ['b']), NOBODY);
  first.close();
  truncateSync(path, statSync(path).size - 5);
  const torn = open();
  expect(torn.snapshots).toHaveLength(1);
  torn.put(snapshot(3, ['c']), NOBODY);
  torn.close();
  const again = open();
  expect(again.snapshots.map(({ at }) => at)).toEqual([1, 3]);
  expect([again.damaged, again.itemsOf(again.last!)[0]!.fields[0]!.text]).toEqual([0, '"c"']);
  again.close();
});

test('a flipped byte loses its line and the snapshots that need it, and that is counted', () => {
  const path = join(folder.path, 'h.log');
  const first = open();
  first.put(snapshot(1, ['first wording']), NOBODY);
  first.put(snapshot(2, ['other']), NOBODY);
  first.close();
  writeFileSync(path, readFileSync(path, 'utf8').replace('first wording', 'worst wording'));
  const again = open();
  expect(again.snapshots.map(({ at }) => at)).toEqual([2]);
  expect(again.damaged).toBe(2);
  again.close();
});

test('beyond its bounds the oldest go, what is approved stays, and that is said', () => {
  const history = open({ bytes: 1024 * 1024, snapshots: 10 });
  const approved = snapshot(1, ['text 1']).items[0]!.hash;
  for (let at = 1; at <= 25; at++) history.put(snapshot(at, [`text ${at}`]), ({ hash }) => hash === approved);
  expect(history.snapshots.length).toBeLessThanOrEqual(10);
  expect(history.dropped!.snapshots + history.snapshots.length).toBe(25);
  expect(history.find('tools', 'tool_0', approved)!.fields[0]!.text).toBe('"text 1"');
  history.close();
  const again = open({ bytes: 1024 * 1024, snapshots: 10 });
  expect(again.last!.at).toBe(25);
  expect(again.dropped).toEqual(history.dropped);
  again.close();
});

test('a snapshot that is larger than the bounds is refused, and nothing is lost', () => {
  const history = open({ bytes: 2000, snapshots: 10 });
  history.put(snapshot(1, ['a']), NOBODY);
  expect(history.put(snapshot(2, ['x'.repeat(5000)]), NOBODY)).toMatchObject({
    problem: { code: 'history-full' },
  });
  expect(history.snapshots).toHaveLength(1);
  history.close();
});

test('where the newest are too large for tidying to help, the next is refused, and nothing is lost', () => {
  const history = open({ bytes: 10_000, snapshots: 10 });
  const large = (at: number) => snapshot(at, [`${at}`.repeat(1300)]);
  const taken = [1, 2, 3].map((at) => history.put(large(at), () => true).ok);
  expect(history.snapshots).toHaveLength(3);
  expect(taken).toEqual([true, true, true]);
  for (let at = 4; at < 9; at++) {
    const before = history.snapshots.length;
    const put = history.put(large(at), () => true);
    if (!put.ok) {
      expect(put.problem.code).toBe('history-full');
      expect(history.snapshots).toHaveLength(before);
    }
  }
  expect(history.put(large(9), () => true)).toMatchObject({ problem: { code: 'history-full' } });
  history.close();
});

test('tidying makes room for what comes next', () => {
  const history = open({ bytes: 10_000, snapshots: 100 });
  history.put(snapshot(1, ['1'.repeat(2000)]), NOBODY);
  history.put(snapshot(2, ['2'.repeat(5000)]), NOBODY);
  history.put(snapshot(3, ['3'.repeat(1000)]), NOBODY);
  expect(history.put(snapshot(4, ['4'.repeat(3000)]), NOBODY).ok).toBe(true);
  expect(history.last!.at).toBe(4);
  expect(history.dropped!.snapshots).toBe(2);
  history.close();
});

test.each([
  ['of a newer version', '{"k":"head","format":2,"target":"__proto__"}', 'file-newer'],
  ['of another target', '{"k":"head","format":1,"target":"x"}', 'file-broken'],
])('a file %s is left as it is', async (_, head, code) => {
  const { crc32 } = await import('node:zlib');
  const path = join(folder.path, 'h.log');
  const text = `${crc32(head).toString(16).padStart(8, '0')} ${head}\nabc`;
  rmSync(path, { force: true });
  appendFileSync(path, text, { mode: 0o600 });
  expect(TargetHistory.open(path, '__proto__')).toMatchObject({ problem: { code } });
  expect(readFileSync(path, 'utf8')).toBe(text);
});
