import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import {
  ACCEPTED,
  bundledPackages,
  licencesText,
  packageFolderOf,
  sbomOf,
} from '../../scripts/bundled-packages.mjs';
import { dist, filesBelow, isFresh, root, STAMP_FILE } from '../../scripts/sources.mjs';

/** What of others is inside the package, and that the files beside it say so. */
interface Component {
  group?: string;
  name: string;
  version: string;
  licenses: { license: { id: string } }[];
  hashes?: { alg: string; content: string }[];
  purl: string;
}
interface Locked {
  version: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  integrity?: string;
  resolved?: string;
}

const read = (path: string): string => readFileSync(path, 'utf8');
const sbom = JSON.parse(read(join(dist, 'sbom.cdx.json'))) as {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { component: { version: string } };
  components: Component[];
};
const { packages } = JSON.parse(read(join(root, 'package-lock.json'))) as {
  packages: Record<string, Locked>;
};
const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
const scratch = mkdtempSync(join(tmpdir(), 'built-twice-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('every package inside is listed with its version, licence and the hash npm checked', () => {
  expect([sbom.bomFormat, sbom.specVersion]).toEqual(['CycloneDX', '1.6']);
  expect(sbom.serialNumber).toMatch(
    /^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
  const names = sbom.components.map(nameOf);
  // Of each part one that is surely inside: bridge, page, editor, font, and what is installed beside.
  expect(names).toEqual(
    expect.arrayContaining([
      'hono',
      'ws',
      'zod',
      'svelte',
      'monaco-editor',
      '@fontsource/jetbrains-mono',
      'node-sqlite3-wasm',
    ]),
  );
  for (const one of sbom.components) {
    const locked = packages[`node_modules/${nameOf(one)}`];
    expect(locked?.version, nameOf(one)).toBe(one.version);
    const sha512 = one.hashes?.find(({ alg }) => alg === 'SHA-512')?.content;
    expect(`sha512-${Buffer.from(sha512 ?? '', 'hex').toString('base64')}`).toBe(locked?.integrity);
  }
});

test('no licence inside forbids it, and each text travels along', () => {
  const texts = read(join(dist, 'THIRD-PARTY-LICENSES.txt'));
  for (const one of sbom.components) {
    expect(
      one.licenses.every(({ license }) => ACCEPTED.has(license.id)),
      nameOf(one),
    ).toBe(true);
    if (nameOf(one) !== 'node-sqlite3-wasm') expect(texts).toContain(`\n${nameOf(one)} ${one.version}\n`);
  }
  expect(texts).not.toContain('holds no text of its licence');
});

test('what the lists are made of is what the bundlers read', () => {
  expect(packageFolderOf('/somewhere/node_modules/@a/b/dist/index.js?worker')).toBe('node_modules/@a/b');
  expect(packageFolderOf('../x/node_modules/a/node_modules/b/i.js')).toBe('node_modules/a/node_modules/b');
  expect(packageFolderOf('bridge/core.ts')).toBeUndefined();
  const [ws] = bundledPackages([join(root, 'node_modules', 'ws', 'lib', 'sender.js'), 'cli/main.ts']);
  expect(ws).toMatchObject({ name: 'ws', license: 'MIT' });
  expect(licencesText([ws!])).toContain('Permission is hereby granted');
  expect(() => bundledPackages(['node_modules/not-installed/x.js'])).toThrow();
  const of = { version: '1.0.0', build: 'x', bundled: [ws!], installed: [] };
  expect(sbomOf(of)).toEqual(sbomOf(of));
  expect(sbomOf(of).serialNumber).not.toBe(sbomOf({ ...of, build: 'y' }).serialNumber);
});

test('the number of packages keeps to its budget', () => {
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  expect(locked.filter(([, { dev }]) => dev !== true).map(([path]) => path)).toEqual([
    'node_modules/node-sqlite3-wasm',
  ]);
  expect(sbom.components.length).toBeLessThanOrEqual(24);
  // Most of these are servers the tests talk to.
  expect(locked.length).toBeLessThanOrEqual(660);
});

test('every package comes from the registry with a hash, and the scripts they would run are known', () => {
  const fetched = Object.entries(packages).filter(([path]) => path !== '');
  for (const [path, { integrity, resolved }] of fetched) {
    expect(integrity, path).toMatch(/^sha512-/);
    // Without an address npm asks the registry it is set to; any other place would have to be named.
    expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
  }
  // None of them has to run: .ci/run installs with --ignore-scripts.
  expect(fetched.filter(([, one]) => one.hasInstallScript).map(([path]) => path)).toEqual([
    'node_modules/esbuild',
    'node_modules/sharp',
  ]);
  expect(read(join(root, '.ci', 'run'))).toContain('npm ci --ignore-scripts');
});

test('built twice, it is the same to the byte', async () => {
  const build = async (out: string): Promise<string[]> => {
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build.mjs'), '--out', out]);
    return hashesBelow(out);
  };
  // Under `npm test` dist/ was just built; while somebody works on the sources it may be older.
  const first = isFresh() ? hashesBelow(dist) : await build(join(scratch, 'first'));
  expect(await build(join(scratch, 'second'))).toEqual(first);
}, 240_000);

function hashesBelow(folder: string): string[] {
  const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return filesBelow(folder)
    .map((path) => `${relative(folder, path)} ${hashOf(path)}`)
    .filter((line) => !line.startsWith(STAMP_FILE));
}
