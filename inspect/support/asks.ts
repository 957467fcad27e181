import { memberOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../protocol/mcp/reading.ts';
import type { Message } from '../message.ts';

/**
 * Something a server wants of the client: a request of its own, an entry of `inputRequests` in an answer (from
 * 2026-07-28), or of `elicitations` in an error.
 */
export interface Ask {
  readonly method: string;
  /** Where the whole ask stands. */
  readonly node: ReadNode;
  readonly params: ReadNode | undefined;
  readonly how: 'request' | 'input';
}

const MOST = 100;

export function asksOf(message: Message): Ask[] {
  if (message.toward !== 'client') return [];
  if (message.kind === 'request')
    return [
      { method: message.method ?? '', node: message.node, params: message.member('params'), how: 'request' },
    ];
  if (message.kind === 'error') return addressesOf(message);
  if (message.kind !== 'result') return [];
  const asked = memberOf(message.member('result'), 'inputRequests');
  return (asked?.children ?? []).slice(0, MOST).flatMap((node) => {
    const method = message.text(memberOf(node, 'method'));
    return method === undefined
      ? []
      : [{ method, node, params: memberOf(node, 'params'), how: 'input' as const }];
  });
}

/** `URLElicitationRequiredError` of 2025-11-25: addresses the user is to open before the call is tried again. */
function addressesOf(message: Message): Ask[] {
  const error = message.member('error');
  const wanted = memberOf(memberOf(error, 'data'), 'elicitations');
  if (wanted === undefined) return [];
  return wanted.children
    .slice(0, MOST)
    .map((node) => ({ method: ELICITATION, node, params: node, how: 'input' as const }));
}

export const SAMPLING = 'sampling/createMessage';
export const ELICITATION = 'elicitation/create';

/** What an elicitation has its user read: the message, and the words of the form. */
export function* wordsOfForm(
  message: Message,
  ask: Ask,
): Generator<{ node: ReadNode; text: string; isField: boolean }> {
  const shown = memberOf(ask.params, 'message');
  const words = message.text(shown);
  if (shown !== undefined && words !== undefined) yield { node: shown, text: words, isField: false };
  for (const field of fieldsOfForm(ask))
    for (const name of ['title', 'description']) {
      const node = memberOf(field, name);
      const text = message.text(node);
      if (node !== undefined && text !== undefined) yield { node, text, isField: true };
    }
}

export function fieldsOfForm(ask: Ask): ReadNode[] {
  return memberOf(memberOf(ask.params, 'requestedSchema'), 'properties')?.children.slice(0, MOST) ?? [];
}
