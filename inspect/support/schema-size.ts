import { memberOf, stringOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../protocol/mcp/reading.ts';
import type { Message } from '../message.ts';
import type { SchemaReading } from './schemas.ts';

export interface Expansion {
  /** A reference that comes back to itself on the same value: validation never ends. */
  circle: ReadNode | undefined;
  /** Subschemas once references are written out, each circle once; no more than `ENOUGH`. */
  expanded: number;
}

const ENOUGH = 1_000_000;
/** Keywords that look at the same value again. */
const SAME_VALUE = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

/** What local references of a schema come to. One visit a subschema; depth costs no call stack. */
export function expansionOf(schema: SchemaReading, message: Message): Expansion {
  const references = new Map<ReadNode, { target: ReadNode; at: ReadNode }>();
  const named = new Names();
  for (const { node } of schema.parts) {
    const at = memberOf(node, '$ref') ?? memberOf(node, '$dynamicRef');
    const target = localTarget(schema.root, stringOf(message.reading, at), named);
    if (at !== undefined && target?.kind === 'object') references.set(node, { target, at });
  }
  if (references.size === 0) return { circle: undefined, expanded: schema.parts.length };
  const isPart = new Set(schema.parts.map(({ node }) => node));
  const inside = (node: ReadNode): ReadNode[] => partsBelow(node, isPart, false);
  const onSame = (node: ReadNode): ReadNode[] => partsBelow(node, isPart, true);
  const target = (node: ReadNode): ReadNode | undefined => references.get(node)?.target;
  const circle = circleFrom([...references.keys()], onSame, target);
  return {
    circle: circle === undefined ? undefined : references.get(circle)?.at,
    expanded: countFrom(schema.root, inside, target),
  };
}

function partsBelow(node: ReadNode, isPart: ReadonlySet<ReadNode>, sameOnly: boolean): ReadNode[] {
  const found: ReadNode[] = [];
  for (const member of node.children) {
    if (sameOnly && !SAME_VALUE.has(member.key?.name ?? '')) continue;
    // What is only defined costs nothing until it is referred to.
    if (member.key?.name === '$defs' || member.key?.name === 'definitions') continue;
    if (isPart.has(member)) found.push(member);
    else for (const inner of member.children) if (isPart.has(inner)) found.push(inner);
  }
  return found;
}

type Below = (node: ReadNode) => ReadNode[];
type Target = (node: ReadNode) => ReadNode | undefined;

/** Depth first with colours: a reference to what is still open closes a circle. */
function circleFrom(starts: readonly ReadNode[], below: Below, target: Target): ReadNode | undefined {
  const state = new Map<ReadNode, 'open' | 'done'>();
  for (const start of starts) {
    const stack: { node: ReadNode; isLeaving: boolean }[] = [{ node: start, isLeaving: false }];
    while (stack.length > 0) {
      const { node, isLeaving } = stack.pop()!;
      if (isLeaving) {
        state.set(node, 'done');
        continue;
      }
      if (state.has(node)) continue;
      state.set(node, 'open');
      stack.push({ node, isLeaving: true });
      const aim = target(node);
      if (aim !== undefined) {
        if (state.get(aim) === 'open') return node;
        stack.push({ node: aim, isLeaving: false });
      }
      for (const one of below(node)) if (!state.has(one)) stack.push({ node: one, isLeaving: false });
    }
  }
  return undefined;
}

/** Sums from the leaves up; a circle counts as one. */
function countFrom(root: ReadNode, below: Below, target: Target): number {
  const counts = new Map<ReadNode, number>();
  const stack: { node: ReadNode; next: ReadNode[] | undefined }[] = [{ node: root, next: undefined }];
  while (stack.length > 0) {
    const step = stack.pop()!;
    if (step.next === undefined) {
      if (counts.has(step.node)) continue;
      counts.set(step.node, 1);
      const aim = target(step.node);
      const next = aim === undefined ? below(step.node) : [...below(step.node), aim];
      stack.push({ node: step.node, next });
      for (const one of next) if (!counts.has(one)) stack.push({ node: one, next: undefined });
    } else {
      let sum = 1;
      for (const one of step.next) sum += counts.get(one) ?? 1;
      counts.set(step.node, Math.min(sum, ENOUGH));
    }
  }
  return counts.get(root) ?? 1;
}

/** Members by name: thousands of references into one object must not walk it each time. */
class Names {
  #known = new Map<ReadNode, Map<string, ReadNode>>();

  memberOf(node: ReadNode, name: string): ReadNode | undefined {
    let names = this.#known.get(node);
    if (names === undefined) {
      // Of repeated keys the last one counts.
      names = new Map(
        node.children.flatMap((child) => (child.key === undefined ? [] : [[child.key.name, child]])),
      );
      this.#known.set(node, names);
    }
    return names.get(name);
  }
}

/** `#`, `#/…`: a JSON pointer within the schema. Anchors are not followed. */
function localTarget(root: ReadNode, reference: string | undefined, named: Names): ReadNode | undefined {
  if (reference === undefined || !reference.startsWith('#')) return undefined;
  if (reference === '#' || reference === '#/') return root;
  if (!reference.startsWith('#/') || reference.length > 1000) return undefined;
  let at: ReadNode | undefined = root;
  for (const step of reference.slice(2).split('/')) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    at =
      at?.kind === 'array' && /^\d{1,6}$/.test(name) ? at.children[Number(name)] : named.memberOf(at, name);
    if (at === undefined) return undefined;
  }
  return at;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    // URIError: a percent sign that begins no escape stands for itself.
    return step;
  }
}
