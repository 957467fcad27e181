import { describe, expect, it, type TestContext } from 'vitest';
import { askingSession, type AskingWorld } from '../../test/asking-world.ts';
import { readJson } from '../../protocol/json/read.ts';
import { askedBy } from '../../protocol/mcp/follow-up.ts';
import { cancelTaskText, taskResultText, updateTaskText } from '../../protocol/mcp/tasks.ts';
import type { TaskSummary } from '../../protocol/session.ts';

/** Most of these tests wait, so several of them do at a time; each ends its own server. */
async function world(test: TestContext, options: string[], isHttp = false): Promise<AskingWorld> {
  const it = await askingSession('tasks', options, { isHttp });
  test.onTestFinished(() => it.close());
  return it;
}

const EXTENSION = '--extension';
const tasks = (it: AskingWorld): TaskSummary[] => it.live.record.current.tasks ?? [];
const task = (it: AskingWorld): TaskSummary => tasks(it)[0]!;
const isThere = (it: AskingWorld, status: string): Promise<unknown> =>
  it.until((session) => session.tasks?.[0]?.status === status);
/** A call that becomes a task, with either kind. */
const call = (it: AskingWorld, name: string): ReturnType<AskingWorld['call']> => it.call(name, { task: {} });
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const textOf = (it: AskingWorld, frame: number): string =>
  (JSON.parse(it.textOf(frame)) as { result: { content: { text: string }[] } }).result.content[0]!.text;

describe.concurrent.each([
  ['2025-11-25', [], 'core'],
  ['the extension', [EXTENSION], 'extension'],
])('a task of %s', (_, options, kind) => {
  it('is noticed, asked for until it ends, and then no more', async (test) => {
    const it = await world(test, options);
    const { request } = await call(it, 'work');
    await isThere(it, 'working');
    expect(task(it)).toMatchObject({
      id: 'task-1',
      kind,
      request,
      words: 'will work',
      pollInterval: 500,
      isPolled: true,
    });
    await isThere(it, 'completed');
    expect(task(it)).toMatchObject({ isPolled: false, request });
    expect(it.frames.find(({ row }) => row.seq === task(it).frame)?.row.method).toBe('tasks/get');
    expect(it.sent('tasks/get')).toHaveLength(2);
    expect(new Set(it.sent('tasks/get').map(({ row }) => row.author))).toEqual(new Set(['client']));
    await later(700);
    expect(it.sent('tasks/get')).toHaveLength(2);
    expect(it.said()).toBe('');
  });

  it('that fails, or is cancelled by the person, ends', async (test) => {
    const it = await world(test, options);
    await call(it, 'fail');
    await isThere(it, 'failed');
    await call(it, 'stay');
    await it.until((session) => session.tasks?.length === 2);
    await it.send(cancelTaskText('task-2'));
    await it.until((session) => session.tasks?.[1]?.status === 'cancelled');
    expect(tasks(it).every(({ isPolled }) => !isPolled)).toBe(true);
  });

  it('is not asked for while the person does not want it', async (test) => {
    const it = await world(test, options);
    await call(it, 'stay');
    await isThere(it, 'working');
    expect(it.live.poll('task-1', false)).toBeUndefined();
    const before = it.sent('tasks/get').length;
    await later(800);
    expect([it.sent('tasks/get').length, task(it).isPolled]).toEqual([before, false]);
    expect(it.live.poll('task-1', true)).toBeUndefined();
    await it.until(() => it.sent('tasks/get').length > before);
    expect(it.live.poll('nobody', true)).toMatchObject({ code: 'no-such-task' });
    expect(it.live.poll('__proto__', true)).toMatchObject({ code: 'no-such-task' });
    await it.send(cancelTaskText('task-1'));
    await isThere(it, 'cancelled');
    expect(it.live.poll('task-1', true)).toMatchObject({ code: 'task-ended' });
  });

  it('is asked for no more when the session ends', async (test) => {
    const it = await world(test, options);
    await call(it, 'stay');
    await isThere(it, 'working');
    await it.live.stop();
    expect(task(it)).toMatchObject({ status: 'working', isPolled: false });
    const before = it.frames.length;
    await later(700);
    expect(it.frames.length).toBe(before);
    expect(it.live.poll('task-1', true)).toMatchObject({ code: 'not-open' });
  });

  it('that the server no longer knows is asked for once', async (test) => {
    const it = await world(test, [...options, '--how=forgets']);
    await call(it, 'work');
    await it.until(() => it.said().includes('no longer asked for'));
    expect(it.said()).toContain('Task not found');
    await later(700);
    expect([it.sent('tasks/get').length, tasks(it)[0]?.isPolled]).toEqual([1, false]);
  });

  it('may be called __proto__', async (test) => {
    const it = await world(test, [...options, '--id=__proto__']);
    await call(it, 'work');
    await isThere(it, 'completed');
    expect(tasks(it).map(({ id }) => id)).toEqual(['__proto__']);
  });

  it.for<[string, number]>([
    ['0', 500],
    ['-1', 500],
    ['none', 2000],
    ['1000000000', 3000],
  ])('with poll interval %s is asked for after %i ms at the soonest', async ([poll, ms], test) => {
    const it = await world(test, [...options, `--poll=${poll}`]);
    await call(it, 'stay');
    await isThere(it, 'working');
    await later(Math.min(ms, 1100) - 150);
    expect(it.sent('tasks/get').length).toBeLessThanOrEqual(ms === 500 ? 1 : 0);
  });

  it('goes from its end to work again only with a remark', async (test) => {
    const it = await world(test, [...options, '--how=undead']);
    await call(it, 'work');
    await isThere(it, 'completed');
    await it.send('{"jsonrpc":"2.0","id":0,"method":"tasks/get","params":{"taskId":"task-1"}}');
    await isThere(it, 'working');
    expect(it.said()).toContain('an ended task must stay so');
    expect(task(it).isPolled).toBe(false);
  });
});

