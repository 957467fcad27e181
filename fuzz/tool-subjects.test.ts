import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { offeredTool, WORLD } from '../test/fuzz-offered.ts';
import { planCases } from './plan.ts';
import { learnFrom } from './seeds/learned.ts';
import { STRATEGIES } from './strategies/index.ts';
import { subjectsOf } from './subjects.ts';

const string = { type: 'string' };
const object = (properties: object, required = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
});
const SOURCE = {
  oneOf: [
    object({ kind: { const: 'text' }, text: string }),
    object({ kind: { const: 'file' }, path: string }),
    { title: 'from the web', ...object({ kind: { const: 'web' }, url: string }) },
  ],
};

function read(properties: Record<string, object>): ReturnType<typeof subjectsOf> {
  const input = { seed: 7, learned: learnFrom([]), tagsOf: () => [], allowDestructive: [] };
  return subjectsOf([offeredTool('load', 'Loads it.', properties)], input);
}
const argumentsOf = (text: string): unknown =>
  (JSON.parse(text) as { params: { arguments: unknown } }).params.arguments;

it('calls a tool once more for each kind of object that may stand at a place, and changes what is in it', () => {
  const properties = { source: SOURCE, note: string };
  const { subjects, skipped } = read(properties);
  const tools = subjects.filter(({ kind }) => kind === 'tool');
  expect(tools.map(({ name }) => name)).toEqual([
    'load',
    'load (source 2: kind "file")',
    'load (source 3: from the web)',
  ]);
  expect(skipped).toEqual([]);
  const validate = new Ajv2020({ strict: false }).compile(object(properties));
  for (const { text } of tools) expect(validate(argumentsOf(text)), text).toBe(true);
  expect(argumentsOf(tools[1]!.text)).toMatchObject({ source: { kind: 'file' } });

  const plan = planCases(tools, STRATEGIES, { seed: 7, budget: 50_000 }, { world: WORLD });
  expect(plan.subjects.map(({ parameters }) => parameters.map(({ at }) => at))).toEqual([
    expect.arrayContaining(['', '/source', '/source/kind', '/source/text', '/note']),
    ['/source/kind', '/source/path'],
    ['/source/kind', '/source/url'],
  ]);
  expect(plan.subjects.map(({ of }) => of)).toEqual([undefined, 'load', 'load']);
  const cases = Array.from({ length: plan.cases }, (_, k) => plan.case(k + 1)!);
  const paths = cases.filter(
    ({ position, strategy }) => position?.at === '/source/path' && strategy.meta.id === 'path-traversal',
  );
  expect(paths.length).toBeGreaterThan(5);
});

it('has an object that stands beside a text in the schema, in lists and where it may be left out', () => {
  const { subjects } = read({
    target: { anyOf: [string, object({ path: string })] },
    more: { type: 'array', items: SOURCE },
    a: string,
  });
  const said = subjects.flatMap(({ name, text }) => (name.includes('(') ? [argumentsOf(text)] : []));
  expect(said).toEqual([
    expect.objectContaining({ target: { path: expect.any(String) } }),
    expect.objectContaining({ more: [{ kind: 'file', path: expect.any(String) }] }),
    expect.objectContaining({ more: [{ kind: 'web', url: expect.any(String) }] }),
  ]);
});

it('says what it leaves out of kinds within kinds and of endless ones, and ends', () => {
  const deep = { oneOf: [object({ a: string }), object({ inner: SOURCE })] };
  expect(read({ deep }).skipped.map(({ why }) => why)).toEqual([
    'Of several kinds of objects in one of several kinds, the first is tried.',
  ]);
  const many = { oneOf: Array.from({ length: 15 }, (_, k) => object({ [`p${k}`]: string })) };
  const { subjects, skipped } = read({ many, other: many });
  expect(subjects.filter(({ kindOf }) => kindOf !== undefined)).toHaveLength(8);
  expect(skipped.map(({ why }) => why)).toEqual([
    'Of more than 8 other kinds of objects the first are tried.',
  ]);
});
