import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { startResult } from '../../protocol/mcp/answers.ts';
import { askedBy, followUpText } from '../../protocol/mcp/follow-up.ts';
import { taskResultText } from '../../protocol/mcp/tasks.ts';
import { memberOf } from '../../protocol/json/value.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import { asking, askingSession, type AskingWorld } from '../../test/asking-world.ts';

const everything = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/server-everything/dist/index.js',
);

const worlds: AskingWorld[] = [];
async function world(): Promise<AskingWorld> {
  const it = await asking([everything, 'stdio'], { opening: '2025-11-25' });
  worlds.push(it);
  // It offers what asks a client only once it has heard what the client can do.
  await it.until(({ offers }) => (offers?.['tools'] ?? 0) > 10);
  return it;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((it) => it.close()));
});

const words = async (it: AskingWorld, request: number): Promise<string> =>
  it.textOf((await it.answerTo(request)).row.seq);
/** The next question of a method that waits. */
async function question(it: AskingWorld, method: string): Promise<PendingQuestion> {
  const { questions } = await it.until((session) => session.questions.some((q) => q.method === method));
  return questions.find((q) => q.method === method)!;
}
const start = (it: AskingWorld, { frame, method }: PendingQuestion, content?: string): string => {
  const document = readJson(it.textOf(frame));
  return startResult({ method, document, params: memberOf(document.root, 'params') }, content);
};

describe('server-everything asks', () => {
  it('for roots when it begins, and takes what it is given', async () => {
    const it = await world();
    const asked = await question(it, 'roots/list');
    await it.live.questions.answer(asked.frame, {
      result: '{"roots":[{"uri":"file:///somewhere","name":"here"}]}',
    });
    const { request } = await it.call('get-roots-list');
    expect(await words(it, request)).toContain('file:///somewhere');
  });

  it('for a sampling, which the start value answers', async () => {
    const it = await world();
    const { request } = await it.call('trigger-sampling-request', { arguments: { prompt: 'Say it' } });
    const asked = await question(it, 'sampling/createMessage');
    await it.live.questions.answer(asked.frame, { result: start(it, asked) });
    expect(await words(it, request)).toContain('written by hand');
  });

  it('for an address to be opened, by a request and by error -32042', async () => {
    const it = await world();
    const url = { url: 'https://example.com/a?b=<c>', elicitationId: 'mine', errorPath: true };
    const { request } = await it.call('trigger-url-elicitation', { arguments: url });
    const asked = await question(it, 'input_required');
    expect(asked.request).toBe(request);
    const said = askedBy(readJson(it.textOf(asked.frame)))!;
    expect(said).toMatchObject({ kind: 'urls', inputs: [{ method: 'elicitation/create' }] });
    const again = followUpText(it.textOf(request), it.textOf(asked.frame), []);
    const retry = await it.send(again!, asked.frame);
    const opened = await question(it, 'elicitation/create');
    expect(start(it, opened)).toBe('{ "action": "accept" }');
    await it.live.questions.answer(opened.frame, { result: start(it, opened) });
    expect(await words(it, retry.request)).toContain('mine');
  });

  it('in the middle of a task, and goes on with the answer', async () => {
    const it = await world();
    const { request } = await it.call('simulate-research-query', {
      arguments: { topic: 'python', ambiguous: true },
      task: { ttl: 60_000 },
    });
    const asked = await question(it, 'elicitation/create');
    const [task] = it.live.record.current.tasks!;
    expect(task).toMatchObject({ kind: 'core', request, isPolled: true });
    const result = start(it, asked, '{"interpretation":"technical"}');
    expect(JSON.parse(result)).toMatchObject({
      action: 'accept',
      _meta: { 'io.modelcontextprotocol/related-task': { taskId: task!.id } },
    });
    await it.live.questions.answer(asked.frame, { result });
    await it.until((session) => session.tasks?.[0]?.status === 'completed');
    const { request: last } = await it.send(taskResultText(task!.id));
    expect(await words(it, last)).toContain('technical');
    expect(it.said()).toBe('');
  });
});

describe('server-everything tells', () => {
  it('of updates of what is watched', async () => {
    const it = await world();
    const uri = 'demo://resource/static/document/features.md';
    expect(await it.live.watch(uri, true)).toBeUndefined();
    await it.call('toggle-subscriber-updates');
    await it.until((session) => (session.watched?.[0]?.updates ?? 0) > 0);
    expect(await it.live.watch(uri, false)).toBeUndefined();
  });
});

describe('the SDK of 2026-07-28', () => {
  it('asks back, and takes the follow-up for an answer', async () => {
    const it = await askingSession('modern-stdio', ['--asks']);
    worlds.push(it);
    const { request } = await it.call('deploy');
    const asked = await question(it, 'input_required');
    const text = followUpText(it.textOf(request), it.textOf(asked.frame), [
      { key: 'sure', text: '{"action":"accept","content":{"confirm":true}}' },
      { key: 'roots', text: '{"roots":[]}' },
    ]);
    const retry = await it.send(text!, asked.frame);
    const { result } = JSON.parse(await words(it, retry.request)) as {
      result: { content: { text: string }[] };
    };
    expect(JSON.parse(result.content[0]!.text)).toEqual([{ confirm: true }, 'é/"1']);
    expect(it.said()).toBe('');
  });

  it('tells of updates on a stream of their own', async () => {
    const it = await askingSession('modern-stdio', ['--asks']);
    worlds.push(it);
    expect(await it.live.watch('file:///readme.md', true)).toBeUndefined();
    await it.call('touch');
    await it.until((session) => session.watched![0]!.updates === 1);
    expect(await it.live.watch('file:///readme.md', false)).toBeUndefined();
    const before = it.sent('tools/list').length;
    await it.call('grow', { arguments: { name: 'later' } });
    await it.until(() => it.sent('tools/list').length > before);
    expect(it.said()).toBe('');
  });

  it('does not watch where its capabilities say nothing of it', async () => {
    const it = await askingSession('modern-stdio');
    worlds.push(it);
    expect(await it.live.watch('file:///readme.md', true)).toMatchObject({ code: 'not-watched' });
  });
});
