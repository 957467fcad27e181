import { CHANGE_KINDS, type Change, type ItemDrift } from '../../protocol/drift.ts';
import { SEVERITIES, type Severity } from '../../protocol/finding.ts';
import { compareUnits } from './canonical.ts';

const SECTIONS = ['server', 'tools', 'prompts', 'resources', 'templates'] as const;

export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return rankOf(severity) >= rankOf(least);
}

/** `info` of nothing. */
export function worstOf(severities: Iterable<Severity>): Severity {
  let worst: Severity = 'info';
  for (const severity of severities) if (rankOf(severity) > rankOf(worst)) worst = severity;
  return worst;
}

export function atMost(severity: Severity, most: Severity): Severity {
  return rankOf(severity) > rankOf(most) ? most : severity;
}

/** The worst first; of one severity in the order of the kinds, then by where they are. */
export function byWeight(a: Change, b: Change): number {
  return (
    rankOf(b.severity) - rankOf(a.severity) ||
    CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
    compareUnits(a.pointer ?? a.field ?? '', b.pointer ?? b.field ?? '') ||
    compareUnits(a.rule ?? '', b.rule ?? '') ||
    compareUnits(a.says, b.says)
  );
}

export function byWorst(a: ItemDrift, b: ItemDrift): number {
  return (
    rankOf(b.severity) - rankOf(a.severity) ||
    SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) ||
    compareUnits(a.name, b.name) ||
    a.nth - b.nth
  );
}
