import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import { isSameHandle, wordsAround, type HandlePlace } from '../../protocol/replay/handle-look.ts';
import { looksLike, plain, splitWords, type ToolWords } from '../affinity.ts';
import { SIGNS } from '../kind-words.ts';
import type { Position } from '../strategy.ts';

/** One value that an answer held. */
interface LearnedValue {
  /** JSON text. */
  json: string;
  /** The key it stood under; empty: an item of a list or a line of a text. */
  key: string;
  /** Words of the keys around it and of what was asked. */
  around: ReadonlySet<string>;
  look: 'path' | 'url' | undefined;
}

/** Values out of earlier answers of the same server: data, never trusted, only sent back to where they came from. */
export interface Learned {
  readonly values: readonly LearnedValue[];
}

const MOST = { values: 2000, nodes: 20_000, characters: 200, lines: 400, perPosition: 20, answers: 500 };

/** `text`: an answer as JSON text, whole or its result alone. The newest answer last. */
export function learnFrom(answers: readonly { subject: string; text: string }[]): Learned {
  const values: LearnedValue[] = [];
  const known = new Set<string>();
  for (const { subject, text } of answers.slice(-MOST.answers).reverse()) {
    const asked = splitWords(subject).map(plain);
    for (const found of valuesIn(text)) {
      if (values.length >= MOST.values) return { values };
      const id = `${found.key}\u0000${found.json}`;
      if (known.has(id)) continue;
      known.add(id);
      values.push({ ...found, around: new Set([...asked, ...found.around]) });
    }
  }
  return { values };
}

/** Values that fit a position by name or look, the best first; JSON texts. */
export function learnedFor(learned: Learned, position: Position, subject: ToolWords): string[] {
  if (learned.values.length === 0 || position.options !== undefined) return [];
  const words = position.words.split(' ').map(plain);
  const name = words.join('_');
  const wanted: HandlePlace = { name, around: wordsAround([subject.name, position.at]) };
  const path = looksLike(position, 'path', subject);
  const url = looksLike(position, 'url', subject);
  const last = words.at(-1) ?? '';
  const scored = learned.values.flatMap((value) => {
    const json = fitted(position, value.json);
    const score = json === undefined ? 0 : scoreOf(value, { wanted, words, last, path, url });
    return json === undefined || score < 0.6 ? [] : [{ json, score }];
  });
  scored.sort((one, other) => other.score - one.score);
  return [...new Set(scored.map(({ json }) => json))].slice(0, MOST.perPosition);
}

interface Wanted {
  wanted: HandlePlace;
  words: readonly string[];
  last: string;
  path: number;
  url: number;
}

function scoreOf(value: LearnedValue, { wanted, words, last, path, url }: Wanted): number {
  if (value.look === 'path') return path >= 0.5 ? 0.9 : 0;
  if (value.look === 'url') return url >= 0.5 ? 0.9 : 0;
  const keys = splitWords(value.key).map(plain);
  if (value.key !== '') {
    if (keys.join('_') === words.join('_')) return keys.length > 1 || last !== 'name' ? 1 : 0.7;
    if (isSameHandle({ name: value.key, around: value.around }, wanted)) return 0.8;
    return keys.at(-1) === last && !OF_ANYTHING.has(last) ? 0.65 : 0;
  }
  // An item of what was listed: `list_tables` says `["notes"]`, and `table` or `table_name` asks for one.
  const noun = last === 'name' || last === 'id' ? (words.at(-2) ?? '') : last;
  return noun !== '' && value.around.has(noun) ? 0.7 : 0;
}

/** As the schema wants it: an id that was said as a text may be asked for as a number. */
function fitted({ types, minLength = 0, maxLength = Infinity }: Position, json: string): string | undefined {
  const isText = json.startsWith('"');
  const takesNumber = types.length === 0 || types.includes('number') || types.includes('integer');
  const takesText = types.length === 0 || types.includes('string');
  const bare = isText ? json.slice(1, -1) : json;
  if (isText && !takesText) return takesNumber && /^(?:0|[1-9]\d{0,14})$/.test(bare) ? bare : undefined;
  if (takesText && (bare.length > maxLength || bare.length < minLength)) return undefined;
  if (isText || takesNumber) return json;
  return takesText ? `"${json}"` : undefined;
}

/** Last words that say nothing without the one before. */
const OF_ANYTHING = new Set('name type id uuid key value handle token ref code number'.split(' '));
/** Keys of every answer, which say nothing of what was asked. */
const OF_THE_PROTOCOL = new Set(['_meta', 'isError', 'resultType', 'mimeType', 'annotations']);

