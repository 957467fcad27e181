import { layOut } from '../json/lay-out.ts';
import { readJson } from '../json/read.ts';
import type { Check, Collection, Expectation, SavedCall } from './collection.ts';

export const COLLECTION_FORMAT = 'mcp-sec-inspect collection';
export const COLLECTION_VERSION = 1;

/** More is kept as text: a file is read as values, and bounded. */
const MESSAGE_BOUNDS = { nodes: 20_000, depth: 100 };

/**
 * A collection as one file that a person reads, edits and compares: keys in one order, two spaces, a line end at
 * the end, nothing written that is as usual. Reading it gives every text back to the character.
 */
export function writeCollection({ id, name, description, calls }: Collection): string {
  const members = [
    member('format', COLLECTION_FORMAT),
    member('version', COLLECTION_VERSION),
    member('id', id),
    member('name', name),
    ...(description === '' ? [] : [member('description', description)]),
    `"calls":[${calls.map(callJson).join(',')}]`,
  ];
  return `${layOut(`{${members.join(',')}}`)}\n`;
}

function callJson(call: SavedCall): string {
  const { id, name, folder, description, text, form, how, wire, keepsPlaceholders, expect } = call;
  const isUsual = how.rpcId === 'next' && how.meta === 'fill';
  const members = [
    member('id', id),
    member('name', name),
    ...(folder === '' ? [] : [member('folder', folder)]),
    ...(description === '' ? [] : [member('description', description)]),
    textMember(text, form),
    ...(form === undefined ? [] : [member('form', form)]),
    ...(isUsual ? [] : [member('how', { rpcId: how.rpcId, meta: how.meta })]),
    ...(wire === undefined ? [] : [member('wire', sorted(wire))]),
    ...(keepsPlaceholders === undefined ? [] : [member('keepsPlaceholders', keepsPlaceholders)]),
  ];
  const expected = expectJson(expect);
  if (expected !== '{}') members.push(`"expect":${expected}`);
  return `{${members.join(',')}}`;
}

function expectJson({ outcome, errorCode, status, checks, noFinding, within }: Expectation): string {
  const members = [
    ...(outcome === undefined ? [] : [member('outcome', outcome)]),
    ...(errorCode === undefined ? [] : [member('errorCode', errorCode)]),
    ...(status === undefined ? [] : [member('status', status)]),
    ...(checks.length === 0 ? [] : [`"checks":[${checks.map(checkJson).join(',')}]`]),
    ...(noFinding === undefined ? [] : [member('noFinding', noFinding)]),
    ...(within === undefined ? [] : [member('within', within)]),
  ];
  return `{${members.join(',')}}`;
}

function checkJson(check: Check): string {
  const pointer = member('pointer', check.pointer);
  if ('equals' in check) return `{${pointer},"equals":${check.equals}}`;
  return 'matches' in check
    ? `{${pointer},${member('matches', check.matches)}}`
    : `{${pointer},${member('exists', check.exists)}}`;
}

/**
 * `message`: the JSON itself, where laying it out again gives the very text. Else `text`: as a list of its lines
 * when it has several, so that a change of one shows as a change of one.
 */
function textMember(text: string, form: SavedCall['form']): string {
  if (form !== 'hex' && isLaidOut(text)) return `"message":${text}`;
  const lines = text.split('\n');
  return member('text', lines.length === 1 ? text : lines);
}

function isLaidOut(text: string): boolean {
  if (!text.startsWith('{') && !text.startsWith('[')) return false;
  const { root, faults, isWhole } = readJson(text, MESSAGE_BOUNDS);
  if (!isWhole || faults.length > 0) return false;
  return (root?.kind === 'object' || root?.kind === 'array') && text.isWellFormed() && layOut(text) === text;
}

function member(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function sorted(value: object): object {
  const entries = Object.entries(value).filter(([key]) => key !== 'kind');
  return Object.fromEntries([
    ...Object.entries(value).filter(([key]) => key === 'kind'),
    ...entries.sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
