import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forbidden } from '../../fuzz/world.ts';
import { openDatabase } from '../journal/index/driver.ts';
import { MARKER, worldFor } from './world-layout.ts';
import { Worlds, type MadeWorld } from './worlds.ts';

let folder: { path: string };
beforeEach(() => {
  folder = { path: realpathSync(mkdtempSync(join(tmpdir(), 'worlds-'))) };
});
afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

function made(worlds: Worlds, seed = 7, wantsDatabase = false): MadeWorld {
  const place = worlds.place(seed);
  if (!place.ok) throw new Error(place.problem.message);
  const world = worlds.make(place.value, seed, wantsDatabase);
  if (!world.ok) throw new Error(world.problem.message);
  return world.value;
}

test('the same seed gives the same paths and canaries, another seed others', () => {
  expect(worldFor('/x', 7, true)).toEqual(worldFor('/x', 7, true));
  const contents = [7, 8].flatMap((seed) =>
    forbidden(worldFor('/x', seed, true)).map(({ content }) => content),
  );
  // The link leads to the outside file, so that is one canary in two ways.
  expect(new Set(contents).size).toBe(8);
  for (const content of contents) expect(content).toMatch(/^[0-9a-f]{32}$/);
  expect(worldFor('C:\\x', 7, false, 'windows').home.key.path).toBe('C:\\x\\home\\.ssh\\id_rsa');
});

test('what is told of a world is there, closed to others, and gone afterwards', () => {
  const worlds = new Worlds(folder.path);
  const one = made(worlds, 7, true);
  const { world, folder: top } = one;
  for (const { path, content } of [world.inside, ...forbidden(world)])
    expect(readFileSync(path, 'utf8')).toContain(content);
  expect(statSync(top).mode & 0o777).toBe(0o700);
  expect(dirname(world.sibling.path)).toBe(`${world.root}-private`);
  expect(readlinkSync(world.link.path)).toBe(world.outside.path);
  expect(readFileSync(join(world.linkedFolder.path, 'canary.txt'), 'utf8')).toContain(
    world.linkedFolder.to.content,
  );
  expect(readFileSync(world.database!.path).includes(world.database!.hidden.canary)).toBe(true);
  expect(
    world.names.every((name) =>
      [top, `${world.root}-private`, join(world.home.folder, '.ssh')].some((one) =>
        readdirSync(one).includes(name),
      ),
    ),
  ).toBe(true);
  expect(one.without).toEqual([]);
  worlds.removeAll();
  expect(readdirSync(folder.path)).toEqual([]);
});

test('what lies in the way is neither used nor removed', () => {
  const planted = join(folder.path, 'mcp-fuzz-00000007');
  mkdirSync(join(folder.path, 'precious'));
  symlinkSync(join(folder.path, 'precious'), planted);
  const worlds = new Worlds(folder.path);
  expect(worlds.make(planted, 7, false)).toMatchObject({ ok: false, problem: { code: 'no-world' } });
  const world = made(worlds);
  expect(basename(world.folder)).toBe('mcp-fuzz-00000007-2');
  expect(world.remove()).toBeUndefined();
  expect(readdirSync(folder.path).toSorted()).toEqual(['mcp-fuzz-00000007', 'precious']);
  expect(readdirSync(join(folder.path, 'precious'))).toEqual([]);
});

