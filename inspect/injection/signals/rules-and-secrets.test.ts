import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findingsIn, framesOf } from '../attack-run.ts';
import { ATTACKS, HONEST, type Family, type OwnText } from '../attack-texts.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const found = (text: OwnText): string[] =>
  findingsIn(framesOf(text), hash)
    .filter(({ severity }) => severity !== 'info' && severity !== 'low')
    .map(({ rule, says }) => `${rule}: ${says}`);

describe.each(Object.keys(ATTACKS) as Family[])('%s', (family) => {
  it.each(ATTACKS[family])('is found: $text', (text) => {
    expect(found(text)).not.toEqual([]);
  });

  it.each(HONEST[family])('is quiet: $text', (text) => {
    expect(found(text)).toEqual([]);
  });
});
