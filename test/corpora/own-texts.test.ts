import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../inspect/index.ts';
import { readOwnTexts, rowOf, type OwnText } from './own-texts.ts';
import { isFlagged, scorer } from './score.ts';

const folder = fileURLToPath(new URL('../instructions/', import.meta.url));
const score = scorer(RULES, (text) => createHash('sha256').update(text).digest('hex'));

function textsOf(set: string): OwnText[] {
  return readdirSync(`${folder}${set}`).flatMap((name) =>
    readOwnTexts(readFileSync(`${folder}${set}/${name}`, 'utf8'), name),
  );
}

const share = (texts: readonly OwnText[]): number =>
  texts.filter((text) => isFlagged(score('own', rowOf(text)))).length / texts.length;

describe('texts of our own', () => {
  it('name the attack within the text', () => {
    for (const set of readdirSync(folder))
      for (const { label, text, part } of textsOf(set)) {
        if (label === 'near-miss') expect(part).toBeUndefined();
        else expect(text).toContain(part);
      }
  });

  // Written without sight of rules, words or lessons. What is held is what was reached: it may only rise.
  it(
    'are found as often as before where nothing was learned from them, and near misses are not',
    { timeout: 60_000 },
    () => {
      const second = textsOf('second');
      expect(second.length).toBe(660);
      expect(share(second.filter(({ label }) => label === 'attack'))).toBeGreaterThan(0.65);
      expect(share(second.filter(({ label }) => label === 'near-miss'))).toBeLessThan(0.12);
    },
  );

  it('says which line is none', () => {
    expect(() => readOwnTexts('{"family":"conceal"}', 'x.jsonl')).toThrow(/x\.jsonl line 1/);
  });
});
