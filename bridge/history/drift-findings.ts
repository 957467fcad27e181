import type { ItemDrift } from '../../protocol/drift.ts';
import type { Evidence, Finding, RuleCard } from '../../protocol/finding.ts';
import { sha256 } from './hash.ts';

export const DEFINITION_DRIFT: RuleCard = {
  id: 'definition-drift',
  version: 1,
  title: 'A definition is not what it was',
  family: 'capability',
  severity: 'critical',
  about:
    'What a server offers is compared with what was approved in Inventory, and, where nothing was approved yet, with the time it was seen before. A server that was looked at once can turn into another one: between two sessions, in the middle of one, after a number of calls.',
  falsePositives:
    'An honest new version changes definitions too: its version says so, and such changes are for review. Resources come and go with the data of a server.',
  fix: 'Look at what changed, in the History of the item. Approve it if it is meant; otherwise stop using the server until you know why it changed.',
  references: ['OWASP MCP03', 'CWE-494', 'MCP 2025-11-25 tools'],
  from: 'own',
};

const MOST_CHANGES = 3;
const LONGEST_SAYS = 600;

/** The same change of the same item has the same fingerprint, in whatever session it is seen. */
export function fingerprintOf(target: string, drift: ItemDrift): string {
  const { section, name, nth, before = '', after = '' } = drift;
  const place = before === after ? drift.changes.map(({ kind, says }) => `${kind} ${says}`) : [];
  const text = JSON.stringify([DEFINITION_DRIFT.id, target, section, name, nth, before, after, ...place]);
  return sha256(text).slice(0, 32);
}

/** What of a drift is said as a finding, at the bytes where the item stands now, or should stand. */
export function findingOf(
  target: string,
  session: string,
  drift: ItemDrift,
  against: 'approved' | 'before',
  evidence: Evidence,
): Finding {
  const { section, name, severity, changes } = drift;
  const fingerprint = fingerprintOf(target, drift);
  const told = changes.slice(0, MOST_CHANGES).map(({ says }) => says);
  const left = changes.length - told.length;
  if (left > 0) told.push(`${left} more ${left === 1 ? 'change' : 'changes'} in its History.`);
  const intro =
    against === 'approved' ? 'Not what was approved:' : 'Not what it was when it was seen before:';
  return {
    id: `${DEFINITION_DRIFT.id}@${DEFINITION_DRIFT.version}:${sha256(`${session} ${fingerprint}`).slice(0, 16)}`,
    fingerprint,
    rule: DEFINITION_DRIFT.id,
    family: DEFINITION_DRIFT.family,
    severity,
    confidence: 'certain',
    title: DEFINITION_DRIFT.title,
    says: `${intro} ${told.join(' ')}`.slice(0, LONGEST_SAYS),
    item: { section, name },
    evidence: [evidence],
  };
}
