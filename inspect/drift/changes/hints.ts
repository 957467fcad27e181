import type { Value } from '../value.ts';
import { below, worded, type FieldComparer, type FieldPair, type Report } from './comparer.ts';
import { compareAny } from './other.ts';
import { compareProse } from './prose.ts';

interface Hint {
  readonly name: string;
  /** What the specification says of a tool that does not have it. */
  readonly byDefault: boolean;
  /** The value that promises something. */
  readonly promise: boolean;
  readonly promises: string;
  /** Means nothing for a tool that only reads. */
  readonly isOfWrites: boolean;
}

/** MCP 2025-11-25 schema, ToolAnnotations. */
const HINTS: readonly Hint[] = [
  { name: 'readOnlyHint', byDefault: false, promise: true, promises: 'it only reads', isOfWrites: false },
  {
    name: 'destructiveHint',
    byDefault: true,
    promise: false,
    promises: 'it destroys nothing',
    isOfWrites: true,
  },
  {
    name: 'idempotentHint',
    byDefault: false,
    promise: true,
    promises: 'calling it again changes nothing',
    isOfWrites: true,
  },
  {
    name: 'openWorldHint',
    byDefault: true,
    promise: false,
    promises: 'it stays among what it knows',
    isOfWrites: false,
  },
];
const NAMES: ReadonlySet<string> = new Set(HINTS.map(({ name }) => name));

/** Members of no known meaning; those beyond are counted. */
const MOST_OTHERS = 50;

/** What a tool promises of itself: a hint that is absent says what the specification says of its absence. */
export const hints: FieldComparer = {
  subject: 'hints',
  takes: (section, field) => section === 'tools' && field === 'annotations',
  compare(pair, report) {
    const { called, pointer, before, after } = pair;
    const isObject = (value: Value | undefined): boolean => value === undefined || value.kind === 'object';
    if (!isObject(before) || !isObject(after))
      compareAny({ what: `The annotations of ${called}`, pointer, severity: 'low', before, after }, report);
    for (const hint of HINTS) compareHint(pair, hint, report);
    let others = 0;
    for (const name of new Set([...(before?.members.keys() ?? []), ...(after?.members.keys() ?? [])])) {
      const [was, is] = [before?.member(name), after?.member(name)];
      if (NAMES.has(name) || was?.text === is?.text) continue;
      if (name !== 'title' && ++others > MOST_OTHERS) continue;
      const part = { pointer: below(pointer, name), severity: 'low', before: was, after: is } as const;
      if (name === 'title')
        compareProse({ what: `The title in the annotations of ${called}`, ...part }, report);
      else compareAny({ what: `“${name.slice(0, 60)}” in the annotations of ${called}`, ...part }, report);
    }
    if (others > MOST_OTHERS)
      report({
        kind: 'field-changed',
        severity: 'low',
        pointer,
        says: `${others - MOST_OTHERS} more members in the annotations of ${called}, of no known meaning, differ.`,
      });
    if (before === undefined && after?.members.size === 0)
      report({
        kind: 'field-added',
        severity: 'info',
        pointer,
        after,
        says: `${called} has annotations now, with nothing in them.`,
      });
    if (after === undefined && before?.members.size === 0)
      report({
        kind: 'field-removed',
        severity: 'info',
        pointer,
        before,
        says: `${called} has no annotations any more; they held nothing.`,
      });
  },
};

function compareHint({ called, pointer, before, after }: FieldPair, hint: Hint, report: Report): void {
  const { name, promise, promises, byDefault } = hint;
  const [was, is] = [before?.member(name), after?.member(name)];
  if (was?.text === is?.text) return;
  const [meant, means] = [meaning(was, hint), meaning(is, hint)];
  const means_ = (value: Value | undefined): string =>
    value?.isBoolean === true ? value.text : `${worded(value)}, which means ${byDefault}`;
  const how = `(${name}: ${worded(was)} → ${means_(is)})`;
  const sides = { pointer: below(pointer, name), before: was, after: is };
  if (meant === means)
    report({
      ...sides,
      kind: was === undefined ? 'field-added' : is === undefined ? 'field-removed' : 'field-changed',
      severity: is === undefined || is.isBoolean ? 'info' : 'low',
      says: `${called} means the same by its hint as before ${how}.`,
    });
  else if (means === promise)
    report({
      ...sides,
      kind: 'hint-strengthened',
      severity: 'low',
      says: `${called} now says that ${promises} ${how}; clients may ask less before they call it.`,
    });
  else {
    const isMoot = hint.isOfWrites && onlyReads(before) && onlyReads(after);
    report({
      ...sides,
      kind: 'hint-weakened',
      severity: isMoot ? 'low' : 'high',
      says: `${called} no longer says that ${promises} ${how}${isMoot ? '; it still says that it only reads' : ''}.`,
    });
  }
}

function meaning(value: Value | undefined, { byDefault }: Hint): boolean {
  return value?.isBoolean === true ? value.kind === 'true' : byDefault;
}

function onlyReads(annotations: Value | undefined): boolean {
  return annotations?.member('readOnlyHint')?.kind === 'true';
}
