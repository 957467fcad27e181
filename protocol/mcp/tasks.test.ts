import { describe, expect, it } from 'vitest';
import { readJson } from '../json/read.ts';
import {
  cancelTaskText,
  listTasksText,
  readTask,
  taskResultText,
  tasksIn,
  updateIn,
  updateTaskText,
} from './tasks.ts';

describe('reading a task', () => {
  it('takes the field names of both kinds', () => {
    expect(readTask({ taskId: 't', status: 'working', pollInterval: 5, statusMessage: 'on it' })).toEqual({
      id: 't',
      status: 'working',
      words: 'on it',
      pollInterval: 5,
      asks: undefined,
      moreAsks: 0,
    });
    expect(readTask({ taskId: 't', status: 'working', pollIntervalMs: 7, pollInterval: 5 })).toMatchObject({
      pollInterval: 7,
    });
  });

  it.each([null, 'x', [], {}, { taskId: 1, status: 'working' }, { taskId: 't' }, { taskId: 't', status: 1 }])(
    'finds none in %j',
    (value) => {
      expect(readTask(value)).toBeUndefined();
    },
  );

  it('bounds what it keeps, and counts the rest', () => {
    const inputRequests = Object.fromEntries(Array.from({ length: 10_000 }, (_, k) => [`k${k}`, {}]));
    const long = 'x'.repeat(100_000);
    const task = readTask({ taskId: 't', status: long, statusMessage: long, inputRequests })!;
    expect([task.asks!.length, task.moreAsks]).toEqual([1000, 9000]);
    expect(task.status.length + task.words!.length).toBeLessThan(400);
  });

  it.each([1e400, Number.NaN, '5', null])('takes %s for no interval', (pollInterval) => {
    expect(readTask({ taskId: 't', status: 'working', pollInterval })!.pollInterval).toBeUndefined();
  });
});

describe('where tasks stand in an answer', () => {
  const task = { taskId: 't', status: 'working' };
  it.each([
    ['tools/call', { task }, 'core', 1],
    ['tools/call', { ...task, resultType: 'task' }, 'extension', 1],
    ['tools/call', { ...task, resultType: 'complete' }, undefined, 0],
    ['tools/call', { content: [], task: 'no object' }, undefined, 0],
    ['tasks/get', task, undefined, 1],
    ['tasks/cancel', task, undefined, 1],
    ['tasks/result', task, undefined, 0],
    ['tasks/list', { tasks: [task, task] }, undefined, 2],
    ['tasks/list', { tasks: 'x' }, undefined, 0],
    ['tools/call', null, undefined, 0],
  ])('%s %j', (method, result, created, count) => {
    const found = tasksIn(method, result);
    expect([found.created, found.tasks.length]).toEqual([created, count]);
  });
});

describe('messages about a task', () => {
  it.each(['__proto__', '"\\\u0000\ud800', ''])('carry any id: %j', (id) => {
    for (const text of [cancelTaskText(id), taskResultText(id)])
      expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0', params: { taskId: id } });
    const asking = readJson('{"result":{"inputRequests":{"\\u0061":{}}}}');
    const update = updateTaskText(id, asking, [{ key: 'a', text: '{"action":"cancel"}' }]);
    expect(update).toContain('"\\u0061": {"action":"cancel"}');
    const { params } = JSON.parse(update) as { params: unknown };
    expect(updateIn(params)).toEqual({ id, names: ['a'] });
  });

  it('ask for the list, and for its next page', () => {
    expect(JSON.parse(listTasksText())).toMatchObject({ method: 'tasks/list', params: {} });
    expect(JSON.parse(listTasksText('c'))).toMatchObject({ params: { cursor: 'c' } });
  });

  it.each([undefined, null, 'x', {}, { taskId: 1 }])('%j is no update', (params) => {
    expect(updateIn(params)).toBeUndefined();
  });
});
