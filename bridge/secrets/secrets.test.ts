import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../protocol/problem.ts';
import { openSecretsFile } from './secrets-file.ts';
import { MemorySecrets, type Secrets } from './secrets.ts';

let folder: string;
let problems: Problem[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'secrets.json');
const open = () =>
  openSecretsFile({ path: file(), randomBytes, onProblem: (problem) => problems.push(problem) });
function opened(): Secrets {
  const outcome = open();
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

describe.each([
  ['in memory', () => new MemorySecrets(randomBytes)],
  ['in a file', opened],
] as const)('%s', (_, make) => {
  test('gives back by reference what was put', () => {
    const secrets = make();
    const [a, b] = [secrets.put('hunter22', 'key'), secrets.put('hunter22', 'other')];
    expect(secrets.put('hunter22', 'key')).toBe(a);
    expect(a).not.toBe(b);
    expect(a).toMatch(/^secret-[0-9a-f]{32}$/);
    expect(secrets.get(a)).toBe('hunter22');
    expect(secrets.values()).toEqual([
      { name: 'key', value: 'hunter22' },
      { name: 'other', value: 'hunter22' },
    ]);
    const before = secrets.revision;
    secrets.remove(a);
    secrets.remove('no such thing');
    expect(secrets.get(a)).toBeUndefined();
    expect(secrets.revision).toBe(before + 1);
  });

  test('never shows a value by accident', () => {
    const secrets = make();
    secrets.put('hunter22', 'key');
    const shown = [JSON.stringify({ secrets }), inspect(secrets, { depth: 9, showHidden: true })];
    expect(shown.join()).not.toContain('hunter22');
  });
});

describe.skipIf(process.platform === 'win32')('the file', () => {
  test('is private, replaced as a whole, and read back', () => {
    const first = opened();
    const ref = first.put('hunter22', 'key');
    first.put('swordfish', 'other');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    const second = opened();
    expect(second.get(ref)).toBe('hunter22');
    second.remove(ref);
    expect(opened().values()).toEqual([{ name: 'other', value: 'swordfish' }]);
    expect(problems).toEqual([]);
  });

  test('is refused when others can read it, when it is a link, newer, or not ours', () => {
    const refusal = (text: string) => {
      writeFileSync(file(), text, { mode: 0o600 });
      const outcome = open();
      return outcome.ok ? 'opened' : outcome.problem.code;
    };
    expect(refusal('{"version":1,"secrets":[]}')).toBe('opened');
    expect(refusal('{"version":2,"secrets":[]}')).toBe('secrets-too-new');
    expect(refusal('{"version":1,"secrets":[["r",{"name":"n"}]]}')).toBe('secrets-unreadable');
    expect(refusal('null')).toBe('secrets-unreadable');
    expect(refusal('{"hunter22')).toBe('secrets-unreadable');
    const notJson = open();
    expect(JSON.stringify(notJson)).not.toContain('hunter22');
    chmodSync(file(), 0o640);
    expect(open()).toMatchObject({ problem: { code: 'secrets-not-private', hint: `chmod 600 ${file()}` } });
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, '{"version":1,"secrets":[]}', { mode: 0o600 });
    rmSync(file());
    symlinkSync(elsewhere, file());
    expect(open()).toMatchObject({ problem: { code: 'secrets-unreadable' } });
  });

  test('a link put in its place is replaced, not followed', () => {
    const secrets = opened();
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    symlinkSync(elsewhere, file());
    secrets.put('hunter22', 'key');
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    expect(opened().values()).toHaveLength(1);
  });

  test('that cannot be written is reported without the value, which is kept for now', () => {
    const secrets = opened();
    rmSync(folder, { recursive: true });
    const ref = secrets.put('hunter22', 'key');
    expect(secrets.get(ref)).toBe('hunter22');
    expect(problems).toMatchObject([{ code: 'secrets-not-saved' }]);
    expect(JSON.stringify(problems)).not.toContain('hunter22');
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
});
