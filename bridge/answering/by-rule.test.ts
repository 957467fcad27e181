import { afterEach, describe, expect, it } from 'vitest';
import type { AnswerRule, AnswerScript } from '../../protocol/answering.ts';
import { askingSession, type AskingWorld } from '../../test/asking-world.ts';

const worlds: AskingWorld[] = [];
/** A session whose script can be changed while it is live. */
async function scripted(rules: AnswerRule[], ...args: Parameters<typeof askingSession>) {
  let script: AnswerScript = { rules };
  const [folder, options, over] = args;
  const it = await askingSession(folder, options, { ...over, script: () => script });
  worlds.push(it);
  return { it, put: (next: AnswerRule[]) => (script = { rules: next }) };
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((it) => it.close()));
});

/** What the server was told, as it says itself. */
async function told(it: AskingWorld, request: number): Promise<Record<string, unknown>> {
  const { row } = await it.answerTo(request);
  const message = JSON.parse(it.textOf(row.seq)) as { result: { content: { text: string }[] } };
  return JSON.parse(message.result.content[0]!.text) as Record<string, unknown>;
}
const byRule = (it: AskingWorld) => it.live.record.current.byRule;
const asked = (it: AskingWorld) => it.live.record.current.questions.map(({ method }) => method);

const canned = (asks: AnswerRule['asks'], result?: string, more: Partial<AnswerRule> = {}): AnswerRule => ({
  asks,
  does: { kind: 'canned', ...(result === undefined ? {} : { result }) },
  ...more,
});
const does = (
  asks: AnswerRule['asks'],
  kind: 'hold' | 'decline',
  more: Partial<AnswerRule> = {},
): AnswerRule => ({
  asks,
  does: { kind },
  ...more,
});
const hostile = (asks: AnswerRule['asks'], id: string): AnswerRule => ({
  asks,
  does: { kind: 'hostile', id },
});

describe('requests of the server', () => {
  it('are answered by the first rule that fits, and what none fits waits', async () => {
    const { it } = await scripted(
      [
        canned('sampling', '{\n"role":"assistant","content":{"type":"text","text":"no"},"model":"m"}', {
          words: 'THE PASSWORD',
        }),
        canned('sampling', '"never"'),
        does('url', 'decline'),
        canned('roots'),
      ],
      'asks',
      ['--what=sampling,elicitation,url,roots'],
    );
    const { request } = await it.call('ask');
    await it.until(({ questions, byRule: by }) => questions.length === 1 && by?.count === 3);
    expect(asked(it)).toEqual(['elicitation/create']);
    await it.live.questions.answer(it.live.record.current.questions[0]!.frame, {
      result: '{"action":"cancel"}',
    });
    expect(await told(it, request)).toEqual({
      sampling: { role: 'assistant', content: { type: 'text', text: 'no' }, model: 'm' },
      elicitation: { action: 'cancel' },
      url: { action: 'decline' },
      roots: { roots: [] },
    });
    expect(
      byRule(it)
        ?.last.map(({ method, rule, says }) => [method, rule, says])
        .toSorted(),
    ).toEqual([
      ['elicitation/create', 3, 'declined'],
      ['roots/list', 4, 'canned'],
      ['sampling/createMessage', 1, 'canned'],
    ]);
    // It was us, of our own accord, and the frame is there to look at.
    for (const { sent } of byRule(it)!.last)
      expect(it.frames.find(({ row }) => row.seq === sent)?.row.author).toBe('client');
  });

  it('are held, declined or answered by how often they came, and by what the script is now', async () => {
    const { it, put } = await scripted([canned('form', undefined, { nth: 2 })], 'asks', [
      '--what=elicitation',
    ]);
    await it.call('ask');
    await it.until(({ questions }) => questions.length === 1);
    const second = await it.call('ask');
    expect(await told(it, second.request)).toMatchObject({ elicitation: { action: 'accept', content: {} } });
    put([does('form', 'decline')]);
    const third = await it.call('ask');
    expect(await told(it, third.request)).toMatchObject({ elicitation: { action: 'decline' } });
    put([does('form', 'hold'), does('form', 'decline')]);
    await it.call('ask');
    await it.until(({ questions }) => questions.length === 2);
    put([does('form', 'decline', { isOff: true })]);
    await it.call('ask');
    await it.until(({ questions }) => questions.length === 3);
    expect(byRule(it)?.count).toBe(2);
  });

  it('are answered with what no honest client sends', async () => {
    const { it } = await scripted(
      [hostile('form', 'answered-twice'), hostile('roots', 'roots-everything')],
      'asks',
      ['--what=elicitation,roots'],
    );
    const { request } = await it.call('ask');
    expect(await told(it, request)).toMatchObject({
      elicitation: { action: 'accept' },
      roots: { roots: [{ uri: 'file:///' }] },
    });
    const sent = () =>
      it.frames.flatMap(({ row, raw }) =>
        row.toward === 'server' && row.kind === 'result' && raw.includes('action') ? [raw.toString()] : [],
      );
    await it.untilFrame(() => sent().length === 2);
    expect(sent()[1]).toMatch(/"action": ?"decline"/);
    expect(byRule(it)?.last.map(({ says }) => says)).toContain('Answered twice, otherwise the second time');
  });

  it('are declined where nobody sits, whatever the script says', async () => {
    const { it } = await scripted([canned('form', '"by rule"')], 'asks', ['--what=elicitation'], {
      policy: 'decline',
    });
    const { request } = await it.call('ask');
    expect(await told(it, request)).toEqual({ elicitation: { action: 'decline' } });
    expect(byRule(it)).toBeUndefined();
  });
});

