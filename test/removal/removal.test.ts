import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { filesBelow, root } from '../../scripts/sources.mjs';
import { removedIn } from '../../scripts/without-guard.mjs';
import { buildCli } from '../build-cli.ts';
import { threeOf } from './choose.ts';
import { type Guard, guardOf, isFlow } from './guard.ts';
import { GUARDS } from './guards.ts';
import { faultsOf } from './named.ts';
import { outcomeOf } from './verdict.ts';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'removal-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HOST_CHECK = GUARDS.find(({ id }) => id === 'host-check')!;

describe('the list of guards', () => {
  test('names modules, stand-ins and tests that are there', () => {
    expect(faultsOf(GUARDS, root)).toEqual([]);
  });

  test('has every stand-in that lies in the folder', () => {
    const there = filesBelow(join(root, 'test', 'removal', 'without')).map((path: string) =>
      path.slice(root.length + 1).replaceAll('\\', '/'),
    );
    expect(there).toEqual(GUARDS.map(({ without }) => without).sort());
  });

  test('answers every row of the table of threats', () => {
    const rows = new Set(GUARDS.flatMap((guard) => guard.rows));
    expect(rows).toEqual(
      new Set(Array.from({ length: 25 }, (_, k) => `G-${String(k + 1).padStart(2, '0')}`)),
    );
  });

  const made = (tests: Record<string, string[]>, where = 'bridge/api/guard.ts judge'): Guard => ({
    ...guardOf(['made-up', 'G-01', 'nothing', where, tests]),
    without: HOST_CHECK.without,
  });
  test.each<[string, Guard, RegExp]>([
    ['without a test', made({}), /no test holds it/],
    [
      'with a test that is nowhere',
      made({ 'bridge/api/sign-in.test.ts': ['a code works twice'] }),
      /there is no test/,
    ],
    ['with a file that is nowhere', made({ 'bridge/none.test.ts': ['x'] }), /there is no test/],
    [
      'in no module',
      made({ 'bridge/api/sign-in.test.ts': ['a code ends after ten minutes'] }, 'bridge/none.ts'),
      /there is no bridge/,
    ],
    [
      'in no export',
      made({ 'bridge/api/sign-in.test.ts': ['a code ends after ten minutes'] }, 'bridge/api/guard.ts nobody'),
      /has no nobody/,
    ],
  ])('is refused with a guard %s', (_, guard, words) => {
    expect(faultsOf([guard], root).join()).toMatch(words);
    expect(faultsOf([HOST_CHECK], root)).toEqual([]);
  });
});

test('three at a time, all of them come round', () => {
  const fit = GUARDS.filter(({ tests }) => !tests.some(isFlow));
  const met = Array.from({ length: Math.ceil(fit.length / 3) }, (_, k) => threeOf(GUARDS, 700 + k));
  expect(new Set(met.flat())).toEqual(new Set(fit));
  expect(met.every((three) => new Set(three).size === 3)).toBe(true);
});

describe('a test without its guard', () => {
  const named = { file: 'a.test.ts', name: 'holds' };
  const went = (state: 'passed' | 'failed', ...why: string[]) => [{ ...named, state, why }];

  test('has failed by what it expects, not by breaking', () => {
    expect(outcomeOf(named, went('failed', 'AssertionError: expected 200 to be 403'))).toBe('failed');
    expect(
      outcomeOf(named, went('failed', "TypeError: Cannot read properties of undefined (reading 'x')")),
    ).toBe('crashed');
    expect(outcomeOf(named, went('passed'))).toBe('passed');
    expect(outcomeOf(named, [])).toBe('not run');
  });
});

describe('what is shipped', () => {
  test('is made by a script that knows of no removal, whatever the environment says', async () => {
    const { metafile } = await build({
      entryPoints: [join(root, 'scripts', 'build.mjs'), join(root, 'vite.config.ts')],
      outdir: scratch,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      absWorkingDir: root,
      logLevel: 'silent',
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain('scripts/thread-files.mjs');
    expect(inputs.filter((path) => /without-guard|^test\//.test(path))).toEqual([]);
    expect(inputs.filter((path) => readFileSync(join(root, path), 'utf8').includes('REMOVED_GUARD'))).toEqual(
      [],
    );
  });

  test('holds no switch; a test build without a guard holds none either, and is another program', async () => {
    const text = (folder: string): string =>
      filesBelow(folder)
        .filter((path: string) => path.endsWith('.js'))
        .map((path: string) => readFileSync(path, 'utf8'))
        .join('\n');
    const before = process.env['REMOVED_GUARD'];
    await buildCli(join(scratch, 'whole'));
    Object.assign(process.env, removedIn({ module: HOST_CHECK.where.module, standIn: HOST_CHECK.without }));
    await buildCli(join(scratch, 'less')).finally(() => {
      if (before === undefined) delete process.env['REMOVED_GUARD'];
      else process.env['REMOVED_GUARD'] = before;
    });
    const [whole, less] = [text(join(scratch, 'whole')), text(join(scratch, 'less'))];
    expect(less.includes('changedHead(')).toBe(true);
    expect(whole.includes('changedHead')).toBe(false);
    for (const program of [whole, less, text(join(root, 'dist'))])
      expect(/REMOVED_GUARD|PRODUCT_FOLDER/.exec(program)?.[0]).toBeUndefined();
    for (const program of [whole, text(join(root, 'dist'))])
      expect(/test\/removal/.exec(program)?.[0]).toBeUndefined();
  });
});

test('three guards, others with each commit, are held by their tests', { timeout: 400_000 }, async () => {
  const script = join(root, 'scripts', 'removal.mjs');
  const { stdout } = await run(process.execPath, [script, '--three', 'now', '--json'], {
    cwd: root,
    maxBuffer: 2 ** 24,
  }).catch((error: { stdout: string }) => error);
  const seen = JSON.parse(stdout) as { id: string; isHeld: boolean; why: string[] }[];
  expect(seen.filter(({ isHeld }) => !isHeld).map(({ id, why }) => [id, ...why])).toEqual([]);
  expect(seen).toHaveLength(3);
});
