import type { JsonNode } from './document.ts';
import { memberOf } from './value.ts';

/** Steps of an RFC 6901 pointer, unescaped. */
export type Path = readonly string[];

export function formatPointer(path: Path): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Undefined when it is no pointer: neither empty nor beginning with a slash. */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The node at a path; of repeated keys the last one. */
export function nodeAt(root: JsonNode | undefined, path: Path): JsonNode | undefined {
  let at = root;
  for (const step of path) {
    if (at?.kind === 'array') at = /^(0|[1-9]\d*)$/.test(step) ? at.items[Number(step)] : undefined;
    else at = memberOf(at, step);
  }
  return at;
}
