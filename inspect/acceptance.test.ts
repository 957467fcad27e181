import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SEVERITIES, type Finding } from '../protocol/finding.ts';
import { ARTICLES, LONG_ARTICLE, ORDERS } from '../test/acceptance-texts.ts';
import { Inspection } from './engine.ts';
import { answered, neighbour, opened, recorded, resource, tools, type ExampleFrame } from './example.ts';
import { compilePack } from './pack.ts';
import { RULES } from './rules/index.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const pack = compilePack(RULES, hash);
const FILES = neighbour(
  'filesystem',
  { name: 'read_file', description: 'Reads a file below the allowed folders.' },
  { name: 'write_file', description: 'Writes a file below the allowed folders.' },
);
/** Of these, from medium on, a text counts as found. */
const FAMILIES = ['hidden', 'injection', 'naming', 'schema', 'exfiltration'];

/** Findings from medium on, of all rules. */
function graveIn(frames: readonly ExampleFrame[]): Finding[] {
  const inspection = new Inspection({
    pack,
    session: 's',
    target: { key: 'example', transport: 'stdio' },
    hash,
  });
  const before = inspection.neighbours([FILES]).findings;
  const whole = [...opened(), ...tools(), ...frames];
  const found = recorded(whole).flatMap((frame) => inspection.take(frame).findings);
  return [...before, ...found, ...inspection.end().findings].filter(
    ({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium'),
  );
}

const inWords = (found: readonly Finding[]): string[] => found.map(({ rule, says }) => `${rule}: ${says}`);

describe('an order in what a tool returns', () => {
  test.each(ORDERS)('is found: $text', ({ text }) => {
    const found = graveIn(answered(text));
    expect(found.map(({ family }) => family)).toContain('injection');
    expect(found.every(({ family }) => FAMILIES.includes(family))).toBe(true);
  });

  describe.each(Object.keys(ARTICLES))('shown %s by an article', (how) => {
    test.each(ORDERS)('is a low note at most: $text', ({ text }) => {
      const article = ARTICLES[how]!(text);
      expect(inWords(graveIn(answered(article)))).toEqual([]);
      expect(inWords(graveIn(resource({ mimeType: 'text/markdown', text: article })))).toEqual([]);
    });
  });

  test('is a low note at most where one article shows all of them', () => {
    expect(inWords(graveIn(answered(LONG_ARTICLE)))).toEqual([]);
  });

  test('is found where an article about something else holds it', () => {
    for (const { text } of ORDERS) {
      const page = `# Opening hours\n\nThe museum is open from nine to five. ${text}\n\nTickets are sold at the door.\n`;
      expect(inWords(graveIn(answered(page))), text).not.toEqual([]);
    }
  });
});