type Found = Omit<LearnedValue, 'around'> & { around: string[] };

function valuesIn(text: string): Found[] {
  const found: Found[] = [];
  const document = readJson(text, { nodes: MOST.nodes, depth: 64 });
  // The id of a message is nobody's handle.
  const result = memberOf(document.root, 'jsonrpc') && memberOf(document.root, 'result');
  collect(document, result ?? document.root, found, true);
  return found;
}

/** A text in an answer is often JSON itself; that is read too, once. */
function collect(
  document: JsonDocument,
  root: JsonNode | undefined,
  found: Found[],
  mayUnpack: boolean,
): void {
  const open: { node: JsonNode; key: string; around: string[] }[] = [];
  if (root !== undefined) open.push({ node: root, key: '', around: [] });
  while (open.length > 0 && found.length < MOST.values) {
    const { node, key, around } = open.pop()!;
    if (node.kind === 'object') {
      const inner = key === '' ? around : [...around, ...splitWords(key).map(plain)].slice(-8);
      for (const member of node.members.toReversed())
        if (!OF_THE_PROTOCOL.has(member.key.name))
          open.push({ node: member.value, key: member.key.name, around: inner });
    } else if (node.kind === 'array') {
      const inner = [...around, ...splitWords(key).map(plain)].slice(-8);
      for (const item of node.items.toReversed()) open.push({ node: item, key: '', around: inner });
    } else if (node.kind === 'number') {
      if (key !== '') found.push({ json: textOf(document, node), key, around, look: undefined });
    } else if (node.kind === 'string')
      fromText(stringOf(document, node) ?? '', key, around, found, mayUnpack);
  }
}

function fromText(text: string, key: string, around: string[], found: Found[], mayUnpack: boolean): void {
  if (mayUnpack && /^\s*[[{]/.test(text)) {
    const inner = readJson(text, { nodes: MOST.nodes, depth: 64 });
    if (inner.faults.length === 0) return collect(inner, inner.root, found, false);
  }
  const isBody = key === 'text' || key === 'content' || key === '';
  if (!isBody) {
    if (text !== '' && text.length <= MOST.characters && !text.includes('\n'))
      found.push({ json: JSON.stringify(text), key, around, look: lookOf(text) });
    return;
  }
  for (const line of text.slice(0, 100_000).split('\n', MOST.lines)) fromLine(line, around, found);
}

/** `Opened session s-17`, `Stored under id 4.`: what follows the word, where it has a digit. */
const NAMED_IN_SENTENCE =
  /\b([a-z]*(?:id|session|handle|token|cursor|ref|key|connection|ticket|job|task))\b(?: (?:is|was|number|no\.?|called|named))?[\s:=#"'`]+([\w.-]*\d[\w.-]*)/gi;
const NAMED_VALUE = /^\W*([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(\S.*)$/;

/** `[FILE] notes.txt`, `- notes`, `id: 17`, or a sentence that names a path or an address. */
function fromLine(line: string, around: string[], found: Found[]): void {
  const bare = line.trim().replace(/^(?:\[\w+\]|[-*•]|\d+[.)])\s+/, '');
  if (bare === '') return;
  for (const [text] of line
    .slice(0, 2000)
    .matchAll(/(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]+|(?:\/|[A-Za-z]:\\)[^\s"'<>:,)]+/gi)) {
    const look = lookOf(text);
    if (look !== undefined && text.length <= MOST.characters)
      found.push({ json: JSON.stringify(text), key: '', around, look });
  }
  for (const [, key = '', value = ''] of line.slice(0, 1000).matchAll(NAMED_IN_SENTENCE)) {
    const bareValue = value.replace(/[.]+$/, '');
    if (bareValue.length <= MOST.characters)
      found.push({ json: numberOrText(bareValue), key, around, look: undefined });
  }
  const named = NAMED_VALUE.exec(bare.slice(0, MOST.characters));
  if (named !== null && lookOf(bare) === undefined) {
    const value = named[2]!.trim();
    found.push({ json: numberOrText(value), key: named[1]!, around, look: lookOf(value) });
  } else if (bare.length <= 80 && bare.split(/\s+/).length <= 2)
    found.push({ json: JSON.stringify(bare), key: '', around, look: lookOf(bare) });
}

function numberOrText(text: string): string {
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? text : JSON.stringify(text);
}

function lookOf(text: string): 'path' | 'url' | undefined {
  if (SIGNS.url.look!.test(text)) return 'url';
  return SIGNS.path.look!.test(text) ? 'path' : undefined;
}
