import type { JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import { parsePointer } from '../json/pointer.ts';
import { stringOf } from '../json/value.ts';
import { clip } from './bounds.ts';

export type Resolved = { node: JsonNode } | { why: string };

/** A part of the document with an address of its own: what `#` means inside it. */
interface Resource {
  node: JsonNode;
  uri: string;
  outer: Resource | undefined;
}

/** Values below these are no schemas. */
const PLAIN_VALUES = new Set(['enum', 'const', 'default', 'example', 'examples']);
/** Members of these are named by the author. */
const NAMED_SCHEMAS = new Set([
  'properties',
  '$defs',
  'definitions',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
]);
/** Addresses beyond these are not kept: each is resolved against the one around it, and a hostile one is long. */
const LONGEST_ADDRESS = 1_000;
const MOST_ADDRESSES = 1_000;

interface Places {
  /** In the order of the text. */
  resources: Resource[];
  anchors: Map<string, JsonNode>;
  byUri: Map<string, Resource>;
}

/** Pointers and anchors inside one schema; nothing is ever fetched. */
export class References {
  /** Nodes and members looked at. */
  work = 0;
  #document: JsonDocument;
  #root: JsonNode;
  #children = new Map<JsonObject, Map<string, JsonNode>>();
  #places: Places | undefined;

  constructor(document: JsonDocument, root: JsonNode) {
    this.#document = document;
    this.#root = root;
  }

  /** Where the `$ref` of `from` leads. */
  resolve(reference: string, from: JsonNode): Resolved {
    const hash = reference.indexOf('#');
    const address = hash === -1 ? reference : reference.slice(0, hash);
    const fragment = hash === -1 ? '' : reference.slice(hash + 1);
    const resource = this.#resourceOf(address, from);
    if (resource === undefined)
      return { why: `The $ref leads elsewhere (${clip(reference)}); nothing is fetched.` };
    const found = this.#inside(resource, decoded(fragment));
    if (found !== undefined) return { node: found };
    return { why: `The $ref leads nowhere: ${clip(reference)} is not in this schema.` };
  }

  #inside(resource: Resource, fragment: string): JsonNode | undefined {
    const path = parsePointer(fragment);
    if (path === undefined) return this.#walked().anchors.get(anchorKey(resource, fragment));
    // Many generators write an $id and mean the whole document by `#` all the same.
    return this.#at(resource.node, path) ?? this.#at(this.#root, path);
  }

  #at(node: JsonNode, path: readonly string[]): JsonNode | undefined {
    let at: JsonNode | undefined = node;
    for (const step of path) {
      this.work++;
      if (at?.kind === 'object') at = this.#childrenOf(at).get(step);
      else if (at?.kind === 'array') at = /^(0|[1-9]\d*)$/.test(step) ? at.items[Number(step)] : undefined;
      else return undefined;
    }
    return at;
  }

  /** Looked up by name, because a thousand references may go through one object of a thousand members. */
  #childrenOf(node: JsonObject): Map<string, JsonNode> {
    let children = this.#children.get(node);
    if (children === undefined) {
      this.work += node.members.length;
      children = new Map(node.members.map(({ key, value }) => [key.name, value]));
      this.#children.set(node, children);
    }
    return children;
  }

  #resourceOf(address: string, from: JsonNode): Resource | undefined {
    const own = this.#enclosing(from);
    if (address === '') return own;
    if (address.length > LONGEST_ADDRESS) return undefined;
    const { byUri } = this.#walked();
    return byUri.get(absolute(address, own.uri));
  }

  /** The innermost part with an address around a node. */
  #enclosing(node: JsonNode): Resource {
    const { resources } = this.#walked();
    let [low, high] = [0, resources.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (resources[middle]!.node.from <= node.from) low = middle;
      else high = middle - 1;
    }
    let at = resources[low]!;
    while (at.outer !== undefined && at.node.to < node.to) {
      this.work++;
      at = at.outer;
    }
    return at;
  }

  /** One walk over the whole schema, the first time a `$ref` is met. */
  #walked(): Places {
    if (this.#places !== undefined) return this.#places;
    const whole: Resource = { node: this.#root, uri: '', outer: undefined };
    const resources = [whole];
    const anchors = new Map<string, JsonNode>();
    const open: { node: JsonNode; around: Resource; isNames: boolean }[] = [
      { node: this.#root, around: whole, isNames: false },
    ];
    while (open.length > 0) {
      const { node, around, isNames } = open.pop()!;
      this.work++;
      if (node.kind === 'array') {
        for (const item of node.items.toReversed()) open.push({ node: item, around, isNames: false });
        continue;
      }
      if (node.kind !== 'object') continue;
      const inner = isNames ? around : this.#addressed(node, around, resources, anchors);
      for (const { key, value } of node.members.toReversed()) {
        if (value.kind !== 'object' && value.kind !== 'array') continue;
        if (!isNames && PLAIN_VALUES.has(key.name)) continue;
        open.push({ node: value, around: inner, isNames: !isNames && NAMED_SCHEMAS.has(key.name) });
      }
    }
    const byUri = new Map(resources.map((resource) => [resource.uri, resource]));
    this.#places = { resources, anchors, byUri };
    return this.#places;
  }

  /** Notes what a schema calls itself; the part its members belong to. */
  #addressed(
    node: JsonObject,
    around: Resource,
    resources: Resource[],
    anchors: Map<string, JsonNode>,
  ): Resource {
    this.work += node.members.length;
    let own = around;
    for (const { key, value } of node.members) {
      if (key.name !== '$id') continue;
      const id = stringOf(this.#document, value) ?? '';
      // `$id: "#name"` is how older drafts wrote an anchor.
      if (id === '' || id.startsWith('#')) {
        if (id.length > 1) anchors.set(anchorKey(around, id.slice(1)), node);
        continue;
      }
      if (id.length > LONGEST_ADDRESS || resources.length > MOST_ADDRESSES) continue;
      const uri = absolute(id.replace(/#$/, ''), around.uri);
      if (node === this.#root) around.uri = uri;
      else resources.push((own = { node, uri, outer: around }));
    }
    for (const { key, value } of node.members) {
      if (key.name !== '$anchor' && key.name !== '$dynamicAnchor') continue;
      const name = stringOf(this.#document, value);
      if (name !== undefined) anchors.set(anchorKey(own, name), node);
    }
    return own;
  }
}

function anchorKey(resource: Resource, name: string): string {
  return `${resource.node.from} ${name}`;
}

function absolute(address: string, base: string): string {
  try {
    return new URL(address, base === '' ? 'schema:/' : new URL(base, 'schema:/').href).href;
  } catch {
    // No address: it is compared as it stands.
    return address;
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A stray per cent sign: the pointer was written without escaping.
    return fragment;
  }
}
