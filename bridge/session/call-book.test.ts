import { describe, expect, it } from 'vitest';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import { row } from '../../test/contracts/api-world.ts';
import { CallBook } from './call-book.ts';
import { recordedCall } from './recorded-call.ts';

describe('the book of calls', () => {
  const waiting = (session: string, request: number) => ({ session, request, state: 'waiting' as const });

  it('keeps the 1,000 heard of last in a session', () => {
    const book = new CallBook();
    for (let request = 1; request <= 1000; request++) book.note(waiting('s', request));
    book.note({ ...waiting('s', 1), state: 'done', outcome: 'result' });
    book.note(waiting('s', 1001));
    expect(book.get('s', 1)).toMatchObject({ state: 'done' });
    expect([book.get('s', 2), book.get('s', 3), book.get('other', 3)]).toEqual([
      undefined,
      waiting('s', 3),
      undefined,
    ]);
  });

  it('keeps those of 200 sessions, the ones heard of last', () => {
    const book = new CallBook();
    for (let session = 0; session < 200; session++) book.note(waiting(`s${session}`, 1));
    book.note(waiting('s0', 2));
    book.note(waiting('new', 1));
    expect([book.get('s0', 1)?.request, book.get('s1', 1), book.get('s2', 1)?.request]).toEqual([
      1,
      undefined,
      1,
    ]);
  });

  it('forgets a session that is deleted, whatever it is called', () => {
    const book = new CallBook();
    for (const session of ['__proto__', 'constructor']) book.note(waiting(session, 1));
    book.forget('__proto__');
    expect([book.get('__proto__', 1), book.get('constructor', 1)?.request]).toEqual([undefined, 1]);
  });
});

describe('a call of an earlier run', () => {
  const REQUEST = row(1, { toward: 'server', kind: 'request', method: 'tools/call' });

  /** A journal that holds these frames as one exchange; counts how often it is asked. */
  function journalOf(...rows: FrameSummary[]) {
    const asked: number[] = [];
    const exchange = { request: 1, frames: [1, ...rows.map(({ seq }) => seq)], more: 0 };
    return {
      asked,
      frame(_: string, seq: number): Promise<FrameDetail | undefined> {
        asked.push(seq);
        const summary = [REQUEST, ...rows].find((one) => one.seq === seq);
        if (summary === undefined) return Promise.resolve(undefined);
        const head = {
          channel: 'stdin',
          toward: 'server',
          leg: 'server',
          author: 'craft',
          wall: 0,
          mono: 0,
        } as const;
        return Promise.resolve({ summary, head, payload: { kind: 'none' }, payloadBytes: 0, exchange });
      },
    };
  }
  const progress = row(2, { method: 'notifications/progress', request: 1 });

  it.each([
    ['a result', [progress, row(3, { kind: 'result', request: 1 })], { state: 'done', outcome: 'result' }],
    ['an error', [row(3, { kind: 'error', request: 1 })], { state: 'done', outcome: 'error' }],
    [
      'an answer that came after it was cancelled',
      [row(3, { kind: 'result', request: 1, marks: ['late'] })],
      { state: 'done', outcome: 'cancelled', answer: { seq: 3 } },
    ],
    [
      'a response without an answer',
      [row(3, { kind: 'http', status: 400, request: 1 })],
      { state: 'done', outcome: 'http', answer: { status: 400 } },
    ],
    [
      'a response and the answer in it',
      [row(3, { kind: 'http', status: 200, request: 1 }), row(4, { kind: 'result', request: 1 })],
      { state: 'done', outcome: 'result', answer: { seq: 4 } },
    ],
    ['nothing', [], { state: 'unknown' }],
    ['progress alone', [progress], { state: 'unknown' }],
    ['the answer to another one', [row(3, { kind: 'result', request: 9 })], { state: 'unknown' }],
  ])('with %s', async (_, rows, wanted) => {
    const outcome = await recordedCall(journalOf(...rows), 's', 1);
    expect(outcome).toMatchObject({ ok: true, value: { session: 's', request: 1, ...wanted } });
    if (wanted.state === 'unknown') expect(outcome.ok && outcome.value.answer).toBeUndefined();
  });

  it('with endless progress is looked for at its end only', async () => {
    const many = Array.from({ length: 900 }, (_, k) =>
      row(k + 2, { method: 'notifications/progress', request: 1 }),
    );
    const journal = journalOf(...many);
    await recordedCall(journal, 's', 1);
    expect(journal.asked.length).toBeLessThan(60);
  });

  it('is none when the frame is not there, or came from the server', async () => {
    expect(await recordedCall(journalOf(), 's', 7)).toMatchObject({
      ok: false,
      problem: { code: 'no-such-call' },
    });
    expect(await recordedCall(journalOf(progress), 's', 2)).toMatchObject({ ok: false });
  });
});
