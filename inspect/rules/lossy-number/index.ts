import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Message } from '../../message.ts';
import type { Rule, Said } from '../../rule.ts';

export const lossyNumber: Rule = {
  meta: {
    id: 'lossy-number',
    version: 2,
    title: 'A number that readers do not agree on',
    family: 'protocol',
    severity: 'medium',
    confidence: 'certain',
    about:
      'JavaScript and many JSON readers keep numbers in 53 bits: larger ones become their neighbours, and 1e999 becomes infinity. An id can then name another thing than the server said.',
    falsePositives: 'Ids of databases as numbers, from servers whose own language keeps them whole.',
    fix: 'Send ids and other large numbers as strings.',
    references: ['OWASP MCP06', 'CWE-681', 'RFC 8259 section 6'],
  },
  reads: { fields: [] },
  watch(report) {
    return {
      message(message) {
        if (message.toward !== 'client') return;
        // An id we chose ourselves comes back as we sent it.
        const id = message.request === undefined ? message.member('id') : undefined;
        if (id?.kind === 'number') look(message, id, 'id');
        for (const name of ['result', 'params', 'error']) {
          const body = message.member(name);
          if (body !== undefined) walk(message, body);
        }
      },
    };

    function walk(message: Message, top: ReadNode): void {
      const stack: { node: ReadNode; where: Where }[] = [{ node: top, where: 'other' }];
      let told = 0;
      while (stack.length > 0 && told < MOST_IN_A_MESSAGE) {
        const { node, where } = stack.pop()!;
        if (node.kind === 'number' && look(message, node, where)) told++;
        for (let k = node.children.length - 1; k >= 0; k--) {
          const child = node.children[k]!;
          if (child.kind !== 'number' && child.children.length === 0) continue;
          stack.push({ node: child, where: BELOW.get(child.key?.name ?? '') ?? where });
        }
      }
    }

    function look(message: Message, node: ReadNode, where: Where): boolean {
      if (node.to - node.from < 5) return false;
      const becomes = lossOf(message.reading.text(node));
      if (becomes === undefined) return false;
      const written = message.reading.text(node).slice(0, 60);
      report({
        at: message.place(node),
        // A list of ids is one fault, not one for each.
        sameAs: node.key?.name ?? '',
        severity: WEIGHT[where],
        says: `${written} ${becomes}`,
      });
      return true;
    }
  },
};

type Where = 'id' | 'structured' | 'schema' | 'other';
const MOST_IN_A_MESSAGE = 20;

const WEIGHT: Record<Where, Said['severity']> = {
  id: 'medium',
  structured: 'medium',
  schema: 'info',
  other: 'low',
};

const BELOW = new Map<string, Where>([
  ['structuredContent', 'structured'],
  ['progressToken', 'id'],
  ['requestId', 'id'],
  ['inputSchema', 'schema'],
  ['outputSchema', 'schema'],
  ['requestedSchema', 'schema'],
]);

/** What most readers make of it, in words; undefined when they keep it. */
function lossOf(text: string): string | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'is infinity, or an error, to most readers.';
  if (/^-?\d+$/.test(text)) {
    if (Number.isSafeInteger(value) || text.length > 400) return undefined;
    const kept = BigInt(value);
    // A whole power of two, as bounds of types are written, is kept as it is.
    return kept === BigInt(text) ? undefined : `becomes ${kept} in JavaScript and many other readers.`;
  }
  return value === 0 && /^[^eE]*[1-9]/.test(text) ? 'becomes 0 in most readers.' : undefined;
}
