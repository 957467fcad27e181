import type { FieldClass, FieldTree } from '../protocol/mcp/fields.ts';
import { fieldsOf, fieldsSent } from '../protocol/mcp/fields.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import { Item, type Message } from './message.ts';
import { Text } from './text.ts';

export type Seen = (text: Text) => void;

/** Whether anybody reads this class; and this very string of it. */
export interface Wanted {
  has(field: FieldClass, value?: string): boolean;
}

/**
 * Every string and key of a message in the order they stand, each with its class, where somebody reads
 * that class; items first, so that a text knows what it belongs to. A flat loop: depth costs no call stack.
 */
export function walkMessage(message: Message, read: Wanted, seen: Seen): void {
  const root =
    message.toward === 'server'
      ? fieldsSent()
      : fieldsOf(isAnswer(message) ? 'answer' : 'call', message.method);
  const stack: Step[] = [{ node: message.node, tree: root, key: 'envelope', item: undefined }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node, tree, key } = step;
    let { item } = step;
    if (tree.item !== undefined && node.kind === 'object') {
      item = new Item(tree.item, node, message);
      message.add(item);
    }
    if (node.key !== undefined && node.key.name !== '' && read.has(key, node.key.name))
      seen(textOf(message, node, 'key', key, node.key.name, item));
    if (node.kind === 'string') {
      if (node.units > 2 && read.has(tree.self)) {
        const value = message.reading.text(node);
        if (read.has(tree.self, value)) seen(textOf(message, node, 'value', tree.self, value, item));
      }
      continue;
    }
    const { children } = node;
    const isObject = node.kind === 'object';
    for (let k = children.length - 1; k >= 0; k--) {
      const child = children[k]!;
      const known = isObject ? tree.members?.get(child.key!.name) : undefined;
      const below = known ?? tree.rest;
      // Numbers and words of lists are nobody's text.
      if (!isObject && child.kind !== 'string' && child.children.length === 0 && below.item === undefined)
        continue;
      stack.push({ node: child, tree: below, key: known === undefined ? tree.keys : 'envelope', item });
    }
  }
}

interface Step {
  readonly node: ReadNode;
  readonly tree: FieldTree;
  /** Class of the node's key. */
  readonly key: FieldClass;
  readonly item: Item | undefined;
}

function isAnswer(message: Message): boolean {
  return message.kind === 'result' || message.kind === 'error';
}

function textOf(
  message: Message,
  node: ReadNode,
  kind: 'value' | 'key',
  field: FieldClass,
  value: string,
  item: Item | undefined,
): Text {
  return new Text({ value, field, source: { kind, message, node }, frame: message.frame, item });
}
