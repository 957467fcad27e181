import { expect, it } from 'vitest';
import type { CallState } from '../../protocol/craft.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import { outcomeOf } from './answer-outcome.ts';
import { readProgress } from './meanwhile.svelte.ts';

const frame = (more: Partial<FrameSummary>): FrameSummary => ({
  n: 1,
  session: 's',
  seq: 1,
  wall: 0,
  mono: 0,
  channel: 'stdin',
  toward: 'server',
  leg: 'client',
  author: 'craft',
  kind: 'request',
  bytes: 1,
  rpcId: '1',
  ...more,
});
const call = (more: Partial<CallState>): CallState => ({ session: 's', request: 1, state: 'done', ...more });
const nothing = { call: undefined, request: undefined, answer: undefined, body: undefined, isLive: true };

it.each([
  ['nothing known yet', {}, undefined],
  ['waiting', { call: call({ state: 'waiting' }), request: frame({}) }, 'waiting'],
  ['a result', { answer: frame({ kind: 'result' }) }, 'ok'],
  ['a tool that failed', { answer: frame({ kind: 'result', isError: true }) }, 'isError result'],
  ['a refusal', { answer: frame({ kind: 'error', errorCode: '-32602' }) }, 'error −32602 Invalid params'],
  [
    'a code of its own',
    { answer: frame({ kind: 'error', errorCode: '42' }) },
    'error 42 defined by the server itself',
  ],
  ['asks back', { answer: frame({ kind: 'result' }), body: { kind: 'asks', json: '' } }, 'input required'],
  ['a task', { answer: frame({ kind: 'result' }), body: { kind: 'task', json: '' } }, 'task started'],
  ['cancelled', { call: call({ outcome: 'cancelled' }) }, 'cancelled'],
  [
    'cancelled and answered',
    { call: call({ outcome: 'cancelled' }), answer: frame({ kind: 'result' }) },
    'cancelled, then ok',
  ],
  ['timed out', { call: call({ outcome: 'timed-out' }) }, 'timed out'],
  ['the server gone', { call: call({ outcome: 'closed' }) }, 'server gone'],
  [
    'HTTP alone',
    { call: call({ outcome: 'http' }), answer: frame({ kind: 'http', status: 404 }) },
    'HTTP 404 without an answer',
  ],
  ['a notification', { request: frame({ kind: 'notification' }) }, 'sent'],
  ['not waited for', { call: call({ state: 'unknown' }), request: frame({}) }, 'no answer'],
] as const)('%s', (_, known, words) => {
  expect(outcomeOf({ ...nothing, ...known })?.words).toBe(words);
});

it('says whose failure it is', () => {
  const refused = outcomeOf({ ...nothing, answer: frame({ kind: 'error', errorCode: '-32603' }) });
  const failed = outcomeOf({ ...nothing, answer: frame({ kind: 'result', isError: true }) });
  expect(refused).toMatchObject({
    tone: 'wrong',
    sentence: expect.stringContaining('protocol error') as string,
  });
  expect(failed).toMatchObject({ tone: 'warn', sentence: expect.stringContaining('succeeded') as string });
});

it.each([
  ['{"params":{"progress":3,"total":10,"message":"half"}}', { done: 3, total: 10, message: 'half' }],
  ['{"params":{"progress":"3","total":1e999,"message":5}}', {}],
  ['{"params":{"progress":1,"progress":2}}', { done: 2 }],
  ['{"params":{"progress":2,"message":"cut o', { done: 2 }],
  ['[]', {}],
  ['', {}],
])('progress in %s', (text, expected) => {
  expect(readProgress(text)).toEqual(expected);
});
