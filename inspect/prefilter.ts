import { RE2JS, RE2Set } from 're2js';
import type { Rule } from './rule.ts';
import type { View } from './views/view.ts';

/** A pattern that stands in a text, and which rule wants to know. */
export interface Wanted {
  /** Position of the rule in the pack. */
  readonly rule: number;
  readonly name: string;
  readonly expression: RE2JS;
}

/** Hits of one pattern in one text; more say nothing new. */
const MOST_HITS = 50;

/**
 * Finds which of all rules' patterns are in a text with one automaton (linear whatever the text),
 * and where they are only for those: nearly every text has none.
 */
export class Prefilter {
  readonly kinds: readonly View['kind'][];
  #sets = new Map<View['kind'], { set: RE2Set; wanted: Wanted[] }>();

  constructor(rules: readonly Rule[]) {
    for (const [at, rule] of rules.entries())
      for (const kind of rule.reads?.views ?? ['plain', 'markup'])
        for (const [name, pattern] of Object.entries(rule.patterns ?? {})) this.#add(kind, at, name, pattern);
    this.kinds = [...this.#sets.keys()];
    for (const { set } of this.#sets.values()) set.compile();
  }

  in(kind: View['kind'], text: string): readonly Wanted[] {
    const of = this.#sets.get(kind);
    if (of === undefined || text.length < 4) return NONE;
    const found = of.set.match(text);
    return found.length === 0 ? NONE : found.map((at) => of.wanted[at]!);
  }

  #add(kind: View['kind'], rule: number, name: string, pattern: string): void {
    const of = this.#sets.get(kind) ?? { set: new RE2Set(RE2Set.UNANCHORED, 0), wanted: [] };
    this.#sets.set(kind, of);
    of.set.add(pattern);
    of.wanted.push({ rule, name, expression: RE2JS.compile(pattern) });
  }
}

const NONE: readonly Wanted[] = [];

/** Where a pattern stands, from left to right, without overlaps. */
export function hitsOf(expression: RE2JS, text: string): { from: number; to: number }[] {
  const matcher = expression.matcher(text);
  const hits: { from: number; to: number }[] = [];
  while (hits.length < MOST_HITS && matcher.find()) {
    if (matcher.end() > matcher.start()) hits.push({ from: matcher.start(), to: matcher.end() });
  }
  return hits;
}
