import { describe, expect, test } from 'vitest';
import type { FuzzCase, MadeCase } from '../../fuzz/cases.ts';
import type { Oracle, Seen } from '../../fuzz/oracle.ts';
import { createdFile } from '../../fuzz/oracles/created-file.ts';
import { growth } from '../../fuzz/oracles/growth.ts';
import type { Expectation } from '../../fuzz/strategy.ts';
import { seenOf, SUBJECT } from '../../test/fuzz-seen.ts';
import { Judge } from './judge.ts';
import { Proving, type ProvingParts } from './proving.ts';
import type { Tried } from './trial.ts';

const MIB = 1024 * 1024;
const PATH = '/tmp/mcp-fuzz-7/drop/abcd1234efgh5678';
const INSIDE = { kind: 'file', path: PATH } as const;

/** What a server does with a value (JSON text), as far as it is seen from outside. */
type Does = (json: string) => Partial<Seen>;

/** A hit that is proved at a server of which nothing but this is known; `sent`: all that it was given, in order. */
async function proved(json: string, oracle: Oracle, expects: readonly Expectation[], does: Does) {
  const sent: string[] = [];
  const { strategy } = seenOf(json, expects);
  const one: FuzzCase = { n: 1, subject: SUBJECT, position: undefined, strategy, payload: 'any' };
  const madeOf = (value: string): MadeCase => ({
    ...{ case: one, made: { json: value, expects }, value },
    text: seenOf('""', []).sent.replace('""', () => value),
  });
  const triedOf = (made: MadeCase): Tried => {
    sent.push(made.value);
    const seen = { ...seenOf('""', expects, does(made.value)), made: made.made, sent: made.text };
    const exchange = { heard: seen.heard, session: 's', request: sent.length };
    return { made, token: seen.token, exchange, seen, exited: () => undefined };
  };
  const trial = {
    restore: () => Promise.resolve(),
    leave: () => Promise.resolve(),
    try: (_: FuzzCase, { made = madeOf(json) }: { made?: MadeCase }) => Promise.resolve(triedOf(made)),
  };
  const controls = {
    isWhole: () => true,
    again: () => Promise.resolve(true),
    known: () => seenOf(json, []).control,
    last: () => undefined,
  };
  const bugs: unknown[] = [];
  const judge = new Judge([oracle], (bug) => bugs.push(bug));
  const parts = {
    ...{ trial, controls, judge },
    plan: { remake: (_: MadeCase, value: string) => madeOf(value) },
    spend: () => true,
    spendOnSmaller: () => true,
    isOver: () => false,
    command: () => '',
  } as unknown as ProvingParts;
  const first = triedOf(madeOf(json));
  const hit = judge.by(oracle, first.seen);
  if (hit === undefined) throw new Error('It is no hit.');
  const finding = await new Proving(parts).prove(one, first, { oracle, hit });
  if (typeof finding === 'string') throw new Error(finding);
  expect(bugs).toEqual([]);
  return { finding, sent };
}

describe('what names a file of the run', () => {
  // A shell makes whatever file it is told to; that one appears is all that is seen.
  const touches: Does = (json) => {
    const [, made] = /touch (\/[^ ;"]*)/.exec(json) ?? [];
    return { created: made === undefined ? [] : [PATH] };
  };

  test('is made smaller around the whole path: half of it is outside of what was made for the run', async () => {
    const json = JSON.stringify(`${'a'.repeat(60)}; touch ${PATH} ; ${'b'.repeat(60)}`);
    const { finding, sent } = await proved(json, createdFile, [INSIDE], touches);
    expect(finding.minimalValue).toBe(JSON.stringify(`touch ${PATH}`));
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.filter((value) => !value.includes(PATH))).toEqual([]);
  });

  test('keeps every path where there are several', async () => {
    const other = `${PATH}.txt`;
    const json = JSON.stringify(`xxxx touch ${PATH} xxxx ${other} xxxx`);
    const { finding, sent } = await proved(json, createdFile, [INSIDE, { ...INSIDE, path: other }], touches);
    expect(finding.shrunk.to).toBeLessThan(finding.shrunk.from);
    expect(sent.filter((value) => !value.includes(PATH) || !value.includes(other))).toEqual([]);
  });

  test('is left as it is where it is spelled otherwise: nobody could tell what of it is the path', async () => {
    const json = JSON.stringify(`aaaa; touch $(printf '${Buffer.from(PATH).toString('base64')}') ; bbbb`);
    const does: Does = (value) => ({ created: value.includes('touch') ? [PATH] : [] });
    const { finding, sent } = await proved(json, createdFile, [INSIDE], does);
    expect(finding.minimalValue).toBe(json);
    // As it was found, and three times again.
    expect(sent).toEqual([json, json, json, json]);
  });
});

describe('what costs a process very much', () => {
  const json = JSON.stringify('['.repeat(200));
  const grown = (rssBefore: number, rssAfter: number): Partial<Seen> => ({
    process: { isAlone: true, rssBefore, rssAfter },
  });

  test('is not made smaller: what the last attempt left shows with the next, however small that is', async () => {
    const { finding, sent } = await proved(json, growth, [], () => grown(100 * MIB, 900 * MIB));
    expect(finding).toMatchObject({ oracle: 'growth', confirmed: 3, minimalValue: json });
    expect(finding.shrunk).toEqual({ from: json.length, to: json.length });
    expect(sent).toEqual([json, json, json, json]);
  });

  test('is made smaller where something else shows it', async () => {
    const always: Oracle = { ...growth, judge: () => ({ says: 'It is as it was.' }) };
    const { finding, sent } = await proved(json, always, [], () => grown(100 * MIB, 900 * MIB));
    expect(finding).toMatchObject({ confirmed: 3, minimalValue: '""' });
    expect(sent.length).toBeGreaterThan(4);
  });
});
