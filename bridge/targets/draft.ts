import type { Reading } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';

/** What reading a text depends on beside the text. */
export interface ReadingPlace {
  /** Absolute folder that relative paths start from. */
  cwd: string;
  home?: string;
  kind: 'posix' | 'windows';
}

/** A reading before anybody planned its launch. */
export type Draft = Omit<Reading, 'plan'>;

/** Everything a text could mean, or why it means nothing to us. */
export interface Drafts {
  drafts: Draft[];
  problem?: Problem;
}

/** Line and column, both counted from 1; a column is a UTF-16 unit, as editors count. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

export function placeName(text: string, offset: number): string {
  const { line, column } = placeOf(text, offset);
  return `line ${line}, column ${column}`;
}

/** A piece of a text for a sentence: short, and never two lines. */
export function clip(text: string, length = 60): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= length ? flat : `${flat.slice(0, length - 1)}…`;
}
