import type { Finding } from '../../protocol/finding.ts';
import type { JsonDocument, Span } from '../../protocol/json/document.ts';
import type { Hit } from '../body/hits.ts';
import { unitsOfBytes } from '../body/unit-places.ts';
import { hitsIn } from './evidence-place.ts';
import type { ShownItem } from './item.svelte.ts';

/** What findings point at in a string of an item, in characters of what it says. */
export function hitsInText(
  { row, content }: ShownItem,
  document: JsonDocument,
  node: Span,
  text: string,
  found: readonly Finding[],
): Hit[] {
  // A place among bytes is a place in the text only where the text is what its bytes say.
  if (found.length === 0 || content.kind !== 'read' || !content.isExact) return [];
  const encoder = new TextEncoder();
  const before = encoder.encode(document.text.slice(0, node.from)).length;
  const bytes = encoder.encode(document.text.slice(node.from, node.to));
  const { frame, from, to } = row.at;
  const part = {
    seq: frame,
    part: 'payload' as const,
    start: from + before,
    total: bytes.length,
    payload: { kind: 'none' as const },
  };
  const hits = to > from ? hitsIn(part, found) : [];
  if (hits.length === 0) return [];
  const units = unitsOfBytes(bytes, { text, from: 1, to: Math.max(1, bytes.length - 1), isJson: true });
  return hits.map((hit) => ({ ...hit, from: units.unitAt(hit.from), to: units.unitAt(hit.to) }));
}
