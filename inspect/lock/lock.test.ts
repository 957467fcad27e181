import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionName } from '../../protocol/inventory.ts';
import type { Lock, LockedItem } from '../../protocol/lock.ts';
import { snapshotItem } from '../drift/index.ts';
import { LARGEST_LOCK, readLock, writeLock as writeLockWith } from './index.ts';
import { processorTime } from '../../test/processor-time.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const utf8 = new TextEncoder();
const writeLock = (lock: Lock): string => writeLockWith(lock, sha256);
const source = { profile: 'own', principal: 'none', transport: 'stdio', era: 'handshake' } as const;

function locked(section: SectionName, name: string, json: string, nth = 1): LockedItem {
  return {
    item: snapshotItem(section, name, nth, utf8.encode(json), sha256),
    approved: { by: `mark ${name}` },
  };
}

function lockOf(items: LockedItem[], name = 'server'): Lock {
  return { targets: new Map([[name, { source, items, tampered: [] }]]) };
}

const tool = (name: string, description = `Does ${name}.`): LockedItem =>
  locked('tools', name, JSON.stringify({ name, description, inputSchema: { type: 'object' } }));

function read(text: string): Lock {
  const lock = readLock(text, sha256);
  if (!lock.ok) throw new Error(lock.problem.message);
  return lock.value;
}

function refusal(text: string): string {
  const lock = readLock(text, sha256);
  return lock.ok ? 'it was taken' : `${lock.problem.code}: ${lock.problem.message}`;
}

const SMALL = writeLock(lockOf([tool('a'), tool('b')]));

describe('a lock file that is written and read again', () => {
  it('is the same byte for byte, whatever was sent', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', '', 'name', '\u001b[2J\u202e'),
      fc.string(),
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          '{"":1}',
          '{"":{}}',
          '1.0',
          '1e400',
          '-0',
          'true',
          'null',
          '[]',
          '{}',
          '{"a":1,"a":2}',
        ),
        fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
        fc.array(tie('value')).map((all) => `[${all.join(', ')}]`),
        fc
          .array(fc.tuple(key, tie('value')))
          .map(
            (all) =>
              `{${all.map(([name, value]) => `${JSON.stringify(name)} : ${String(value)}`).join(',')}}`,
          ),
        fc.string(),
      ),
    })).value;
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, json), { selector: ([name]) => name }), key, (all, target) => {
        const lock = lockOf(
          all.map(([name, text]) => locked('tools', name, text)),
          target,
        );
        const text = writeLock(lock);
        const again = read(text);
        expect([...again.targets.keys()]).toEqual([target]);
        expect(again.targets.get(target)!.tampered).toEqual([]);
        expect(writeLock(again)).toBe(text);
        const hashes = (one: Lock): string[] =>
          one.targets
            .get(target)!
            .items.map(({ item }) => item.hash)
            .sort();
        expect(hashes(again)).toEqual(hashes(lock));
        expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('stands in the order of its own, with a line for each block', () => {
    const items = [
      locked('resources', 'x', '{}'),
      tool('b'),
      locked('tools', 'a', '{"n":2}', 2),
      locked('tools', 'a', '{"n":1}'),
      locked('server', 'instructions', '"Be kind."'),
    ];
    const text = writeLock(lockOf(items));
    const found = read(text).targets.get('server')!.items;
    expect(found.map(({ item }) => `${item.section} ${item.name} ${item.nth}`)).toEqual([
      'server instructions 1',
      'tools a 1',
      'tools a 2',
      'tools b 1',
      'resources x 1',
    ]);
    const lines = text.split('\n');
    for (const { item, line } of found)
      expect(lines[line! - 1]).toContain(`"section": "${item.section}", "name": "${item.name}"`);
    expect(writeLock(lockOf([...items].reverse()))).toBe(text);
  });

  it('holds nothing that a terminal, a log or an eye could be led astray by', () => {
    const nasty =
      '\u001b]0;x\u0007\r\n::error::x ##[group]y \u202eabc\u2066 \u{e0041}\u{e007f} \u0085\u2028\ufeff \ud800';
    const text = writeLock(lockOf([tool(nasty, nasty)], nasty));
    expect(text.replace(/\n/g, '')).toMatch(/^[\x20-\x7e]*$/);
    expect(text).not.toContain('##[');
    expect(text).not.toMatch(/^\s*::/m);
    expect(read(text).targets.get(nasty)!.items[0]!.item.name).toBe(nasty);
  });

  it('may be formatted by others: only values count', () => {
    const pretty = JSON.stringify(JSON.parse(SMALL), null, 4).replaceAll('\n', '\r\n');
    expect(writeLock(read(`\ufeff${pretty}`))).toBe(SMALL);
  });
});

