import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/sources.mjs';

/** What npm would publish. Changing the list of files, or what is installed with them, is a public change. */
const run = promisify(execFile);
const isWindows = process.platform === 'win32';
const npm = (args: string[], cwd: string) =>
  run(isWindows ? 'npm.cmd' : 'npm', args, { cwd, shell: isWindows });

let folder: string;
let tarball: string;
let files: string[];
let size: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
  const [packed] = JSON.parse(stdout) as [{ filename: string; size: number; files: { path: string }[] }];
  tarball = join(folder, packed.filename);
  files = packed.files.map(({ path }) => path);
  size = packed.size;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it holds the program, the page and what a person reads first', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/cli.js',
      'dist/demo/server.js',
      'dist/web/index.html',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/sbom.cdx.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'SECURITY.md',
    ]),
  );
  expect(readFileSync(join(root, 'dist', 'cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('it holds no source, no test, no map, and stays small', () => {
  expect(files.filter((path) => /\.(ts|svelte|map)$|(^|\/)(test|scripts|docs)\//.test(path))).toEqual([]);
  // The stamp of a build holds times of this machine.
  expect(files).not.toContain('dist/.built-from');
  // More than half of it is the editor, which the page loads when it is first needed; words of thirteen languages
  // and the weights of the model are a tenth.
  expect(size).toBeLessThan(4_600_000);
});

test('the practice server is one readable file, and small', () => {
  const text = readFileSync(join(root, 'dist', 'demo', 'server.js'), 'utf8');
  expect(text.length).toBeLessThan(60_000);
  expect(
    [...text.matchAll(/^import .* from "([^"]+)"/gm)].every(([, from]) => from?.startsWith('node:')),
  ).toBe(true);
  expect(files.filter((path) => path.startsWith('dist/demo/'))).toEqual(['dist/demo/server.js']);
});

test('nothing is run when it is installed, and it brings a handful of packages', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    scripts: Record<string, string>;
  };
  expect(Object.keys(manifest.dependencies)).toEqual(['node-sqlite3-wasm']);
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual(
    [],
  );
});

test('the tarball runs through npx', async () => {
  const npx = isWindows ? 'npx.cmd' : 'npx';
  const { stdout } = await run(npx, ['-y', '--package', tarball, 'mcp-sec-inspect', '--version'], {
    cwd: folder,
    shell: isWindows,
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(stdout.trim()).toContain(version);
}, 120_000);
