import type { ListName } from '../../protocol/inventory.ts';
import { LIST_METHODS, LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { PlannedMessage, ReplayRequest } from '../../protocol/replay.ts';
import type { RecordedExchange, RecordedMessage, RecordedTalk } from './recorded-messages.ts';

/** What of a recorded session is sent again, and what the new session does by itself. */
export interface Chosen {
  /** In the order they were sent. */
  messages: (RecordedMessage & { kind: Exclude<PlannedMessage['kind'], 'answer'> })[];
  /** What was answered to questions of the server's, oldest first. */
  answers: RecordedExchange[];
  /** The opening and the last whole walk of each list before the first message that is sent. */
  opening: RecordedExchange[];
  left: Map<string, number>;
}

const LISTS = new Map<string, ListName>(LIST_NAMES.map((list) => [LIST_METHODS[list].method, list]));
/** What the bridge says by itself where it is called for: it will do so again. */
const BY_ITSELF = /^(?:notifications\/initialized|subscriptions\/listen|tasks\/(?:get|list|result)|ping)$/;

/** Tells what a person (or a page, a probe, another client) sent from what every session of ours begins with. */
export function chooseMessages(
  { messages, exchanges }: RecordedTalk,
  { from = 1, to = Infinity, without = [] }: Pick<ReplayRequest, 'from' | 'to' | 'without'>,
): Chosen {
  const spared = new Set(without);
  const chosen: Chosen = { messages: [], answers: [], opening: [], left: new Map() };
  const leave = (words: string): void => void chosen.left.set(words, (chosen.left.get(words) ?? 0) + 1);
  const own: RecordedExchange[] = [];
  for (const recorded of messages) {
    if (recorded.head.toward === 'client') continue;
    const { seq, message } = recorded;
    if (message?.kind === 'result' || message?.kind === 'error') continue;
    const exchange = exchanges.get(seq);
    if (isOwn(recorded)) {
      if (exchange !== undefined) own.push(exchange);
      else leave('said by the new session itself');
      continue;
    }
    if (seq < from || seq > to) leave('outside the range');
    else if (spared.has(seq)) leave('left out by you');
    else if (message?.cancels !== undefined && !isSent(chosen, message.cancels))
      leave('cancels what is not sent');
    else chosen.messages.push({ ...recorded, kind: kindOf(recorded) });
  }
  for (const exchange of exchanges.values()) {
    const { asked, answer } = exchange;
    if (asked.head.toward === 'client' && answer !== undefined && asked.message?.method !== 'ping')
      chosen.answers.push(exchange);
  }
  const first = chosen.messages[0]?.seq ?? Infinity;
  chosen.opening = openingOf(own.filter(({ asked }) => asked.seq < first));
  const matched = new Set(chosen.opening.map(({ asked }) => asked.seq));
  for (const { asked } of own) if (!matched.has(asked.seq)) leave('asked by the new session itself');
  return chosen;
}

/** The handshake, and of each list the pages of the walk that was begun last. Also used on the new session. */
export function openingOf(own: readonly RecordedExchange[]): RecordedExchange[] {
  const walks = new Map<ListName, RecordedExchange[]>();
  const opening: RecordedExchange[] = [];
  for (const exchange of own) {
    const { message, text = '' } = exchange.asked;
    const method = message?.method ?? '';
    // What only looked for the era was refused.
    if (isHandshake(method) && exchange.answer?.message?.kind === 'result') {
      const before = opening.findIndex(({ asked }) => asked.message?.method === method);
      if (before >= 0) opening.splice(before, 1);
      opening.push(exchange);
    }
    const list = LISTS.get(method);
    if (list === undefined) continue;
    if (!hasCursor(text)) walks.set(list, [exchange]);
    else walks.get(list)?.push(exchange);
  }
  return [...opening, ...[...walks.values()].flat()];
}

/** Which of them a session begins with depends on its era. */
export function isHandshake(method: string): boolean {
  return method === 'initialize' || method === 'server/discover';
}

/** Whether our session, and not a person, made it: every session of ours does the same. */
export function isOwn({ head, message }: RecordedMessage): boolean {
  const method = message?.method ?? '';
  if (isHandshake(method) || method === 'notifications/initialized') return true;
  // Recorded by another client, lists are asked for by whoever asks for everything.
  if (head.author !== 'client' && head.author !== 'probe' && head.author !== 'import') return false;
  return LISTS.has(method) || BY_ITSELF.test(method);
}

function isSent({ messages }: Chosen, rpcId: string): boolean {
  const key = idKey(rpcId);
  return messages.some(({ message }) => message?.rpcId !== undefined && idKey(message.rpcId) === key);
}

function kindOf({ message, text }: RecordedMessage): Chosen['messages'][number]['kind'] {
  if (message === undefined || text === undefined) return 'as-it-stands';
  return message.kind === 'request' || message.kind === 'notification' ? message.kind : 'as-it-stands';
}

function hasCursor(text: string): boolean {
  try {
    const { params } = JSON.parse(text) as { params?: { cursor?: unknown } };
    return params?.cursor !== undefined;
  } catch {
    // SyntaxError: what cannot be read asks for no page.
    return false;
  }
}
