import { memberOf, stringOf } from '../protocol/mcp/read-place.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import { Message, type RecordedFrame } from './message.ts';
import type { SessionFacts } from './session-facts.ts';

/** The messages of a frame one after the other: each may answer the one before, so facts are asked late. */
export function* messagesOf(frame: RecordedFrame, facts: SessionFacts): Generator<Message> {
  for (const root of frame.reading?.roots ?? []) {
    if (root.kind === 'array') {
      if (!root.children.some((node) => node.kind === 'object')) continue;
      frame.isBatch = true;
      for (const node of root.children) if (node.kind === 'object') yield messageOf(frame, node, facts);
    } else if (root.kind === 'object') yield messageOf(frame, root, facts);
  }
}

function messageOf(frame: RecordedFrame, node: ReadNode, facts: SessionFacts): Message {
  const reading = frame.reading!;
  const { toward } = frame.head;
  const idNode = memberOf(node, 'id');
  const id = idNode === undefined || idNode.kind === 'null' ? undefined : idOf(frame, idNode);
  const method = stringOf(reading, memberOf(node, 'method'));
  const isError = memberOf(node, 'error') !== undefined;
  const isResult = memberOf(node, 'result') !== undefined;
  const kind =
    method !== undefined
      ? id === undefined
        ? 'notification'
        : 'request'
      : isError
        ? 'error'
        : isResult
          ? 'result'
          : 'other';
  const asked =
    id === undefined || (kind !== 'result' && kind !== 'error')
      ? undefined
      : facts.requestOf(toward === 'client' ? 'server' : 'client', id);
  const request = asked?.request;
  return new Message({ frame, node, reading, toward, kind, method: method ?? request?.method, id, request });
}

/** As it was sent: `1` and `1.0` are two ids. */
function idOf(frame: RecordedFrame, node: ReadNode): string {
  const text = frame.reading!.text(node);
  return node.kind === 'string' ? JSON.stringify(text) : text.slice(0, 400);
}
