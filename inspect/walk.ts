import type { FieldClass, FieldTree } from '../protocol/mcp/fields.ts';
import { fieldsOf, fieldsSent } from '../protocol/mcp/fields.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import { Item, type Message } from './message.ts';
import { Text } from './text.ts';

export type Seen = (text: Text) => void;

/**
 * Every string and key of a message in the order they stand, each with its class; items first, so
 * that a text knows what it belongs to. A flat loop: depth costs no call stack.
 */
export function walkMessage(message: Message, seen: Seen): void {
  const tree =
    message.toward === 'server'
      ? fieldsSent()
      : fieldsOf(isAnswer(message) ? 'answer' : 'call', message.method);
  const stack: { node: ReadNode; tree: FieldTree; key: FieldClass; item: Item | undefined }[] = [
    { node: message.node, tree, key: 'envelope', item: undefined },
  ];
  while (stack.length > 0) {
    const { node, tree: at, key, item: around } = stack.pop()!;
    let item = around;
    if (at.item !== undefined && node.kind === 'object') {
      item = new Item(at.item, node, message);
      message.add(item);
    }
    if (node.key !== undefined) told(message, node, 'key', key, node.key.name, item, seen);
    if (node.kind === 'string') told(message, node, 'value', at.self, message.reading.text(node), item, seen);
    const isObject = node.kind === 'object';
    for (let k = node.children.length - 1; k >= 0; k--) {
      const child = node.children[k]!;
      const known = isObject ? at.members?.get(child.key!.name) : undefined;
      stack.push({
        node: child,
        tree: known ?? at.rest,
        key: known === undefined ? at.keys : 'envelope',
        item,
      });
    }
  }
}

/** What a message that a server sends is called by an answer or by itself. */
function isAnswer(message: Message): boolean {
  return message.kind === 'result' || message.kind === 'error';
}

function told(
  message: Message,
  node: ReadNode,
  kind: 'value' | 'key',
  field: FieldClass,
  value: string,
  item: Item | undefined,
  seen: Seen,
): void {
  if (value === '') return;
  seen(new Text({ value, field, source: { kind, message, node }, frame: message.frame, item }));
}
