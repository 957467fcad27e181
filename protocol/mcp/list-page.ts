import type { ListName } from '../inventory.ts';
import { eachElement, endOfValue, kindAt, KnownKeys } from '../json/bytes.ts';
import { KIND_WORDS, stringIn } from './entry-rules.ts';
import { findResult } from './find-result.ts';
import { LIST_METHODS } from './list-methods.ts';
import { type ListEntry, readEntry } from './list-entry.ts';
import { eraOf } from './revision.ts';

export interface PageRequest {
  list: ListName;
  /** JSON text of the id of the answer; the payload may hold other messages too. */
  rpcId?: string;
  revision: string;
}

/** One answer to a list request, its entries told one by one. */
export interface ListPage {
  /** false: no result with that id could be read. */
  isRead: boolean;
  /** Entries in it, also those nobody took. */
  entries: number;
  nextCursor?: string;
  /** Bytes [from, to) of the list itself. */
  at?: { from: number; to: number };
  /** What is wrong with the page as such, in words; entries have their own. */
  complaints: string[];
}

const keysOf = (list: ListName): KnownKeys =>
  new KnownKeys([LIST_METHODS[list].key, 'nextCursor', 'resultType']);
const KEYS: Record<ListName, KnownKeys> = {
  tools: keysOf('tools'),
  prompts: keysOf('prompts'),
  resources: keysOf('resources'),
  templates: keysOf('templates'),
};

/** `take` answers false once it wants no more: the rest is counted only. */
export function readListPage(
  payload: Uint8Array,
  { list, rpcId, revision }: PageRequest,
  take: (entry: ListEntry, index: number) => boolean,
): ListPage {
  const page: ListPage = { isRead: false, entries: 0, complaints: [] };
  const { key } = LIST_METHODS[list];
  const result = findResult(payload, rpcId, KEYS[list]);
  if (result === undefined) {
    page.complaints.push('the answer could not be read as a whole');
    return page;
  }
  const { at, members: found } = result;
  if (kindAt(payload, at) !== 'object') {
    page.complaints.push(`the result is ${KIND_WORDS[kindAt(payload, at)]}, not an object`);
    return page;
  }
  page.isRead = true;
  if (eraOf(revision) === 'modern' && kindAt(payload, found.get('resultType')) !== 'string')
    page.complaints.push('`resultType` is missing (required since 2026-07-28)');
  const entries = found.get(key);
  const kind = kindAt(payload, entries);
  if (entries === undefined || kind !== 'list') {
    page.complaints.push(`\`${key}\` is ${KIND_WORDS[kind]}${kind === 'nothing' ? '' : ', not a list'}`);
  } else readEntries(payload, entries, { list, revision }, take, page);
  const cursor = found.get('nextCursor');
  if (cursor !== undefined) {
    const what = kindAt(payload, cursor);
    if (what === 'string')
      page.nextCursor = stringIn(payload, cursor, endOfValue(payload, cursor), payload.length);
    else page.complaints.push(`\`nextCursor\` is ${KIND_WORDS[what]}, not a string`);
  }
  return page;
}

function readEntries(
  payload: Uint8Array,
  from: number,
  { list, revision }: PageRequest,
  take: (entry: ListEntry, index: number) => boolean,
  page: ListPage,
): void {
  let isTaking = true;
  // Held back by one, so that an entry which the end of the bytes cuts off is not told.
  let ready: ListEntry | undefined;
  const tell = (): void => {
    if (ready !== undefined && isTaking) isTaking = take(ready, page.entries);
    if (ready !== undefined) page.entries++;
    ready = undefined;
  };
  const walked = eachElement(payload, from, (at) => {
    tell();
    if (isTaking) ready = readEntry(payload, at, list, revision);
    else ready = { from: at, to: endOfValue(payload, at), search: '', marks: [], headers: [] };
    return ready.to;
  });
  page.at = { from, to: walked.at };
  if (walked.isClosed) tell();
  else page.complaints.push('the answer is cut off; what follows could not be read');
}
