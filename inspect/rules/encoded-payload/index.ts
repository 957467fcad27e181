import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { UNSEEN } from '../../views/decode/unseen.ts';

export const encodedPayload: Rule = {
  meta: {
    id: 'encoded-payload',
    version: 1,
    title: 'Words that are encoded',
    family: 'hidden',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A stretch of text is base64, hex, escapes or the like, and comes to words. A person passes over it and a filter does not read it; a model can decode it, and often does.',
    falsePositives:
      'Examples in the documentation of encoders, data of configuration files, tokens. What decodes to JSON, markup or an address is not taken for words.',
    fix: 'Write it in plain words, or return encoded data as a blob.',
    references: ['OWASP MCP03', 'CWE-1427'],
  },
  watch(report) {
    return {
      text(text) {
        const { source } = text;
        if (
          source.kind !== 'decoded' ||
          UNSEEN.has(text.via.at(-1)!) ||
          !isWholly(text) ||
          !isProse(text.value)
        )
          return;
        const layers = layersOf(text.via);
        const shown = text.value.slice(0, 120);
        report({
          at: text.place(),
          severity: text.isDefinition ? 'medium' : layers > 1 ? 'low' : 'info',
          ...(layers > 1 ? { title: 'Words that are encoded more than once' } : {}),
          says: `${text.via.join(', then ')} comes to “${shown}”.`,
        });
      },
    };
  },
};

/** Escapes come with the plain words around them; only where nearly all of it was escaped it is an encoded text. */
const SPARSE = new Set(['percent', 'quoted-printable', 'entities', 'escapes']);

function isWholly(text: Text): boolean {
  const { source } = text;
  if (source.kind !== 'decoded') return false;
  const last = source.via.at(-1) ?? '';
  return !SPARSE.has(last) || source.to - source.from >= text.value.length * 2.5;
}

/** Ways of writing one character each count once, however often. */
function layersOf(via: readonly string[]): number {
  return (
    new Set(via.map((one) => (SPARSE.has(one) ? 'escapes' : one))).size +
    (via.filter((one) => one === 'base64').length > 1 ? 1 : 0)
  );
}

const FEWEST_WORDS = 4;

/** A sentence: words of letters with blanks between, and little else. Data and code decode to something else. */
function isProse(text: string): boolean {
  const start = text.slice(0, 2000).trim();
  if (/^[{[<]/.test(start)) return false;
  let letters = 0;
  let words = 0;
  let run = 0;
  for (const one of start) {
    const isLetter = /\p{L}|\p{M}/u.test(one);
    if (isLetter) letters++;
    else if (one === ' ' || one === '\n') {
      letters++;
      if (run >= 2) words++;
    }
    run = isLetter ? run + 1 : 0;
  }
  if (run >= 2) words++;
  return words >= FEWEST_WORDS && letters >= start.length * 0.8;
}
