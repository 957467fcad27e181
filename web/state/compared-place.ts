import type { ComparedPlace } from '../../protocol/comparison.ts';
import { formatItem, parseItem } from './item-address.ts';

/** `frame:SESSION/12`, `item:SESSION/tools/echo` or `session:SESSION`. */
export function formatComparedPlace(place: ComparedPlace): string {
  switch (place.kind) {
    case 'frame':
      return `frame:${place.session}/${place.seq}`;
    case 'item':
      return `item:${place.session}/${formatItem(place.ref)}`;
    case 'session':
      return `session:${place.session}`;
  }
}

export function parseComparedPlace(text: string): ComparedPlace | undefined {
  const found = /^(frame|item|session):([0-9a-f]{32})(?:\/(.*))?$/s.exec(text);
  const [, kind, session, rest] = found ?? [];
  if (session === undefined) return undefined;
  if (kind === 'session') return rest === undefined ? { kind, session } : undefined;
  if (kind === 'frame')
    return /^\d{1,12}$/.test(rest ?? '') ? { kind, session, seq: Number(rest) } : undefined;
  const ref = parseItem(rest ?? '');
  return ref === undefined ? undefined : { kind: 'item', session, ref };
}

export function isSamePlace(a: ComparedPlace | undefined, b: ComparedPlace | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return formatComparedPlace(a) === formatComparedPlace(b);
}

/** A session with a session; a frame or an item with either of them. */
export function mayBeCompared(a: ComparedPlace, b: ComparedPlace): boolean {
  return (a.kind === 'session') === (b.kind === 'session') && !isSamePlace(a, b);
}
