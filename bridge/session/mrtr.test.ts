import { afterEach, describe, expect, it } from 'vitest';
import { askingSession, type AskingWorld } from '../../test/asking-world.ts';
import { readJson } from '../../protocol/json/read.ts';
import { askedBy, followUpText, type InputResponse } from '../../protocol/mcp/follow-up.ts';
import type { PendingQuestion } from '../../protocol/session.ts';

const worlds: AskingWorld[] = [];
async function world(...args: Parameters<typeof askingSession>): Promise<AskingWorld> {
  const it = await askingSession(...args);
  worlds.push(it);
  return it;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((it) => it.close()));
});

const questions = (it: AskingWorld): PendingQuestion[] => it.live.record.current.questions;

/** The one question that waits. */
async function question(it: AskingWorld): Promise<PendingQuestion> {
  const session = await it.until(({ questions }) => questions.length === 1);
  return session.questions[0]!;
}

/** What the page does: the request once more, from the texts of the two frames. */
async function followUp(
  it: AskingWorld,
  asked: PendingQuestion,
  responses: InputResponse[],
): Promise<number> {
  const text = followUpText(it.textOf(asked.request!), it.textOf(asked.frame), responses);
  return (await it.send(text!, asked.frame)).request;
}

describe('an answer that asks for more', () => {
  it.each([false, true])('is held, answered in two rounds, and ends (HTTP: %s)', async (isHttp) => {
    const it = await world('asks-back', [], { isHttp });
    const { request } = await it.call('go');
    const first = await question(it);
    expect(first).toMatchObject({ method: 'input_required', request });
    expect(it.frames.find(({ row }) => row.seq === first.frame)?.row.request).toBe(request);
    const asked = askedBy(readJson(it.textOf(first.frame)))!;
    expect(asked.inputs.map(({ key, method }) => [key, method])).toEqual([
      ['who', 'elicitation/create'],
      ['capital', 'sampling/createMessage'],
      ['dirs', 'roots/list'],
    ]);
    await followUp(it, first, [
      { key: 'who', text: '{"action":"accept","content":{"name":"Ann"}}' },
      { key: 'capital', text: '{"role":"assistant","content":{"type":"text","text":"Paris"},"model":"m"}' },
      { key: 'dirs', text: '{"roots":[]}' },
    ]);
    await it.until(({ questions }) => questions.length === 1 && questions[0]!.frame !== first.frame);
    const second = await question(it);
    const last = await followUp(it, second, [{ key: 'open', text: '{"action":"accept"}' }]);
    const { row } = await it.answerTo(last);
    expect(questions(it)).toEqual([]);
    const told = JSON.parse(it.textOf(row.seq)) as { result: { content: { text: string }[] } };
    expect(JSON.parse(told.result.content[0]!.text)).toMatchObject({
      'round 1': { who: { content: { name: 'Ann' } }, dirs: { roots: [] } },
      'round 2': { open: { action: 'accept' } },
      'state 1': 'as it was',
      'state 2': 'as it was',
    });
    expect(it.said()).toBe('');
    const ids = it.sent('tools/call').map(({ row: { rpcId } }) => rpcId);
    expect(new Set(ids).size).toBe(3);
  });

  it('is held for calls that are waited for, too', async () => {
    const it = await world('asks-back');
    const answer = await it.live.call({ method: 'tools/call', params: '{"name":"go"}', author: 'craft' });
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'result' } });
    expect((await question(it)).method).toBe('input_required');
  });

  it('is no question when it is the last one', async () => {
    const it = await world('asks-back');
    await it.answerTo((await it.call('plain')).request);
    expect(questions(it)).toEqual([]);
  });

  it('cannot be answered as if it were a request, but can be left', async () => {
    const it = await world('asks-back');
    await it.call('go');
    const { frame } = await question(it);
    const before = it.frames.length;
    expect(await it.live.questions.answer(frame, { result: '{}' })).toMatchObject({ code: 'not-a-request' });
    expect(questions(it)).toHaveLength(1);
    expect(it.live.questions.leave(frame)).toBeUndefined();
    expect(it.live.questions.leave(frame)).toMatchObject({ code: 'no-question' });
    expect([questions(it), it.frames.length]).toEqual([[], before]);
  });

  it('is not held where nobody is there', async () => {
    const it = await world('asks-back', [], { policy: 'decline' });
    await it.answerTo((await it.call('go')).request);
    expect(questions(it)).toEqual([]);
  });

  it('goes with the session', async () => {
    const it = await world('asks-back');
    await it.call('go');
    await question(it);
    await it.live.stop();
    expect(questions(it)).toEqual([]);
  });
});

