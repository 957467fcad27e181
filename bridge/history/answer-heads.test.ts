import { describe, expect, it } from 'vitest';
import type { FrameHead, RawHeader } from '../../protocol/frame.ts';
import { AnswerHeads } from './answer-heads.ts';
import { recordedHeaders } from './recorded-headers.ts';

const head = (answers: number, status?: number, ...headers: RawHeader[]): FrameHead => ({
  channel: 'c1<',
  toward: 'client',
  leg: 'server',
  author: 'server',
  wall: 0,
  mono: 0,
  answers,
  ...(status === undefined
    ? {}
    : { http: { startLine: `HTTP/1.1 ${status} x`, headers, status, bodyAt: 0 } }),
});
const OPEN: RawHeader = ['Access-Control-Allow-Origin', '*'];
const OTHER: RawHeader = ['Server', 'other'];
const SAFE: RawHeader = ['X-Content-Type-Options', 'nosniff'];

/** An interim answer, a stream with events of two exchanges in between, an answer by itself. */
const FRAMES = new Map<number, FrameHead>([
  [2, head(1, 103, OTHER)],
  [3, head(1, 200, OPEN)],
  [5, head(4, 200, SAFE)],
  [6, head(1)],
  [7, head(4)],
]);

/** Both ways in which headers are read: as frames pass, and one by one. */
async function both(...wanted: number[]): Promise<Record<string, string> | undefined> {
  const set = new Set(wanted);
  const heads = new AnswerHeads();
  for (const [seq, one] of FRAMES) heads.pass(seq, one, set.has(seq));
  const passed = heads.of(set);
  const journal = {
    frame: (_: string, seq: number) =>
      Promise.resolve(FRAMES.has(seq) ? { head: FRAMES.get(seq)! } : undefined),
  } as unknown as Parameters<typeof recordedHeaders>[0];
  expect(await recordedHeaders(journal, 's', set, (text) => text)).toEqual(passed);
  return passed;
}

describe('headers that came with a frame', () => {
  it('are those its stream began with, and no interim ones', async () => {
    expect(await both(6)).toEqual({ 'access-control-allow-origin': '*' });
    expect(await both(7)).toEqual({ 'x-content-type-options': 'nosniff' });
    expect(await both(3, 7)).toEqual({
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
  });

  it('are none where nothing came over HTTP, which is not the same as an answer without', async () => {
    expect(await both(99)).toBeUndefined();
    const heads = new AnswerHeads();
    heads.pass(2, head(1, 200), true);
    expect(heads.of(new Set([2]))).toEqual({});
  });

  it('are masked where a secret stands in them', async () => {
    const journal = {
      frame: () => Promise.resolve({ head: head(1, 200, ['Server', 'built for hunter2']) }),
    } as unknown as Parameters<typeof recordedHeaders>[0];
    const headers = await recordedHeaders(journal, 's', new Set([2]), (text) =>
      text.replace('hunter2', '•••'),
    );
    expect(headers).toEqual({ server: 'built for •••' });
  });

  it('that are others in every answer fill no memory', () => {
    const heads = new AnswerHeads();
    const wanted = new Set<number>();
    for (let n = 1; n < 2000; n += 2) {
      heads.pass(n + 1, head(n, 200, ['Server', `other ${n}`]), true);
      wanted.add(n + 1);
    }
    expect(heads.of(wanted)!['server']!.split('\n').length).toBeLessThanOrEqual(65);
  });
});
