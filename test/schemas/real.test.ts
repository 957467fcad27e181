import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { valueOf } from '../../protocol/json/value.ts';
import { judge, measureLines, tableOf } from './corpus.ts';
import { measure, setOne } from './measure.ts';

const folder = join(import.meta.dirname, 'real');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Parts that no form can show, by file; every other schema has none. */
const RAW: Record<string, number> = { 'malformed-parts.json': 11 };
/** Start values that still lack what only a person can give, and the keyword ajv names. */
const UNFINISHED: Record<string, string> = {
  'conditions.json': 'required',
  'contains.json': 'contains',
  'either-required.json': 'required',
  'open-api-parts.json': 'uncompiled',
  'odd-defaults.json': 'type',
  'pattern-names-many.json': 'minProperties',
  'repository-issue-create.json': 'minLength',
  'several-types.json': 'minLength',
  'zod-object.json': 'minLength',
  'zod-intersection.json': 'minLength',
  'draft-3-habits.json': 'uncompiled',
  'malformed-parts.json': 'uncompiled',
};

test('there are enough of them', () => expect(names.length).toBeGreaterThanOrEqual(40));

describe.each(names)('%s', (name) => {
  const document = readJson(read(name));
  const found = measure(document, document.root!);

  test('every form renders, keeps its defaults and touches nothing else', () => {
    expect(found.problems).toEqual([]);
    expect(found.startLeftOut).toEqual([]);
  });
  test('nothing falls back to raw that need not', () => {
    expect(found.raw).toHaveLength(RAW[name] ?? 0);
  });
  test('its start value is what it should be', () => {
    expect(judge(valueOf(document, document.root!), found.start)).toBe(UNFINISHED[name] ?? 'valid');
  });
});

test('an edit that takes too much is found out', () => {
  const before = readJson('{"a": {"b": 1}, "c": 2}');
  const problems: string[] = [];
  setOne(before, ['a', 'b'], '2', { problems });
  expect(problems).toEqual([]);
  // A text that ends the value and begins another member is what an edit must never be.
  setOne(before, ['a', 'b'], '1}, "d": {"b": 2', { problems });
  expect(problems).not.toEqual([]);
});

test('a default that is lost is found out', () => {
  const line = JSON.stringify({
    tool: { name: 't', inputSchema: { type: 'object', properties: { a: { default: 1 } }, required: ['a'] } },
  });
  expect(measureLines([line], () => 0).problems).toEqual([]);
  // A broken default cannot be written into a start value, which is JSON.
  const broken = line.replace('"default":1', '"default":nope');
  expect(measureLines([broken], () => 0).problems).not.toEqual([]);
});

const corpora = process.env.CORPORA_DIR;
test.skipIf(corpora === undefined)(
  corpora === undefined
    ? 'schemas of real tools (left out: CORPORA_DIR is not set)'
    : 'schemas of real tools',
  { timeout: 300_000 },
  () => {
    const lines = ['toucan_smithery_tools', 'vendor_tools'].flatMap((name) =>
      readFileSync(join(corpora!, `${name}.jsonl`), 'utf8').split('\n'),
    );
    const total = measureLines(lines, () => performance.now());
    console.log(tableOf(total));
    expect(total.schemas).toBeGreaterThanOrEqual(500);
    expect(total.problems).toEqual([]);
    const raw = [...total.raw.values()].reduce((sum, count) => sum + count, 0);
    expect(raw / total.fields).toBeLessThan(0.005);
  },
);