describe('a hostile answer', () => {
  it('that asks for ever is asked as often as the person likes, and no more', async () => {
    const it = await world('asks-back', ['--how=for-ever']);
    await it.call('go');
    for (let round = 1; round <= 5; round++) {
      const asked = await question(it);
      const { inputs } = askedBy(readJson(it.textOf(asked.frame)))!;
      expect(inputs.map(({ key }) => key)).toEqual([`again_${round}`]);
      await followUp(it, asked, [{ key: inputs[0]!.key, text: '{"roots":[]}' }]);
      await it.until(({ questions }) => questions.length === 1 && questions[0]!.frame > asked.frame);
    }
    expect(it.sent('tools/call')).toHaveLength(6);
  });

  it.each([
    ['many', 1000, 9000, undefined],
    ['list', 0, 0, 'not an object'],
    ['text', 0, 0, 'not a string'],
    ['nothing', 0, 0, 'neither'],
    ['state-only', 0, 0, undefined],
  ])('%s is held, bounded and remarked on', async (how, count, more, words) => {
    const it = await world('asks-back', [`--how=${how}`]);
    await it.call('go');
    const asked = askedBy(readJson(it.textOf((await question(it)).frame)))!;
    expect([asked.inputs.length, asked.more]).toEqual([count, more]);
    if (words === undefined) expect(asked.remarks).toEqual([]);
    else expect(asked.remarks.join()).toContain(words);
  });

  it('to a list of ours is nobody’s question, and is named', async () => {
    const it = await world('asks-back', ['--how=at-lists']);
    await it.until(() => it.said().includes('tools/list was answered with input_required'));
    expect(questions(it)).toEqual([]);
    await it.send('{"jsonrpc":"2.0","id":0,"method":"tools/list"}');
    expect((await question(it)).method).toBe('input_required');
  });

  it('is not withdrawn by the id of our own call', async () => {
    const it = await world('asks-back', ['--how=addresses', '--withdraw'], { opening: '2025-11-25' });
    await it.call('go');
    await it.untilFrame((row) => row.method === 'notifications/cancelled' && row.toward === 'client');
    expect(questions(it)).toHaveLength(1);
  });
});

describe('addresses to be opened first (-32042)', () => {
  it('are held, and the request is sent again as it was', async () => {
    const it = await world('asks-back', ['--how=addresses'], { opening: '2025-11-25' });
    const { request } = await it.call('go');
    const asked = await question(it);
    expect(asked).toMatchObject({ method: 'input_required', request });
    const { kind, inputs } = askedBy(readJson(it.textOf(asked.frame)))!;
    expect([kind, inputs[0]!.key]).toEqual(['urls', 'e-1']);
    const again = await followUp(it, asked, []);
    expect((await it.answerTo(again)).row.kind).toBe('result');
    expect(questions(it)).toEqual([]);
    expect(it.said()).toBe('');
  });
});

describe('notifications/elicitation/complete', () => {
  it('marks the question whose address is done, and no other', async () => {
    const it = await world('asks-back', ['--how=addresses', '--complete'], { opening: '2025-11-25' });
    await it.call('go');
    const session = await it.until(({ questions }) => questions[0]?.complete !== undefined);
    const { row } = it.frames.find(({ row: { seq } }) => seq === session.questions[0]!.complete)!;
    expect(row.method).toBe('notifications/elicitation/complete');
    expect(session.questions).toHaveLength(1);
    await it.until(() => it.said().includes('names nothing that was asked for'));
  });
});

describe('who we say we are', () => {
  it('names the tasks extension from 2026-07-28 on, and roots that do not change', async () => {
    const it = await world('asks-back');
    const text = it.textOf(it.sent('tools/list')[0]!.row.seq);
    const { params } = JSON.parse(text) as { params: { _meta: Record<string, unknown> } };
    expect(params._meta['io.modelcontextprotocol/clientCapabilities']).toEqual({
      roots: {},
      sampling: { context: {}, tools: {} },
      elicitation: { form: {}, url: {} },
      extensions: { 'io.modelcontextprotocol/tasks': {} },
    });
  });

  it('does not before', async () => {
    const it = await world('asks-back', ['--how=addresses'], { opening: '2025-11-25' });
    const text = it.textOf(it.sent('initialize')[0]!.row.seq);
    const { params } = JSON.parse(text) as { params: { capabilities: unknown } };
    expect(params.capabilities).toEqual({
      roots: { listChanged: true },
      sampling: { context: {}, tools: {} },
      elicitation: { form: {}, url: {} },
    });
  });
});
