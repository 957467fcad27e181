import type { Check, Expectation, SavedCall } from '../../protocol/collection/collection.ts';
import type { CallState, Draft } from '../../protocol/craft.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { formatPointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { textOf } from '../../protocol/json/value.ts';
import { UNSEEN } from '../../protocol/unseen.ts';
import type { Api } from '../connection/api.ts';
import { tabWords } from './tab-words.ts';

/** A check as it is being written. */
export interface CheckDraft {
  pointer: string;
  kind: 'equals' | 'matches' | 'exists' | 'absent';
  value: string;
}

/** A value of the answer that may be checked. */
export interface Leaf {
  pointer: string;
  /** JSON text. */
  value: string;
}

/** What is written in the form that saves a call. */
export interface CallForm {
  /** Id of the call it replaces; absent: it is new. */
  replaces: string | undefined;
  source: Pick<SavedCall, 'text' | 'how' | 'form' | 'wire' | 'keepsPlaceholders'>;
  name: string;
  folder: string;
  description: string;
  outcome: Expectation['outcome'];
  errorCode: string;
  status: string;
  within: string;
  noFinding: Expectation['noFinding'];
  checks: CheckDraft[];
}

const MOST_READ = 256 * 1024;
const MOST_LEAVES = 200;
const MOST_NAME = 200;

/** The form for a tab of Craft, with what its last answer came to as what is expected. */
export function formOf(draft: Draft, call: CallState | undefined): CallForm {
  const { text, how, form, wire, keepsPlaceholders } = draft;
  return {
    replaces: undefined,
    source: {
      text,
      how,
      ...(form === undefined ? {} : { form }),
      ...(wire === undefined ? {} : { wire }),
      ...(keepsPlaceholders === undefined ? {} : { keepsPlaceholders }),
    },
    name: seen(tabWords(draft)),
    folder: '',
    description: '',
    ...outcomeOf(call),
    status: '',
    within: '',
    noFinding: undefined,
    checks: [],
  };
}

/** The form of a saved call, to be changed. */
export function formAgain(saved: SavedCall): CallForm {
  const { id, name, folder, description, expect, ...source } = saved;
  const { outcome, errorCode, status, within, noFinding, checks } = expect;
  return {
    replaces: id,
    source,
    name,
    folder,
    description,
    outcome,
    errorCode: errorCode === undefined ? '' : String(errorCode),
    status: status === undefined ? '' : String(status),
    within: within === undefined ? '' : String(within),
    noFinding,
    checks: checks.map(draftOf),
  };
}

/** The call a form makes, or what is wrong with it, in words. */
export function savedCall(form: CallForm, newId: () => string): { call: SavedCall } | { fault: string } {
  const name = form.name.trim();
  if (name === '') return { fault: 'It needs a name.' };
  const numbers = { errorCode: form.errorCode, status: form.status, within: form.within };
  for (const [key, text] of Object.entries(numbers))
    if (text.trim() !== '' && !/^-?\d{1,15}$/.test(text.trim()))
      return { fault: `${WORDS[key]} is a whole number.` };
  const status = numberOf(form.status);
  if (status !== undefined && (status < 100 || status > 999)) return { fault: 'A status has three digits.' };
  const within = numberOf(form.within);
  if (within !== undefined && (within < 1 || within > 600_000))
    return { fault: 'The time is from 1 to 600000 ms.' };
  const checks: Check[] = [];
  for (const draft of form.checks) {
    const fault = faultOf(draft);
    if (fault !== undefined) return { fault };
    checks.push(checkOf(draft));
  }
  const errorCode = form.outcome === 'error' ? numberOf(form.errorCode) : undefined;
  const { outcome, noFinding } = form;
  return {
    call: {
      id: form.replaces ?? newId(),
      name: seen(name),
      folder: seen(form.folder.trim()),
      description: form.description,
      ...form.source,
      expect: {
        ...(outcome === undefined ? {} : { outcome }),
        ...(errorCode === undefined ? {} : { errorCode }),
        ...(status === undefined ? {} : { status }),
        checks,
        ...(noFinding === undefined ? {} : { noFinding }),
        ...(within === undefined ? {} : { within }),
      },
    },
  };
}

const WORDS: Readonly<Record<string, string>> = {
  errorCode: 'An error code',
  status: 'A status',
  within: 'The time',
};

/** Values of an answer, as far as they are short; for the person to choose from. */
export async function leavesOf(api: Api, session: string, answer: number): Promise<Leaf[]> {
  const text = await api.wholeMessage(session, answer, MOST_READ);
  if (text === undefined) return [];
  const document = readJson(text);
  const leaves: Leaf[] = [];
  if (document.root !== undefined) collect(document, document.root, leaves);
  return leaves;
}

function collect(document: JsonDocument, root: JsonNode, leaves: Leaf[]): void {
  const open: { path: string[]; node: JsonNode }[] = [{ path: [], node: root }];
  while (open.length > 0 && leaves.length < MOST_LEAVES) {
    const { path, node } = open.pop()!;
    if (node.kind === 'object')
      for (const { key, value } of node.members.toReversed())
        open.push({ path: [...path, key.name], node: value });
    else if (node.kind === 'array')
      for (const [at, item] of [...node.items.entries()].reverse())
        open.push({ path: [...path, String(at)], node: item });
    else if (path[0] !== 'id' && path[0] !== 'jsonrpc')
      leaves.push({ pointer: formatPointer(path), value: textOf(document, node) });
  }
}

function outcomeOf(call: CallState | undefined): Pick<CallForm, 'outcome' | 'errorCode'> {
  const { answer, state } = call ?? {};
  if (answer?.kind === 'error') return { outcome: 'error', errorCode: answer.errorCode ?? '' };
  if (answer?.kind === 'result')
    return { outcome: answer.isError === true ? 'tool-error' : 'result', errorCode: '' };
  return { outcome: state === 'done' ? 'no-answer' : undefined, errorCode: '' };
}

function draftOf(check: Check): CheckDraft {
  if ('equals' in check) return { pointer: check.pointer, kind: 'equals', value: check.equals };
  if ('matches' in check) return { pointer: check.pointer, kind: 'matches', value: check.matches };
  return { pointer: check.pointer, kind: check.exists ? 'exists' : 'absent', value: '' };
}

function faultOf({ pointer, kind, value }: CheckDraft): string | undefined {
  if (pointer !== '' && !pointer.startsWith('/'))
    return `“${pointer.slice(0, 40)}”: a place begins with a slash, like /result/content/0/text.`;
  if (kind === 'matches' && value === '') return `${pointer}: the pattern is empty.`;
  if (kind !== 'equals') return undefined;
  const { root, faults } = readJson(value);
  return root === undefined || faults.length > 0
    ? `${pointer}: “${value.slice(0, 40)}” is no JSON; text stands in quotes.`
    : undefined;
}

function checkOf({ pointer, kind, value }: CheckDraft): Check {
  if (kind === 'equals') return { pointer, equals: value };
  return kind === 'matches' ? { pointer, matches: value } : { pointer, exists: kind === 'exists' };
}

function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

/** Names are shown as they are, so nothing unseen is kept in them. */
function seen(text: string): string {
  return text.replace(UNSEEN, ' ').slice(0, MOST_NAME);
}
