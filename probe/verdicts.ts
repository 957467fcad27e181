import { SEVERITIES, type Severity } from '../protocol/finding.ts';
import type { Drift } from '../protocol/drift.ts';
import type { ProbeEvidence } from '../protocol/probe.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Era } from '../protocol/session.ts';
import { worstChange } from './faces.ts';
import type { ProbeVerdict } from './probe.ts';

/** What a difference comes to. `quiet`: of no consequence. `review`: for a person to read, and no alarm. */
export type Weight = 'none' | 'quiet' | 'review' | 'alarm';

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** Of what differs between two faces that should be one. */
export function weigh({ severity, items }: Drift): Weight {
  if (severity === undefined) return 'none';
  if (severity === 'info') return 'quiet';
  // Files and rows come and go without the server being another one.
  const isLive = items.every(
    (item) => !isAtLeast(item.severity, 'low') || (item.section === 'resources' && item.severity === 'low'),
  );
  if (isLive) return 'quiet';
  return hasNewVersion(items) && !isAtLeast(severity, 'high') ? 'review' : 'alarm';
}

function hasNewVersion(items: Drift['items']): boolean {
  return items.some(({ changes }) => changes.some(({ kind }) => kind === 'version-changed'));
}

/** Of one sentence; a server may have a share in it. */
const LONGEST = 600;

type Seen = Partial<Pick<ProbeVerdict, 'drift' | 'era' | 'evidence'>>;

export function verdict(
  kind: ProbeVerdict['verdict'],
  says: string,
  { evidence = [], drift, era }: Seen = {},
): ProbeVerdict {
  return {
    verdict: kind,
    says: cut(says, LONGEST),
    evidence,
    ...(drift === undefined || drift.items.length === 0 ? {} : { drift }),
    ...(era === undefined ? {} : { era }),
  };
}

export function inconclusive(says: string, seen?: Seen): ProbeVerdict {
  return verdict('inconclusive', says, seen);
}

/** A connection that was needed did not come about, or two faces could not be compared. */
export function unanswered(what: string, problem: Problem, evidence: ProbeEvidence[] = []): ProbeVerdict {
  return inconclusive(`${what}: ${problem.message}`, { evidence });
}

/** The worst of what differs, as a sentence. */
export function worded(drift: Drift): string {
  const worst = worstChange(drift);
  return worst === undefined ? 'What it says of itself differs.' : clauses(worst.change.says);
}

/** A long sentence ends behind one of its clauses, not within a quotation. */
function clauses(says: string): string {
  if (says.length <= LONGEST_CLAUSES) return says;
  const end = says.lastIndexOf('; ', LONGEST_CLAUSES);
  return end < 0 ? cut(says, LONGEST_CLAUSES) : `${says.slice(0, end)}; …`;
}

const LONGEST_CLAUSES = 260;

/** Lists that 2026-07-28 speaks of; what a server says of itself is none. */
const LISTS = new Set(['tools', 'prompts', 'resources', 'templates']);

/** What the specification says of it, where it does. */
export function ruled(
  era: Era,
  drift: Drift,
  how: 'per-connection' | 'as a side effect of other requests',
): string {
  const isOfLists = drift.items.some(
    ({ section, severity }) => LISTS.has(section) && isAtLeast(severity, 'low'),
  );
  if (era !== 'modern' || !isOfLists) return '';
  return ` MCP 2026-07-28 says that these lists must not vary ${how === 'per-connection' ? 'per connection' : how}.`;
}

export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // No half of a pair at the end.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 2)) ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}
