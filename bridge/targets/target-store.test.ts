import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Target, TargetSpec } from '../../protocol/target.ts';
import { TargetStore } from './target-store.ts';

const like = (text: string): unknown => expect.stringContaining(text);
let folder: string;
let events: string[];
let secrets: Map<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'targets-'));
  events = [];
  secrets = new Map();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): TargetStore {
  const store = TargetStore.open({
    dataDir: folder,
    secrets: {
      put: (value, name) => {
        const ref = `ref-${secrets.size + 1}`;
        secrets.set(ref, `${name}=${value}`);
        return ref;
      },
      remove: (ref) => secrets.delete(ref),
    },
    changed: (target) => events.push(`changed ${target.key}`),
    forgotten: (key) => events.push(`forgotten ${key}`),
    onProblem: (problem) => events.push(problem.code),
  });
  if (!store.ok) throw new Error(store.problem.message);
  return store.value;
}
const stdio = (line: string, change: Partial<Extract<TargetSpec, { kind: 'stdio' }>> = {}): TargetSpec => {
  const [command = '', ...args] = line.split(' ');
  return { kind: 'stdio', command, args, cwd: '/work', env: [], ...change };
};
const url = (text: string): TargetSpec => ({ kind: 'http', url: text, headers: [], verify: true });
const add = (store: TargetStore, spec: TargetSpec, name?: string): string =>
  store.add({ spec, origin: 'command-line', ...(name !== undefined && { name }) }).key;

describe('the key of a target', () => {
  it('is its name, else its package, whatever version and arguments', () => {
    const store = open();
    expect(add(store, stdio('npx -y @s/p@1.0.0 /a'), 'mine')).toBe('mine');
    expect(add(store, stdio('npx -y @s/p@1.0.0 /a'))).toBe('@s/p');
    expect(add(store, stdio('npx -y @s/p@2.0.0 /b'))).toBe('@s/p');
    expect(store.all()).toHaveLength(2);
    expect(store.get('@s/p')!.spec).toMatchObject({ args: ['-y', '@s/p@2.0.0', '/b'] });
  });

  it('tells scripts and endpoints apart that merely have the same name', () => {
    const store = open();
    expect(add(store, stdio('node /a/dist/index.js'))).toBe('index.js');
    expect(add(store, stdio('node /a/dist/index.js --other'))).toBe('index.js');
    expect(add(store, stdio('node /b/build/index.js'))).toBe('build/index.js');
    expect(add(store, stdio('node /c/build/index.js'))).toBe('build/index.js (2)');
    expect(add(store, stdio('node /c/build/index.js'))).toBe('build/index.js (2)');
    expect(add(store, url('https://h/a'))).toBe('h');
    expect(add(store, url('https://h/b'))).toBe('h/b');
    expect(add(store, url('https://h/a?x=1'))).toBe('h');
    expect(add(store, stdio('h'))).not.toBe('h');
  });
});

describe('what is kept of a target', () => {
  it('survives a restart, closed to others', () => {
    const store = open();
    add(store, stdio('npx x'));
    store.update('x', { eraSeen: 'modern', lastSeen: 5, session: 's' });
    store.close();
    const path = join(folder, 'targets.json');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(open().all()).toEqual(store.all());
    expect(events).toEqual(['changed x', 'changed x']);
  });

  it('keeps what it knows when it is added again, but not an era of something else', () => {
    const store = open();
    add(store, stdio('npx x'));
    store.update('x', { eraSeen: 'modern', lastSeen: 5, opening: '2025-06-18' });
    add(store, stdio('npx x'));
    expect(store.get('x')).toMatchObject({ eraSeen: 'modern', lastSeen: 5, opening: '2025-06-18' });
    add(store, stdio('npx x --other'));
    expect(store.get('x')).toMatchObject({ lastSeen: 5, opening: '2025-06-18' });
    expect(store.get('x')!.eraSeen).toBeUndefined();
    store.update('x', { opening: 'auto', eraSeen: undefined });
    expect('eraSeen' in store.get('x')!).toBe(false);
  });

  it('never holds a secret, only a reference to it', () => {
    const store = open();
    const env = [
      { name: 'API_KEY', text: { from: 'plain' as const, value: 'hunter2' } },
      { name: 'LOG', text: { from: 'plain' as const, value: 'debug' } },
      { name: 'OTHER', text: { from: 'env' as const, name: 'THEIRS', prefix: 'x' } },
      { name: 'LATER', text: { from: 'env' as const, name: 'UNSEEN' } },
    ];
    store.add({
      spec: stdio('npx x', { env }),
      origin: 'command-line',
      environment: { THEIRS: 'swordfish' },
    });
    store.add({
      spec: {
        kind: 'http',
        url: 'https://h',
        verify: true,
        headers: [{ name: 'Authorization', text: { from: 'plain', value: 'Bearer opensesame' } }],
      },
      origin: 'page',
    });
    store.close();
    expect(readFileSync(join(folder, 'targets.json'), 'utf8')).not.toMatch(/hunter2|swordfish|opensesame/);
    expect([...secrets.values()]).toEqual([
      'x: API_KEY=hunter2',
      'x: OTHER=swordfish',
      'h: Authorization=Bearer opensesame',
    ]);
    expect(store.get('x')!.spec).toMatchObject({
      env: [
        { text: { from: 'secret', ref: 'ref-1' } },
        { text: { value: 'debug' } },
        { text: { from: 'secret', ref: 'ref-2', prefix: 'x' } },
        { text: { from: 'env', name: 'UNSEEN' } },
      ],
    });
    store.forget('x');
    expect([...secrets.keys()]).toEqual(['ref-3']);
    expect(events.at(-1)).toBe('forgotten x');
    expect(store.forget('x')).toBe(false);
  });
});

describe('a file that is not ours to overwrite', () => {
  const path = (): string => join(folder, 'targets.json');
  const problemOf = (content: string): unknown => {
    writeFileSync(path(), content, { mode: 0o600 });
    const store = TargetStore.open({
      dataDir: folder,
      secrets: { put: () => '', remove: () => {} },
      changed: () => {},
      forgotten: () => {},
      onProblem: () => {},
    });
    return store.ok ? undefined : store.problem;
  };
  it('is refused with the reason and left as it is', () => {
    expect(problemOf('{')).toMatchObject({ code: 'targets-file-broken', message: like(path()) });
    expect(problemOf('{"version":1,"targets":[{"key":1}]}')).toMatchObject({
      code: 'targets-file-broken',
      message: like('targets.0'),
    });
    expect(problemOf('{"version":2,"targets":[],"more":1}')).toMatchObject({
      code: 'targets-file-newer',
      hint: like('Update'),
    });
    expect(readFileSync(path(), 'utf8')).toContain('"more":1');
  });
  it.skipIf(process.platform === 'win32')('is refused when others may read it', () => {
    writeFileSync(path(), '{"version":1,"targets":[]}');
    chmodSync(path(), 0o644);
    expect(() => open()).toThrow('open to others');
  });
  it('reports what it could not write', () => {
    const store = open();
    rmSync(folder, { recursive: true });
    add(store, stdio('npx x'));
    store.close();
    expect(events).toContain('not-written');
    expect(store.all().map((target: Target) => target.key)).toEqual(['x']);
  });
});
