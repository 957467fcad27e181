import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Problem } from '../../protocol/problem.ts';
import { placeOf } from './draft.ts';

/** jsonc-parser calls itself for every level; deeper text is refused before it is asked. */
const MAX_DEPTH = 200;

export type JsonNode = Node;

export type ParsedJson =
  { ok: true; root: JsonNode } | { ok: false; problem: Problem; line: number; column: number };

const WORDS: Record<string, string> = {
  InvalidSymbol: 'a word that JSON does not know (text needs double quotes)',
  InvalidNumberFormat: 'a number that is not written as JSON writes numbers',
  PropertyNameExpected: 'a property name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing } is expected',
  CloseBracketExpected: 'a closing ] is expected',
  EndOfFileExpected: 'nothing more is expected here',
  InvalidCommentToken: 'a comment that is not closed',
  UnexpectedEndOfComment: 'a comment that is not closed',
  UnexpectedEndOfString: 'a string that is not closed',
  UnexpectedEndOfNumber: 'a number that is cut off',
  InvalidUnicode: 'an escape \\u without four hex digits',
  InvalidEscapeCharacter: 'an escape that JSON does not know (a backslash is written \\\\)',
  InvalidCharacter: 'a control character inside a string',
};

/**
 * JSON with comments and trailing commas, into a tree with offsets: never into objects, so that names
 * like `__proto__` stay names and doubled ones are seen.
 */
export function parseJsonc(text: string, added = 0): ParsedJson {
  const tooDeep = offsetOfDepth(text, MAX_DEPTH);
  if (tooDeep !== undefined) return failed(text, added, tooDeep, `more than ${MAX_DEPTH} levels of brackets`);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [first] = errors;
  if (first !== undefined) {
    const name = printParseErrorCode(first.error);
    return failed(text, added, first.offset, WORDS[name] ?? name);
  }
  return root === undefined ? failed(text, added, added, 'a value is expected') : { ok: true, root };
}

function failed(text: string, added: number, offset: number, why: string): ParsedJson {
  const typed = text.slice(added);
  const { line, column } = placeOf(typed, Math.min(Math.max(offset - added, 0), typed.length));
  return {
    ok: false,
    line,
    column,
    problem: {
      code: 'bad-json',
      message: `The JSON is broken at line ${line}, column ${column}: ${why}.`,
      hint: 'Correct it there; comments and trailing commas are allowed.',
    },
  };
}

/** Character by character: a regular expression over a string of megabytes can run out of its own stack. */
function offsetOfDepth(text: string, limit: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '/' && text[at + 1] === '/') at = indexOrEnd(text, '\n', at);
    else if (char === '/' && text[at + 1] === '*') at = indexOrEnd(text, '*/', at + 2) + 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > limit) return at;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"' || text[at] === '\n') return at;
  }
  return text.length;
}

function indexOrEnd(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}

/** Properties in order, doubled names included. */
export function properties(node: JsonNode | undefined): { name: string; value: JsonNode }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [{ name: String(key.value), value }];
  });
}

/** The last property of a name counts, as in every JSON reader; the first of the names given that is there. */
export function field(node: JsonNode | undefined, ...names: string[]): JsonNode | undefined {
  const all = properties(node);
  for (const name of names) {
    const found = all.findLast((property) => property.name === name);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

export function elements(node: JsonNode | undefined): JsonNode[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.type === 'string' ? String(node.value) : undefined;
}

/** Text of a scalar as it is meant for argv or a variable: `8080` and `true` are often left unquoted. */
export function scalarOf(node: JsonNode | undefined): string | undefined {
  if (node?.type !== 'string' && node?.type !== 'number' && node?.type !== 'boolean') return undefined;
  return String(node.value);
}