describe('what git makes of two branches', () => {
  function merged(base: Lock, ours: Lock, theirs: Lock): string {
    const folder = mkdtempSync(join(tmpdir(), 'lock-merge-'));
    try {
      const [a, b, c] = [ours, base, theirs].map((lock, at) => {
        const path = join(folder, `${at}.json`);
        writeFileSync(path, writeLock(lock));
        return path;
      });
      const { status, stdout } = spawnSync('git', ['merge-file', '-p', a!, b!, c!], { encoding: 'utf8' });
      expect(status).toBe(0);
      return stdout;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => tool(name)) as [
    LockedItem,
    LockedItem,
    LockedItem,
    LockedItem,
  ];
  it.each<[string, LockedItem[], LockedItem[], LockedItem[]]>([
    [
      'neighbours that changed',
      [tool('a', 'ours'), b, c],
      [a, tool('b', 'theirs'), c],
      [tool('a', 'ours'), tool('b', 'theirs'), c],
    ],
    [
      'the last one changed, another behind it',
      [a, b, tool('c', 'ours')],
      [a, b, c, d],
      [a, b, tool('c', 'ours'), d],
    ],
    ['one gone, its neighbour changed', [a, c], [a, b, tool('c', 'theirs')], [a, tool('c', 'theirs')]],
    ['new in two places', [a, tool('aa'), b, c], [a, b, tool('bb'), c], [a, tool('aa'), b, tool('bb'), c]],
  ])('%s', (_, ours, theirs, both) => {
    expect(merged(lockOf([a, b, c]), lockOf(ours), lockOf(theirs))).toBe(writeLock(lockOf(both)));
  });

  it('new targets in two places', () => {
    const of = (...names: string[]): Lock => ({
      targets: new Map(names.map((name) => [name, { source, items: [a], tampered: [] }])),
    });
    expect(merged(of('b', 'd'), of('b', 'c', 'd'), of('b', 'd', 'e'))).toBe(
      writeLock(of('b', 'c', 'd', 'e')),
    );
  });
});

describe('headers of the target', () => {
  const headers = {
    server: 'nginx',
    'set-cookie': 'a; secure\nb; path=/',
    'x-frame-options': '\u001b[2J##[x]',
  };
  const withHeaders = (of: Record<string, string>): string =>
    writeLock({
      targets: new Map([
        [
          'server',
          {
            source: { ...source, headers: of },
            items: [tool('a').item].map((item) => ({ item })),
            tampered: [],
          },
        ],
      ]),
    });

  it('are read as they were written, also none', () => {
    for (const of of [headers, {}]) {
      const again = read(withHeaders(of)).targets.get('server')!;
      expect(again.source).toEqual({ ...source, headers: of });
      expect(withHeaders(again.source.headers!)).toBe(withHeaders(of));
    }
    expect(withHeaders(headers)).not.toMatch(/\u001b|##\[/);
    expect(read(SMALL).targets.get('server')!.source.headers).toBeUndefined();
  });

  it.each<[string, (text: string) => string]>([
    ['twice', (text) => text.replace('"server": "nginx"', '"server": "nginx", "server": "other"')],
    ['that are a list', (text) => text.replace('"nginx"', '["nginx"]')],
    ['that are no object', (text) => text.replace(/"headers": \{[^}]*\}/, '"headers": "none"')],
    ['that are too long', (text) => text.replace('"nginx"', `"${'x'.repeat(6000)}"`)],
  ])('are refused %s', (_, change) => {
    expect(refusal(change(withHeaders(headers)))).toMatch(/^bad-lock: /);
  });

  it('of a prototype reach nobody', () => {
    const odd = withHeaders(headers).replace('"server": "nginx"', '"__proto__": "nginx"');
    const lock = readLock(odd, sha256);
    expect(({} as Record<string, unknown>)['nginx']).toBeUndefined();
    if (lock.ok)
      expect(Object.getPrototypeOf(lock.value.targets.get('server')!.source.headers)).toBe(Object.prototype);
  });
});

describe('what is not believed', () => {
  it('an item whose excerpt was changed: it alone, with its line', () => {
    const text = SMALL.replace('Does b.', 'Does c.');
    const { items, tampered } = read(text).targets.get('server')!;
    expect(items.map(({ item }) => item.name)).toEqual(['a']);
    const line = text.split('\n').findIndex((one) => one.includes('"name": "b", "nth"')) + 1;
    expect(tampered).toEqual([{ section: 'tools', name: 'b', nth: 1, line }]);
  });

  it.each<[string, (text: string) => string]>([
    ['a hash', (text) => text.replace(/"hash": "[0-9a-f]{8}/, '"hash": "00000000')],
    ['a field more', (text) => text.replace('"fields": {', '"fields": { "x": 1,')],
    ['a field that is no JSON', (text) => text.replace('"Does a."', 'nonsense')],
    ['a number in another notation', (text) => text.replace('"Does a."', '1.0')],
  ])('%s that differs', (_, change) => {
    expect(
      read(change(SMALL))
        .targets.get('server')!
        .tampered.map(({ name }) => name),
    ).toEqual(['a']);
  });

  it.each<[string, string, RegExp]>([
    [
      'a newer format',
      SMALL.replace('lock/1', 'lock/7').replace('"targets"', '"things"'),
      /^lock-too-new: .* format 7; .* up to 1/,
    ],
    [
      'another format',
      SMALL.replace('mcp-sec.lock/1', 'npm/3'),
      /^bad-lock: .*line 2: its format is none of ours/,
    ],
    ['no format', '{"targets":{}}', /first key has to be "format"/],
    [
      'marks of a merge',
      SMALL.replace('      "items": [', '<<<<<<< HEAD\n      "items": [\n=======\n>>>>>>> x'),
      /^lock-in-conflict: .*line 11 /,
    ],
    [
      'a key nobody knows',
      SMALL.replace('"hash"', '"path": "/etc/passwd", "hash"'),
      /line 13: the key "path" is not known/,
    ],
    [
      'a key of a prototype',
      SMALL.replace('"profile"', '"__proto__": "x", "profile"'),
      /"source" is not as it has to be/,
    ],
    ['a key twice', SMALL.replace('"hash"', '"nth": 2, "hash"'), /has the key "nth" twice/],
    ['an item twice', SMALL.replaceAll('"name": "b"', '"name": "a"'), /an item is written twice/],
    ['two excerpts', SMALL.replace('"fields"', '"value": 1, "fields"'), /an item has two excerpts/],
    ['an unknown section', SMALL.replace('"section": "tools"', '"section": "spoons"'), /"section"/],
    ['a number that is none', SMALL.replace('"nth": 1', '"nth": 0'), /"nth"/],
    [
      'a target without items',
      '{"format":"mcp-sec.lock/1","targets":{"a":{"source":{"profile":"own","principal":"none","transport":"stdio"}}}}',
      /"items" is missing/,
    ],
    ['a file cut off', SMALL.slice(0, -30), /^bad-lock: /],
    ['something behind the end', `${SMALL}{}`, /something follows after the end/],
    ['an empty file', '', /has to be an object/],
    ['a list', '[]', /has to be an object/],
    ['a million brackets', `{"format":"mcp-sec.lock/1","targets":${'['.repeat(1_000_000)}`, /^bad-lock: /],
    ['too much', ' '.repeat(LARGEST_LOCK + 1), /^lock-too-large: /],
  ])('%s', (_, text, wanted) => {
    expect(refusal(text)).toMatch(wanted);
  });

  it('depth and length cost time in proportion, and no call stack', () => {
    const deep = locked('tools', 'deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    const text = writeLock(lockOf([deep]));
    expect(read(text).targets.get('server')!.items[0]!.item.hash).toBe(deep.item.hash);
    const open = SMALL.replace('{"type":"object"}', `${'{"a":['.repeat(500_000)}`);
    expect(refusal(open)).toMatch(/^bad-lock: .*"fields" does not end/);
    const slashes = SMALL.replace('Does a.', '\\\\'.repeat(1_000_000));
    const began = processorTime();
    expect(read(slashes).targets.get('server')!.tampered).toHaveLength(1);
    expect(processorTime() - began).toBeLessThan(15_000);
  });
});
