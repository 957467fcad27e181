import { countAlike } from './alike.ts';
import { worstOf, type Report, type Statement, type TargetReport } from '../report.ts';

const LONGEST = 240;
/** Of things that merely came or went, so many are named. */
const MOST_ALIKE = 10;

/** One line of a target that is as it was pinned; else every item with what became of it. */
export function* asText({ lock, targets }: Report): Generator<string> {
  for (const target of targets) yield* targetText(target, lock);
}

function* targetText(report: TargetReport, lock: string): Generator<string> {
  const { target, statements, problem } = report;
  if (problem !== undefined)
    yield `${target}: not checked: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`;
  if (problem === undefined || statements.length > 0) yield `${target}: ${headOf(report)}`;
  const alike = countPlain(statements);
  const told = new Map<string, number>();
  const places = countAlike(statements.map((statement) => sameOf(statement)));
  const said = new Set<string>();
  let last = '';
  for (const statement of statements) {
    const same = sameOf(statement);
    if (said.has(same)) continue;
    said.add(same);
    const kind = alikeOf(statement);
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    const all = alike.get(kind) ?? 0;
    if (all > MOST_ALIKE && count > MOST_ALIKE) {
      if (count === all)
        yield `  ${statement.item?.section ?? ''}: ${all - MOST_ALIKE} more ${statement.kind}, ${statement.severity}`;
      continue;
    }
    const place = placeOf(statement, lock);
    if (place !== last && place !== '') yield `  ${place}`;
    last = place;
    yield* statementText(statement, places.get(same) ?? 1);
  }
}

/** A finding at many places of one item is told once: it looks the same in each. */
function sameOf({ item, line, severity, kind, says, before, after }: Statement): string {
  return JSON.stringify([item?.section, item?.name, item?.nth, line, severity, kind, says, before, after]);
}

function* statementText(
  { severity, kind, says, before, after }: Statement,
  places: number,
): Generator<string> {
  yield `    ${severity.padEnd(8)} ${kind}: ${says}${places > 1 ? ` (${places} places)` : ''}`;
  if (kind !== 'reworded' && kind !== 'field-changed') return;
  if (before !== undefined) yield `             was ${cut(before)}`;
  if (after !== undefined) yield `             now ${cut(after)}`;
}

/** How often each kind of statement is all that is said of an item. */
function countPlain(statements: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const statement of statements) {
    const kind = alikeOf(statement);
    if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Resources come and go by the hundred; nothing else is shortened. */
function alikeOf({ kind, severity, item }: Statement): string {
  const isPlain = (kind === 'added' || kind === 'removed') && item?.section === 'resources';
  return isPlain ? `${kind} ${severity}` : '';
}

function headOf(report: TargetReport): string {
  const { statements, items, unchanged } = report;
  const worst = worstOf(statements);
  if (worst === undefined) return `as pinned (${items.length} items, ${approvedWords(report)})`;
  if (statements[0]?.kind === 'missing-target') return 'not in the lock file';
  const fails = statements.some((statement) => statement.fails);
  return `${fails ? 'NOT as pinned' : 'nothing that fails'}, worst ${worst}; ${unchanged} of ${items.length} items unchanged`;
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
