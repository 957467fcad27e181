import {
  SEVERITIES,
  type FindingRow,
  type FindingsLine,
  type FindingsPage,
  type FindingsRequest,
  type Severity,
} from '../../protocol/finding.ts';
import { FINDING_FIELDS, parseWith, topTerms } from '../../protocol/query/index.ts';
import type { Session } from '../../protocol/session.ts';
import { isOfSession, matches, type Candidate, type FindingNode } from './match.ts';
import { noCounts } from './session-findings.ts';

/** One session with all that was found in it. */
export interface Listed {
  session: Session;
  upTo: number;
  behind: number;
  rows(): FindingRow[];
}

type Whole = Omit<FindingsPage, 'from' | 'lines'> & { all: FindingsLine[] };

/** Lists over all findings, made once for each question and kept while nothing changes. */
export class FindingsList {
  #kept: { key: string; whole: Whole } | undefined;

  /** `version` changes whenever something found, decided or inspected does. */
  page(request: FindingsRequest, version: number, listed: () => Listed[]): FindingsPage {
    const { q, group } = request;
    const key = JSON.stringify([q, group, version]);
    if (this.#kept?.key !== key) this.#kept = { key, whole: wholeList(q, group, listed()) };
    const { all, ...rest } = this.#kept.whole;
    const from = Math.min(Math.max(0, Math.floor(request.from)), all.length);
    return { ...rest, from, lines: all.slice(from, from + request.limit) };
  }
}

function wholeList(q: string, group: FindingsRequest['group'], listed: readonly Listed[]): Whole {
  const parsed = parseWith(FINDING_FIELDS, q);
  if (!parsed.ok) {
    const { column, message, expected } = parsed.problem;
    const hint = expected.length === 0 ? '' : ` Expected ${expected.slice(0, 6).join(' or ')}.`;
    const problem = `Column ${column + 1}: ${message}.${hint}`;
    return { total: 0, all: [], counts: noCounts(), inspected: reach([]), problem };
  }
  const tops = topTerms(parsed.query);
  const whose = tops.filter(isAboutSessions);
  const mine = listed.filter(({ session }) => whose.every((node) => decides(node, session)));
  const rest = tops.filter((node) => !isAboutSeverity(node));
  const severity = tops.filter(isAboutSeverity);
  const counts = noCounts();
  const rows: FindingRow[] = [];
  for (const one of mine) {
    const { id, number, name } = one.session;
    for (const row of one.rows()) {
      const candidate: Candidate = { row, session: { id, number, ...(name === undefined ? {} : { name }) } };
      if (!rest.every((node) => matches(node, candidate))) continue;
      counts[row.severity]++;
      if (severity.every((node) => matches(node, candidate))) rows.push(row);
    }
  }
  rows.sort(byWeight);
  const all = group === 'none' ? rows.map(lineOf) : grouped(rows, group);
  return { total: all.length, all, counts, inspected: reach(mine) };
}

function reach(listed: readonly Listed[]): FindingsPage['inspected'] {
  return {
    sessions: listed.length,
    frames: listed.reduce((sum, { upTo }) => sum + upTo, 0),
    behind: listed.reduce((sum, { behind }) => sum + behind, 0),
  };
}

const isAboutSeverity = (node: FindingNode): boolean => node.kind === 'term' && node.field === 'severity';

function isAboutSessions(node: FindingNode): boolean {
  return node.kind === 'term' && (node.field === 'session' || node.field === 'target');
}

function decides(node: FindingNode, session: Session): boolean {
  return node.kind !== 'term' || isOfSession(node, session);
}

const weight = (severity: Severity): number => SEVERITIES.indexOf(severity);
const lineOf = (row: FindingRow): FindingsLine => ({ kind: 'finding', row });

/** What is still to be decided first, then the worst, then the newest. */
function byWeight(a: FindingRow, b: FindingRow): number {
  const isOpen = (row: FindingRow): number => Number(row.triage.state === 'open');
  return (
    isOpen(b) - isOpen(a) ||
    weight(b.severity) - weight(a.severity) ||
    b.wall - a.wall ||
    (a.id < b.id ? -1 : 1)
  );
}

function grouped(rows: readonly FindingRow[], group: 'rule' | 'target' | 'item'): FindingsLine[] {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const label = labelOf(row, group);
    const known = groups.get(label);
    if (known === undefined) groups.set(label, [row]);
    else known.push(row);
  }
  const heads = [...groups].map(([label, own]) => ({ label, own, worst: worstOf(own) }));
  heads.sort((a, b) => weight(b.worst) - weight(a.worst) || b.own.length - a.own.length);
  return heads.flatMap(({ label, own, worst }): FindingsLine[] => [
    { kind: 'group', label, count: own.length, worst },
    ...own.map(lineOf),
  ]);
}

function labelOf(row: FindingRow, group: 'rule' | 'target' | 'item'): string {
  switch (group) {
    case 'rule':
      return row.rule;
    case 'target':
      return row.targetName;
    case 'item':
      return row.item === undefined ? 'no item' : `${row.item.section} ${row.item.name}`;
  }
}

function worstOf(rows: readonly FindingRow[]): Severity {
  return rows.reduce<Severity>(
    (worst, row) => (weight(row.severity) > weight(worst) ? row.severity : worst),
    'info',
  );
}
