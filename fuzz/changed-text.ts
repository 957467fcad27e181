import { applySplice, removeAt, setAt } from '../protocol/json/edit.ts';
import type { Path } from '../protocol/json/pointer.ts';
import { readJson } from '../protocol/json/read.ts';

/** A message with `value` (JSON text) at a path; the text itself where nothing can be put there. */
export function withValue(text: string, path: Path, value: string): string {
  const splice = setAt(readJson(text), path, value);
  return splice === undefined ? text : applySplice(text, splice);
}

/** A message without what is at a path. */
export function without(text: string, path: Path): string {
  const splice = removeAt(readJson(text), path);
  return splice === undefined ? text : applySplice(text, splice);
}

/** A message under an id of its own, so that its answer is nobody else's. */
export function withId(text: string, id: string): string {
  return withValue(text, ['id'], JSON.stringify(id));
}
