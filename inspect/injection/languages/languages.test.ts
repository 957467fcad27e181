import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONCEPTS, conceptsOf } from '../concepts.ts';
import { Scanner } from '../scan.ts';
import { Trie } from '../trie.ts';
import type { LanguageExamples } from './examples.ts';
import { LEXICONS } from './index.ts';

const after = LEXICONS.reduce(
  (bits, { negation }, at) => (negation === 'after' ? bits | (1 << at) : bits),
  0,
);
const scanner = new Scanner(new Trie(LEXICONS), { after });

/** The concepts of a text, those that are denied apart. */
function read(text: string): { found: Set<string>; denied: Set<string> } {
  const found = new Set<string>();
  const denied = new Set<string>();
  scanner.scan(
    text,
    () => true,
    ({ hits }) => {
      for (const hit of hits)
        for (const concept of conceptsOf(hit)) (hit.isNegated ? denied : found).add(concept);
    },
  );
  return { found, denied };
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.examples.ts'));
const languages = await Promise.all(
  files.map(async (name) => ((await import(`./${name}`)) as { examples: LanguageExamples }).examples),
);

describe.each(languages)('$language', ({ language, finds, denies }) => {
  it('has a lexicon and enough sentences', () => {
    expect(LEXICONS.map((one) => one.language)).toContain(language);
    expect(finds.length).toBeGreaterThanOrEqual(12);
    expect(denies.length).toBeGreaterThanOrEqual(6);
  });

  it.each(finds)('%s', (sentence, concepts) => {
    const { found } = read(sentence);
    for (const concept of concepts.split(' ')) {
      expect(CONCEPTS).toContain(concept);
      expect([...found]).toContain(concept);
    }
  });

  it.each(denies)('denied: %s', (sentence, concept) => {
    const { found, denied } = read(sentence);
    expect([...denied]).toContain(concept);
    expect([...found]).not.toContain(concept);
  });
});

it('writes its lexicons in words, not in patterns', () => {
  for (const { language, words, passed, denied } of LEXICONS)
    for (const list of [...Object.values(words), ...Object.values(denied ?? {}), passed ?? ''])
      for (const term of list.split(','))
        expect(term.trim().slice(0, -1), `${language}: ${term}`).not.toMatch(/[*|?]/);
});
