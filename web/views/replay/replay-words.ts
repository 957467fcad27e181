import { VERDICT_WORDS } from '../../../protocol/replay-words.ts';
import type { Replay, ReplayStep, ReplayVerdict, Rewrite } from '../../../protocol/replay.ts';
import type { FrameSpan } from '../../state/frame-span.ts';
import { formatCount } from '../figures.ts';

export const STATE_WORDS: Record<Replay['state'], string> = {
  running: 'running',
  done: 'done',
  stopped: 'stopped',
  failed: 'broke off',
};

/** In the order of how much they matter. */
const ORDER: readonly ReplayVerdict[] = [
  'kind',
  'different',
  'missing',
  'extra',
  'not-sent',
  'same',
  'volatile',
  'sent',
  'unanswered',
  'not-asked',
];

/** “frames 12 to 40”. */
export function spanWords({ from, to }: FrameSpan): string {
  if (from !== undefined && to !== undefined) return `frames ${formatCount(from)} to ${formatCount(to)}`;
  return from === undefined ? `up to frame ${formatCount(to ?? 0)}` : `from frame ${formatCount(from)} on`;
}

/** “2 different, 14 the same”. */
export function countWords({ counts }: Pick<Replay, 'counts'>): string {
  const parts = new Map<string, number>();
  for (const verdict of ORDER) {
    const count = counts.find((one) => one.verdict === verdict)?.count ?? 0;
    const words = VERDICT_WORDS[verdict];
    if (count > 0) parts.set(words, (parts.get(words) ?? 0) + count);
  }
  const words = [...parts].map(([word, count]) => `${formatCount(count)} ${word}`);
  return words.length === 0 ? 'nothing yet' : words.join(', ');
}

export function toneOf(verdict: ReplayVerdict): 'different' | 'alone' | 'same' {
  if (verdict === 'different' || verdict === 'kind' || verdict === 'missing') return 'different';
  return verdict === 'extra' || verdict === 'not-sent' ? 'alone' : 'same';
}

export function markOf(verdict: ReplayVerdict): string {
  switch (verdict) {
    case 'same':
      return '=';
    case 'volatile':
      return '≈';
    case 'different':
    case 'kind':
      return '≠';
    case 'missing':
      return '−';
    case 'extra':
      return '+';
    case 'sent':
    case 'unanswered':
    case 'not-asked':
    case 'not-sent':
      return '·';
  }
}

/** Without ids, which are ours and change in every session. */
export function carriedIn({ rewrites }: Pick<ReplayStep, 'rewrites'>): Rewrite[] {
  return rewrites.filter(({ fromStep }) => fromStep !== undefined);
}
