import { Grammar, type GrammarListener } from './grammar.ts';
import { decodeKey } from './text.ts';

/**
 * Adds keys to `params._meta` inside a JSON text, touching nothing else: order, number text, escapes
 * and duplicate keys stay as they were typed. Keys that are there already are left alone.
 * `params` that is not an object is returned unchanged: the person wants it so.
 */
export function withMeta(params: string | undefined, meta: Record<string, unknown>): string {
  const entries = Object.entries(meta);
  if (params === undefined) return entries.length === 0 ? '{}' : `{"_meta":{${texts(entries)}}}`;
  const places = locate(params);
  if (places === undefined || entries.length === 0) return params;
  const missing = entries.filter(([key]) => !places.metaKeys.has(key));
  if (missing.length === 0) return params;
  if (places.meta !== undefined) {
    return insert(params, places.meta.inside, texts(missing), places.meta.isEmpty);
  }
  if (places.hasMeta) return params;
  return insert(params, places.inside, `"_meta":{${texts(missing)}}`, places.isEmpty);
}

function texts(entries: [string, unknown][]): string {
  return entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',');
}

function insert(text: string, at: number, what: string, isEmpty: boolean): string {
  return `${text.slice(0, at)}${what}${isEmpty ? '' : ','}${text.slice(at)}`;
}

interface Places {
  /** Right behind the opening brace of params. */
  inside: number;
  isEmpty: boolean;
  hasMeta: boolean;
  meta: { inside: number; isEmpty: boolean } | undefined;
  metaKeys: Set<string>;
}

/** Finds the top-level object and its `_meta` object; undefined when the text is not a JSON object. */
function locate(text: string): Places | undefined {
  const open = /^\s*\{/.exec(text);
  if (open === null || !isJson(text)) return undefined;
  const inside = open[0].length;
  const places: Places = {
    inside,
    isEmpty: /^\s*\}/.test(text.slice(inside)),
    hasMeta: false,
    meta: undefined,
    metaKeys: new Set(),
  };
  let depth = 0;
  let key: string | undefined;
  let metaDepth = -1;
  let expectsKey = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      const end = stringEnd(text, i);
      if (expectsKey) {
        key = decodeKey(encoder.encode(text.slice(i + 1, end)));
        if (depth === 1 && key === '_meta') places.hasMeta = true;
        if (depth === metaDepth) places.metaKeys.add(key);
        expectsKey = false;
      }
      i = end;
    } else if (c === '{') {
      depth++;
      expectsKey = true;
      if (depth === 2 && key === '_meta') {
        metaDepth = 2;
        places.meta = { inside: i + 1, isEmpty: /^\s*\}/.test(text.slice(i + 1)) };
        places.metaKeys.clear();
      }
    } else if (c === '[') {
      depth++;
      expectsKey = false;
    } else if (c === '}' || c === ']') {
      depth--;
      if (depth < metaDepth) metaDepth = -1;
      if (depth === 1) key = undefined;
      expectsKey = false;
    } else if (c === ',') {
      expectsKey = isObjectAt(text, i, depth);
      if (depth === 1) key = undefined;
    }
  }
  return places;
}

const encoder = new TextEncoder();

function stringEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** After a comma, a key follows when the next string is followed by a colon. */
function isObjectAt(text: string, comma: number, depth: number): boolean {
  if (depth === 1) return true;
  const next = /^\s*"/.exec(text.slice(comma + 1, comma + 64));
  if (next === null) return false;
  const start = comma + next[0].length;
  return /^\s*:/.test(text.slice(stringEnd(text, start) + 1, stringEnd(text, start) + 64));
}

const DEAF: GrammarListener = { valueStarts: () => 0, valueEnds() {}, wantsKeys: () => false, key() {} };

/** Exactly one JSON value, with white space around it at most. */
export function isJson(text: string): boolean {
  let depth = 0;
  let values = 0;
  const grammar = new Grammar({
    ...DEAF,
    valueStarts: (kind) => {
      if (depth === 0) values++;
      if (kind === 'object' || kind === 'array') depth++;
      return 0;
    },
    valueEnds: (_, isContainer) => {
      if (isContainer) depth--;
    },
  });
  grammar.push(encoder.encode(text));
  grammar.end();
  return !grammar.broken && values === 1 && grammar.complaint === undefined;
}