describe('answers that ask for more', () => {
  const PARTS = [canned('form', '{"action":"accept","content":{"name":"by rule"}}'), canned('sampling')];

  it.each([false, true])('are gone on with when every part has its rule (HTTP: %s)', async (isHttp) => {
    const { it } = await scripted([...PARTS, canned('roots'), canned('url')], 'asks-back', [], { isHttp });
    const { request } = await it.call('go');
    await it.until(({ byRule: by }) => by?.count === 2);
    const last = byRule(it)!.last.at(-1)!.sent!;
    expect(await told(it, last)).toMatchObject({
      'round 1': { who: { content: { name: 'by rule' } }, dirs: { roots: [] } },
      'round 2': { open: { action: 'accept' } },
      'state 1': 'as it was',
      'state 2': 'as it was',
    });
    expect(asked(it)).toEqual([]);
    expect(last).toBeGreaterThan(request);
  });

  it('wait as a whole when one part has none, or one that holds', async () => {
    const { it, put } = await scripted(PARTS, 'asks-back');
    await it.call('go');
    await it.until(({ questions }) => questions.length === 1);
    put([...PARTS, does('roots', 'hold')]);
    await it.call('go');
    await it.until(({ questions }) => questions.length === 2);
    put([...PARTS, hostile('roots', 'id-null')]);
    await it.call('go');
    await it.until(({ questions }) => questions.length === 3);
    expect(byRule(it)).toBeUndefined();
  });

  it('are declined as a whole, or go on with a changed state', async () => {
    const { it, put } = await scripted(
      [does('input_required', 'decline', { words: 'Who are you' })],
      'asks-back',
    );
    await it.call('go');
    await it.until(({ byRule: by, questions }) => by?.count === 1 && questions.length === 1);
    const declined = it.sent('tools/call').at(-1)!;
    expect(it.textOf(declined.row.seq)).toContain('"who": {"action":"decline"}');
    put([hostile('input_required', 'state-made-up')]);
    await it.call('go');
    await it.until(({ byRule: by }) => by?.count === 2);
    const forged = byRule(it)!.last.at(-1)!;
    expect(forged.says).toBe('State: one that was never given');
    const { row } = await it.answerTo(forged.sent!);
    expect(it.textOf(row.seq)).toContain('This state is not mine');
  });

  it('of a server that asks for ever are held after ten rounds', async () => {
    const { it } = await scripted([canned('roots')], 'asks-back', ['--how=for-ever']);
    await it.call('go');
    await it.until(({ deviations }) => deviations.some(({ text }) => text.includes('10 times')));
    expect(asked(it)).toEqual(['input_required']);
    expect(it.said()).toContain('asked for more 10 times');
    expect(byRule(it)?.last).toHaveLength(10);
  });
});

describe('answers that are sent exactly', () => {
  it('are the bytes that were given, each once, and the question waits no more', async () => {
    const { it } = await scripted([], 'asks', ['--what=roots']);
    const { request } = await it.call('ask');
    const session = await it.until(({ questions }) => questions.length === 1);
    const { frame, rpcId } = session.questions[0]!;
    const texts = [
      '{"jsonrpc":"2.0" ,"id":null,"result":{}}',
      `{"jsonrpc":"2.0","id":${rpcId},"result":[1]}`,
    ];
    const messages = texts.map((text, at) => ({ text, afterMs: at * 30 }));
    const bad = await it.live.questions.answerExactly({ frame, rpcId, messages: [] });
    expect(bad).toMatchObject({ problem: { code: 'bad-messages' } });
    const sent = await it.live.questions.answerExactly({ frame, rpcId, messages });
    expect(await told(it, request)).toEqual({ roots: [1] });
    const ours = it.frames.filter(({ row }) => row.author === 'craft' && row.method !== 'tools/call');
    const exact = it.frames.filter(({ raw }) => texts.includes(raw.toString().trimEnd()));
    expect(exact.map(({ row }) => row.author)).toEqual(['craft', 'craft']);
    expect(ours.length).toBeGreaterThan(0);
    expect(sent).toEqual({ ok: true, value: { sent: exact[0]!.row.seq } });
    expect(await it.live.questions.answerExactly({ frame, rpcId, messages })).toMatchObject({
      problem: { code: 'no-question' },
    });
  });
});
