import { FIELD_CLASSES, type FieldClass } from '../protocol/mcp/fields.ts';
import { Prefilter } from './prefilter.ts';
import type { Rule } from './rule.ts';

/** Rules and what was made of them once, for any number of sessions. */
export interface Pack {
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly prefilter: Prefilter;
  /** For each class, which rules want its strings, and the traits they wait for (0: any). */
  readonly readers: ReadonlyMap<FieldClass, readonly Reader[]>;
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
  return { rules, version: hash(names.join('\n')).slice(0, 16), prefilter: new Prefilter(rules), readers };
}
