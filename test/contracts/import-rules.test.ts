import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import cruiserConfig from '../../.dependency-cruiser.mjs';
import { brokenRules, importRules } from '../../scripts/lint/import-rules.mjs';
import { allowed, planted } from './planted-imports.ts';

/** Packages the planted files import; in the tree they are empty, the rules look at names only. */
const PACKAGES = [
  'hono',
  '@hono/node-server',
  'ws',
  'zod',
  're2js',
  'svelte',
  'node-sqlite3-wasm',
  '@modelcontextprotocol/sdk',
];

let tree: string;
const violations = new Map<string, string[]>();

function write(path: string, text: string) {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // ENOENT: the first row about this file.
  }
  writeFileSync(file, before + text);
}

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'import-rules-'));
  write('tsconfig.json', '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }');
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'export {};\n');
  }
  write('node_modules/zod/mini/index.js', 'export {};\n');
  const rows = [...planted.map(([, from, specifier]) => [from, specifier] as const), ...allowed];
  for (const [from, specifier] of rows) {
    write(from, `import ${JSON.stringify(specifier)};\n`);
    if (specifier.startsWith('.')) write(join(dirname(from), specifier), '');
  }
  write('bridge/craft/form.ts', "import './text.ts';\n");
  write('bridge/craft/text.ts', "import './form.ts';\n");
  const { options, forbidden } = cruiserConfig;
  const { output } = await cruise(
    ['.'],
    { ...options, tsConfig: undefined, baseDir: tree, validate: true, ruleSet: { forbidden } },
    { bustTheCache: true },
  );
  for (const { from, to, rule } of (output as ICruiseResult).summary.violations) {
    const key = `${from} → ${to}`;
    violations.set(key, [...(violations.get(key) ?? []), rule.name]);
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** As both tools name what is imported. */
function targetOf(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replaceAll('\\', '/');
  const bare = specifier.replace(/^node:/, '');
  const isPackage = PACKAGES.some((name) => bare === name || bare.startsWith(`${name}/`));
  return isPackage ? `node_modules/${bare}` : bare;
}

const cruiserSays = (from: string, specifier: string) => {
  const target = targetOf(from, specifier);
  return [...violations]
    .filter(
      ([key]) =>
        key.startsWith(`${from} → `) &&
        key
          .slice(from.length + 3)
          .replace(/^node:/, '')
          .startsWith(target),
    )
    .flatMap(([, names]) => names);
};

describe('import rules', () => {
  test('every rule has a planted violation, and its message says what to do instead', () => {
    const named = new Set(planted.map(([rule]) => rule));
    expect(importRules.filter((rule) => !named.has(rule.name)).map((rule) => rule.name)).toEqual([]);
    for (const { comment } of importRules) expect(comment.split(/[.:;] /).length).toBeGreaterThan(1);
  });

  test.each(planted)('%s: %s importing %s is reported by both tools', (rule, from, specifier) => {
    expect(cruiserSays(from, specifier)).toContain(rule);
    const names = brokenRules(from, targetOf(from, specifier)).map(({ name }: { name: string }) => name);
    expect(names).toContain(rule);
  });

  test.each(allowed)('%s may import %s', (from, specifier) => {
    expect(
      cruiserSays(from, specifier).filter((name) => name !== 'resolves' && name !== 'no-circles'),
    ).toEqual([]);
    expect(brokenRules(from, targetOf(from, specifier))).toEqual([]);
  });

  test('a circle is reported', () => {
    expect(violations.get('bridge/craft/form.ts → bridge/craft/text.ts')).toEqual(['no-circles']);
  });
});
