import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROOFS } from '../../test/fuzz-proofs.ts';
import { SYMPTOMS } from '../../test/fuzz-symptoms.ts';
import type { Oracle } from '../oracle.ts';
import { ORACLES } from './index.ts';

const CASES = { ...PROOFS, ...SYMPTOMS };

it('are those that lie in the folder, each once, under the name of its file', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !/\.test\.ts$|^index\.ts$/.test(name));
  expect(ORACLES.map(({ meta }) => `${meta.id}.ts`).toSorted()).toEqual(files.toSorted());
  const ranks = ['certain', 'firm', 'tentative'];
  expect(ORACLES.every(({ meta }) => ranks.includes(meta.certainty))).toBe(true);
  for (const { meta } of ORACLES) expect(meta.falseAlarm, meta.id).toMatch(/^[A-Z].{20,}\.$/);
  expect(Object.keys(CASES).toSorted()).toEqual(ORACLES.map(({ meta }) => meta.id).toSorted());
});

it('import each other never, so that one can be taken out alone', () => {
  for (const { meta } of ORACLES) {
    const text = readFileSync(join(import.meta.dirname, `${meta.id}.ts`), 'utf8');
    expect(text).not.toMatch(/from '\.\/(?!index)/);
  }
});

it('memory that a collector may take back with the next call weighs little', () => {
  const growth = ORACLES.find(({ meta }) => meta.id === 'growth')!;
  for (const seen of Object.values(CASES['growth']!.sees)) expect(growth.judge(seen)?.severity).toBe('low');
});

it('what costs ever more, and little in the longest message, weighs little', () => {
  const superLinear = ORACLES.find(({ meta }) => meta.id === 'super-linear')!;
  const judged = Object.entries(CASES['super-linear']!.sees).map(([title, seen]) => [
    title,
    superLinear.judge(seen)?.severity,
  ]);
  const low = judged.filter(([, severity]) => severity === 'low').map(([title]) => title);
  expect(low).toEqual(['ever slower', 'a list gone through for each of its entries']);
});

describe.each(Object.entries(CASES))('%s', (id, { sees, passesOver }) => {
  const oracle = ORACLES.find(({ meta }) => meta.id === id) as Oracle;

  it.each(Object.entries(sees))('sees %s', (_, seen) => {
    const hit = oracle.judge(seen);
    expect(hit?.says).toMatch(/\.$/);
    expect(oracle.judge(seen)).toEqual(hit);
  });

  it.each(Object.entries(passesOver))('passes over %s', (_, seen) => {
    expect(oracle.judge(seen)).toBeUndefined();
  });

  it.each(Object.entries(sees))('is the first to speak of %s, so that without it nobody does', (_, seen) => {
    const first = ORACLES.find((one) => one.judge(seen) !== undefined);
    expect(first?.meta.id).toBe(id);
  });
});
