import { expect, test } from 'vitest';
import { HTTP_LIMITS } from './http-limits.ts';
import { StreamPosition } from './resumption.ts';
import type { SseFields } from './sse.ts';

const event = (fields: SseFields) => ({ frame: 1, fields, message: undefined });
const nothing = { messages: 0 };

test('waits as long as the server says, and never less than our floor', () => {
  for (const [retry, wait] of [
    [5_000, 5_000],
    [0, 250],
    [600_000, 600_000],
    [10 ** 14, 3_600_000],
  ] as const) {
    const position = new StreamPosition(HTTP_LIMITS);
    position.note(event({ retry }));
    position.noteEnd({ messages: 1 });
    expect(position.wait).toBe(wait);
  }
});

test('waits longer after each failure, up to a ceiling, and then gives up', () => {
  const position = new StreamPosition({ ...HTTP_LIMITS, retries: 8 });
  const waits: number[] = [];
  while (!position.isHopeless) {
    position.noteEnd(nothing);
    waits.push(position.wait);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('a stream that never began did not stand for a while', () => {
  const position = new StreamPosition({ ...HTTP_LIMITS, steady: 0 });
  position.noteEnd(nothing);
  expect(position.failures).toBe(1);
});

test('begins anew once something came, or the stream stood for a while', () => {
  const position = new StreamPosition({ ...HTTP_LIMITS, steady: 0 });
  position.noteEnd(undefined);
  position.noteEnd(undefined);
  expect(position.failures).toBe(2);
  position.noteBegin();
  position.noteEnd(nothing);
  expect(position.failures).toBe(0);
});

test('names the last id, as UTF-8; the same id again is nothing new; an empty one forgets', () => {
  const position = new StreamPosition(HTTP_LIMITS);
  expect(position.headers()).toEqual([]);
  position.note(event({ id: 'é' }));
  expect(position.headers()).toEqual([['Last-Event-ID', 'Ã©']]);
  position.noteEnd(nothing);
  position.note(event({ id: 'é' }));
  position.noteEnd(nothing);
  expect(position.failures).toBe(1);
  position.note(event({ id: '' }));
  expect(position.canResume).toBe(false);
});
