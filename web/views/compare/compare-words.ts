import { RECOGNISERS } from '../../../protocol/compare/recognisers.ts';
import type { Difference, SessionPair, Verdict } from '../../../protocol/comparison.ts';

export const KIND_WORDS: Record<Difference['kind'], string> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  type: 'other type',
  moved: 'moved',
};

/** Why a difference is folded. */
export function standingWords({ standing, recogniser }: Pick<Difference, 'standing' | 'recogniser'>): string {
  if (standing === 'masked') return 'filler in the place of a secret';
  return RECOGNISERS.find(({ id }) => id === recogniser)?.words ?? '';
}

/** What `alike` means. */
export const ALIKE = 'The same but for what differs every time, such as times and ids';

const VERDICT_WORDS: Record<Verdict | 'unread', string> = {
  same: 'same',
  volatile: 'alike',
  different: 'different',
  unread: 'not compared',
};

export function pairWords({ left, right, verdict }: Pick<SessionPair, 'left' | 'right' | 'verdict'>): string {
  if (left === undefined) return 'only right';
  if (right === undefined) return 'only left';
  return VERDICT_WORDS[verdict ?? 'unread'];
}
