import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnswerRule } from '../../protocol/answering.ts';
import type { Problem } from '../../protocol/problem.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { ScriptStore } from './script-store.ts';

let folder: ReturnType<typeof privateFolder>;
let problems: Problem[] = [];
beforeEach(() => {
  folder = privateFolder();
  problems = [];
});
afterEach(() => folder.remove());

const store = () => new ScriptStore({ dataDir: folder.path, onProblem: (problem) => problems.push(problem) });
const declines: AnswerRule = { asks: 'form', does: { kind: 'decline' } };

describe('scripts of targets', () => {
  test('are kept, come back exactly, and only the person may read them', () => {
    const rules: AnswerRule[] = [
      declines,
      { asks: 'sampling', words: 'é "x"\n', nth: 2, does: { kind: 'canned', result: ' {"a": 1e999}' } },
      { asks: 'roots', does: { kind: 'hostile', id: 'roots-everything' }, isOff: true },
      { asks: 'input_required', does: { kind: 'hostile', id: 'state-first-bit' } },
    ];
    expect(store().put('__proto__', { rules })).toMatchObject({ ok: true });
    expect(store().get('__proto__')).toEqual({ ok: true, value: { rules } });
    expect(store().get('constructor')).toEqual({ ok: true, value: { rules: [] } });
    if (process.platform !== 'win32')
      expect(statSync(join(folder.path, 'answering.json')).mode & 0o777).toBe(0o600);
  });

  test('go with their target, and with their last rule', () => {
    const kept = store();
    kept.put('a', { rules: [declines] });
    kept.put('b', { rules: [declines] });
    kept.forget('a');
    kept.put('b', { rules: [] });
    expect(readFileSync(join(folder.path, 'answering.json'), 'utf8')).not.toContain('decline');
  });

  test.each<[string, AnswerRule, RegExp]>([
    ['no JSON', { asks: 'form', does: { kind: 'canned', result: '{' } }, /not JSON/],
    ['an unknown answer', { asks: 'form', does: { kind: 'hostile', id: '__proto__' } }, /no hostile answer/],
    ['one of another question', { asks: 'form', does: { kind: 'hostile', id: 'roots-etc' } }, /no hostile/],
    ['a result for the whole', { asks: 'input_required', does: { kind: 'canned', result: '{}' } }, /part by/],
    ['no whole number', { asks: 'form', nth: 0.5, does: { kind: 'hold' } }, /whole number/],
    ['never', { asks: 'form', nth: 0, does: { kind: 'hold' } }, /whole number/],
    ['too many words', { asks: 'form', words: 'x'.repeat(1001), does: { kind: 'hold' } }, /longer/],
  ])('are refused with the rule that is wrong: %s', (_, rule, words) => {
    const put = store().put('a', { rules: [declines, rule] });
    expect(put).toMatchObject({ ok: false, problem: { code: 'bad-rule' } });
    expect(put.ok ? '' : put.problem.message).toMatch(words);
    expect(put.ok ? '' : put.problem.message).toMatch(/^Rule 2: /);
    expect(store().get('a')).toEqual({ ok: true, value: { rules: [] } });
  });

  test('are bounded in number and size', () => {
    const many = Array.from({ length: 51 }, () => declines);
    expect(store().put('a', { rules: many })).toMatchObject({ problem: { code: 'too-many-rules' } });
    const long: AnswerRule = { asks: 'form', does: { kind: 'canned', result: `"${'x'.repeat(1_100_000)}"` } };
    expect(store().put('a', { rules: [long] })).toMatchObject({ problem: { code: 'script-too-large' } });
  });

  test('that cannot be read answer nothing, and that is said once', () => {
    writeFileSync(join(folder.path, 'answering.json'), '{"version":99}', { mode: 0o600 });
    const kept = store();
    expect([kept.of('a').rules, kept.of('b').rules]).toEqual([[], []]);
    expect(problems).toMatchObject([{ code: 'file-newer' }]);
    expect(kept.put('a', { rules: [declines] })).toMatchObject({ ok: false });
  });
});
