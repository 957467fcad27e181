import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool, someWorld } from '../../test/fuzz-subjects.ts';
import type { Made, Making } from '../strategy.ts';
import { argumentInjection } from './argument-injection.ts';
import { commandInjection } from './command-injection.ts';

const drop = mkdtempSync(join(tmpdir(), 'shells-'));
afterAll(() => rmSync(drop, { recursive: true, force: true }));
const world = { ...someWorld(), drop };

const position = somePosition('/file', { seed: '"a.txt"' });
const tool = someTool(position);

function madeOf(strategy: typeof commandInjection, id: string, making: Making, at = position): Made {
  const made = strategy
    .payloads(tool, at)
    .find((payload) => payload.id === id)
    ?.make(making);
  if (made === undefined) throw new Error(`${id} is not made`);
  return made;
}

function textOf(made: Made): string {
  return 'json' in made ? (JSON.parse(made.json) as string) : '';
}

/** What sh says of a line, whatever comes of it. */
function shell(line: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    // A line that ends badly has run nevertheless.
    return (error as { stdout: string }).stdout;
  }
}

describe.skipIf(process.platform === 'win32')('a command runs where a shell reads it', () => {
  test.each<[id: string, line: (text: string) => string]>([
    ['sh-semicolon', (text) => `cat ${text}`],
    ['sh-pipe', (text) => `cat ${text} -n`],
    ['sh-newline', (text) => `cat ${text}`],
    ['sh-and', (text) => `echo ${text}`],
    ['sh-or', (text) => `cat ${text}`],
    ['sh-background', (text) => `cat ${text}; wait`],
    ['sh-substitution', (text) => `echo "${text}"`],
    ['sh-backticks', (text) => `echo "${text}"`],
    ['sh-comment', (text) => `cat ${text} 'unclosed`],
    ['sh-double-semicolon', (text) => `cat "${text}"`],
    ['sh-double-newline', (text) => `cat "${text}"`],
    ['sh-single-semicolon', (text) => `cat '${text}'`],
    ['sh-single-newline', (text) => `cat '${text}'`],
    ['sh-single-substitution', (text) => `cat '${text}'`],
    ['sh-single-pipe', (text) => `cat '${text}'`],
    ['sh-single-backticks', (text) => `cat '${text}'`],
    ['sh-double-backslash', (text) => `cat "${text.replaceAll('"', '\\"')}"`],
    ['sh-newline-encoded', (text) => `cat ${decodeURIComponent(text)}`],
    ['sh-parenthesis', (text) => `(cat ${text})`],
    ['sh-brace', (text) => `{ cat ${text};}`],
    ['sh-redirect', (text) => `echo ${text}`],
    ['sh-single-redirect', (text) => `echo '${text}'`],
    ['sh-touch-no-blanks', (text) => `cat ${text.replaceAll(' ', '')}`],
    ['sh-touch-no-blanks-substitution', (text) => `echo "${text}"`],
    ['sh-touch-quoted', (text) => `cat ${text}`],
  ])('%s', (id, line) => {
    const token = `t${id.replaceAll('-', '')}`;
    const made = madeOf(commandInjection, id, { ...someMaking(world), token });
    expect(made.expects).toEqual([{ kind: 'file', path: join(drop, token) }]);
    shell(line(textOf(made)));
    expect(existsSync(join(drop, token))).toBe(true);
  });

  test('without a folder a product is asked for, which is not in the text', () => {
    const made = madeOf(commandInjection, 'sh-semicolon', { token: 't', random: () => 0.3 });
    const [expected] = made.expects;
    const value = expected?.kind === 'computed' ? expected.value : '';
    expect(textOf(made)).not.toContain(value);
    expect(shell(`echo ${textOf(made)}`)).toContain(value);
  });

  test('without a folder it is made to call, which is tried with no folder only', () => {
    const listener = { host: '127.0.0.1', port: 4711, body: 'f'.repeat(32) };
    const made = madeOf(commandInjection, 'calls-sh-substitution', { token: 't', random: () => 0, listener });
    expect(textOf(made)).toBe('a.txt$(curl -s http://127.0.0.1:4711/t)');
    expect(made.expects).toMatchObject([
      { kind: 'listener', as: '/t', unless: expect.stringContaining('/plain/t') },
    ]);
    const both = { ...someMaking(world), listener };
    expect(() => madeOf(commandInjection, 'calls-sh-substitution', both)).toThrow('not made');
  });

  test('a parameter that is a command proves something only if the plain command is refused', () => {
    const command = somePosition('/command', { seed: '"ls"' });
    const made = madeOf(commandInjection, 'sh-semicolon', someMaking(world), command);
    expect(made.expects).toMatchObject([{ kind: 'computed', unless: expect.stringMatching(/^"echo \$/) }]);
  });
});

test('what is made on Windows is made by its shells', () => {
  const there = someMaking(someWorld('windows'));
  expect(textOf(madeOf(commandInjection, 'cmd-and', there))).toBe(
    'a.txt&type nul>C:\\Temp\\fuzz-1\\drop\\abcdefgh12345678&',
  );
  expect(textOf(madeOf(commandInjection, 'powershell-substitution', there))).toBe(
    'a.txt$(ni C:\\Temp\\fuzz-1\\drop\\abcdefgh12345678)',
  );
  expect(() => madeOf(commandInjection, 'cmd-and', someMaking())).toThrow('not made');
});

describe.skipIf(process.platform === 'win32')('an option is taken by the program', () => {
  test.each<[id: string, run: (value: string | string[]) => [string, string[]]]>([
    ['output', (value) => ['sort', [value as string]]],
    ['o', (value) => ['sort', [value as string]]],
    ['list-fprint', (value) => ['find', value as string[]]],
    ['list-exec', (value) => ['find', value as string[]]],
    ['list-output-split', (value) => ['sort', value as string[]]],
    ['blank-only-fprint', (value) => ['find', (value as string).split(' ')]],
    ['blank-only-exec', (value) => ['find', (value as string).split(' ')]],
  ])('%s', (id, run) => {
    const token = `a${id.replaceAll('-', '')}`;
    const list = somePosition('/args', { types: ['array', 'string'] });
    const made = madeOf(argumentInjection, id, { ...someMaking(world), token }, list);
    const [name, args] = run(JSON.parse('json' in made ? made.json : '""') as string | string[]);
    execFileSync(name, args, { cwd: drop, input: '', stdio: ['pipe', 'ignore', 'ignore'] });
    expect(existsSync(join(drop, token))).toBe(true);
  });
});
