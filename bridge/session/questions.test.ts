import { expect, it } from 'vitest';
import type { PendingQuestion, Session } from '../../protocol/session.ts';
import { ExactAnswers } from '../answering/exact-answers.ts';
import { Questions } from './questions.ts';
import { SessionRecord } from './session-record.ts';

function questionsWith(waiting: PendingQuestion[]) {
  const replied: [string, unknown][] = [];
  const session = { questions: waiting, deviations: [] } as Partial<Session> as Session;
  const record = new SessionRecord(
    session,
    () => 0,
    () => {},
  );
  const reply = (id: string, text: unknown): Promise<void> => {
    replied.push([id, text]);
    return Promise.resolve();
  };
  const exact = new ExactAnswers(() => {
    throw new Error('nothing is sent exactly here');
  });
  return { questions: new Questions({ record, policy: 'hold', reply, exact }), record, replied };
}
const asks = (rpcId: string, method = 'elicitation/create'): PendingQuestion => ({
  frame: 7,
  rpcId,
  method,
  since: 0,
});

it('of a batch is answered by its id, not by its frame alone', async () => {
  const { questions, record, replied } = questionsWith([asks('1'), asks('2')]);
  expect(await questions.answer(7, { result: '"for two"' }, '2')).toBeUndefined();
  expect(replied).toEqual([['2', { result: '"for two"' }]]);
  expect(record.current.questions).toEqual([asks('1')]);
  expect(await questions.answer(7, { result: '{}' }, '2')).toMatchObject({ code: 'no-question' });
  expect(replied).toHaveLength(1);
});

it('of a batch is left alone', () => {
  const { questions, record } = questionsWith([asks('1'), asks('2')]);
  expect(questions.leave(7, '1')).toBeUndefined();
  expect(record.current.questions).toEqual([asks('2')]);
});

it('is settled by what was sent only where an answer asked for more', () => {
  const { questions, record } = questionsWith([asks('1'), asks('5', 'input_required')]);
  expect(questions.waits(7)).toBe(true);
  expect(questions.settle(7)).toBe(true);
  expect(record.current.questions).toEqual([asks('1')]);
  expect(questions.waits(7)).toBe(false);
  expect(questions.settle(7)).toBe(false);
});
