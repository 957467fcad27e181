// Apart from the schemas, so that the page can have these values without the schema library.
import type { ReplayVerdict } from './replay.ts';

/** Verdicts that say that something is not as it was. */
export const DIFFERENT: readonly ReplayVerdict[] = ['different', 'kind', 'missing', 'extra', 'not-sent'];

export const VERDICT_WORDS: Record<ReplayVerdict, string> = {
  same: 'the same',
  // Never “the same”: what was recognised as differing every time was not looked into.
  volatile: 'alike',
  different: 'different',
  kind: 'other kind',
  missing: 'no answer now',
  extra: 'answered now',
  unanswered: 'not answered',
  sent: 'sent',
  'not-asked': 'not asked now',
  'not-sent': 'not sent',
};
