import { describe, expect, it, test } from 'vitest';
import type { FuzzFinding, FuzzReport } from '../protocol/fuzz.ts';
import { readSarif } from '../test/sarif.ts';
import { fuzzPlanLines } from './fuzz-plan-lines.ts';
import { readOptions } from './options.ts';
import { fuzzExitCode, fuzzLines } from './reporters/fuzz.ts';
import { escapeLine } from './terminal.ts';

const TELLING = { build: '1.2.3+abc', numberOf: () => 7 };
const HOSTILE = 'read\u001b[2K\u202e ](http://x) {0} <b> ##vso[x]';

function found(more: Partial<FuzzFinding> = {}): FuzzFinding {
  return {
    id: 'f1',
    subject: 'read_file',
    at: '/path',
    strategy: 'path-traversal',
    payload: 'dots-3',
    oracle: 'canary',
    certainty: 'certain',
    severity: 'high',
    title: 'A file outside the folder is read',
    says: 'The answer holds 32 digits of a file beside the folder.',
    cwe: 'CWE-22',
    fix: 'Resolve the path first, then compare.',
    n: 12,
    count: 3,
    confirmed: 3,
    minimal: '{"method":"tools/call","params":{"name":"read_file","arguments":{"path":"../a"}}}',
    minimalValue: '"../a"',
    shrunk: { from: 120, to: 80 },
    session: 's',
    request: 40,
    answer: 41,
    control: { session: 's', request: 3, answer: 4 },
    command: 'mcp-sec-inspect fuzz files --seed 5 --case 12',
    ...more,
  };
}

function report(findings: FuzzFinding[], run: Partial<FuzzReport['run']> = {}): FuzzReport {
  return {
    run: {
      id: 'r',
      target: 'files',
      startedAt: 0,
      endedAt: 1,
      state: 'done',
      title: 'files',
      seed: 5,
      cases: 20,
      done: 20,
      requests: 44,
      perSecond: 100,
      interesting: 3,
      hits: findings.length,
      notSent: 0,
      restarts: 1,
      findings: { info: 0, low: 0, medium: 0, high: findings.length, critical: 0 },
      sessions: ['s'],
      version: 1,
      ...run,
    },
    plan: {
      target: 'files',
      session: 's',
      request: {
        session: 's',
        seed: 5,
        budget: 2000,
        concurrency: 4,
        timeout: 10_000,
        within: 60_000,
        allowDestructive: [],
        world: true,
      },
      subjects: [
        {
          kind: 'tool',
          name: 'read_file',
          seedText: '{"path":"notes/readme.txt"}',
          parameters: [
            {
              at: '/path',
              from: 'learned',
              strategies: [
                { id: 'path-traversal', cases: 12 },
                { id: 'ssrf', cases: 8 },
              ],
            },
          ],
          cases: 20,
        },
      ],
      strategies: [
        { id: 'path-traversal', title: 'Paths out of the folder', cases: 12 },
        { id: 'ssrf', title: 'Addresses', cases: 8 },
        { id: 'xxe', title: 'Entities', cases: 0, why: 'nothing here takes XML' },
      ],
      skipped: [{ what: 'delete_file', why: 'it says that it destroys' }],
      cases: 20,
      wanted: 90,
      substituted: [{ where: 'argument 2', was: '/home/me/work', is: '/tmp/world/root' }],
      world: ['a folder the server may use'],
      confirmation: 'c',
    },
    findings,
    clusters: [],
    coverage: {
      subjects: { tried: 1, of: 2 },
      parameters: { tried: 1, of: 1 },
      strategies: [{ id: 'path-traversal', cases: 12, of: 60 }],
      errors: 4,
    },
  };
}

const lines = (format: 'text' | 'json' | 'sarif' | 'junit', what: FuzzReport): string =>
  [...fuzzLines(format, what, TELLING)].map(escapeLine).join('\n');

