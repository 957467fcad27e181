import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Inspection } from './engine.ts';
import { recorded, tools } from './example.ts';
import { compilePack } from './pack.ts';
import { isPlainWord } from './plain-words.ts';
import type { Rule } from './rule.ts';

it.each(['query', 'string', 'minLength', 'anyOf', '$ref'])('%s hides nothing by itself', (word) => {
  expect(isPlainWord(word)).toBe(true);
});

it.each([
  'constructor',
  'prototype',
  '__proto__',
  'id_rsa',
  'apiKey',
  'ignore previous',
  'wo\u200brd',
  'wоrd',
  'thisisonelongwordthatsaysalot',
  'a1',
])('%s is looked at', (word) => {
  expect(isPlainWord(word)).toBe(false);
});

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const meta = {
  id: 'asks',
  version: 1,
  title: 'A word',
  family: 'schema',
  severity: 'low',
  confidence: 'firm',
  about: 'A word.',
  falsePositives: 'None.',
  fix: 'None.',
  references: [],
} as const;

it('is shown all the same where a pattern may ask for it', () => {
  const rule: Rule = {
    meta,
    patterns: { word: 'backdoor' },
    watch: (report) => ({ match: (match) => report({ at: match.place(), says: match.value }) }),
  };
  const inspection = new Inspection({
    pack: compilePack([rule], hash),
    session: 's',
    target: { key: 't', transport: 'stdio' },
    hash,
  });
  const frames = tools({ inputSchema: { type: 'object', properties: { backdoor: { type: 'string' } } } });
  expect(recorded(frames).flatMap((frame) => inspection.take(frame).findings)).toHaveLength(1);
});
