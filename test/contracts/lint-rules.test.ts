import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lintRules } from '../../eslint.config.js';
import { root } from '../../scripts/sources.mjs';

/** Where, what, and which rule has to object; without a rule: nothing may object. */
const PLANTED: [path: string, code: string, rule?: string][] = [
  [
    'bridge/a-any.ts',
    'export const read = (value: any): string => String(value);',
    '@typescript-eslint/no-explicit-any',
  ],
  [
    'bridge/a-float.ts',
    'export function go(work: () => Promise<void>) { work(); }',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'bridge/a-switch.ts',
    "export function f(kind: 'a' | 'b'): number { switch (kind) { case 'a': return 1; } return 0; }",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['bridge/a-long.ts', 'export {};\n'.repeat(301), 'max-lines'],
  ['bridge/a-long.test.ts', 'export {};\n'.repeat(499)],
  ['bridge/b-long.test.ts', 'export {};\n'.repeat(501), 'max-lines'],
  ['bridge/a-console.ts', 'console.log(1);', 'no-console'],
  ['cli/a-console.ts', 'console.log(1);'],
  ['bridge/a-env.ts', 'export const home = process.env.HOME;', 'no-restricted-properties'],
  ['bridge/a-argv.ts', 'export const first = process.argv[2];', 'no-restricted-properties'],
  ['bridge/start.ts', 'export const first = [process.argv[2], process.env.HOME];'],
  ['cli/a-env.ts', 'export const first = [process.argv[2], process.env.HOME];'],
  [
    'bridge/transport/a-fetch.ts',
    "export const answer = fetch('http://127.0.0.1:1');",
    'no-restricted-globals',
  ],
  ['web/state/a-fetch.ts', "export const answer = fetch('/api');", 'no-restricted-globals'],
  ['web/state/b-fetch.ts', "export const answer = window.fetch('/api');", 'no-restricted-properties'],
  [
    'web/views/a-socket.ts',
    "export const socket = new WebSocket('ws://127.0.0.1:1');",
    'no-restricted-globals',
  ],
  ['web/connection/a-fetch.ts', "export const answer = fetch('/api');"],
  [
    'web/views/a-html.ts',
    'export function show(at: Element, text: string) { at.innerHTML = text; }',
    'no-restricted-properties',
  ],
  [
    'web/views/Html.svelte',
    '<script lang="ts">const { text }: { text: string } = $props();</script>\n{@html text}',
    'svelte/no-at-html-tags',
  ],
  [
    'web/components/TypeOnly.svelte',
    '<script lang="ts">import type { Traffic } from \'../state/traffic.ts\';\nconst { of }: { of: Traffic } = $props();</script>\n{of}',
    'project/import-zones',
  ],
  ['bridge/session/a-type.ts', "export type { Server } from 'hono';", 'project/import-zones'],
  ['protocol/a-lazy.ts', "export const load = () => import('node:fs');", 'project/import-zones'],
  ['bridge/utils/text.ts', 'export {};', 'project/name-after-subject'],
  ['bridge/craft/SendFrame.ts', 'export {};', 'project/name-after-subject'],
  ['web/components/row-list.svelte', '<p>1</p>', 'project/name-after-subject'],
  ['bridge/a-catch.ts', 'try { JSON.parse("1"); } catch {}', 'project/empty-catch-names-its-error'],
  ['bridge/b-catch.ts', 'try { JSON.parse("1"); } catch {\n  // SyntaxError: then it is not JSON.\n}'],
  [
    'bridge/c-catch.ts',
    'export const go = (work: Promise<void>) => work.catch(() => {});',
    'project/empty-catch-names-its-error',
  ],
  [
    'bridge/a-disable.ts',
    '// eslint-disable-next-line no-console\nconsole.log(1);',
    'project/disable-has-reason',
  ],
  [
    'bridge/b-disable.ts',
    '// eslint-disable-next-line no-console -- the terminal is the subject\nconsole.log(1);',
  ],
  // Put together here, so that this file itself holds no such mark.
  ['bridge/a-later.ts', `// ${'TO'}${'DO'}: more\nexport {};`, 'no-warning-comments'],
  ['bridge/a-singleton.ts', 'let count = 0;\nexport const next = () => ++count;', 'no-restricted-syntax'],
  [
    'bridge/transport/a-listen.ts',
    "import { createServer } from 'node:net';\nexport const server = createServer();",
    'no-restricted-syntax',
  ],
  [
    'bridge/listen/a-listen.ts',
    "import { createServer } from 'node:net';\nexport const server = createServer();",
  ],
  ['protocol/a-clock.ts', 'export const now = () => Date.now();', 'no-restricted-syntax'],
  ['fuzz/a-dice.ts', 'export const dice = () => Math.random();', 'no-restricted-syntax'],
  ['bridge/a-eval.ts', 'export const run = (text: string) => eval(text) as unknown;', 'no-eval'],
  ['bridge/a-throw.ts', "export function f() { throw 'text'; }", '@typescript-eslint/only-throw-error'],
];

let tree: string;
let found: Map<string, Linter.LintMessage[]>;

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  for (const name of ['base', 'pure', 'node', 'flows', 'web']) {
    cpSync(join(root, `tsconfig.${name}.json`), join(tree, `tsconfig.${name}.json`));
  }
  cpSync(join(root, 'protocol', 'ambient.d.ts'), join(tree, 'protocol', 'ambient.d.ts'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  for (const [path, code] of [
    ...PLANTED,
    ['web/state/traffic.ts', 'export type Traffic = string;'],
  ] as const) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${code}\n`);
  }
  const eslint = new ESLint({ cwd: tree, overrideConfigFile: true, overrideConfig: lintRules(tree) });
  const results = await eslint.lintFiles(PLANTED.map(([path]) => path));
  found = new Map(
    results.map(({ filePath, messages }) => [
      filePath.slice(tree.length + 1).replaceAll('\\', '/'),
      messages,
    ]),
  );
}, 120_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(PLANTED.map(([path, , rule]) => [path, rule ?? 'nothing'] as const))('in %s: %s', (path, rule) => {
  const rules = found.get(path)?.map(({ ruleId }) => ruleId ?? 'cannot be read');
  if (rule === 'nothing') expect(rules).toEqual([]);
  else expect(rules).toContain(rule);
});

test('messages of our own say what to do instead', () => {
  const ours = [...found.values()]
    .flat()
    .filter(({ ruleId }) => ruleId?.startsWith('project/') || ruleId?.startsWith('no-restricted-'));
  expect(ours.length).toBeGreaterThan(10);
  for (const { message } of ours) expect(message.length, message).toBeGreaterThan(60);
});
