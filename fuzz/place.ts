import type { JsonDocument } from '../protocol/json/document.ts';
import { applySplice, setAt } from '../protocol/json/edit.ts';
import { formatPointer, nodeAt, parsePointer } from '../protocol/json/pointer.ts';
import { readJson } from '../protocol/json/read.ts';
import {
  expandUriTemplate,
  parseUriTemplate,
  variablesOf,
  type TemplateValue,
} from '../protocol/mcp/uri-template.ts';
import type { Position, Subject } from './strategy.ts';

/** The text around a position: what stands there is put between. */
export interface Place {
  before: string;
  after: string;
  /** How a value is written there: as JSON, or inside of a JSON string that goes on around it. */
  as: 'json' | 'inside';
}

/** Where a position stands in the message of its subject, with all that has to be there for it. */
export function placeOf(subject: Subject, position: Position): Place {
  if (subject.template !== undefined && position.at !== '') return templatePlace(subject, position);
  const inputs = parsePointer(subject.inputsAt) ?? [];
  const path = [...inputs, ...(parsePointer(position.at) ?? [])];
  const document = withParents(subject, inputs.length, path);
  const splice = setAt(document, path, MARK);
  const whole = splice === undefined ? undefined : applySplice(document.text, splice);
  const at = whole === undefined ? -1 : splice!.from + splice!.text.indexOf(MARK);
  if (whole === undefined || at < 0) return { before: document.text, after: '', as: 'json' };
  return { before: whole.slice(0, at), after: whole.slice(at + MARK.length), as: 'json' };
}

export function putAt({ before, after, as }: Place, json: string): string {
  return before + (as === 'json' ? json : insideOf(json)) + after;
}

/** A value to look for again; in no message by chance. */
const MARK = '"\u0001place\u0001"';

/** Optional objects on the way are put there whole, with their own required members. */
function withParents(subject: Subject, inputs: number, path: readonly string[]): JsonDocument {
  let document = readJson(subject.text);
  for (let depth = inputs; depth < path.length; depth++) {
    const way = path.slice(0, depth);
    if (nodeAt(document.root, way) !== undefined) continue;
    const parent = subject.positions.find(({ at }) => at === formatPointer(way.slice(inputs)));
    const splice = setAt(document, way, parent?.seed ?? (way.length === inputs ? '{}' : 'null'));
    if (splice === undefined) break;
    document = readJson(applySplice(document.text, splice));
  }
  return document;
}

/** Letters and digits stay as they are wherever they are expanded. */
const VARIABLE = 'zqvariablezq';

/** Raw, not percent-encoded: an attacker writes the address, not a form. */
function templatePlace(subject: Subject, position: Position): Place {
  const template = parseUriTemplate(subject.template ?? '');
  const name = (parsePointer(position.at) ?? [])[0] ?? '';
  const uri = expandUriTemplate(template, templateValues(subject, name));
  const found = uri.indexOf(VARIABLE);
  const [head = '', tail = ''] =
    found < 0 ? [uri, ''] : [uri.slice(0, found), uri.slice(found + VARIABLE.length)];
  const whole: Position = { ...position, at: '' };
  const { before, after } = placeOf(subject, whole);
  return {
    before: `${before}"${insideOf(JSON.stringify(head))}`,
    after: `${insideOf(JSON.stringify(tail))}"${after}`,
    as: 'inside',
  };
}

/** Seeds of all variables, with a mark for the one that is changed. */
export function templateValues(
  subject: Pick<Subject, 'positions'>,
  marked?: string,
): Map<string, TemplateValue> {
  const values = new Map<string, TemplateValue>();
  for (const { at, seed } of subject.positions) {
    const name = (parsePointer(at) ?? [])[0];
    if (name !== undefined) values.set(name, { kind: 'text', text: textOfJson(seed) });
  }
  if (marked !== undefined) values.set(marked, { kind: 'text', text: VARIABLE });
  return values;
}

export function templateNames(template: string): string[] {
  return variablesOf(parseUriTemplate(template))
    .map(({ name }) => name)
    .slice(0, 20);
}

/** What a JSON text spells where it is a string; else the text itself. */
export function textOfJson(json: string): string {
  if (!json.startsWith('"')) return json;
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

/** For the inside of a JSON string. */
export function insideOf(json: string): string {
  return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
}
