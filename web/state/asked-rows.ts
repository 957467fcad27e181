import { parseQuery } from '../../protocol/query/parse.ts';
import type { Mode, Place } from './place.ts';
import { withTerm } from './session-term.ts';

/** A query that names steps by itself, or what only steps have. */
const OF_STEPS = /\bis:step\b|\bis:asking\b|\bconversation:|\btasks\/|\bseq[:<>]/i;

/** What the bridge is asked for: of a conversation, its first exchange stands for all, unless told otherwise. */
export function askedRows({ q, mode, hasSteps }: Pick<Place, 'q' | 'mode' | 'hasSteps'>): {
  q: string;
  mode: Mode;
} {
  if (!parseQuery(q).ok || mode === 'frames' || hasSteps || OF_STEPS.test(q)) return { q, mode };
  return { q: withTerm(q, '-is:step'), mode };
}
