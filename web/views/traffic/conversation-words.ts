import type { ExchangeSummary } from '../../../protocol/exchange.ts';
import { counted, formatDuration } from '../figures.ts';

type Conversation = NonNullable<ExchangeSummary['conversation']>;

const STATES: Record<Conversation['state'], string> = {
  waiting: 'waiting',
  asks: 'asks again',
  answered: 'answered',
  failed: 'failed',
};

/** `3 requests, answered after 5.13 s`; what the server says of a task is shown apart. */
export function conversationWords({ steps, ms, state }: Conversation): string {
  const when = ms === undefined ? '' : ` after ${formatDuration(ms)}`;
  return `${counted(steps, 'request')}, ${STATES[state]}${when}`;
}

/** How one step of it stands. */
export function stepWords({ answer, state }: ExchangeSummary): string {
  if (answer?.asks === 'input') return 'asks for input';
  if (answer?.asks === 'task') return 'became a task';
  return state;
}
