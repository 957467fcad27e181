import { describe, expect, it } from 'vitest';
import type { AnswerRule, AnswerScript } from '../../protocol/answering.ts';
import { followUpVariant } from '../../protocol/answers/follow-up-variants.ts';
import { hostileAnswer } from '../../protocol/answers/hostile.ts';
import { questionIn } from '../../protocol/answers/question.ts';
import { applySplice, type Splice } from '../../protocol/json/edit.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { AnsweringApi } from '../connection/answering-api.ts';
import { AnswerRules } from './answer-rules.svelte.ts';
import type { Craft } from './craft.svelte.ts';
import { FollowUps } from './follow-ups.svelte.ts';
import { PreparedAnswer } from './prepared-answer.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

const DECLINE: AnswerRule = { asks: 'form', does: { kind: 'decline' } };
const HOLD: AnswerRule = { asks: 'roots', does: { kind: 'hold' } };

function world(kept: Record<string, AnswerRule[]> = {}) {
  const put: [string, AnswerScript][] = [];
  const said: string[] = [];
  let refusal: Outcome<AnswerScript> | undefined;
  let failure: Outcome<AnswerScript> | undefined;
  const api: Pick<AnsweringApi, keyof AnsweringApi> = {
    script: (target) => Promise.resolve(failure ?? { ok: true, value: { rules: kept[target] ?? [] } }),
    putScript: (target, script) => {
      put.push([target, script]);
      return Promise.resolve(refusal ?? { ok: true, value: script });
    },
    exactly: () => Promise.resolve({ ok: true, value: {} }),
  };
  const all = [{ target: 'a', byRule: { count: 1, last: [] } }, { target: 'b' }] as unknown as Session[];
  const rules = new AnswerRules(
    api as AnsweringApi,
    { all } as Partial<Sessions> as Sessions,
    { say: (words: string) => said.push(words) } as Partial<Toast> as Toast,
  );
  const refuse = () => (refusal = { ok: false, problem: { code: 'bad-rule', message: 'Rule 1: no.' } });
  const fail = () => (failure = { ok: false, problem: { code: 'gone', message: 'Not read.' } });
  return { rules, put, said, refuse, fail };
}

describe('rules as they are edited', () => {
  it('count only once they are kept, in their order', async () => {
    const { rules, put, said } = world({ a: [HOLD] });
    await rules.look('a');
    expect(rules.isChanged).toBe(false);
    rules.add();
    expect(rules.isChanged).toBe(true);
    rules.move(rules.rules[1]!.key, -1);
    rules.move(rules.rules[0]!.key, -1);
    expect(put).toEqual([]);
    await rules.keep();
    expect(put).toEqual([['a', { rules: [DECLINE, HOLD] }]]);
    expect([rules.isChanged, said.length]).toEqual([false, 1]);
    await rules.keep();
    expect(put).toHaveLength(1);
  });

  it('are taken back as they were kept, and stay while another look is asked for', async () => {
    const { rules } = world({ a: [HOLD] });
    await rules.look('a');
    rules.change(rules.rules[0]!.key, DECLINE);
    await rules.look('a');
    expect(rules.rules.map(({ rule }) => rule)).toEqual([DECLINE]);
    rules.takeBack();
    expect(rules.rules.map(({ rule }) => rule)).toEqual([HOLD]);
    rules.remove(rules.rules[0]!.key);
    expect(rules.rules).toEqual([]);
  });

  it('are not added to before those that are kept are known: they would be replaced', async () => {
    const { rules, put, fail } = world({ a: [HOLD] });
    const looking = rules.look('a');
    rules.add();
    await looking;
    expect(rules.rules.map(({ rule }) => rule)).toEqual([HOLD]);
    fail();
    await rules.look('b');
    rules.add();
    await rules.keep();
    expect([rules.loading.kind, rules.rules, put]).toEqual(['failed', [], []]);
  });

  it('say why they were not kept, until they are changed', async () => {
    const { rules, refuse } = world();
    await rules.look('a');
    rules.add();
    refuse();
    await rules.keep();
    expect([rules.problem?.code, rules.isChanged]).toEqual(['bad-rule', true]);
    rules.add();
    expect(rules.problem).toBeUndefined();
  });

  it('are those of the target asked for last', async () => {
    const { rules } = world({ a: [HOLD], b: [DECLINE] });
    await Promise.all([rules.look('a'), rules.look('b')]);
    expect(rules.rules.map(({ rule }) => rule)).toEqual([DECLINE]);
    expect([rules.target, rules.answered.length]).toEqual(['b', 0]);
    await rules.look('a');
    expect(rules.answered).toHaveLength(1);
  });
});

describe('a prepared answer', () => {
  const text = '{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage","params":{"messages":[]}}';
  const question = questionIn(text, 'sampling/createMessage', '7')!;

  it('is what is sent, as it was edited', () => {
    const prepared = new PreparedAnswer(hostileAnswer('answered-twice')!, question);
    expect(prepared.messages.map(({ afterMs }) => afterMs)).toEqual([0, 200]);
    prepared.write(1, 'x');
    expect(prepared.messages[1]).toEqual({ text: 'x', afterMs: 200 });
    expect(prepared.isLong(0)).toBe(false);
    expect(new PreparedAnswer(hostileAnswer('sample-1-mib')!, question).isLong(0)).toBe(true);
  });
});

describe('a follow-up in Craft', () => {
  const followUp = (state: string) =>
    `{"method":"tools/call","params":{"name":"go","requestState":"${state}"}}`;

  function craftWith(text: string) {
    const said: string[] = [];
    const craft = {
      text,
      get document() {
        return readJson(this.text);
      },
      gone: [] as object[],
      /** Whether the tab knows by now what it sent. */
      isKnown: false,
      wentOn(continued: object) {
        if (this.isKnown) this.gone.push(continued);
        return this.isKnown;
      },
      splice(splice: Splice) {
        this.text = applySplice(this.text, splice);
      },
    };
    const toast = { say: (words: string) => said.push(words) } as Partial<Toast> as Toast;
    return { craft, said, followUps: new FollowUps(craft as unknown as Craft, toast) };
  }

  it('is changed in its text, with the state of another one too', () => {
    const { craft, said, followUps } = craftWith(followUp('own'));
    expect(followUps.isWritten).toBe(true);
    followUps.change(followUpVariant('state-foreign')!);
    expect(said).toHaveLength(1);
    followUps.opened(followUp('theirs'));
    followUps.opened('{"method":"x"}');
    followUps.change(followUpVariant('state-foreign')!);
    expect(craft.text).toBe(followUp('theirs'));
    followUps.change(followUpVariant('state-empty')!);
    expect(craft.text).toBe(followUp(''));
  });

  it('by rule is handed to the tab of its call, once', () => {
    const { craft, followUps } = craftWith('{}');
    const last = [
      { frame: 3, method: 'input_required', rule: 1, says: 'canned', request: 2, sent: 4 },
      { frame: 9, method: 'roots/list', rule: 1, says: 'canned', sent: 10 },
    ];
    const sessions = [{ id: 's', byRule: { count: 2, last } }, { id: 't' }] as unknown as Session[];
    followUps.heard(sessions);
    craft.isKnown = true;
    followUps.heard(sessions);
    followUps.heard(sessions);
    expect(craft.gone).toEqual([{ session: 's', asked: 2, request: 4 }]);
  });

  it('is none without a state and responses', () => {
    expect(craftWith('{"params":{"name":"go"}}').followUps.isWritten).toBe(false);
    expect(craftWith('no JSON').followUps.isWritten).toBe(false);
  });
});
