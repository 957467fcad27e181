import { pointerOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode, Reading } from '../../protocol/mcp/reading.ts';
import { readBytes } from '../../protocol/mcp/reading.ts';

/** A string that may reach a model: where its characters stand, and what it says. */
export interface ModelText {
  /** From the root of the message; empty for what is no JSON. */
  pointer: string;
  text: string;
  /** Bytes of its characters, quotes left out. */
  from: number;
  to: number;
  isJson: boolean;
  /** Media, which a client decodes and hands on as such. */
  isMedia: boolean;
}

/** What JSON-RPC and MCP need themselves. A client reads it; no model does. */
const ENVELOPE = new Set([
  'jsonrpc', 'id', 'method', 'protocolVersion', 'cursor', 'nextCursor', 'progressToken', 'requestState',
]); // prettier-ignore
const TYPED = new Set(['type', 'mimeType', 'role', 'encoding']);
const MEDIA = new Set(['data', 'blob']);
const LEAST_MEDIA = 64;
const strict = new TextDecoder('utf-8', { ignoreBOM: true });

/** The strings of a message, in the order they stand; of what is no JSON the whole text. */
export function modelTexts(bytes: Uint8Array): ModelText[] {
  const reading = readBytes(bytes);
  const root = reading.roots[0];
  if (root === undefined || (root.kind !== 'object' && root.kind !== 'array' && root.kind !== 'string')) {
    if (bytes.length === 0) return [];
    const text = strict.decode(bytes);
    return [{ pointer: '', text, from: 0, to: bytes.length, isJson: false, isMedia: false }];
  }
  const found: ModelText[] = [];
  for (const one of reading.roots) collect(reading, one, found);
  return found;
}

function collect(reading: Reading, root: ReadNode, found: ModelText[]): void {
  const open: ReadNode[] = [root];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node.kind === 'string' && isRead(node)) {
      found.push({
        pointer: pointerOf(node),
        text: reading.text(node),
        from: node.from + 1,
        to: node.to - 1,
        isJson: true,
        isMedia: isMedia(reading, node),
      });
    }
    for (let k = node.children.length - 1; k >= 0; k--) open.push(node.children[k]!);
  }
}

/** Keys of the envelope count where the message has them, not where a server uses the same word. */
function isRead(node: ReadNode): boolean {
  const name = node.key?.name;
  if (name === undefined) return true;
  const depth = node.parent?.parent === undefined ? 1 : node.parent.parent.parent === undefined ? 2 : 3;
  if (depth <= 2 && ENVELOPE.has(name)) return false;
  return !TYPED.has(name);
}

function isMedia(reading: Reading, node: ReadNode): boolean {
  if (!MEDIA.has(node.key?.name ?? '') || node.to - node.from < LEAST_MEDIA) return false;
  if (node.key?.name === 'blob') return true;
  const type = node.parent?.children.find(({ key }) => key?.name === 'type');
  const said = type?.kind === 'string' ? reading.text(type) : '';
  return said === 'image' || said === 'audio';
}
