import type { Report, Statement, TargetReport } from '../report.ts';
import { worstOf } from '../report.ts';

const LONGEST = 240;

/** One line of a target that is as it was pinned; else every item with what became of it. */
export function* asText({ lock, targets }: Report): Generator<string> {
  for (const target of targets) yield* targetText(target, lock);
}

function* targetText(report: TargetReport, lock: string): Generator<string> {
  const { target, statements, problem } = report;
  if (problem !== undefined)
    yield `${target}: not checked: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`;
  else yield `${target}: ${headOf(report)}`;
  let last = '';
  for (const statement of statements) {
    const place = placeOf(statement, lock);
    if (place !== last && place !== '') yield `  ${place}`;
    last = place;
    yield `    ${statement.severity.padEnd(8)} ${statement.kind}: ${statement.says}`;
    if (statement.kind !== 'reworded' && statement.kind !== 'field-changed') continue;
    if (statement.before !== undefined) yield `             was ${cut(statement.before)}`;
    if (statement.after !== undefined) yield `             now ${cut(statement.after)}`;
  }
}

function headOf(report: TargetReport): string {
  const { statements, items, unchanged } = report;
  const worst = worstOf(statements);
  if (worst === undefined) return `as pinned (${items.length} items, ${approvedWords(report)})`;
  if (statements[0]?.kind === 'missing-target') return 'not in the lock file';
  const fails = statements.some((statement) => statement.fails);
  return `${fails ? 'NOT as pinned' : 'nothing that fails'}, worst ${worst}; ${unchanged} of ${items.length} items are the same`;
}

function approvedWords({ items, approvedHere }: TargetReport): string {
  if (approvedHere === items.length) return 'approved here';
  if (approvedHere === 0) return 'approved in file';
  return `${approvedHere} approved here, the others in file`;
}

function placeOf({ item, line }: Statement, lock: string): string {
  if (item === undefined) return '';
  const which = item.nth > 1 ? ` (number ${item.nth} of that name)` : '';
  return `${item.section}${item.name === '' ? '' : ` ${item.name}`}${which}   ${lock}:${line}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
