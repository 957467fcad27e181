import type { Change } from '../../protocol/drift.ts';
import type { Severity } from '../../protocol/finding.ts';
import { changeOf, type Report, type Told } from './changes/comparer.ts';
import type { Found } from './judge.ts';
import { byWeight, worstOf } from './rank.ts';

/** Of one item; those beyond are counted, not told. Of one kind and weight no more are kept. */
const MOST_TOLD = 200;

/**
 * Collects what is told of one item. Whatever a server fills an item with, the worst of each kind is told: no flood of
 * one kind, or of a milder weight, takes the room of another.
 */
export class Telling {
  #kept = new Map<string, Change[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  report: Report = (told) => {
    this.#count++;
    const kept = this.#like(told);
    if (kept.length < MOST_TOLD) kept.push(changeOf({ ...told, says: begun(told.says) }));
  };

  /** `called`: the item, within a sentence. */
  finding({ finding, pointer }: Found, severity: Severity, called: string): void {
    this.report({
      kind: 'new-finding',
      severity,
      pointer,
      rule: finding.rule,
      says: `${called} has something new in it: ${finding.says}`,
    });
  }

  /** The worst first, and the worst of every kind. */
  told(): Change[] {
    const sorted = [...this.#kept.values()].flat().sort(byWeight);
    if (this.#count <= MOST_TOLD) return sorted;
    const kinds = new Set<string>();
    const firsts = sorted.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind).has(kind));
    const first = new Set(firsts);
    const others = sorted.filter((change) => !first.has(change));
    const room = MOST_TOLD - firsts.length;
    const told = [...firsts, ...others.slice(0, room)].sort(byWeight);
    // Of one kind and weight as many as are told were kept, so what was not kept is not worse than what is left.
    const worst = worstOf(
      (others.length > room ? others.slice(room) : told.slice(-1)).map(({ severity }) => severity),
    );
    return [
      ...told,
      {
        kind: 'field-changed',
        severity: worst,
        says: `It differs in ${this.#count - told.length} more places, none of them worse than those above.`,
      },
    ];
  }

  #like({ kind, severity }: Told): Change[] {
    const key = `${kind} ${severity}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const kept: Change[] = [];
    this.#kept.set(key, kept);
    return kept;
  }
}

function begun(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
