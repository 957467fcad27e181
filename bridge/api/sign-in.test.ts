import { inspect } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import type { Problem } from '../../protocol/problem.ts';
import { SignIn } from './sign-in.ts';

const ORIGIN = 'http://127.0.0.1:4100';
const MINUTE = 60_000;
let now: number;
let drawn: number;
let refused: Problem[];
let signIn: SignIn;

beforeEach(() => {
  now = 0;
  drawn = 0;
  refused = [];
  signIn = new SignIn({
    randomBytes: (size) => Buffer.alloc(size, (drawn += 1)),
    now: () => now,
    onRefused: (problem) => refused.push(problem),
  });
});

const freshCode = () => signIn.link(ORIGIN).split('#code=')[1] ?? '';
const codeOf = (outcome: ReturnType<SignIn['exchange']>) => (outcome.ok ? 'ok' : outcome.problem.code);

test('a link carries its code in the fragment and nothing else', () => {
  expect(signIn.link(ORIGIN)).toMatch(/^http:\/\/127\.0\.0\.1:4100\/#code=[\w-]{32}$/);
  expect(signIn.link(ORIGIN, '/traffic?session=14')).toMatch(/:4100\/traffic\?session=14#code=[\w-]{32}$/);
});

test('the token is 256 bits and every code gives the same one', () => {
  const [a, b] = [signIn.exchange(freshCode()), signIn.exchange(freshCode())];
  expect(a).toEqual(b);
  expect(a.ok && Buffer.from(a.value, 'base64url').length).toBe(32);
  expect(a.ok && signIn.admits(a.value)).toBe(true);
});

test('a code works once; the second use is refused, reported, and told from a guess', () => {
  const code = freshCode();
  expect(codeOf(signIn.exchange(code))).toBe('ok');
  expect(codeOf(signIn.exchange(code))).toBe('code-used');
  expect(codeOf(signIn.exchange('guess'))).toBe('code-unknown');
  expect(codeOf(signIn.exchange(''))).toBe('code-unknown');
  expect(refused.map((problem) => problem.code)).toEqual(['code-used', 'code-unknown', 'code-unknown']);
  expect(JSON.stringify(refused)).not.toContain(code);
});

test('a code ends after ten minutes', () => {
  const [early, late] = [freshCode(), freshCode()];
  now = 10 * MINUTE - 1;
  expect(codeOf(signIn.exchange(early))).toBe('ok');
  now = 10 * MINUTE;
  expect(codeOf(signIn.exchange(late))).toBe('code-expired');
  expect(codeOf(signIn.exchange(late))).toBe('code-used');
});

test('at most 16 codes are outstanding: the oldest gives way', () => {
  const codes = Array.from({ length: 17 }, freshCode);
  expect(codeOf(signIn.exchange(codes[0]!))).toBe('code-unknown');
  expect(codes.slice(1).map((code) => codeOf(signIn.exchange(code)))).toEqual(Array(16).fill('ok'));
});

test('a flood of guesses is refused in full and reported a few times a minute', () => {
  for (let i = 0; i < 1000; i += 1) signIn.exchange(`guess ${i}`);
  expect(refused.length).toBe(5);
  now = MINUTE;
  signIn.exchange('another guess');
  expect(refused.length).toBe(6);
});

test('only the exact token is admitted', () => {
  const outcome = signIn.exchange(freshCode());
  const token = outcome.ok ? outcome.value : '';
  for (const wrong of ['', token.slice(1), `${token} `, ` ${token}`, token.toLowerCase(), freshCode()]) {
    expect(signIn.admits(wrong), wrong).toBe(false);
  }
});

test('neither JSON nor a print of it shows the token or a code', () => {
  const open = freshCode();
  const outcome = signIn.exchange(freshCode());
  const shown = JSON.stringify(signIn) + inspect(signIn, { depth: 9, showHidden: true });
  expect(shown).not.toContain(outcome.ok && outcome.value);
  expect(shown).not.toContain(open);
});
