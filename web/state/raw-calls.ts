import type { HowToSend } from '../../protocol/craft.ts';
import { messageText } from './call-text.ts';
import type { NewDraft } from './item-draft.ts';
import { USUAL_WAY } from './item-draft.ts';

const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };

/** A message to begin with that is about no item: any method, and every way of being wrong. */
export interface RawCall {
  id: string;
  words: string;
  /** What is odd about it. */
  note: string;
  draft: Omit<NewDraft, 'target'>;
}

/** With ids that calls of our own do not come near soon. */
const listing = (id: number): string => `{"jsonrpc": "2.0", "id": ${id}, "method": "tools/list"}`;

/** In the order of the menu: the first one is well-formed, the last ones are no JSON. */
export const RAW_CALLS: readonly RawCall[] = [
  {
    id: 'request',
    words: 'Request',
    note: 'any method',
    draft: { text: messageText('', '{}'), how: USUAL_WAY },
  },
  {
    id: 'notification',
    words: 'Notification',
    note: 'nobody answers it',
    draft: {
      text: '{\n  "jsonrpc": "2.0",\n  "method": "notifications/roots/list_changed"\n}',
      how: AS_WRITTEN,
    },
  },
  {
    id: 'notification-with-id',
    words: 'Notification with an id',
    note: 'is it answered?',
    draft: {
      text: '{\n  "jsonrpc": "2.0",\n  "id": 900001,\n  "method": "notifications/roots/list_changed"\n}',
      how: AS_WRITTEN,
    },
  },
  {
    id: 'batch',
    words: 'Batch',
    note: 'two requests in an array',
    draft: { text: `[\n  ${listing(900001)},\n  ${listing(900002)}\n]`, how: AS_WRITTEN },
  },
  {
    id: 'invalid',
    words: 'Invalid JSON',
    note: 'cut off before its end',
    draft: { text: listing(900001).slice(0, -1), how: AS_WRITTEN },
  },
  {
    id: 'two-on-a-line',
    words: 'Two messages on one line',
    note: 'nothing between them',
    draft: { text: `${listing(900001)}${listing(900002)}`, how: AS_WRITTEN },
  },
  {
    id: 'bytes',
    words: 'Bare bytes',
    note: 'in hex, no text at all',
    draft: { text: '00 ff fe c0 af', form: 'hex', how: AS_WRITTEN },
  },
];
