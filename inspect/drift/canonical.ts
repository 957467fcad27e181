import type { ReadNode, Reading } from '../../protocol/mcp/reading.ts';

/**
 * A value in the one way it can be spelt: keys sorted by their UTF-16 units, repeated ones kept in the order they
 * were sent, strings decoded and written anew, numbers exactly as they were written, no blanks. What is written
 * differs where the value does. A flat loop: depth costs no call stack.
 */
export function canonicalJson(reading: Reading, node: ReadNode): string {
  const parts: string[] = [];
  // Text that closes or separates waits on the stack between the values.
  const stack: (ReadNode | string)[] = [node];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (typeof step === 'string') {
      parts.push(step);
      continue;
    }
    switch (step.kind) {
      case 'object': {
        parts.push('{');
        stack.push('}');
        const members = sortedMembers(step);
        for (let at = members.length - 1; at >= 0; at--) {
          const member = members[at]!;
          stack.push(member, `${at === 0 ? '' : ','}${JSON.stringify(member.key!.name)}:`);
        }
        break;
      }
      case 'array': {
        parts.push('[');
        stack.push(']');
        const { children } = step;
        for (let at = children.length - 1; at >= 0; at--) {
          stack.push(children[at]!);
          if (at > 0) stack.push(',');
        }
        break;
      }
      case 'string':
        parts.push(JSON.stringify(reading.text(step)));
        break;
      default:
        parts.push(reading.text(step));
    }
  }
  return parts.join('');
}

/** By name; of one name, as sent. */
export function sortedMembers(object: ReadNode): readonly ReadNode[] {
  const { children } = object;
  for (let at = 1; at < children.length; at++)
    if (children[at]!.key!.name < children[at - 1]!.key!.name)
      return children.toSorted((a, b) => compareUnits(a.key!.name, b.key!.name));
  return children;
}

/** By UTF-16 units, the same on every machine. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
