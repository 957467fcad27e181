import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { applySplice, removeAt, setAt, type Splice } from './edit.ts';
import { readJson } from './read.ts';

/** More comments than faults are kept of. */
const MANY = '/* , */ '.repeat(300);

test.each([
  ['a comma in a comment', '{"a":1 /* x, y */ ,}', ['b'], '2', '{"a":1 /* x, y */ , "b": 2}'],
  ['one in a line comment', '["a" // one, two\n ,]', ['1'], '2', '["a" // one, two\n , 2]'],
  ['no comma but in comments', '{"a":1 /* x, */}', ['b'], '2', '{"a":1, "b": 2 /* x, */}'],
  ['a trailing comma no fault tells of', `[${MANY}1,]`, ['1'], '2', `[${MANY}1, 2]`],
  ['a comment before the last', '["a",\n  // x,\n  "b"]', ['2'], '2', '["a",\n  // x,\n  "b",\n  2]'],
  ['only a comment', '// why', ['a'], '1', '// why\n{ "a": 1 }'],
  ['a comment and its line', '\ufeff/* x */\r\n// y\r\n', [], '1', '\ufeff/* x */\r\n// y\r\n1'],
  ['only a byte order mark', '\ufeff', ['a'], '1', '\ufeff{ "a": 1 }'],
  ['only blanks', ' \n', ['a'], '1', '{ "a": 1 }'],
  ['a colon and no value', '{"a": }', ['a'], '5', '{"a": 5}'],
  ['a colon behind a comment', '{"a" /* : */ : 4}', ['a'], '5', '{"a" /* : */ : 5}'],
  ['lines of CRLF', '{\r\n  "a": {}\r\n}', ['a', 'b'], '2', '{\r\n  "a": {\r\n    "b": 2\r\n  }\r\n}'],
  ['CRLF and a comment', '{ // x\r\n}', ['a'], '2', '{ // x\r\n\r\n"a": 2\r\n}'],
  [
    'CRLF and a comment in front',
    '{\r\n  // x\r\n  "a": 1\r\n}',
    ['b'],
    '2',
    '{\r\n  // x\r\n  "a": 1,\r\n  "b": 2\r\n}',
  ],
])('set: %s', (_, text, path, value, wanted) => {
  expect(applySplice(text, setAt(readJson(text), path, value)!)).toBe(wanted);
});

test.each([
  ['a key without a colon', '{"a" }', ['a']],
  ['a value without one', '{"a" /* : */ 5}', ['a']],
  ['a comment that is never closed', '/* why', ['a']],
])('nothing is set at %s', (_, text, path) => {
  expect(setAt(readJson(text), path, '5')).toBeUndefined();
});

test.each([
  ['a comma in a comment', '{"a":1 /* x, y */ , "b":2}', ['b'], '{"a":1 /* x, y */ }'],
  ['one in a line comment', '["a" // one, two\n , "b"]', ['1'], '["a" // one, two\n ]'],
  ['one in a comment behind the first', '{"a":1 /* x, y */ , "b":2}', ['a'], '{"b":2}'],
  ['the only one and its comma', '{"a":1,}', ['a'], '{}'],
  ['a comma behind a comment', '[1 /* , */ ,]', ['0'], '[]'],
  ['the only one, and no comma', '[1 /* , */ ]', ['0'], '[ /* , */ ]'],
  ['a comment on what follows', '{"a":1, // about b\n "b":2}', ['a'], '{// about b\n "b":2}'],
  ['a comment on a line', '{\n  "a": 1,\n  // b\n  "b": 2\n}', ['a'], '{\n  // b\n  "b": 2\n}'],
  ['lines', '{\n  "a": 1,\n  "b": 2\n}', ['a'], '{\n  "b": 2\n}'],
])('removed: %s', (_, text, path, wanted) => {
  expect(applySplice(text, removeAt(readJson(text), path)!)).toBe(wanted);
});

