import type { BodyRow, StyledPiece } from './body.ts';
import type { MaskedRange } from './extents.ts';
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

/** One row of hex: offset, bytes in groups of eight, and what of them is printable ASCII. */
export function hexRow(
  bytes: Uint8Array,
  from: number,
  per: number,
  digits: number,
  masked: readonly MaskedRange[],
): BodyRow {
  const cells: string[] = [];
  let ascii = '';
  for (let k = 0; k < per; k++) {
    if (k > 0 && k % 8 === 0) cells.push('');
    const byte = bytes[k];
    if (byte === undefined) cells.push('  ');
    else if (isMasked(masked, from + k)) {
      cells.push('··');
      ascii += '·';
    } else {
      cells.push(byte.toString(16).padStart(2, '0'));
      ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    }
  }
  const pieces: StyledPiece[] = [
    { kind: 'text', text: `${from.toString(16).padStart(digits, '0')}  `, style: STYLE.mark },
    { kind: 'text', text: cells.join(' ') },
    { kind: 'text', text: `  ${ascii}`, style: STYLE.key },
  ];
  return { indent: 0, from, pieces };
}
