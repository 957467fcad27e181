import { parsePointer } from '../../../../protocol/json/pointer.ts';
import type { Value } from '../../value.ts';

export type Keywords = ReadonlyMap<string, Value>;

const MOST_STEPS = 16;
const MOST_VISITED = 20_000;

/** What a local reference stands for, its own references followed; undefined when it leads nowhere, or in a circle. */
export function resolved(root: Value, reference: string): Value | undefined {
  let at: Value | undefined;
  let next: string | undefined = reference;
  for (let steps = 0; steps < MOST_STEPS && next !== undefined; steps++) {
    at = targetOf(root, next);
    if (at === undefined) return undefined;
    // Siblings of a reference make it a schema of its own.
    next = at.members.size === 1 ? at.member('$ref')?.string : undefined;
  }
  return next === undefined ? at : undefined;
}

/** The keywords of a schema, with those of what it refers to in front of its own. */
export function withTarget(root: Value, keywords: Keywords): Keywords | undefined {
  const reference = keywords.get('$ref')?.string;
  if (reference === undefined) return keywords;
  const target = resolved(root, reference);
  if (target === undefined) return undefined;
  const merged = new Map(target.members);
  for (const [name, value] of keywords) if (name !== '$ref') merged.set(name, value);
  return merged;
}

function targetOf(root: Value, reference: string): Value | undefined {
  if (reference === '#' || reference === '#/') return root;
  if (!reference.startsWith('#/') || reference.length > 1000) return undefined;
  let at: Value | undefined = root;
  for (const step of parsePointer(decoded(reference.slice(1))) ?? [])
    at = at?.kind === 'array' && /^\d{1,6}$/.test(step) ? at.items[Number(step)] : at?.member(step);
  return at;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: a percent sign that begins no escape stands for itself.
    return text;
  }
}

/** Which parameters are described by what stands at a reference, directly or inside of them: a few names each. */
export function usersOf(root: Value): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  const stack: { value: Value; property: string | undefined; isNames: boolean }[] = [
    { value: root, property: undefined, isNames: false },
  ];
  for (let left = MOST_VISITED; left > 0; left--) {
    const at = stack.pop();
    if (at === undefined) break;
    const { value, property, isNames } = at;
    const reference = isNames ? undefined : value.member('$ref')?.string;
    if (reference !== undefined && property !== undefined) {
      const known = users.get(reference);
      if (known === undefined) users.set(reference, [property]);
      else if (known.length < 8 && !known.includes(property)) known.push(property);
    }
    for (const [name, member] of value.members)
      stack.push({
        value: member,
        property: isNames ? name : property,
        isNames: !isNames && name === 'properties' && member.kind === 'object',
      });
    for (const item of value.items) stack.push({ value: item, property, isNames: false });
  }
  return users;
}
