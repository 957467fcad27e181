import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  closeSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createPrivateFile,
  openPrivateAppend,
  preparePrivateDir,
  readPrivateFile,
  writePrivateFile,
} from './private-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'private-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inside = (name: string): string => join(folder, name);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe.skipIf(process.platform === 'win32')('the private folder', () => {
  it('is made closed to others, and closed when it was open', () => {
    expect(preparePrivateDir(inside('a/b/c'))).toBeUndefined();
    expect(modeOf(inside('a/b/c'))).toBe(0o700);
    mkdirSync(inside('open'));
    chmodSync(inside('open'), 0o755);
    expect(preparePrivateDir(inside('open'))).toBeUndefined();
    expect(modeOf(inside('open'))).toBe(0o700);
    expect(readdirSync(inside('open'))).toEqual([]);
  });

  it('is not taken when others could have put something into it', () => {
    mkdirSync(inside('written'));
    writeFileSync(inside('written/planted'), '');
    chmodSync(inside('written'), 0o775);
    expect(preparePrivateDir(inside('written'))).toMatchObject({
      code: 'data-dir-refused',
      hint: expect.stringContaining('chmod 700') as unknown,
    });
  });

  it('is not taken through a link that somebody put at its place', () => {
    mkdirSync(inside('elsewhere'));
    symlinkSync(inside('elsewhere'), inside('link'));
    expect(preparePrivateDir(inside('link'))).toMatchObject({
      code: 'data-dir-refused',
      message: expect.stringContaining('symbolic link'),
    });
    expect(readdirSync(inside('elsewhere'))).toEqual([]);
  });

  it('is not taken where everybody may replace it', () => {
    mkdirSync(inside('shared'));
    chmodSync(inside('shared'), 0o777);
    expect(preparePrivateDir(inside('shared/mine'))).toMatchObject({
      code: 'data-dir-refused',
      message: expect.stringContaining('sticky'),
    });
    chmodSync(inside('shared'), 0o1777);
    expect(preparePrivateDir(inside('shared/mine'))).toBeUndefined();
  });

  it.skipIf(process.getuid?.() !== 0)('is not taken from another user', () => {
    mkdirSync(inside('theirs'));
    execFileSync('chown', ['12345', inside('theirs')]);
    expect(preparePrivateDir(inside('theirs'))).toMatchObject({
      code: 'data-dir-refused',
      message: expect.stringContaining('12345'),
    });
  });

  it('says what stands in the way', () => {
    writeFileSync(inside('file'), '');
    expect(preparePrivateDir(inside('file'))).toMatchObject({
      code: 'data-dir-refused',
      message: expect.stringContaining('not a folder') as unknown,
      hint: expect.stringContaining('--data-dir'),
    });
    expect(preparePrivateDir(inside('file/below'))).toMatchObject({
      code: 'data-dir-unwritable',
      message: expect.stringContaining('is a file'),
    });
  });
});

describe.skipIf(process.platform === 'win32')('private files', () => {
  it('are replaced whole, closed to others, without following a link', () => {
    writeFileSync(inside('victim'), 'untouched');
    symlinkSync(inside('victim'), inside('settings'));
    expect(writePrivateFile(inside('settings'), 'one')).toBeUndefined();
    expect(readFileSync(inside('victim'), 'utf8')).toBe('untouched');
    expect(readFileSync(inside('settings'), 'utf8')).toBe('one');
    expect(modeOf(inside('settings'))).toBe(0o600);
    expect(writePrivateFile(inside('no/such/folder'), 'x')).toMatchObject({ code: 'not-written' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('are created once', () => {
    expect(createPrivateFile(inside('key'), 'first')).toBe(true);
    expect(createPrivateFile(inside('key'), 'second')).toBe(false);
    expect(readFileSync(inside('key'), 'utf8')).toBe('first');
  });

  it('are read only when they are ours alone, no link, no pipe, and not too long', () => {
    writePrivateFile(inside('plain'), 'content');
    expect(readPrivateFile(inside('plain'), 100)).toEqual({ ok: true, value: Buffer.from('content') });
    expect(readPrivateFile(inside('plain'), 3)).toMatchObject({
      ok: false,
      problem: { code: 'file-too-long' },
    });
    expect(readPrivateFile(inside('missing'), 3)).toEqual({ ok: true, value: undefined });
    symlinkSync(inside('plain'), inside('alias'));
    expect(readPrivateFile(inside('alias'), 100)).toMatchObject({ problem: { code: 'file-refused' } });
    chmodSync(inside('plain'), 0o644);
    expect(readPrivateFile(inside('plain'), 100)).toMatchObject({ problem: { code: 'file-refused' } });
    execFileSync('mkfifo', ['-m', '600', inside('pipe')]);
    expect(readPrivateFile(inside('pipe'), 100)).toMatchObject({ problem: { code: 'file-refused' } });
  });

  it('are appended to under the same conditions', () => {
    const opened = openPrivateAppend(inside('log'));
    expect(opened.ok).toBe(true);
    if (opened.ok) closeSync(opened.value);
    expect(modeOf(inside('log'))).toBe(0o600);
    symlinkSync(inside('log'), inside('log-link'));
    expect(openPrivateAppend(inside('log-link'))).toMatchObject({ problem: { code: 'file-refused' } });
  });
});
