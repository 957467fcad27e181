import type { Text } from '../text.ts';
import { isInPlace } from '../views/in-place.ts';

/** Invisible characters that stand together where they have nothing to do. */
export interface InvisibleRun {
  from: number;
  to: number;
  codes: number[];
}

/** Runs of what `wanted` finds (a global, Unicode-aware expression of one class), but for those that are in place. */
export function invisibleRuns(text: string, wanted: RegExp): InvisibleRun[] {
  const runs: InvisibleRun[] = [];
  for (const found of text.matchAll(wanted)) {
    let at = found.index;
    for (const one of found[0]) {
      const code = one.codePointAt(0)!;
      if (!isInPlace(text, at, code)) {
        const last = runs.at(-1);
        if (last?.to === at) {
          last.to = at + one.length;
          last.codes.push(code);
        } else runs.push({ from: at, to: at + one.length, codes: [code] });
      }
      at += one.length;
    }
  }
  return runs;
}

/**
 * Whether its characters were written as `\u200b` or `%E2%80%8B`: code and documentation name them so,
 * and a person sees the name. What they spell is another matter.
 */
export function isWrittenOut(text: Text): boolean {
  return text.via.length > 0 && (text.via.includes('escapes') || text.via.includes('percent'));
}

/** `U+200B ×3, U+2060`: the most frequent first, at most four. */
export function codesInWords(codes: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, 4)
    .map(
      ([code, count]) =>
        `U+${code.toString(16).toUpperCase().padStart(4, '0')}${count > 1 ? ` ×${count}` : ''}`,
    )
    .join(', ');
}

/** Whether it stands between two letters or digits of ASCII, within a word. */
export function splitsWord(text: string, run: InvisibleRun): boolean {
  return isAsciiWord(text.charCodeAt(run.from - 1)) && isAsciiWord(text.charCodeAt(run.to));
}

function isAsciiWord(c: number): boolean {
  return ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a) || (c >= 0x30 && c <= 0x39) || c === 0x5f;
}
