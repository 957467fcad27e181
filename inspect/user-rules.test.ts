import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inspection } from './engine.ts';
import { answered, described, recorded } from './example.ts';
import { compilePack } from './pack.ts';
import { readUserRules } from './user-rules.ts';
import { framesWith } from './user-rules/check-examples.ts';
import { READABLE } from './user-rules/definition.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (text: string) => readUserRules([{ path: 'own.yaml', text }], hash);

const RULE = `id: own-word
title: A word of ours
family: leak
severity: low
fields: data
patterns:
  word: '(?i)zebra'
examples:
  fires: [a zebra]
  quiet: [a horse]
`;

it('takes the example of the documentation as it stands there', () => {
  const page = readFileSync(fileURLToPath(new URL('../docs/user-rules.md', import.meta.url)), 'utf8');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
  const { rules, problems } = read(yaml);
  expect(problems).toEqual([]);
  expect(rules.map(({ meta }) => meta.id)).toEqual(['internal-host-named']);
  const inspection = new Inspection({
    pack: compilePack(rules, hash),
    session: 's',
    target: { key: 'k', transport: 'stdio' },
    hash,
  });
  const frames = recorded([...answered('see db7.corp.example.com'), ...described('db7.corp.example.com')]);
  const found = frames.flatMap((frame) => inspection.take(frame).findings);
  expect(found).toMatchObject([{ rule: 'internal-host-named', severity: 'low', family: 'leak' }]);
  expect(found[0]!.evidence[0]).toMatchObject({ pointer: '/result/content/0/text', frame: 2 });
});

it('can put an example into every field class a rule may read', () => {
  for (const field of READABLE) {
    const text = RULE.replace('fields: data', `fields: ${field}`);
    expect(read(text).problems, field).toEqual([]);
    expect(framesWith(field, 'x').length).toBeGreaterThan(0);
  }
});

describe('refuses', () => {
  it.each([
    ['a key that it does not know', RULE.replace('severity:', 'severty:'), 4, 'Did you mean “severity”?'],
    ['a missing key', RULE.replace(/^title.*\n/m, ''), 1, '“title” is missing'],
    ['another family', RULE.replace('leak', 'leek'), 3, 'Did you mean “leak”?'],
    ['an unknown field', RULE.replace('fields: data', 'fields: [data, logs]'), 5, 'Did you mean “log”?'],
    ['look-around', RULE.replace('(?i)zebra', '(?=zebra)'), 7, 'no look-around'],
    ['what matches everywhere', RULE.replace('(?i)zebra', 'z*'), 7, 'empty text'],
    ['what grows too large', RULE.replace('(?i)zebra', '(?:z{30}a{30}){40}'), 7, 'too large|repe'],
    ['an example that does not fire', RULE.replace('a zebra', 'a lion'), 9, 'does not fire'],
    ['an example that must not fire', RULE.replace('a horse', 'zebras'), 10, 'under quiet'],
    ['an id of the product', RULE.replace('own-word', 'repeated-keys'), 1, 'of its own'],
    ['an id that is no word', RULE.replace('own-word', 'Own Word'), 1, 'small letters'],
    ['the same id twice', `${RULE}---\n${RULE}`, 12, 'already'],
    ['tags', RULE.replace('a horse', '!!js/function x'), 10, 'tag|Tag'],
    ['aliases', RULE.replace('[a zebra]', '&a [a zebra]').replace('[a horse]', '*a'), 10, 'Aliases'],
    ['a repeated key', `${RULE}title: again\n`, 11, 'unique'],
    ['what is no YAML', 'id: [1\nb', 2, 'no YAML'],
    ['a list', '- a\n- b\n', 1, 'is a map'],
    ['flow nested deeply', '['.repeat(200_000), 1, 'too deeply'],
    ['blocks nested deeply', '- '.repeat(100_000), 1, 'too deeply'],
    [
      'maps nested deeply',
      Array.from({ length: 300 }, (_, k) => `${' '.repeat(k)}a:`).join('\n'),
      62,
      'too deeply',
    ],
    ['colons in a row', ': '.repeat(5000), 1, 'too deeply'],
    ['keys in a row', '? '.repeat(5000), 1, 'too deeply'],
    ['a large file', '#'.repeat(300_000), 1, '256 KiB'],
  ])('%s', (_, text, line, words) => {
    const { problems } = read(text);
    expect(problems[0]).toMatchObject({ file: 'own.yaml', line });
    expect(problems.map((problem) => problem.words).join('\n')).toMatch(new RegExp(words));
  });

  it('no long line for being long', () => {
    const far = `{text: a zebra ${'and so on '.repeat(12)}, field: log}`;
    expect(read(RULE.replace('[a zebra]', `[${far}]`)).problems).toEqual([]);
  });

  it('one rule and takes the others', () => {
    const { rules, problems } = read(`${RULE.replace('severity: low', 'severity: bad')}---\n${RULE}`);
    expect([rules.length, problems.length]).toEqual([1, 1]);
  });
});

it('gives a rule that judges otherwise another version', () => {
  const version = (text: string): number => read(text).rules[0]!.meta.version;
  expect(version(RULE)).toBe(version(RULE));
  expect(version(RULE)).not.toBe(version(RULE.replace('severity: low', 'severity: high')));
});

it('does not quote secrets whole', () => {
  const text = RULE.replace('family: leak', 'family: secret')
    .replace('(?i)zebra', 'key-[a-z0-9]{20}')
    .replace('a zebra', 'key-aaaabbbbccccddddeeee');
  const { rules, problems } = read(text);
  expect(problems).toEqual([]);
  const inspection = new Inspection({
    pack: compilePack(rules, hash),
    session: 's',
    target: { key: 'k', transport: 'stdio' },
    hash,
  });
  const [found] = recorded(answered('key-aaaabbbbccccddddeeee')).flatMap(
    (frame) => inspection.take(frame).findings,
  );
  expect(found!.says).not.toContain('aaaabbbb');
});

it('never throws, whatever stands in a file', () => {
  const bits = fc.constantFrom(
    'id: ',
    'patterns:\n',
    '  a: ',
    '- ',
    '[',
    '{',
    '}',
    ']',
    '&a ',
    '*a',
    '!x ',
    '---\n',
    '"',
    "'",
    '|\n',
    '? ',
    ': ',
    '\n',
    ' ',
    '#',
    '%TAG',
    '__proto__: ',
    'examples:\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.oneof(bits, fc.string()), { maxLength: 60 }).map((parts) => parts.join('')),
        fc
          .tuple(fc.nat(RULE.length), fc.nat(5), fc.string())
          .map(([at, cut, add]) => RULE.slice(0, at) + add + RULE.slice(at + cut)),
      ),
      (text) => {
        for (const { line } of read(text).problems) expect(line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200 },
  );
});
