import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privateFolder } from '../../test/bridge-world.ts';
import { Homes } from './homes.ts';

let folder: ReturnType<typeof privateFolder>;
beforeEach(() => {
  folder = privateFolder();
});
afterEach(() => folder.remove());

function made(homes: Homes, kind: 'empty' | 'with-keys'): string {
  const home = homes.make(kind);
  if (!home.ok) throw new Error(home.problem.message);
  return home.value;
}

test('a home is private, empty or full of made-up keys, and gone afterwards', async () => {
  const homes = new Homes(join(folder.path, 'homes'));
  const empty = made(homes, 'empty');
  const full = made(homes, 'with-keys');
  expect(readdirSync(empty)).toEqual([]);
  expect(statSync(empty).mode & 0o777).toBe(0o700);
  expect(statSync(join(full, '.ssh', 'id_ed25519')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(full, '.npmrc'), 'utf8')).toContain('example.invalid');
  expect(basename(full)).toMatch(/^\d+-[0-9a-f]{16}$/);
  await homes.remove(empty);
  await homes.remove(full);
  expect(readdirSync(join(folder.path, 'homes'))).toEqual([]);
});

test('what a server links to from its home stays', async () => {
  const homes = new Homes(join(folder.path, 'homes'));
  const precious = join(folder.path, 'precious');
  mkdirSync(precious);
  writeFileSync(join(precious, 'a.txt'), 'a');
  const home = made(homes, 'empty');
  symlinkSync(precious, join(home, 'link'));
  mkdirSync(join(home, 'deep', 'er'), { recursive: true });
  await homes.remove(home);
  expect(existsSync(home)).toBe(false);
  expect(existsSync(join(precious, 'a.txt'))).toBe(true);
});

test('only what was made here is removed', async () => {
  const homes = new Homes(join(folder.path, 'homes'));
  made(homes, 'empty');
  const other = join(folder.path, 'other');
  mkdirSync(other);
  await homes.remove(other);
  expect(existsSync(other)).toBe(true);
});

test('none is made where the folder above is a link, and nothing is swept behind it', () => {
  const elsewhere = join(folder.path, 'elsewhere');
  const left = join(elsewhere, 'homes', '999999999-0123456789abcdef');
  mkdirSync(left, { recursive: true });
  symlinkSync(elsewhere, join(folder.path, 'runs'));
  const refused = new Homes(join(folder.path, 'runs', 'homes')).make('empty');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'no-home' } });
  expect(readdirSync(join(elsewhere, 'homes'))).toEqual([basename(left)]);
});

test('homes of a bridge that was killed are removed by the next, those of a living one are not', () => {
  const path = join(folder.path, 'homes');
  mkdirSync(path, { mode: 0o700 });
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const left = join(path, `${gone}-0123456789abcdef`);
  const living = join(path, `${process.ppid}-0123456789abcdef`);
  const namesake = join(path, `${process.pid}-0123456789abcdef`);
  const foreign = join(path, 'notes');
  for (const one of [left, living, namesake, foreign]) mkdirSync(one);
  const homes = new Homes(path);
  made(homes, 'empty');
  const stands = [left, living, namesake, foreign].map((one) => existsSync(one));
  expect(stands).toEqual([false, true, false, true]);
  homes.removeAll();
  expect(readdirSync(path).sort()).toEqual([basename(living), 'notes'].sort());
});

// Root may remove what is locked, so this is tried as somebody else where the tests run as root.
test('what a server locked in its home is removed all the same', () => {
  const script = `
    import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { Homes } from './bridge/runs/homes.ts';
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    const folder = mkdtempSync(join(tmpdir(), 'homes-'));
    const homes = new Homes(join(folder, 'homes'));
    const gone = [];
    for (const remove of [(path) => homes.remove(path), () => homes.removeAll()]) {
      const { value } = homes.make('empty');
      mkdirSync(join(value, 'a', 'b'), { recursive: true });
      writeFileSync(join(value, 'a', 'b', 'c'), '');
      chmodSync(join(value, 'a', 'b'), 0o500);
      chmodSync(join(value, 'a'), 0);
      chmodSync(value, 0o500);
      const problem = await remove(value);
      gone.push([problem?.message, existsSync(value)]);
    }
    rmSync(folder, { recursive: true });
    console.log(JSON.stringify(gone));
  `;
  const { outputFiles } = buildSync({
    stdin: { contents: script, loader: 'ts', resolveDir: '.' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', outputFiles[0]!.text], {
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(JSON.parse(run.stdout)).toEqual([
    [null, false],
    [null, false],
  ]);
});
