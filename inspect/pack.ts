import { FIELD_CLASSES, type FieldClass } from '../protocol/mcp/fields.ts';
import { isPlainWord } from './plain-words.ts';
import { Prefilter } from './prefilter.ts';
import type { Rule } from './rule.ts';
import type { Wanted } from './walk.ts';

/** Rules and what was made of them once, for any number of sessions. */
export interface Pack {
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly prefilter: Prefilter;
  /** For each class, which rules want its strings, and the traits they wait for (0: any). */
  readonly readers: ReadonlyMap<FieldClass, readonly Reader[]>;
  /** Which strings are shown to rules at all. */
  readonly wanted: Wanted;
}

export interface Reader {
  readonly rule: number;
  readonly traits: number;
}

const SILENT = new Set<FieldClass>(['sent', 'envelope', 'binary', 'state']);
const USUAL = FIELD_CLASSES.filter((field) => !SILENT.has(field));

/** `hash` of ids and versions names the pack: findings of another one are made anew. */
export function compilePack(rules: readonly Rule[], hash: (text: string) => string): Pack {
  const readers = new Map<FieldClass, Reader[]>();
  for (const [at, rule] of rules.entries())
    for (const field of rule.reads?.fields ?? USUAL)
      readers.set(field, [...(readers.get(field) ?? []), { rule: at, traits: rule.reads?.traits ?? 0 }]);
  const names = rules.map(
    ({ meta, patterns }) => `${meta.id} ${meta.version} ${JSON.stringify(patterns ?? {})}`,
  );
  const version = hash(names.join('\n')).slice(0, 16);
  return { rules, version, prefilter: new Prefilter(rules), readers, wanted: wantedBy(rules, readers) };
}

/** Single plain words of schemas are left out, unless a pattern could ask for one. */
function wantedBy(rules: readonly Rule[], readers: ReadonlyMap<FieldClass, readonly Reader[]>): Wanted {
  const hasPatterns = (readers.get('schema') ?? []).some(({ rule }) => rules[rule]!.patterns !== undefined);
  return {
    has: (field, value) =>
      readers.has(field) && (value === undefined || hasPatterns || field !== 'schema' || !isPlainWord(value)),
  };
}
