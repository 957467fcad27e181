import type { Severity } from '../../../protocol/finding.ts';
import { quoted } from '../../support/words.ts';
import { numberOf, type Value } from '../value.ts';
import { below, worded, type FieldComparer, type Report } from './comparer.ts';

/** Everything nobody else knows: each member that differs, and no meaning. */
export const other: FieldComparer = {
  subject: 'other',
  takes: () => true,
  compare({ called, field, pointer, before, after }, report) {
    compareAny(
      { what: `${quoted(field, 60)} of ${called}`, pointer, severity: 'low', before, after },
      report,
    );
  },
};

export interface AnyPair {
  /** As a sentence begins. */
  readonly what: string;
  readonly pointer: string;
  readonly severity: Severity;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Beyond these what differs is told as one. */
const DEEPEST = 12;
const MOST_PARTS = 60;

/** Goes down while both sides are objects, or lists of one length, and tells of the ends. */
export function compareAny(pair: AnyPair, report: Report): void {
  let told = 0;
  const stack: (AnyPair & { depth: number })[] = [{ ...pair, depth: 0 }];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const parts = at.depth < DEEPEST && told + stack.length < MOST_PARTS ? partsOf(at) : undefined;
    if (parts === undefined) {
      told++;
      tell(at, report);
    } else for (const part of parts.reverse()) stack.push({ ...part, depth: at.depth + 1 });
  }
}

/** Undefined where the pair is an end, or where what differs is not in its parts. */
function partsOf({ what, pointer, severity, before, after }: AnyPair): AnyPair[] | undefined {
  if (before === undefined || after === undefined || before.kind !== after.kind) return undefined;
  let parts: (readonly [string, Value | undefined, Value | undefined])[];
  if (before.kind === 'object' && !before.hasRepeatedKeys && !after.hasRepeatedKeys)
    parts = [...new Set([...before.members.keys(), ...after.members.keys()])].map((name) => [
      name,
      before.member(name),
      after.member(name),
    ]);
  else if (before.kind === 'array' && before.items.length === after.items.length)
    parts = before.items.map((item, at) => [String(at), item, after.items[at]]);
  else return undefined;
  const differ = parts.filter(([, was, is]) => was?.text !== is?.text);
  if (differ.length === 0 || differ.length > MOST_PARTS) return undefined;
  return differ.map(([name, was, is]) => ({
    what: before.kind === 'object' ? `${quoted(name, 60)} in ${what.replace(/^The /, 'the ')}` : what,
    pointer: below(pointer, name),
    severity,
    before: was,
    after: is,
  }));
}

function tell({ what, pointer, severity, before, after }: AnyPair, report: Report): void {
  const sides = { pointer, before, after };
  if (before === undefined)
    report({ ...sides, kind: 'field-added', severity, says: `${what} is new: ${worded(after)}.` });
  else if (after === undefined)
    report({ ...sides, kind: 'field-removed', severity, says: `${what} is gone; it was ${worded(before)}.` });
  else if (isSameNumber(before, after))
    report({
      ...sides,
      kind: 'notation',
      severity: 'info',
      says: `${what} is the same number, written ${worded(after)} instead of ${worded(before)}.`,
    });
  else
    report({
      ...sides,
      kind: 'field-changed',
      severity,
      says: `${what} was ${worded(before)} and is ${worded(after)}.`,
    });
}

export function isSameNumber(before: Value, after: Value): boolean {
  if (before.kind !== 'number' || after.kind !== 'number') return false;
  const number = numberOf(before.text);
  return number !== undefined && number === numberOf(after.text);
}
