import type { Change } from '../../../protocol/drift.ts';
import type { SectionName } from '../../../protocol/inventory.ts';
import { formatPointer, parsePointer } from '../../../protocol/json/pointer.ts';
import { whole } from '../../place.ts';
import { quoted } from '../../support/words.ts';
import type { Value } from '../value.ts';

/** One field that differs, on both sides. */
export interface FieldPair {
  readonly section: SectionName;
  /** The item, as it is called in a sentence. */
  readonly called: string;
  readonly field: string;
  /** Of the field within the item; empty where the field is the item. */
  readonly pointer: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

export type Told = Omit<Change, 'field' | 'before' | 'after'> & {
  readonly before?: Value | undefined;
  readonly after?: Value | undefined;
};
export type Report = (told: Told) => void;

/** Knows what changes of some fields mean. The first of the list that takes a field compares it. */
export interface FieldComparer {
  readonly subject: string;
  takes(section: SectionName, field: string): boolean;
  compare(pair: FieldPair, report: Report): void;
}

/** A field that changes in a thousand places says so in a few lines. */
const MOST_SHOWN = 4000;
const LONGEST_POINTER = 1000;

export function changeOf({ before, after, pointer, says, ...told }: Told): Change {
  const field = pointer === undefined ? undefined : parsePointer(pointer)?.[0];
  return {
    ...told,
    ...(field === undefined ? {} : { field }),
    ...(pointer === undefined || pointer === '' || pointer.length > LONGEST_POINTER ? {} : { pointer }),
    says: whole(says),
    ...(before === undefined ? {} : { before: shown(before.text) }),
    ...(after === undefined ? {} : { after: shown(after.text) }),
  };
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? whole(text.slice(0, MOST_SHOWN)) : text;
}

export function below(pointer: string, ...steps: readonly string[]): string {
  return pointer + formatPointer(steps);
}

/** A value in a sentence: short. */
export function worded(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  const text = value.string;
  if (text !== undefined) return quoted(text, 60);
  return value.text.length > 60 ? `${value.text.slice(0, 59)}…` : value.text;
}
