import type { Piece } from './pieces.ts';

/** Letters, digits, signs and the plain space: nothing that a terminal acts upon, nothing that is not seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S} ]/u;

/**
 * The format of a `printf` that writes exactly these bytes: whatever is not plainly seen is an octal
 * escape, so that pasting it does nothing and reading it shows everything. Without its quotes.
 */
function printfFormat(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
  const units = isText ? Array.from(text) : Array.from(bytes, (byte) => String.fromCharCode(byte));
  return units
    .map((unit) => {
      if (unit === '%') return '%%';
      if (unit === '\\') return '\\\\';
      if (unit === '\n') return '\\n';
      const isAscii = unit >= ' ' && unit <= '~';
      // Within the double quotes of a substitution, some shells take the sign for a line of their history.
      if (unit !== "'" && unit !== '!' && (isText || isAscii) && SEEN.test(unit)) return unit;
      const raw = isText ? Buffer.from(unit, 'utf8') : [unit.charCodeAt(0)];
      return Array.from(raw, octal).join('');
    })
    .join('');
}

/** A command that writes the pieces to its output, for `sh`. */
export function printfOf(pieces: readonly Piece[]): string {
  const format = pieces.map((piece) => ('variable' in piece ? '%s' : printfFormat(piece.bytes))).join('');
  const values = pieces.flatMap((piece) => ('variable' in piece ? [` "$${piece.variable}"`] : []));
  // A format that begins with a minus would be taken for an option.
  return `printf -- '${format}'${values.join('')}`;
}

/** One word of a command line; undefined: no argument can hold this. */
export function shWord(pieces: readonly Piece[]): string | undefined {
  const texts = pieces.map((piece) => ('variable' in piece ? undefined : printableText(piece.bytes)));
  const isPrintable = pieces.every((piece, i) => 'variable' in piece || texts[i] !== undefined);
  if (isPrintable) {
    const words = pieces.map((piece, i) =>
      'variable' in piece ? `"$${piece.variable}"` : `'${texts[i]!.replaceAll("'", "'\\''")}'`,
    );
    return words.length === 0 ? "''" : words.join('');
  }
  const last = pieces.at(-1);
  const isLost = last !== undefined && 'bytes' in last && last.bytes.at(-1) === 0x0a;
  const hasNul = pieces.some((piece) => 'bytes' in piece && piece.bytes.includes(0));
  // What a command substitution drops, and what no argument can hold.
  return isLost || hasNul ? undefined : `"$(${printfOf(pieces)})"`;
}

/** Fails with the name of what is not set. */
export function mustBeSet(names: readonly string[]): string {
  return names.map((name) => `: "\${${name}:?is not set}" && `).join('');
}

function printableText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  return Array.from(text).every((character) => SEEN.test(character)) ? text : undefined;
}
