import { RE2JS, RE2Set } from 're2js';
import type { Rule } from './rule.ts';
import type { View } from './views/view.ts';

/** A pattern, and which rule wants to know of it. */
export interface Wanted {
  /** Position of the rule in the pack. */
  readonly rule: number;
  readonly name: string;
  readonly expression: RE2JS;
  readonly views: readonly View['kind'][];
}

const USUAL_VIEWS: readonly View['kind'][] = ['plain', 'markup'];
const ALL_VIEWS: readonly View['kind'][] = ['parsed', 'plain', 'markup', 'terminal'];

/**
 * Finds which of all rules' patterns are in a text with one automaton (linear whatever the text),
 * and where they are only for those: nearly every text has none.
 */
export class Prefilter {
  /** Views that any pattern is looked for in. */
  readonly views: readonly View['kind'][];
  #patterns: Wanted[] = [];
  #sets = new Map<string, PatternSet>();

  constructor(rules: readonly Rule[]) {
    for (const [at, rule] of rules.entries())
      for (const [name, pattern] of Object.entries(rule.patterns ?? {}))
        this.#patterns.push({
          rule: at,
          name,
          expression: RE2JS.compile(pattern),
          views: rule.reads?.views ?? USUAL_VIEWS,
        });
    this.views = ALL_VIEWS.filter((view) => this.#patterns.some(({ views }) => views.includes(view)));
  }

  /** Patterns for any of these views that stand in the text. */
  in(views: readonly View['kind'][], text: string): readonly Wanted[] {
    return this.#setFor(views).in(text);
  }

  mayJoin(views: readonly View['kind'][]): boolean {
    return this.#setFor(views).mayJoin;
  }

  #setFor(views: readonly View['kind'][]): PatternSet {
    const key = views.join(' ');
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = new PatternSet(this.#patterns.filter((one) => views.some((view) => one.views.includes(view))));
      this.#sets.set(key, set);
    }
    return set;
  }
}

/** What a joined text would change: the beginning and the end of a text. */
const ANCHOR = /[\^$]|\\[AzbB]/;

/** Shorter texts hold nothing that a pattern describes. */
const SHORTEST = 4;

class PatternSet {
  #wanted: Wanted[];
  #set = new RE2Set(RE2Set.UNANCHORED, 0);
  /** Whether texts may be searched together: no pattern asks where a text begins or ends. */
  readonly mayJoin: boolean;

  constructor(wanted: Wanted[]) {
    this.#wanted = wanted;
    this.mayJoin = !wanted.some(({ expression }) => ANCHOR.test(expression.pattern()));
    for (const { expression } of wanted) this.#set.add(expression.pattern());
    if (wanted.length > 0) this.#set.compile();
  }

  in(text: string): readonly Wanted[] {
    if (this.#wanted.length === 0 || text.length < SHORTEST) return NONE;
    const found = this.#set.match(text);
    return found.length === 0 ? NONE : found.map((at) => this.#wanted[at]!);
  }
}

const NONE: readonly Wanted[] = [];

/** Hits of one pattern in one stretch; more say nothing new. */
const MOST_HITS = 50;

/** Where a pattern stands, from left to right, without overlaps. */
export function hitsOf(expression: RE2JS, text: string): { from: number; to: number }[] {
  const matcher = expression.matcher(text);
  const hits: { from: number; to: number }[] = [];
  while (hits.length < MOST_HITS && matcher.find())
    if (matcher.end() > matcher.start()) hits.push({ from: matcher.start(), to: matcher.end() });
  return hits;
}
