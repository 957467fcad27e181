import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Asset, chooseEncoding, readAssets } from './assets.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assets-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('only plain files of known types get a path', () => {
  mkdirSync(join(root, 'assets', 'deep'), { recursive: true });
  mkdirSync(join(root, '.git'));
  const kept = ['favicon.svg', 'assets/a-1.js', 'assets/deep/b.css', 'assets/inter.woff2'];
  const leftOut = [
    '.env.json',
    '.git/config.json',
    'assets/a-1.js.br',
    'readme',
    'x.exe',
    'a b.js',
    ':id.js',
    '*.js',
  ];
  for (const file of ['index.html', ...kept, ...leftOut]) writeFileSync(join(root, file), file);
  symlinkSync('/etc/hostname', join(root, 'assets', 'link.txt'));

  const assets = readAssets(root);
  if (!assets.ok) throw new Error(assets.problem.message);
  expect(assets.value.page).toBe('index.html');
  expect([...assets.value.files.keys()].sort()).toEqual(kept.map((file) => `/${file}`).sort());
  expect(assets.value.files.get('/assets/a-1.js')).toEqual({
    type: 'text/javascript; charset=utf-8',
    files: { identity: join(root, 'assets/a-1.js'), br: join(root, 'assets/a-1.js.br') },
  });
});

test('a page that was not built is a problem that says where and what to do', () => {
  expect(readAssets(join(root, 'nowhere'))).toMatchObject({
    ok: false,
    problem: {
      code: 'page-not-built',
      message: expect.stringContaining(root),
      hint: expect.stringContaining('build'),
    },
  });
});

const both: Asset = { type: 'x', files: { identity: 'f', br: 'f.br' } };
const plain: Asset = { type: 'x', files: { identity: 'f' } };

test.each([
  [both, 'gzip, deflate, br, zstd', 'br'],
  [both, 'BR', 'br'],
  [both, 'br;q=0, gzip;q=0.5', 'identity'],
  [both, 'br;q=nonsense', 'identity'],
  [both, '*;q=0.1', 'br'],
  [both, '*, br;q=0', 'identity'],
  [both, undefined, 'identity'],
  [both, 'gzip, zstd', 'identity'],
  [plain, 'br', 'identity'],
] as const)('%j accepts %s → %s', (asset, accepted, encoding) => {
  expect(chooseEncoding(asset, accepted)).toBe(encoding);
});
