import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { fileOf, frame, MALICIOUS, session } from '../../test/archive/malicious.ts';
import { many, openWorld } from '../../test/archive/world.ts';
import { ARCHIVE_LIMITS } from './limits.ts';

const scratch = mkdtempSync(join(tmpdir(), 'archive-'));
afterAll(async () => {
  await many.remove();
  rmSync(scratch, { recursive: true });
});

const MIB = 1024 * 1024;
const world = openWorld({ limits: { file: 8 * MIB, line: 4 * MIB, ratioFrom: 16 * MIB } });

/** Every file with its content, but for the counter of session numbers, which only ever grows. */
function everything(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(name.parentPath, name.name);
    if (path.includes(`${folder}/counters`) || path.includes('index.db')) continue;
    found[path] = name.isFile() ? readFileSync(path, 'base64') : 'folder';
  }
  return found;
}

describe('a file that is refused leaves nothing behind', () => {
  const before = everything(world.dir);

  test.each(MALICIOUS)('$name: $code', async ({ code, file }) => {
    const given = file();
    const done = await world.archives.importStream(Buffer.isBuffer(given) ? Readable.from([given]) : given);
    expect(done).toMatchObject({ ok: false, problem: { code } });
    expect(done.ok || done.problem.message.length).toBeGreaterThan(20);
    expect(everything(world.dir)).toEqual(before);
    expect(world.journal.sessions()).toEqual([]);
  });

  const path = (name: string): string => join(scratch, name);
  const special: [string, string, () => string][] = [
    ['a symbolic link', 'not-a-file', () => (symlinkSync('/etc/passwd', path('link')), path('link'))],
    ['a folder', 'not-a-file', () => (mkdirSync(path('folder')), path('folder'))],
    ['a named pipe', 'not-a-file', () => (execFileSync('mkfifo', [path('pipe')]), path('pipe'))],
    ['a device', 'not-a-file', () => '/dev/zero'],
    ['nothing there', 'no-such-file', () => path('none')],
    [
      'a sparse file of 1 GiB',
      'archive-too-big',
      () => (writeFileSync(path('big'), ''), truncateSync(path('big'), 1024 ** 3), path('big')),
    ],
  ];
  test.each(special)('%s: %s', async (_, code, make) => {
    const done = await world.archives.importFile(make());
    expect(done).toMatchObject({ ok: false, problem: { code } });
    expect(everything(world.dir)).toEqual(before);
  });

  test('each reason is told apart, and there are enough', () => {
    expect(MALICIOUS.length + special.length).toBeGreaterThanOrEqual(20);
    expect(ARCHIVE_LIMITS.file).toBeLessThan(1024 ** 3);
  });
});

describe('what a file claims', () => {
  test('names nothing here: no path, no id, no target, no approval, no prototype', async () => {
    const there = openWorld();
    const evil = fileOf([
      { ...HEAD_OF, sessions: 1, __proto__: null },
      JSON.stringify(
        session({
          id: '../../../../tmp/evil',
          number: 1,
          target: 'stdio:../../x',
          name: '../../../name',
          imported: undefined,
          live: true,
          approvals: ['all'],
          state: { kind: 'open' },
          pid: 1,
        }),
      ).replace(
        '"profile"',
        '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"profile"',
      ),
      frame(1, { path: '/etc/passwd' }),
      { kind: 'note', seq: 1, at: 1, note: '../../note' },
      {
        kind: 'finding',
        finding: {
          id: 'x',
          fingerprint: 'known-here',
          rule: 'x',
          family: 'secret',
          severity: 'info',
          confidence: 'firm',
          title: 'x',
          says: 'x',
          evidence: [{ frame: 1, part: 'raw', from: 0, to: 1 }],
        },
        count: 1,
        triage: { state: 'accepted', reason: 'approved by you', at: 1 },
      },
    ]);
    const done = await there.archives.importStream(Readable.from([evil]));
    if (!done.ok) throw new Error(done.problem.message);
    const [kept] = done.value.sessions;
    expect(kept).toMatchObject({
      target: `import:${kept!.number}`,
      state: { kind: 'closed' },
      imported: { findings: 1 },
    });
    expect(kept!.id).toMatch(/^[0-9a-f]{32}$/);
    expect(kept).not.toHaveProperty('pid');
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(readdirSync(join(there.dir, 'sessions'))).toEqual([kept!.id]);
    expect(readdirSync(join(there.dir, 'sessions', kept!.id)).sort()).toEqual([
      '000001.seg',
      'annotations.json',
      'archive.json',
      'session.json',
    ]);
    expect(statSync(join(there.dir, 'sessions', kept!.id, 'archive.json')).mode & 0o077).toBe(0);
    expect(there.archives.claims(kept!.id)).toMatchObject({
      ok: true,
      value: { target: 'stdio:../../x', findings: [{ triage: { state: 'accepted' } }] },
    });
  });

  test('of two sessions of one target stays together, and apart from every other', async () => {
    const there = openWorld();
    const two = fileOf([
      { ...HEAD_OF, sessions: 3 },
      session(),
      frame(1),
      session(),
      frame(1),
      session({ target: 'other' }),
    ]);
    const done = await there.archives.importStream(Readable.from([two]));
    expect(done.ok && done.value.sessions.map(({ target }) => target)).toEqual([
      'import:1',
      'import:1',
      'import:3',
    ]);
  });
});

const HEAD_OF = { kind: 'head', format: 'mcpsec', version: 1, by: '1', at: 1, says: '', masked: false };