describe.concurrent('a call without a task', () => {
  it('is none, though its result speaks of one', async (test) => {
    const it = await world(test, []);
    await it.answerTo((await it.call('work')).request);
    await later(50);
    expect(it.live.record.current.tasks).toBeUndefined();
    expect(it.sent('tasks/get')).toEqual([]);
  });
});

describe.concurrent('what a task asks for', () => {
  it.for([false, true])(
    '(extension) is one question, until all of it is answered (HTTP: %s)',
    async (isHttp, test) => {
      const it = await world(test, [EXTENSION], isHttp);
      await call(it, 'ask');
      const { questions } = await it.until((session) => session.questions.length === 1);
      const [asked] = questions;
      expect(asked).toMatchObject({ method: 'input_required', task: 'task-1' });
      await it.until(() => it.sent('tasks/get').length >= 3);
      expect(it.live.record.current.questions).toEqual(questions);
      const asking = readJson(it.textOf(asked!.frame));
      expect(askedBy(asking)).toMatchObject({
        kind: 'task',
        task: 'task-1',
        inputs: [{ key: 'who' }, { key: 'where' }],
      });
      // Half of it, by hand and without saying which question it answers.
      await it.send(updateTaskText('task-1', asking, [{ key: 'who', text: '{"action":"decline"}' }]));
      const left = await it.until((session) => session.questions.some(({ frame }) => frame !== asked!.frame));
      expect(left.questions).toHaveLength(1);
      const rest = readJson(it.textOf(left.questions[0]!.frame));
      expect(askedBy(rest)?.inputs.map(({ key }) => key)).toEqual(['where']);
      await it.send(
        updateTaskText('task-1', rest, [{ key: 'where', text: '{"roots":[]}' }]),
        left.questions[0]!.frame,
      );
      await isThere(it, 'completed');
      expect(it.live.record.current.questions).toEqual([]);
      expect(it.textOf(task(it).frame)).toContain(String.raw`{\"action\":\"decline\"}`);
      expect(it.said()).toBe('');
    },
  );

  it('(2025-11-25) comes with tasks/result, is answered, and its result is there', async (test) => {
    const it = await world(test, []);
    await call(it, 'ask');
    const { questions } = await it.until((session) => session.questions.length === 1);
    expect(questions[0]).toMatchObject({ method: 'elicitation/create' });
    expect(it.sent('tasks/result')).toHaveLength(1);
    await it.live.questions.answer(questions[0]!.frame, {
      result: '{"action":"accept","content":{"name":"Ann"}}',
    });
    await isThere(it, 'completed');
    const { request } = await it.send(taskResultText('task-1'));
    expect(textOf(it, (await it.answerTo(request)).row.seq)).toContain('Ann');
    expect(it.live.record.current.questions).toEqual([]);
    expect(it.said()).toBe('');
  });

  it('again although it was answered, is asked again after a while, with a remark', async (test) => {
    const it = await world(test, [EXTENSION, '--how=for-ever']);
    await call(it, 'ask');
    const { questions } = await it.until((session) => session.questions.length === 1);
    const { frame } = questions[0]!;
    const responses = ['who', 'where'].map((key) => ({ key, text: '{}' }));
    await it.send(updateTaskText('task-1', readJson(it.textOf(frame)), responses), frame);
    await it.until((session) => session.questions.length === 0);
    await it.until((session) => session.questions.length === 1);
    expect(it.said()).toContain('still asks for “who” after it was answered');
  });

  it('in thousands is one question', async (test) => {
    const it = await world(test, [EXTENSION, '--how=huge']);
    await call(it, 'ask');
    await it.until((session) => session.questions.length === 1);
    expect(it.said()).toContain('a task asks for 10002 inputs at once');
  });
});

