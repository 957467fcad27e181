import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimNext } from './counter.ts';
import { DATA_FORMAT, dataFolderAt, prepareDataFolder } from './data-folder.ts';
import { lockIndex } from './index-lock.ts';
import { openJournal } from './open-journal.ts';
import type { ProcessMarks } from './writer-mark.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'data-folder-'));
});
afterAll(() => rmSync(base, { recursive: true }));
const fresh = (): string => join(mkdtempSync(join(base, 'x-')), 'data');
const open = (dir: string): ReturnType<typeof openJournal> =>
  openJournal({ dir, build: '1.2.3', clock: { wall: () => 0 } });

describe.skipIf(process.platform === 'win32')('a data directory that is not safe', () => {
  it('is refused when others may write into it', () => {
    const dir = fresh();
    mkdirSync(dir);
    for (const mode of [0o770, 0o777, 0o702]) {
      chmodSync(dir, mode);
      const opened = open(dir);
      expect(opened).toMatchObject({ ok: false, problem: { code: 'data-dir-refused' } });
      expect(!opened.ok && opened.problem.hint).toContain('chmod 700');
      expect(lstatSync(dir).mode & 0o777).toBe(mode);
    }
  });

  it('is refused when it is a link, or a file', () => {
    const dir = fresh();
    mkdirSync(`${dir}-elsewhere`, { mode: 0o700 });
    symlinkSync(`${dir}-elsewhere`, dir);
    expect(open(dir)).toMatchObject({ ok: false, problem: { code: 'data-dir-refused' } });
    const file = fresh();
    writeFileSync(file, '');
    expect(open(file).ok).toBe(false);
  });

  it.each(['sessions', 'counters'])('is refused when its folder %s is a link', (name) => {
    const dir = fresh();
    mkdirSync(dir, { mode: 0o700 });
    mkdirSync(`${dir}-elsewhere`, { mode: 0o700 });
    symlinkSync(`${dir}-elsewhere`, join(dir, name));
    expect(open(dir)).toMatchObject({ ok: false, problem: { code: 'data-dir-refused' } });
  });
});

describe('the format of a data directory', () => {
  const note = (dir: string): string => join(dir, 'format.json');
  const written = (dir: string, format: number): void => {
    mkdirSync(join(dir, 'sessions', 'one'), { recursive: true, mode: 0o700 });
    writeFileSync(join(dir, 'sessions', 'one', 'old'), 'old');
    writeFileSync(note(dir), JSON.stringify({ format, writtenBy: '9.9.9' }), { mode: 0o600 });
  };

  it('newer than ours is refused with the version that is needed, and left alone', () => {
    const dir = fresh();
    written(dir, DATA_FORMAT + 1);
    const before = readFileSync(note(dir), 'utf8');
    const opened = open(dir);
    expect(opened).toMatchObject({ ok: false, problem: { code: 'data-dir-newer' } });
    expect(!opened.ok && `${opened.problem.message} ${opened.problem.hint}`).toMatch(
      /format 2.*9\.9\.9.*format 1/,
    );
    expect(readFileSync(note(dir), 'utf8')).toBe(before);
  });

  it('older is migrated step by step after a copy, or refused when nobody knows how', () => {
    const dir = fresh();
    written(dir, DATA_FORMAT - 1);
    expect(open(dir)).toMatchObject({ ok: false, problem: { code: 'data-dir-older' } });
    const folder = dataFolderAt(dir);
    const migration = {
      from: DATA_FORMAT - 1,
      migrate: () => writeFileSync(join(folder.sessions, 'one', 'old'), 'new'),
    };
    expect(prepareDataFolder(folder, '1.2.3', [migration])).toBeUndefined();
    expect(readFileSync(join(folder.sessions, 'one', 'old'), 'utf8')).toBe('new');
    expect(readFileSync(join(dir, `before-format-${DATA_FORMAT}`, 'one', 'old'), 'utf8')).toBe('old');
    expect(JSON.parse(readFileSync(note(dir), 'utf8'))).toEqual({ format: DATA_FORMAT, writtenBy: '1.2.3' });
  });

  it('that cannot be read is not guessed', () => {
    const dir = fresh();
    written(dir, 1);
    writeFileSync(note(dir), '{"half', { mode: 0o600 });
    expect(open(dir)).toMatchObject({ ok: false, problem: { code: 'data-dir-refused' } });
  });
});

describe('claimNext', () => {
  it('never gives a number twice and keeps the folder small', () => {
    const folder = join(fresh(), 'counters');
    const given = Array.from({ length: 100 }, () => claimNext(folder, 'run'));
    expect(given).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(claimNext(folder, 'number')).toBe(1);
    expect(existsSync(join(folder, 'run-100'))).toBe(true);
    expect(existsSync(join(folder, 'run-50'))).toBe(false);
  });
});

describe('the index lock', () => {
  const marks = (starts: Record<number, string>, boot = 'b1'): ProcessMarks => ({
    startMark: (pid) => starts[pid],
    boot: () => boot,
  });
  const parent = process.ppid;

  it('is held by one and let go', () => {
    const path = join(fresh(), '..', 'index.lock');
    const us = marks({ [process.pid]: 's1' });
    const first = lockIndex(path, us);
    expect(lockIndex(path, us)).toMatchObject({ kind: 'theirs', holder: { pid: process.pid, mark: 's1' } });
    if (first.kind === 'ours') first.release();
    expect(lockIndex(path, us).kind).toBe('ours');
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, run: 1 }, {}, 'ours'],
    [
      'a process whose pid was given to another',
      { pid: parent, run: 1, mark: 'old', boot: 'b1' },
      { [parent]: 'new' },
      'ours',
    ],
    [
      'a process of an earlier boot',
      { pid: parent, run: 1, mark: 's', boot: 'b0' },
      { [parent]: 's' },
      'ours',
    ],
    ['a running process', { pid: parent, run: 1, mark: 's', boot: 'b1' }, { [parent]: 's' }, 'theirs'],
    ['nobody that can be named', 'garbage', {}, 'ours'],
  ])('of %s', (_, holder, starts, kind) => {
    const path = join(fresh(), '..', 'index.lock');
    writeFileSync(path, JSON.stringify(holder));
    expect(lockIndex(path, marks(starts)).kind).toBe(kind);
    expect(lockIndex(path, marks(starts)).kind).toBe('theirs');
  });
});