test('left over by a bridge that was killed: ours is removed, of others nothing is', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const { host } = JSON.parse(
    readFileSync(join(made(new Worlds(folder.path), 1).folder, MARKER), 'utf8'),
  ) as { host: string };
  const leave = (name: string, marker: object | undefined, mode = 0o700): void => {
    mkdirSync(join(folder.path, name), { mode });
    chmodSync(join(folder.path, name), mode);
    if (marker !== undefined)
      writeFileSync(join(folder.path, name, MARKER), JSON.stringify(marker), { mode: 0o600 });
  };
  leave('mcp-fuzz-000000a1', { pid: ended, host, since: 1 });
  leave('mcp-fuzz-000000a2', { pid: process.pid, host, since: 1 });
  leave('mcp-fuzz-000000b1', undefined);
  leave('mcp-fuzz-000000b2', { pid: ended, host: `${host}-other`, since: 1 });
  leave('mcp-fuzz-000000b3', { pid: ended, host, since: 1 }, 0o755);
  leave('mcp-fuzz-000000b4', { pid: process.ppid, host, since: 1 });
  symlinkSync(join(folder.path, 'mcp-fuzz-000000b1'), join(folder.path, 'mcp-fuzz-000000b5'));
  leave('mcp-look-aB3xY9', { pid: ended, host, since: 1 });
  leave('mcp-look-kept12', { pid: process.ppid, host, since: 1 });
  leave('mcp-look-nobody', undefined);
  leave('notes', { pid: ended, host, since: 1 });
  new Worlds(folder.path).place(9);
  expect(readdirSync(folder.path).toSorted()).toEqual([
    'mcp-fuzz-00000001',
    ...['b1', 'b2', 'b3', 'b4', 'b5'].map((name) => `mcp-fuzz-000000${name}`),
    'mcp-look-kept12',
    'mcp-look-nobody',
    'notes',
  ]);
});

test('a look tells what is new since the last, and nothing that was only touched', () => {
  const one = made(new Worlds(folder.path));
  const { root, drop, home, inside, outside } = one.world;
  expect(one.look()).toEqual({ created: [], changed: [] });
  writeFileSync(join(drop, 'abcd1234efgh5678'), '');
  writeFileSync(join(root, 'note.txt'), 'new');
  writeFileSync(join(root, 'data.json'), '{}');
  mkdirSync(join(home.folder, '.cache'));
  utimesSync(inside.path, 1, 1);
  expect(one.look([outside.path, join(root, 'none'), 'a\0b'])).toEqual({
    created: [join(home.folder, '.cache'), join(drop, 'abcd1234efgh5678'), outside.path],
    changed: ['files/note.txt: new', 'files/data.json: other content'],
  });
  expect(readdirSync(drop)).toEqual([]);
  expect(one.look()).toEqual({ created: [], changed: [] });
  // Of the same size, in the same moment.
  writeFileSync(join(root, 'data.json'), '[]');
  execFileSync('rm', [outside.path]);
  expect(one.look().changed).toEqual(['outside.txt: gone', 'files/data.json: other content']);
});

test('a table that differs is told, how a database keeps its changes is not', () => {
  const one = made(new Worlds(folder.path), 7, true);
  const database = openDatabase(one.world.database!.path, 'auto');
  const after = (sql: string): readonly string[] => {
    database.exec(sql);
    return one.look().changed;
  };
  try {
    expect(after('PRAGMA user_version=3; VACUUM')).toEqual([]);
    expect(after('DELETE FROM notes WHERE id=1')).toEqual(['table notes: 3 rows, was 4']);
    expect(after("UPDATE notes SET title='x' WHERE id=2")).toEqual([
      'table notes: other values in its 3 rows',
    ]);
    expect(after('CREATE TABLE t_x (a AS (zeroblob(1000000000)), b); INSERT INTO t_x(b) VALUES (1)')).toEqual(
      ['table t_x: new'],
    );
    expect(after('ALTER TABLE accounts RENAME TO t_y')).toEqual(['table accounts: gone', 'table t_y: new']);
  } finally {
    database.close();
  }
  writeFileSync(one.world.database!.path, 'no database');
  expect(one.look().changed[0]).toMatch(/^database: /);
});

test('it is as it was made again, whatever a server put into it', () => {
  const one = made(new Worlds(folder.path), 7, true);
  const { root, inside, sibling, home } = one.world;
  writeFileSync(inside.path, 'changed');
  symlinkSync('/etc', join(root, 'away'));
  execFileSync('rm', ['-r', dirname(sibling.path)]);
  mkdirSync(join(home.folder, 'locked/deep'), { recursive: true });
  chmodSync(join(home.folder, 'locked'), 0o000);
  expect(one.restore().ok).toBe(true);
  expect(one.look()).toEqual({ created: [], changed: [] });
  expect(readFileSync(inside.path, 'utf8')).toContain(inside.content);
  expect(readFileSync(sibling.path, 'utf8')).toContain(sibling.content);
  expect(existsSync(join(root, 'away'))).toBe(false);
  expect(existsSync('/etc/passwd')).toBe(true);
});

