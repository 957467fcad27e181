import type { MessageHead } from './message-head.ts';

/** What was gathered of a message while its bytes went by. */
export interface Draft {
  head: MessageHead;
  seen: Set<string>;
  hasId: boolean;
  hasMethod: boolean;
  outcome: 'result' | 'error' | undefined;
  level?: string;
  /** Number text, as sent. */
  progress?: string;
  total?: string;
  argumentsText?: string;
  resultText?: string;
  counts: string[];
}

export function kindOf(draft: Draft): MessageHead['kind'] {
  if (draft.hasMethod) return draft.hasId ? 'request' : 'notification';
  return draft.outcome ?? 'not-rpc';
}

/** A few words of the content. */
export function previewOf(draft: Draft): string | undefined {
  const { head, argumentsText, resultText, counts, level } = draft;
  if (argumentsText !== undefined && argumentsText !== '') return argumentsText;
  if (level !== undefined) return head.preview === undefined ? level : `${level}: ${head.preview}`;
  const progress = progressOf(draft);
  if (progress !== undefined) return head.preview === undefined ? progress : `${progress}: ${head.preview}`;
  if (resultText !== undefined) return resultText;
  if (counts.length > 0) return counts.join(', ');
  return head.preview;
}

/** `3 of 10`; other messages may have a member of that name too. */
function progressOf({ head, progress, total }: Draft): string | undefined {
  if (progress === undefined || head.method !== 'notifications/progress') return undefined;
  return total === undefined ? progress : `${progress} of ${total}`;
}
