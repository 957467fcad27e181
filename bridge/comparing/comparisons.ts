import { compareHeads } from '../../protocol/compare/heads.ts';
import type { Compared, ComparedPlace, CompareRequest, TextsCompared } from '../../protocol/comparison.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { maskedPieces } from '../history/masked-pieces.ts';
import { readSide, type TextSources } from './compared-texts.ts';
import type { Comparer } from './comparer.ts';
import type { SessionComparisons } from './session-comparisons.ts';
import { aroundChanges } from './words.ts';

export interface ComparisonsParts {
  sources: TextSources;
  comparer: Comparer;
  sessions: SessionComparisons;
  /** A text as it is shown, known secrets masked. */
  shown(text: string): string;
}

type TextPlace = Exclude<ComparedPlace, { kind: 'session' }>;

/** Compares any two frames or items, or two sessions. */
export class Comparisons {
  #o: ComparisonsParts;

  constructor(parts: ComparisonsParts) {
    this.#o = parts;
  }

  async compare(request: CompareRequest): Promise<Outcome<Compared>> {
    const { left, right } = request;
    if (left.kind === 'session' && right.kind === 'session')
      return this.#o.sessions.compare(left.session, right.session, request);
    if (left.kind === 'session' || right.kind === 'session') return { ok: false, problem: UNLIKE };
    return this.#texts(left, right);
  }

  async close(): Promise<void> {
    await this.#o.comparer.close();
  }

  async #texts(left: TextPlace, right: TextPlace): Promise<Outcome<TextsCompared>> {
    const { sources, comparer, shown } = this.#o;
    const [was, is] = await Promise.all([readSide(sources, left), readSide(sources, right)]);
    if (!was.ok) return was;
    if (!is.ok) return is;
    const compared = await comparer.ask('texts', { left: was.value.side, right: is.value.side });
    if (!compared.ok) return compared;
    const { structure, words, bytes } = compared.value;
    const [old, young] = [was.value.head, is.value.head];
    return {
      ok: true,
      value: {
        kind: 'texts',
        left: was.value.text,
        right: is.value.text,
        structure,
        // A secret may stand across pieces, and across what is left out: masked first.
        words: words.map((one) => ({
          ...one,
          pieces: maskedPieces(one.pieces, (text) => shown(text)).flatMap(aroundChanges),
        })),
        bytes,
        ...(old === undefined || young === undefined ? {} : { heads: compareHeads(old, young) }),
      },
    };
  }
}

const UNLIKE: Problem = {
  code: 'not-comparable',
  message: 'A session is compared with a session, a frame or an item with a frame or an item.',
  hint: 'Hold something of the same kind.',
};