test('a folder with very many files is looked at so far and no further', () => {
  const one = made(new Worlds(folder.path));
  for (let n = 0; n < 600; n++) writeFileSync(join(one.world.root, `f${n}`), '');
  expect(one.look().changed.length).toBeLessThanOrEqual(500);
});

/** A folder of the person's, with a file in it. */
function precious(): string {
  const path = join(folder.path, 'precious');
  mkdirSync(path);
  writeFileSync(join(path, 'mine.txt'), 'mine');
  return path;
}

test('a link that a server puts in place of a folder of the world empties nothing of the person’s', () => {
  const mine = precious();
  const one = made(new Worlds(folder.path));
  one.look();
  rmdirSync(one.world.drop);
  symlinkSync(mine, one.world.drop);
  expect(one.look().created).toEqual([]);
  expect(one.restore().ok).toBe(true);
  expect(readdirSync(one.world.drop)).toEqual([]);
  expect(one.remove()).toBeUndefined();
  expect(readdirSync(mine)).toEqual(['mine.txt']);
});

test('what a server puts in place of the whole world is neither emptied nor removed', () => {
  const mine = precious();
  const one = made(new Worlds(folder.path));
  renameSync(one.folder, join(folder.path, 'aside'));
  symlinkSync(mine, one.folder);
  expect(one.look().changed).toEqual([`${basename(one.folder)}: gone`]);
  expect(one.restore()).toMatchObject({ ok: false, problem: { code: 'no-world' } });
  rmSync(one.folder);
  renameSync(mine, one.folder);
  expect(one.restore().ok).toBe(false);
  expect(one.remove()).toMatchObject({ code: 'world-left' });
  expect(readdirSync(one.folder)).toEqual(['mine.txt']);
});

test('a world that a server removed is made again', () => {
  const one = made(new Worlds(folder.path), 7, true);
  rmSync(one.folder, { recursive: true });
  expect(one.look().changed).toEqual([`${basename(one.folder)}: gone`]);
  expect(one.look().changed).toEqual([]);
  expect(one.restore().ok).toBe(true);
  expect(readFileSync(one.world.inside.path, 'utf8')).toContain(one.world.inside.content);
  expect(one.look()).toEqual({ created: [], changed: [] });
  expect(one.remove()).toBeUndefined();
  expect(existsSync(one.folder)).toBe(false);
});

test('nothing in place of the database makes anybody wait, break off or read far', () => {
  const one = made(new Worlds(folder.path), 7, true);
  const { path } = one.world.database!;
  const changes = (): readonly string[] => one.look().changed.filter((line) => line.startsWith('database'));
  writeFileSync(`${path}-wal`, '');
  truncateSync(`${path}-wal`, 3_000_000_000);
  expect(changes()).toEqual(['database: it has grown too large']);
  rmSync(`${path}-wal`);
  rmSync(path);
  mkdirSync(path);
  expect(changes()).toHaveLength(1);
  rmdirSync(path);
  if (process.platform === 'win32') return;
  symlinkSync(join(folder.path, 'anything'), path);
  writeFileSync(join(folder.path, 'anything'), 'of the person');
  expect(changes()).toEqual(['database: it cannot be opened (ELOOP)']);
  rmSync(path);
  execFileSync('mkfifo', [path]);
  expect(changes()).toEqual(['database: it is no file any more']);
});

test('without a folder for temporary files there is no world, and no more than that', () => {
  const worlds = new Worlds(join(folder.path, 'nowhere'));
  expect(worlds.place(7)).toMatchObject({ ok: false, problem: { code: 'no-world' } });
});
