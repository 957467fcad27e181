import { applySplice } from '../json/edit.ts';
import { readJson, USUAL_BOUNDS } from '../json/read.ts';
import { Grammar, type GrammarListener } from './grammar.ts';
import { metaMember, metaSplice, type MetaEntry } from './message-text.ts';

/** What the members hold is passed over. */
const BOUNDS = { ...USUAL_BOUNDS, depth: 1 };

/**
 * Adds keys to `params._meta` inside a JSON text, touching nothing else: order, number text, escapes
 * and duplicate keys stay as they were typed. Keys that are there already are left alone.
 * `params` that is not an object is returned unchanged: the person wants it so.
 */
export function withMeta(params: string | undefined, meta: Record<string, unknown>): string {
  const entries = Object.entries(meta).map(([key, value]): MetaEntry => [key, JSON.stringify(value)]);
  if (params === undefined) return entries.length === 0 ? '{}' : `{${metaMember(entries)}}`;
  const splice = metaSplice({ at: 0, document: readJson(params, BOUNDS) }, entries);
  return splice === undefined ? params : applySplice(params, splice);
}

const encoder = new TextEncoder();

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
