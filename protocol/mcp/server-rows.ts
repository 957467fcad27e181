import type { ItemMark } from '../inventory.ts';
import { type ByteKind, eachMember, endOfValue, kindAt } from '../json/bytes.ts';
import { KIND_WORDS, stringIn } from './entry-rules.ts';
import { findResult } from './find-result.ts';
import { cut, type ListEntry } from './list-entry.ts';
import { decodeUtf8 } from './text.ts';

const MOST_ROWS = 100;
const TITLE_CAP = 200;
const NAME_CAP = 200;
const SEARCH_CAP = 4000;
/** 2026-07-28 says who the server is in `_meta`. */
const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';

/** First what a person looks for; the rest in the order of the server. */
const FIRST = ['serverInfo', 'capabilities', 'instructions'];
const KINDS = new Map<string, ByteKind>([
  ['serverInfo', 'object'],
  ['capabilities', 'object'],
  ['instructions', 'string'],
  ['protocolVersion', 'string'],
  ['supportedVersions', 'list'],
  ['_meta', 'object'],
]);

/** The top-level keys of what `initialize` or `server/discover` was answered with, one entry each. */
export function readServerRows(payload: Uint8Array, rpcId: string | undefined): ListEntry[] {
  const result = findResult(payload, rpcId);
  if (result === undefined || kindAt(payload, result.at) !== 'object') return [];
  const rows: ListEntry[] = [];
  const add = (name: string, at: number): number => {
    const row = rowOf(payload, name, at);
    if (rows.length < MOST_ROWS) rows.push(row);
    return row.to;
  };
  eachMember(payload, result.at, add);
  const meta = rows.findLast((row) => row.name === '_meta');
  if (meta !== undefined && !rows.some((row) => row.name === 'serverInfo')) {
    if (kindAt(payload, meta.from) === 'object')
      eachMember(payload, meta.from, (key, at) =>
        key === SERVER_INFO ? add('serverInfo', at) : endOfValue(payload, at),
      );
  }
  const rank = ({ name = '' }: ListEntry): number =>
    (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return rows.sort((a, b) => rank(a) - rank(b));
}

function rowOf(b: Uint8Array, key: string, from: number): ListEntry {
  const to = endOfValue(b, from);
  const name = cut(key, NAME_CAP).toWellFormed();
  const marks: ItemMark[] = [];
  const kind = kindAt(b, from);
  const wanted = KINDS.get(key);
  if (wanted !== undefined && kind !== wanted)
    marks.push({ kind: 'malformed', words: `${name} is ${KIND_WORDS[kind]}, not ${KIND_WORDS[wanted]}` });
  else if (key === 'serverInfo') {
    const missing = ['name', 'version'].find((one) => memberText(b, from, one) === undefined);
    if (missing !== undefined)
      marks.push({ kind: 'malformed', words: `serverInfo has no string ${missing}` });
  }
  const row: ListEntry = { from, to, name, search: '', marks, headers: [] };
  const title = titleOf(b, key, from, to);
  if (title !== undefined && title !== '') row.title = cut(title, TITLE_CAP).toWellFormed();
  const value = decodeUtf8(b.subarray(from, Math.min(to, from + SEARCH_CAP)));
  row.search = `${name}\n${value}`.toLowerCase();
  return row;
}

function titleOf(b: Uint8Array, key: string, from: number, to: number): string | undefined {
  switch (kindAt(b, from)) {
    case 'string':
      return stringIn(b, from, to, TITLE_CAP * 6);
    case 'object':
      return key === 'serverInfo'
        ? ['title', 'name', 'version']
            .map((one) => memberText(b, from, one))
            .filter((one) => one !== undefined)
            .join(' ')
        : undefined;
    default:
      return decodeUtf8(b.subarray(from, Math.min(to, from + TITLE_CAP)));
  }
}

function memberText(b: Uint8Array, at: number, name: string): string | undefined {
  let text: string | undefined;
  eachMember(b, at, (key, value) => {
    const to = endOfValue(b, value);
    if (key === name)
      text = kindAt(b, value) === 'string' ? stringIn(b, value, to, TITLE_CAP * 6) : undefined;
    return to;
  });
  return text;
}
