import type { SnapshotItem } from '../../../../protocol/snapshot.ts';
import { splitHidden } from '../../../body/hidden.ts';
import { prettyJson } from '../../../editor/pretty-json.ts';

/** Units of both texts together beyond which the editor is left alone. */
const MOST_FOR_EDITOR = 1024 * 1024;
/** Of a text that is too long, a row of it, and what is shown around a difference. */
const ROW = 120;
const AROUND = 4 * ROW;

/** An item as it is kept: canonical JSON, a member a line. Nothing for one that is not there. */
export function rawText(item: SnapshotItem | undefined): string {
  if (item === undefined) return '';
  const [first, ...others] = item.fields;
  if (first?.name === '' && others.length === 0) return first.text;
  return item.fields.map(({ name, text }) => `${JSON.stringify(name)}: ${text}`).join(',\n');
}

export function prettyText(item: SnapshotItem | undefined): string {
  if (item === undefined) return '';
  const [first, ...others] = item.fields;
  if (first?.name === '' && others.length === 0) return prettyJson(first.text);
  return prettyJson(`{${item.fields.map(({ name, text }) => `${JSON.stringify(name)}:${text}`).join(',')}}`);
}

export function isForEditor(before: string, after: string): boolean {
  return before.length + after.length <= MOST_FOR_EDITOR;
}

/**
 * Characters that would not be seen as JSON escapes, which mean the same: where an editor draws lines that are no
 * text of its own, it draws no chips in them.
 */
export function escapeHidden(text: string): string {
  return splitHidden(text, '\n\t')
    .map((piece) => (piece.kind === 'hidden' ? escaped(piece.text) : piece.kind === 'text' ? piece.text : ''))
    .join('');
}

function escaped(text: string): string {
  let escapes = '';
  for (let at = 0; at < text.length; at++)
    escapes += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escapes;
}

export interface DiffRow {
  kind: 'same' | 'gone' | 'new' | 'left-out';
  text: string;
}

/** Two long texts: what they begin and end with in common is left out, what is between stands row by row. */
export function rowsBetween(before: string, after: string): DiffRow[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  const left = most - head;
  while (
    tail < left &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  if (head === before.length && head === after.length) return [];
  const [from, to] = [Math.max(0, head - AROUND), Math.max(0, tail - AROUND)];
  return [
    ...leftOut(from),
    ...cut(before.slice(from, head), 'same'),
    ...cut(before.slice(head, before.length - tail), 'gone'),
    ...cut(after.slice(head, after.length - tail), 'new'),
    ...cut(after.slice(after.length - tail, after.length - to), 'same'),
    ...leftOut(to),
  ];
}

function leftOut(units: number): DiffRow[] {
  return units === 0 ? [] : [{ kind: 'left-out', text: `${units.toLocaleString('en')} characters alike` }];
}

function cut(text: string, kind: DiffRow['kind']): DiffRow[] {
  const rows: DiffRow[] = [];
  for (let from = 0; from < text.length;) {
    const lineEnd = text.indexOf('\n', from);
    const to = Math.min(text.length, from + ROW, lineEnd === -1 ? text.length : lineEnd + 1);
    rows.push({ kind, text: text.slice(from, to).replace(/\n$/, '') });
    from = to;
  }
  return rows;
}
