import type { BodyRow, StyledPiece } from './body.ts';
import type { MaskedRange } from './extents.ts';
import type { Hits } from './hits.ts';
import { markOf, stretches } from './hits.ts';
import { STYLE } from './layout.ts';

const WIDE = 16;
const NARROW = 8;

/** 16 bytes a row where 10 + 3 × 16 + 2 + 16 columns fit, else 8. */
export function bytesPerRow(columns: number): number {
  return columns >= 76 ? WIDE : NARROW;
}

export function offsetDigits(total: number): number {
  return Math.max(8, total.toString(16).length);
}

function isMasked(masked: readonly MaskedRange[], at: number): boolean {
  return masked.some(({ from, to }) => at >= from && at < to);
}

export interface HexRow {
  from: number;
  /** Bytes in a full row. */
  per: number;
  digits: number;
  masked: readonly MaskedRange[];
  hits: Hits;
}

/** One row of hex: offset, bytes in groups of eight, and what of them is printable ASCII. */
export function hexRow(bytes: Uint8Array, { from, per, digits, masked, hits }: HexRow): BodyRow {
  const parts = stretches(hits.over(from, from + bytes.length), from, from + bytes.length);
  const cells: StyledPiece[] = [];
  const ascii: StyledPiece[] = [];
  for (const part of parts) {
    const first = part.from - from;
    if (part.severity !== undefined && first > 0) cells.push({ kind: 'text', text: before(first) });
    let hex = '';
    let plain = '';
    for (let k = first; k < part.to - from; k++) {
      const isLed = part.severity !== undefined && k === first;
      hex += (isLed ? '' : before(k)) + (isMasked(masked, from + k) ? '··' : twoDigits(bytes[k]!));
      plain += isMasked(masked, from + k) ? '·' : printable(bytes[k]!);
    }
    const hit = markOf(part);
    cells.push({ kind: 'text', text: hex, ...hit });
    ascii.push({ kind: 'text', text: plain, style: STYLE.key, ...hit });
  }
  let rest = '';
  for (let k = bytes.length; k < per; k++) rest += `${before(k)}  `;
  const pieces: StyledPiece[] = [
    { kind: 'text', text: `${from.toString(16).padStart(digits, '0')}  `, style: STYLE.mark },
    ...cells,
    { kind: 'text', text: `${rest}  ` },
    ...ascii,
  ];
  return { line: Math.floor(from / per) + 1, indent: 0, from, pieces };
}

/** What stands between a byte and the one before it. */
function before(index: number): string {
  if (index === 0) return '';
  return index % 8 === 0 ? '  ' : ' ';
}

function twoDigits(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