describe.concurrent('many tasks', () => {
  it('are listed once at the opening, page by page, and not asked for', async (test) => {
    const it = await world(test, ['--listed=250']);
    await it.until((session) => session.tasks?.length === 250);
    expect(it.sent('tasks/list')).toHaveLength(3);
    await later(700);
    expect(it.sent('tasks/get')).toEqual([]);
    expect(it.said()).toBe('');
  });

  it('are bounded, and ours are kept before others', async (test) => {
    const it = await world(test, ['--listed=5000']);
    await it.until((session) => session.tasks?.length === 500);
    expect(it.said()).toContain('the rest was left');
    await call(it, 'stay');
    await it.until((session) => session.tasks?.at(-1)?.id === 'task-5001');
    expect(tasks(it)).toHaveLength(500);
    expect(it.said()).toContain('more than 500 tasks');
  });

  it('are not asked for where the server has no list', async (test) => {
    const it = await world(test, [EXTENSION]);
    expect(it.sent('tasks/list')).toEqual([]);
  });

  it('with ids beyond reason are not followed', async (test) => {
    const it = await world(test, [EXTENSION, '--how=long-id']);
    await call(it, 'work');
    await it.until(() => it.said().includes('task id of more than 512 characters'));
    expect(tasks(it)).toEqual([]);
  });
});

describe.concurrent('a notification', () => {
  it.for<[string[]]>([[[]], [[EXTENSION]]])('tells how a task stands %j', async ([options], test) => {
    const it = await world(test, [...options, '--notify']);
    await call(it, 'stay');
    await isThere(it, 'working');
    await it.send(cancelTaskText('task-1'));
    await isThere(it, 'cancelled');
    const { frame } = task(it);
    const told = it.frames.find(({ row }) => row.seq === frame)!.row;
    // The extension acknowledges a cancel with nothing; 2025-11-25 answers with the task, after the notification.
    if (options.length > 0) expect(told.method).toBe('notifications/tasks');
    expect(it.frames.some(({ row }) => row.method?.startsWith('notifications/tasks'))).toBe(true);
  });
});
