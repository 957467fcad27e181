import { isHeld, type Seen } from './removal.ts';

const words = (outcomes: readonly string[]): string => [...new Set(outcomes)].join(', ') || 'no test';

function withoutWords(seen: Seen): string {
  if (seen.without.every((outcome) => outcome === 'failed')) return 'failed as it should';
  return seen.without.includes('passed') ? 'NOT NOTICED' : words(seen.without).toUpperCase();
}

/** A table for a terminal and for docs/removal.md alike. */
export function tableOf(all: readonly Seen[]): string {
  const head = ['guard', 'answers', 'tests', 'with', 'without', 's'];
  const lines = all.map((seen) => [
    seen.guard.id,
    seen.guard.rows.join(' '),
    String(seen.guard.tests.length),
    words(seen.with),
    withoutWords(seen),
    seen.seconds.toFixed(1),
  ]);
  const widths = head.map((title, k) => Math.max(title.length, ...lines.map((line) => line[k]!.length)));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const held = all.filter(isHeld).length;
  return [
    row(head),
    rule,
    ...lines.map(row),
    '',
    `${held} of ${all.length} guards are held by their tests.`,
  ].join('\n');
}
