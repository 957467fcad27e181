import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Text } from '../../text.ts';

const MOST_NODES = 2000;
const LONGEST = 400;

/** Whether the tool's own schema has that very word as a property or a choice: it is then spoken of, and no tool. */
export function isEnumerated(text: Text, word: string): boolean {
  const schema = text.item?.member('inputSchema');
  if (schema === undefined) return false;
  const { reading } = text.item!.message;
  const stack: ReadNode[] = [schema];
  for (let seen = 0; stack.length > 0 && seen < MOST_NODES; seen++) {
    const node = stack.pop()!;
    for (const child of node.children) {
      if (child.key?.name === word) return true;
      if (child.kind === 'string' && child.units < LONGEST && reading.text(child) === word) return true;
      if (child.children.length > 0) stack.push(child);
    }
  }
  return false;
}
