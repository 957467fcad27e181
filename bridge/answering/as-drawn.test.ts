import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { AnswerRule, QuestionKind } from '../../protocol/answering.ts';
import { FOLLOW_UP_VARIANTS } from '../../protocol/answers/follow-up-variants.ts';
import { HOSTILE_ANSWERS, messagesOf } from '../../protocol/answers/hostile.ts';
import type { HostileAnswer } from '../../protocol/answers/hostile-answer.ts';
import { questionIn } from '../../protocol/answers/question.ts';
import { STATE_VARIANTS } from '../../protocol/answers/state-variants.ts';
import { askingSession, type AskingWorld } from '../../test/asking-world.ts';
import { until } from '../../test/http-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const KINDS: readonly QuestionKind[] = ['sampling', 'form', 'url', 'roots'];
const KIND_OF: Record<string, QuestionKind> = {
  sampling: 'sampling',
  elicitation: 'form',
  url: 'url',
  roots: 'roots',
};
/** Bigger ones are the same text, longer; what comes later is not waited for here. */
const MOST_BYTES = 2 * 1024 * 1024;
const LONGEST_WAIT = 1000;

async function scripted(
  folder: string,
  options: string[],
): Promise<{ it: AskingWorld; put(rules: AnswerRule[]): void; byRule(count: number): Promise<unknown> }> {
  let script: { rules: AnswerRule[] } = { rules: [] };
  const it = await askingSession(folder, options, { script: () => script });
  cleanUp.push(() => it.close());
  return {
    it,
    put: (rules) => void (script = { rules }),
    byRule: (count) => it.until(({ byRule }) => byRule?.count === count),
  };
}

/** What a server that asked this has to be sent, message by message. */
function drawn(answer: HostileAnswer, question: string): { text: string; afterMs: number }[] {
  const { id, method } = JSON.parse(question) as { id: string; method: string };
  const asked = questionIn(question, method, JSON.stringify(id))!;
  return answer.for.includes(KIND_OF[id.split('-').at(-1)!]!) ? messagesOf(answer, asked) : [];
}

it(
  'every hostile answer leaves as it was drawn, each message once and in turn',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'as-drawn-'));
    cleanUp.push(() => rmSync(folder, { recursive: true }));
    const to = join(folder, 'received');
    const {
      it: world,
      put,
      byRule,
    } = await scripted('asks', ['--what=sampling,elicitation,url,roots', `--to=${to}`]);
    const expected: string[][] = [];
    for (const [at, answer] of HOSTILE_ANSWERS.entries()) {
      const isTested = !/-10-mib$|^late-/.test(answer.id);
      put(
        KINDS.map((asks) =>
          isTested && answer.for.includes(asks)
            ? { asks, does: { kind: 'hostile', id: answer.id } }
            : { asks, does: { kind: 'decline' } },
        ),
      );
      const { request } = await world.call('ask');
      await byRule(4 * (at + 1));
      if (!isTested) continue;
      const questions = world.frames.filter(({ row, raw }) => {
        return (
          row.seq > request && row.toward === 'client' && row.kind === 'request' && raw.includes('question-')
        );
      });
      expect(questions).toHaveLength(4);
      for (const { raw } of questions) {
        const messages = drawn(answer, raw.toString());
        const soon = messages.filter(({ afterMs }) => afterMs <= LONGEST_WAIT);
        expect(soon).toEqual(messages);
        if (soon.length > 0) expected.push(soon.map(({ text }) => text));
      }
    }
    expect(expected.flat().reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(MOST_BYTES);
    const received = (): string => (existsSync(to) ? readFileSync(to, 'utf8') : '');
    const sent = (): string =>
      world.frames
        .filter(({ row }) => row.channel === 'stdin')
        .map(({ raw }) => raw.toString())
        .join('');
    const last = expected.findLast((messages) => messages.length > 1)!.at(-1)!;
    await until(() => received().includes(`\n${last}\n`), 20_000);
    await until(() => received().length >= sent().length);
    expect(received() === sent()).toBe(true);
    const lines = received().split('\n');
    for (const messages of expected) {
      const places = messages.map((text) => lines.indexOf(text));
      expect(places.includes(-1), messages.join('\n').slice(0, 300)).toBe(false);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    // The id of a question stands in its answers only, so that each line can be told from all others.
    const own = expected.flat().filter((text) => text.includes('"question-') && text.length < MOST_BYTES);
    for (const text of own)
      expect(lines.filter((line) => line === text).length).toBe(own.filter((one) => one === text).length);
  },
);

it('every changed follow-up leaves changed in this one place', { timeout: 60_000 }, async () => {
  const { it: world, put, byRule } = await scripted('gives-state', ['--how=reusable']);
  interface Message {
    id?: number;
    method?: string;
    params?: Record<string, unknown>;
    result?: { requestState?: string; inputRequests?: object };
  }
  const read = (seq: number): Message => JSON.parse(world.textOf(seq)) as Message;
  let count = 0;
  /** The follow-up of a call of its own, and the state it was given. */
  const followUp = async (does: AnswerRule['does']): Promise<{ sent: Message; state: string }> => {
    // Once: a server that asks anew after a change is answered no more.
    put([{ asks: 'input_required', does, nth: 1 }]);
    await world.call('show_page', { arguments: { page: 'a' } });
    await byRule(++count);
    const { sent, frame } = world.live.record.current.byRule!.last.at(-1)!;
    return { sent: read(sent!), state: read(frame).result!.requestState! };
  };
  const { sent: honest, state: first } = await followUp({ kind: 'canned' });
  expect(honest.params).toMatchObject({
    requestState: first,
    inputResponses: { sure: { action: 'accept' } },
  });
  const rest = ({ params, method }: Message, of: string): unknown => {
    const { requestState: state, inputResponses: responses, name, arguments: args } = params!;
    return { state, responses, request: [method, name, args], [of]: undefined };
  };
  let before = first;
  for (const { id, of } of FOLLOW_UP_VARIANTS) {
    if (id === 'responses-swapped') continue; // It asks for one thing only.
    const { sent, state } = await followUp({ kind: 'hostile', id });
    const asHonest = { ...honest, params: { ...honest.params, requestState: state } };
    expect(rest(sent, of), id).toEqual(rest(asHonest, of));
    expect(sent.params, id).not.toEqual(asHonest.params);
    const change = STATE_VARIANTS.find((one) => one.id === id)?.change;
    if (change !== undefined) expect(sent.params!['requestState'] === change(state), id).toBe(true);
    if (id === 'state-foreign') expect(sent.params!['requestState']).toBe(before);
    before = state;
  }
});
