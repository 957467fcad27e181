import { describe, expect, it } from 'vitest';
import type { ItemVersion } from '../../protocol/baseline.ts';
import { pairOf } from './item-past.svelte.ts';
import { SINCE_APPROVED } from './place.ts';

const hash = (letter: string) => letter.repeat(64);
const [A, B, C] = [hash('a'), hash('b'), hash('c')];
const version = (of: string): ItemVersion => ({
  hash: of,
  firstSeen: 1,
  lastSeen: 2,
  snapshots: 1,
  sources: [],
});
/** Newest first. */
const seen = [C, B, A].map(version);
const now = (of: string, approved?: string) => ({ hash: of, approved, isGone: false });

describe('the two wordings that are shown', () => {
  it('are what was approved and what there is now', () => {
    expect(pairOf(SINCE_APPROVED, seen, now(C, A))).toEqual({ before: A, after: C });
  });
  it('are the last two where nothing was approved, or what is there was', () => {
    expect(pairOf(SINCE_APPROVED, seen, now(C))).toEqual({ before: B, after: C });
    expect(pairOf(SINCE_APPROVED, seen, now(C, C))).toEqual({ before: B, after: C });
  });
  it('are those the address names', () => {
    expect(pairOf({ before: A, after: B }, seen, now(C, C))).toEqual({ before: A, after: B });
    expect(pairOf({ before: B, after: 'now' }, seen, now(C, A))).toEqual({ before: B, after: C });
  });
  it('are not those of another item', () => {
    const other = hash('d');
    expect(pairOf({ before: other, after: other }, seen, now(C, A))).toEqual({ before: A, after: C });
  });
  it('are what was approved and nothing, where it is gone', () => {
    expect(pairOf(SINCE_APPROVED, seen, { hash: A, approved: A, isGone: true })).toEqual({
      before: A,
      after: 'now',
    });
  });
  it('are not there when it never had two', () => {
    expect(pairOf(SINCE_APPROVED, [version(A)], now(A, A))).toBeUndefined();
    expect(pairOf(SINCE_APPROVED, [], undefined)).toBeUndefined();
  });
});
