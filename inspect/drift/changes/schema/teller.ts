import type { ChangeKind } from '../../../../protocol/drift.ts';
import type { Severity } from '../../../../protocol/finding.ts';
import { quoted } from '../../../support/words.ts';
import { atMost } from '../../rank.ts';
import type { Value } from '../../value.ts';
import { worded, type Report } from '../comparer.ts';
import { riskOf } from '../parameter-words.ts';
import type { Move } from './limits.ts';

/** Where a comparison stands. `property`: the parameter that this part of the schema describes. */
export interface Spot {
  readonly pointer: string;
  readonly property: string | undefined;
  readonly depth: number;
  /** Below `not` whatever takes more takes less; what a condition takes leads to something else. */
  readonly turn?: Turn | undefined;
}

export type Turn = 'swapped' | 'unclear';

/** One keyword, or one part of a list or map, on both sides. */
export interface Sides {
  readonly was: Value | undefined;
  readonly is: Value | undefined;
  readonly at: Spot;
}

/** What a bound that moved is told as, when it takes more and when it takes less. */
export type Ways = readonly [looser: ChangeKind, tighter: ChangeKind];
export const VALUES: Ways = ['values-loosened', 'values-tightened'];
export const TYPES: Ways = ['type-widened', 'type-narrowed'];

/** Words and weights for what differs in one schema. What only answers hold is never more than low. */
export class SchemaTeller {
  readonly report: Report;
  readonly called: string;
  readonly isInput: boolean;

  constructor(called: string, isInput: boolean, report: Report) {
    this.called = called;
    this.isInput = isInput;
    this.report = report;
  }

  tell(kind: ChangeKind, severity: Severity, { was, is, at }: Sides, says: string): void {
    this.report({
      kind,
      severity: this.isInput ? severity : atMost(severity, 'low'),
      pointer: at.pointer,
      before: was,
      after: is,
      says,
    });
  }

  /** A bound that came, went or moved. */
  limit(keyword: string, move: Move, sides: Sides, [looser, tighter]: Ways): void {
    const { was, is, at } = sides;
    const words = `(${keyword}: ${worded(was)} → ${worded(is)})`;
    const subject = this.begins(at);
    switch (turned(move, at.turn)) {
      case 'looser':
        this.tell(
          looser,
          this.loosened(at),
          sides,
          `${subject} takes more than before ${words}${this.why(at)}.`,
        );
        break;
      case 'tighter':
        this.tell(tighter, 'low', sides, `${subject} takes less than before ${words}.`);
        break;
      case 'otherwise':
        this.tell(
          looser,
          this.loosened(at),
          sides,
          `${subject} takes something else than before ${words}${this.why(at)}.`,
        );
        break;
      case 'same': {
        const isNumber = was?.kind === 'number' && is?.kind === 'number';
        const kind = isNumber ? 'notation' : 'schema-changed';
        this.tell(kind, 'info', sides, `${subject} takes the same as before, written otherwise ${words}.`);
      }
    }
  }

  /** More may be sent: worse where a text becomes an action. */
  loosened({ property }: Spot): Severity {
    return property !== undefined && riskOf(property) !== undefined ? 'high' : 'medium';
  }

  why({ property }: Spot): string {
    const risk = property === undefined || !this.isInput ? undefined : riskOf(property);
    return risk === undefined ? '' : `; ${risk}`;
  }

  /** What a place of the schema describes, within a sentence. */
  subject({ property }: Spot): string {
    return property === undefined
      ? `the ${this.isInput ? 'input' : 'output'} schema of ${this.called}`
      : `the ${this.isInput ? 'parameter' : 'field'} ${quoted(property, 60)} of ${this.called}`;
  }

  /** The same at the beginning of one. */
  begins(at: Spot): string {
    return this.subject(at).replace(/^t/, 'T');
  }
}

function turned(move: Move, turn: Turn | undefined): Move {
  if (turn === undefined || (move !== 'looser' && move !== 'tighter')) return move;
  if (turn === 'unclear') return 'otherwise';
  return move === 'looser' ? 'tighter' : 'looser';
}
