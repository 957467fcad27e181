import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool, someWorld } from '../../test/fuzz-subjects.ts';
import type { Making, Strategy } from '../strategy.ts';
import { pathTraversal } from './path-traversal.ts';
import { rootEscape } from './root-escape.ts';
import { symlinkEscape } from './symlink-escape.ts';

const position = somePosition('/path', { seed: '"notes/readme.txt"' });
const tool = someTool(position);

/** Texts of a strategy by the name of their payload. */
function textsOf(strategy: Strategy, making: Making = someMaking()): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { id, make } of strategy.payloads(tool, position)) {
    const made = make(making);
    if (made !== undefined && 'json' in made) texts.set(id, String(JSON.parse(made.json)));
  }
  return texts;
}

const world = someWorld();
const traversals = textsOf(pathTraversal);
const escapes = new Map([...textsOf(rootEscape), ...textsOf(symlinkEscape)]);
const decoded = (text: string): string => decodeURIComponent(text);

describe('path traversal leads to the file outside', () => {
  test.each(['', 'a', 'a/b', 'a/b/c/d/e'])('from the root and from %j below it', (below) => {
    const from = posix.join(world.root, below);
    expect(posix.join(from, traversals.get('from-top-plain')!)).toBe(world.outside.path);
  });

  test.each([0, 1, 2, 5, 11])('by depth, from %i folders below', (depth) => {
    const from = posix.join(world.root, 'a/'.repeat(depth));
    expect(posix.join(from, traversals.get(`up-${depth + 1}`)!)).toBe(world.outside.path);
  });

  test.each<[id: string, reads: (text: string) => string]>([
    ['absolute', (text) => posix.resolve(world.root, text)],
    ['absolute-through-root', (text) => posix.resolve(world.root, text)],
    ['absolute-encoded', (text) => posix.resolve(world.root, decoded(text))],
    ['from-top-doubled', (text) => posix.join(world.root, text.replaceAll('../', ''))],
    ['from-top-inside-itself', (text) => posix.join(world.root, text.replaceAll('../', ''))],
    ['from-top-encoded', (text) => posix.join(world.root, decoded(text))],
    ['from-top-encoded-twice', (text) => posix.join(world.root, decoded(decoded(text)))],
    ['from-top-slashes-encoded', (text) => posix.join(world.root, decoded(text))],
    ['from-top-all-encoded', (text) => posix.join(world.root, decoded(text))],
    ['from-top-all-encoded-twice', (text) => posix.join(world.root, decoded(decoded(text)))],
    ['from-top-backslashes', (text) => posix.join(world.root, text.replaceAll('\\', '/'))],
    ['from-top-mixed', (text) => posix.join(world.root, decoded(text))],
    ['through-folder-plain', (text) => posix.normalize(`${world.root}/${text}`)],
    ['through-folder-exact', (text) => posix.normalize(`${world.root}/${text}`)],
    ['through-folder-encoded', (text) => posix.normalize(`${world.root}/${decoded(text)}`)],
    ['file-address', (text) => fileURLToPath(text, { windows: false })],
    ['file-address-encoded', (text) => fileURLToPath(text, { windows: false })],
    ['nul', (text) => posix.join(world.root, text.split('\0')[0]!)],
    ['process-root', (text) => text.replace('/proc/self/root', '')],
    ['no-ending', (text) => `${posix.join(world.root, text)}.txt`],
  ])('%s', (id, reads) => {
    expect(reads(traversals.get(id)!)).toBe(world.outside.path);
  });

  test('what has to begin with a folder does, and none of the plain ones says so', () => {
    expect(traversals.get('through-folder-plain')).toMatch(/^notes\//);
    expect(traversals.get('absolute-through-root')!.startsWith(`${world.root}/`)).toBe(true);
    for (const id of ['from-top-encoded', 'from-top-encoded-twice', 'from-top-all-encoded']) {
      expect(traversals.get(id)).not.toContain('..');
    }
  });

  test('the home folder is asked for as a shell and a program write it', () => {
    expect(traversals.get('home')).toBe('~/.ssh/id_rsa');
    expect(traversals.get('home-variable')).toBe('$HOME/.ssh/id_rsa');
  });

  test('a new file is where it is expected, and only tried with what may write', () => {
    const made = pathTraversal
      .payloads(tool, position)
      .find(({ id }) => id === 'new-file-from-top-plain')!
      .make(someMaking())!;
    const expected = '/tmp/fuzz-1/drop/abcdefgh12345678.txt';
    expect(made.expects).toEqual([{ kind: 'file', path: expected }]);
    expect(posix.join(world.root, traversals.get('new-file-from-top-plain')!)).toBe(expected);
    const reader = pathTraversal.payloads({ ...tool, isReadOnly: true }, position);
    expect(reader.some(({ id }) => id.startsWith('new-file'))).toBe(false);
  });

  test('on Windows', () => {
    const there = someWorld('windows');
    const texts = textsOf(pathTraversal, someMaking(there));
    expect(win32.join(there.root, texts.get('from-top-plain')!)).toBe(there.outside.path);
    expect(win32.join(there.root, texts.get('up-1')!)).toBe(there.outside.path);
    expect(win32.resolve(there.root, texts.get('absolute-through-root')!)).toBe(there.outside.path);
    expect(fileURLToPath(texts.get('file-address')!, { windows: true })).toBe(there.outside.path);
    expect(texts.get('share')).toBe('\\\\localhost\\C$\\Temp\\fuzz-1\\outside.txt');
    expect(texts.get('stream')).toBe(`${there.outside.path}::$DATA`);
    expect(texts.has('process-root')).toBe(false);
    expect(traversals.has('share')).toBe(false);
  });
});

describe('escapes stay below the root as text', () => {
  test.each<[id: string, path: string]>([
    ['sibling-absolute', world.sibling.path],
    ['sibling-relative', world.sibling.path],
    ['sibling-through-root', world.sibling.path],
    ['link', world.link.path],
    ['link-absolute', world.link.path],
    ['linked-folder', `${world.linkedFolder.path}/canary.txt`],
    ['linked-folder-absolute', `${world.linkedFolder.path}/canary.txt`],
    ['new-file-linked-folder', `${world.linkedFolder.path}/abcdefgh12345678.txt`],
    ['new-file-sibling', '/tmp/fuzz-1/files-private/abcdefgh12345678.txt'],
  ])('%s', (id, path) => {
    const resolved = posix.resolve(world.root, escapes.get(id)!);
    expect(resolved).toBe(path);
    expect(resolved.startsWith(world.root)).toBe(true);
  });

  test('from a folder below it, and put behind it', () => {
    expect(posix.join(world.root, 'notes', escapes.get('link-from-below')!)).toBe(world.link.path);
    expect(world.root + escapes.get('sibling-behind')!).toBe(world.sibling.path);
  });

  test('what is written through a link appears where the link leads', () => {
    const made = symlinkEscape.payloads(tool, position).find(({ id }) => id === 'new-file-linked-folder')!;
    expect(made.make(someMaking())!.expects).toEqual([
      { kind: 'file', path: '/tmp/fuzz-1/elsewhere/abcdefgh12345678.txt' },
    ]);
  });
});

test('nothing is made of a world that is not there', () => {
  const nowhere: Making = { token: 't', random: () => 0 };
  for (const strategy of [pathTraversal, rootEscape, symlinkEscape]) {
    expect(strategy.payloads(tool, position).map(({ make }) => make(nowhere))).toEqual(
      strategy.payloads(tool, position).map(() => undefined),
    );
    expect(strategy.needs?.({})).toMatch(/folder/);
  }
});
