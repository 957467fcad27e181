import { describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../protocol/problem.ts';
import type { SendResult } from '../transport/transport.ts';
import { ExactAnswers } from './exact-answers.ts';

const now = (text: string, afterMs = 0) => ({ text, afterMs });

/** A server that takes what it is told when it likes. */
function world(recorded: Outcome<number> = { ok: true, value: 5 }) {
  const told: string[] = [];
  const read: (() => void)[] = [];
  const exact = new ExactAnswers((text) => {
    told.push(text);
    const done = new Promise<SendResult>((resolve) => read.push(() => resolve({ kind: 'written' })));
    return { recorded: Promise.resolve(recorded), done };
  });
  return { exact, told, read };
}

describe('answers that are sent exactly', () => {
  test('have room for so many that are not read, and again once they are', async () => {
    const { exact, read } = world();
    for (let k = 0; k < 500; k++) await exact.send([now('x')], 'client');
    expect(exact.hasRoom([now('x')])).toBe(false);
    for (const one of read) one();
    await expect.poll(() => exact.hasRoom([now('x')])).toBe(true);
  });

  test('of many mebibytes wait for one another', async () => {
    const { exact, read } = world();
    const huge = now('x'.repeat(40 * 1024 * 1024));
    expect(exact.hasRoom([huge, huge])).toBe(true);
    await exact.send([huge], 'client');
    expect([exact.hasRoom([huge]), exact.hasRoom([now('x')])]).toEqual([false, true]);
    read[0]!();
    await expect.poll(() => exact.hasRoom([huge])).toBe(true);
  });

  test('are sent in their time, and not any more when the session is over', async () => {
    vi.useFakeTimers();
    try {
      const { exact, told } = world();
      expect(await exact.send([now('a'), now('b', 200), now('c', 1000)], 'craft')).toEqual({
        ok: true,
        value: 5,
      });
      expect(told).toEqual(['a']);
      await vi.advanceTimersByTimeAsync(200);
      expect(told).toEqual(['a', 'b']);
      expect(await exact.send([now('late', 10_000)], 'craft')).toEqual({ ok: true, value: undefined });
      exact.end();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told).toEqual(['a', 'b']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('end where one cannot be sent', async () => {
    const problem = { code: 'gone', message: 'It ended.' };
    const { exact, told } = world({ ok: false, problem });
    expect(await exact.send([now('a'), now('b')], 'craft')).toEqual({ ok: false, problem });
    await new Promise((later) => setTimeout(later, 5));
    expect(told).toEqual(['a']);
  });
});