type Tree = null | number | string | Tree[] | { [key: string]: Tree };
const KEYS = ['a', 'b', '/* , */', '//"{'];
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Tree[]>(null, 1, -2.5, 'x', ', // "', '/*'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const blanks = fc.array(
  fc.constantFrom('', '', ' ', '\r\n  ', ' /* , {}[]":\\ # */', ' // , {}[]": #\r\n', '\n// # */ ,\n\t'),
  { minLength: 1, maxLength: 30 },
);

/** With what people write between the tokens; every comment has a number of its own. */
function written(root: Tree, between: string[], trailing: boolean[]): string {
  let at = 0;
  let nth = 0;
  const blank = (): string => between[at++ % between.length]!.replace('#', () => String(nth++));
  const write = (value: Tree): string => {
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const parts = Array.isArray(value)
      ? value.map((item) => `${blank()}${write(item)}${blank()}`)
      : Object.entries(value).map(
          ([key, item]) => `${blank()}${JSON.stringify(key)}${blank()}:${blank()}${write(item)}${blank()}`,
        );
    const end = parts.length > 0 && trailing[at % trailing.length] ? `,${blank()}` : blank();
    return Array.isArray(value) ? `[${parts.join(',')}${end}]` : `{${parts.join(',')}${end}}`;
  };
  return `${blank()}${write(root)}${blank()}`;
}

/** As a reader of other people's making takes it. */
function parsed(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  expect(errors).toEqual([]);
  return value;
}

const commentsOf = (text: string): { from: number; to: number; words: string }[] =>
  readJson(text)
    .faults.filter(({ kind }) => kind === 'comment')
    .map(({ from, to }) => ({ from, to, words: text.slice(from, to).trimEnd() }));

function expectComments(text: string, splice: Splice): void {
  const comments = commentsOf(text);
  for (const { from, to } of comments) {
    const isInside = from >= splice.from && to <= splice.to;
    expect(isInside || to <= splice.from || from >= splice.to).toBe(true);
  }
  const outside = comments.filter(({ from, to }) => to <= splice.from || from >= splice.to);
  expect(commentsOf(applySplice(text, splice)).map(({ words }) => words)).toEqual(
    outside.map(({ words }) => words),
  );
}

/** A place in a tree: steps picked among those there are, and perhaps one that is not. */
function placeIn(root: Tree, picks: number[]): { path: string[]; parent: Tree | undefined } {
  const path: string[] = [];
  let parent: Tree | undefined;
  let at: Tree | undefined = root;
  for (const pick of picks) {
    if (at === undefined || at === null || typeof at !== 'object') break;
    const steps: string[] = Array.isArray(at) ? [...at.keys(), at.length].map(String) : KEYS;
    const step = steps[pick % steps.length]!;
    path.push(step);
    parent = at;
    at = Object.entries(at).find(([key]) => key === step)?.[1];
  }
  return { path, parent };
}

const picks = fc.array(fc.nat(11), { minLength: 1, maxLength: 4 });
const trailing = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });

test('what is set among comments, CRLF and trailing commas is set, and they all stay', () => {
  fc.assert(
    fc.property(tree, blanks, trailing, picks, (root, between, commas, where) => {
      const text = written(root, between, commas);
      expect(parsed(text)).toEqual(root);
      const { path, parent } = placeIn(root, where);
      const splice = setAt(readJson(text), path, '{"set": 1}')!;
      expectComments(text, splice);
      const wanted = structuredClone({ root });
      if (parent === undefined) wanted.root = { set: 1 };
      else {
        const into = path.slice(0, -1).reduce<Tree>((at, step) => Object(at)[step] as Tree, wanted.root);
        Object.assign(into!, { [path.at(-1)!]: { set: 1 } });
      }
      expect(parsed(applySplice(text, splice))).toEqual(wanted.root);
    }),
    { numRuns: 1000 },
  );
});

test('what is removed among them is gone, and nothing else', () => {
  fc.assert(
    fc.property(tree, blanks, trailing, picks, (root, between, commas, where) => {
      const text = written(root, between, commas);
      const { path, parent } = placeIn(root, where);
      const splice = removeAt(readJson(text), path);
      const last = path.at(-1);
      if (last === undefined || parent === undefined || !Object.hasOwn(Object(parent), last)) {
        expect(splice).toBeUndefined();
        return;
      }
      expectComments(text, splice!);
      const wanted = structuredClone(root);
      const from = path.slice(0, -1).reduce<Tree>((at, step) => Object(at)[step] as Tree, wanted);
      if (Array.isArray(from)) from.splice(Number(last), 1);
      else Reflect.deleteProperty(Object(from), last);
      expect(parsed(applySplice(text, splice!))).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
});
