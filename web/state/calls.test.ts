import { describe, expect, test } from 'vitest';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Api } from '../connection/api.ts';
import { Calls } from './calls.svelte.ts';

const row = (request: number | undefined, marks: string[] | undefined): FrameSummary =>
  ({ session: 's', request, marks }) as unknown as FrameSummary;

describe('answers beyond the first', () => {
  test('are counted as they come, and only those', () => {
    const calls = new Calls({} as Api);
    calls.came([row(1, undefined), row(1, ['duplicate']), row(2, ['late']), row(undefined, ['unknown id'])]);
    calls.came([row(1, ['duplicate'])]);
    expect([calls.furtherAnswers('s', 1), calls.furtherAnswers('s', 2)]).toEqual([2, 0]);
    expect(calls.furtherAnswers('other', 1)).toBe(0);
  });
  test('are what was found when all of them were looked for', () => {
    const calls = new Calls({} as Api);
    calls.found('s', 1, 3);
    expect(calls.furtherAnswers('s', 1)).toBe(2);
    calls.found('s', 1, 1);
    expect(calls.furtherAnswers('s', 1)).toBe(0);
  });
});
