import {
  appendFileSync,
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../journal/index/driver.ts';
import { Sandbox } from './sandbox.ts';
import { Worlds, type MadeWorld } from './worlds.ts';

let base: string;
let one: MadeWorld;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'made-again-')));
  const worlds = new Worlds(base);
  const place = worlds.place(7);
  if (!place.ok) throw new Error(place.problem.message);
  const made = worlds.make(place.value, 7, true);
  if (!made.ok) throw new Error(made.problem.message);
  one = made.value;
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const inode = (path: string): bigint => lstatSync(path, { bigint: true }).ino;

/** A file of the person's, which nothing may be written to. */
function mine(): string {
  const path = join(base, 'mine.txt');
  writeFileSync(path, 'mine');
  return path;
}

test('what is as it was stays the same file and folder, and only what is not is written', () => {
  const { root, inside, outside, sibling, home, database } = one.world;
  const kept = [
    root,
    inside.path,
    outside.path,
    dirname(sibling.path),
    home.folder,
    home.key.path,
    database!.path,
  ];
  const before = kept.map(inode);
  const held = openSync(outside.path, 'a');
  writeFileSync(join(root, 'new.txt'), 'new');
  writeFileSync(inside.path, 'shorter');
  appendFileSync(outside.path, 'longer than it was');
  expect(one.restore().ok).toBe(true);
  expect(kept.map(inode)).toEqual(before);
  expect(readdirSync(root)).not.toContain('new.txt');
  expect(readFileSync(inside.path, 'utf8')).toBe(`${inside.content}\n`);
  expect(readFileSync(outside.path, 'utf8')).toBe(`${outside.content}\n`);
  // Whoever had it open still writes where it is looked at.
  writeSync(held, 'again');
  closeSync(held);
  expect(one.look().changed).toEqual(['outside.txt: other content']);
});

test('a connection that is open all the time sees the tables as they were, and what it makes is seen', () => {
  const { path } = one.world.database!;
  const server = openDatabase(path, 'auto');
  try {
    for (const name of ['t_a', 't_b', 't_c']) {
      server.exec(`CREATE TABLE ${name} (x); UPDATE notes SET title='${name}' WHERE id=1`);
      expect(one.look().changed).toEqual(['table notes: other values in its 4 rows', `table ${name}: new`]);
      expect(one.isHeld).toBe(false);
      expect(one.restore().ok).toBe(true);
      expect(server.prepare('SELECT title FROM notes WHERE id=1').get()).toEqual({ title: 'note 1' });
      expect(() => server.prepare(`SELECT * FROM ${name}`).all()).toThrow('no such table');
      expect(one.look().changed).toEqual([]);
    }
  } finally {
    server.close();
  }
});

test.each(['-wal', '-shm', '-journal'])(
  'a server with a %s beside its database is ended before that is made anew, and told why',
  async (part) => {
    const { path } = one.world.database!;
    writeFileSync(path + part, 'of the server');
    expect(one.isHeld).toBe(true);
    const whys: string[] = [];
    const sandbox = new Sandbox(one, undefined);
    writeFileSync(join(one.world.root, 'new.txt'), '');
    await sandbox.restore((why) => {
      // Still there: it is put away only when nobody uses it any more.
      expect(readdirSync(dirname(path))).toHaveLength(2);
      whys.push(why);
      return Promise.resolve();
    });
    expect(whys).toEqual([expect.stringContaining('database')]);
    expect(readdirSync(dirname(path))).toEqual(['notes.db']);
    expect(one.isHeld).toBe(false);
  },
);

test('another file in place of the database is not written through, and whoever put it there is ended', () => {
  const { path } = one.world.database!;
  const bytes = readFileSync(path);
  renameSync(path, join(base, 'aside.db'));
  writeFileSync(path, 'of the server');
  expect(one.isHeld).toBe(true);
  expect(one.restore().ok).toBe(true);
  expect(readFileSync(path)).toEqual(bytes);
  expect(one.isHeld).toBe(false);
});

test.skipIf(process.platform === 'win32').each(['a link to it', 'another name of it'])(
  'nothing of the person’s is written where a server puts %s in place of a file',
  (how) => {
    const { inside, database } = one.world;
    const path = mine();
    for (const place of [inside.path, database!.path]) {
      rmSync(place);
      if (how === 'a link to it') symlinkSync(path, place);
      else linkSync(path, place);
    }
    expect(one.isHeld).toBe(true);
    expect(one.restore().ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(lstatSync(path).nlink).toBe(1);
    expect(readFileSync(inside.path, 'utf8')).toBe(`${inside.content}\n`);
    expect(lstatSync(inside.path).isFile()).toBe(true);
    expect(one.look()).toEqual({ created: [], changed: [] });
  },
);

test('a file of the world that was given another name outside is left to that name', () => {
  const { inside, database } = one.world;
  for (const place of [inside.path, database!.path]) {
    linkSync(place, `${join(base, 'second')}-${lstatSync(place).size}`);
    truncateSync(place, 3);
  }
  expect(one.restore().ok).toBe(true);
  for (const name of readdirSync(base).filter((name) => name.startsWith('second')))
    expect(lstatSync(join(base, name)).size).toBe(3);
  expect(readFileSync(inside.path, 'utf8')).toBe(`${inside.content}\n`);
});

test('a folder that leads elsewhere is made anew, and nothing is written or removed where it led', () => {
  const { root, database } = one.world;
  const away = join(base, 'away');
  mkdirSync(away);
  writeFileSync(join(away, 'data.json'), 'mine');
  writeFileSync(join(away, 'notes.db'), 'mine');
  for (const folder of [root, dirname(database!.path)]) {
    rmSync(folder, { recursive: true });
    symlinkSync(away, folder);
  }
  expect(one.restore().ok).toBe(true);
  expect(readdirSync(away).toSorted()).toEqual(['data.json', 'notes.db']);
  for (const name of readdirSync(away)) expect(readFileSync(join(away, name), 'utf8')).toBe('mine');
  expect(one.look()).toEqual({ created: [], changed: [] });
});