describe('a report of fuzzing', () => {
  it('as text has the exact message, how sure it is, what to do, and what was not tried', () => {
    const text = lines('text', report([found({ severity: 'low', n: 2 }), found({ says: 'Worst.' })]));
    expect(text.indexOf('high, certain')).toBeLessThan(text.indexOf('low, certain'));
    for (const words of [
      'A file outside the folder is read (CWE-22)',
      'read_file /path',
      'by path-traversal/dots-3, seen by canary; case 12, 3 cases alike; again in 3 of 3 repeats',
      'value   "../a"',
      'message {"method":"tools/call","params":{"name":"read_file","arguments":{"path":"../a"}}}',
      'made smaller from 120 to 80 characters',
      'session 7, frame 40, answer 41; control: frame 4',
      'fix     Resolve the path first',
      'again   mcp-sec-inspect fuzz files --seed 5 --case 12',
      'files: 2 findings in 20 of 20 cases, 44 requests, seed 5.',
      'The server was started again 1 ×.',
      'tried 1 of 2 tools, prompts and templates, 1 of 1 parameters; 4 kinds of error answers',
      'ways: path-traversal 12 of 60',
      'not tried: xxe: nothing here takes XML',
      'not tried: delete_file: it says that it destroys',
    ])
      expect(text).toContain(words);
  });

  it('keeps the bytes of a message where a terminal has to be guarded from them', () => {
    const minimalValue = JSON.stringify('\u001b]0;x\u0007\u202e\\u{1B}');
    const text = lines('text', report([found({ minimalValue })]));
    const shown = /value {3}(.*)$/m.exec(text)![1]!;
    expect(JSON.parse(shown)).toBe(JSON.parse(minimalValue));
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('as JSON is all of it, with the exit code', () => {
    const whole = report([found()]);
    expect(JSON.parse(lines('json', whole))).toEqual({ exit: 1, ...JSON.parse(JSON.stringify(whole)) });
  });

  it('as SARIF is valid, the same flaw has the same print, and no text becomes a link', () => {
    const read = (findings: FuzzFinding[]) => readSarif(lines('sarif', report(findings)));
    const { results, tool, invocations } = read([
      found(),
      found({ at: '/other', title: HOSTILE, says: HOSTILE }),
    ]);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['path-traversal', 'error'],
      ['path-traversal', 'error'],
    ]);
    expect(tool.driver.rules).toMatchObject([
      { properties: { tags: ['security', 'mcp', 'external/cwe/cwe-022'] } },
    ]);
    expect(invocations).toMatchObject([{ executionSuccessful: true, exitCode: 1 }]);
    for (const { message } of results) expect(message.text).not.toMatch(/\]\(|\{\d|\u202e/);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['mcpSecFuzz/v1']);
    expect(new Set(prints).size).toBe(2);
    const again = read([found({ n: 99, minimal: '{}', command: 'x' })]).results[0]!;
    expect(again.partialFingerprints['mcpSecFuzz/v1']).toBe(prints[0]);
    const broken = readSarif(lines('sarif', report([], { state: 'failed' })));
    expect(broken.invocations).toMatchObject([{ executionSuccessful: false, exitCode: 2 }]);
  });

  it('as JUnit has a case for each way in each parameter; what was not tried did not pass', () => {
    const xml = lines('junit', report([found({ title: HOSTILE, says: '</failure><b>' })]));
    expect(xml).toContain('<testsuite name="files" tests="3" failures="1" errors="0" skipped="1">');
    expect(xml).toContain('<testcase classname="files.read_file" name="/path ssrf"/>');
    expect(xml).toMatch(/<failure type="canary" message="high: /);
    expect(xml).toContain('<skipped message="it says that it destroys"/>');
    const tags = /<\/?(testsuites?|testcase|failure|system-out|error|skipped)\b[^<>]*>|<\?xml[^<>]*>/g;
    expect(xml.replace(tags, '')).not.toMatch(/[<>]/);
    const low = lines('junit', report([found({ severity: 'low' })]));
    expect(low).toContain('failures="0"');
    expect(low).toContain('<system-out>');
    const broken = lines('junit', report([], { state: 'interrupted' }));
    expect(broken).toContain('tests="2" failures="0" errors="1"');
  });

  it.each([
    ['what is at least medium', 1, report([found({ severity: 'medium' })])],
    ['less than that', 0, report([found({ severity: 'low' })])],
    ['nothing', 0, report([])],
    ['nothing, in a run that was not finished', 2, report([], { state: 'stopped' })],
    ['something, in a run that was not finished', 1, report([found()], { state: 'stopped' })],
    ['nothing, where nothing was tried', 2, report([], { done: 0, cases: 0 })],
    ['a problem', 2, report([], { problem: { code: 'x', message: 'y' } })],
  ])('with %s ends with %i', (_, code, what) => {
    expect(fuzzExitCode(what)).toBe(code);
  });

  test('its plan shows what stands in for what, what is made, how much there is and what is left out', () => {
    const shown = fuzzPlanLines(report([]).plan, 'files').join('\n');
    for (const words of [
      'Fuzzing files with seed 5: 20 cases of 90',
      '4 at once, 10 s for an answer, 60 s for all of it',
      'argument 2: /home/me/work is /tmp/world/root',
      'a folder the server may use',
      'tool read_file: 20 cases, departing from {"path":"notes/readme.txt"}',
      '/path (learned): path-traversal 12, ssrf 8',
      'not tried: xxe: nothing here takes XML',
      'not tried: delete_file: it says that it destroys',
    ])
      expect(shown).toContain(words);
  });
});

describe('the words of fuzz', () => {
  const fuzz = (...args: string[]) => readOptions(['fuzz', ...args]);

  it('are read, with what is usual where nothing is said', () => {
    expect(fuzz('files')).toMatchObject({
      ok: true,
      value: {
        kind: 'fuzz',
        fuzzing: { seed: 0, budget: 2000, concurrency: 4, timeout: 10_000, world: true, format: 'text' },
        options: { wanted: { kind: 'named', text: 'files' } },
      },
    });
    expect(
      fuzz(
        ...['--tool', 'a', '--tool', 'b', '--strategy', 'ssrf,xxe', '--seed', '4294967295', '--budget', '7'],
        ...['--prompt', 'p', '--template', 'file:///{path}', '--resource', 'file:///x'],
        ...['--rate', '50', '--concurrency', '1', '--timeout', '0.5', '--within', '60', '--no-world'],
        ...['--allow-destructive', 'c', '--authorised-host', 'h.example', '--case', '3', '--format', 'junit'],
        ...['--yes', '--', 'npx', '-y', 'x', '--seed', '1'],
      ),
    ).toMatchObject({
      ok: true,
      value: {
        fuzzing: {
          only: [
            { kind: 'tool', name: 'a' },
            { kind: 'tool', name: 'b' },
            { kind: 'prompt', name: 'p' },
            { kind: 'template', name: 'file:///{path}' },
            { kind: 'resource', name: 'file:///x' },
          ],
          strategies: ['ssrf', 'xxe'],
          ...{ seed: 4294967295, budget: 7, rate: 50, concurrency: 1, timeout: 500, within: 60_000 },
          ...{ allowDestructive: ['c'], authorisedHost: 'h.example', case: 3, world: false, format: 'junit' },
        },
        options: { yes: true, wanted: { kind: 'command', command: 'npx', args: ['-y', 'x', '--seed', '1'] } },
      },
    });
  });

  it.each([
    [[], 'needs one target'],
    [['a', 'b'], 'one word too many'],
    [['a', '--seed', '-1'], '--seed'],
    [['a', '--seed', '1e3'], '--seed 1e3'],
    [['a', '--budget', '100001'], '--budget 100001'],
    [['a', '--concurrency', '65'], '--concurrency 65'],
    [['a', '--rate', '0'], '--rate 0'],
    [['a', '--case', '0'], '--case 0'],
    [['a', '--seed', '1', '--seed', '2'], 'more than once'],
    [['a', '--strategy', 'Path Traversal'], 'names of strategies'],
    [['a', '--tool', ''], '--tool is empty'],
    [['a', '--format', 'yaml'], 'no format'],
    [['a', '--within', 'soon'], '--within soon'],
    [['a', '--timeout', '601'], '600 seconds'],
    [['a', '--resume', 'x', '--seed', '1'], 'when the run was begun'],
    [['a', '--json'], '--json is not for fuzz'],
    [['a', '--port', '3'], '--port is not for fuzz'],
  ])('%j is refused in words', (args, words) => {
    const read = fuzz(...args);
    expect(read.ok ? 'read' : read.problem.message).toContain(words);
  });

  it.each([['list'], ['probe'], ['verify'], ['send']])('do not belong to %s', (other) => {
    const read = readOptions([other, 'a', '--budget', '3']);
    expect(read.ok ? 'read' : read.problem.message).toContain('--budget');
  });
});

test('cases that were not needed any more are not said to have failed', () => {
  const clusters = [
    { id: 1, words: 'ok', count: 9, first: 1 },
    { id: 2, words: 'not sent: found already', count: 10, first: 4 },
    { id: 3, words: 'not sent', count: 1, first: 9 },
  ];
  expect(lines('text', { ...report([], { notSent: 11 }), clusters })).toContain(
    '  11 cases were not sent: 10 found already.\n',
  );
});
