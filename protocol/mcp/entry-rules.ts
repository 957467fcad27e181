import type { ListName } from '../inventory.ts';
import { type ByteKind, eachElement, eachMember, endOfValue, kindAt } from '../json/bytes.ts';
import { decodeJsonString, decodeUtf8 } from './text.ts';

/** What one key of an entry has to hold, by the specification's schema. */
export interface EntryRule {
  kind: ByteKind;
  isRequired?: true;
  /** First revision that knows it: what older ones do not define can hold anything. */
  since?: string;
  /** First revision that knows it no more. */
  until?: string;
  /** Looks inside a value of the right kind; words on what is wrong there, beginning with the place. */
  inside?: (b: Uint8Array, at: number, revision: string) => string | undefined;
}

const MOST_PLACES = 1000;
const SHOWN = 40;

const text: EntryRule = { kind: 'string' };
const needed: EntryRule = { kind: 'string', isRequired: true };
const title: EntryRule = { kind: 'string', since: '2025-06-18' };
const meta: EntryRule = { kind: 'object', since: '2025-06-18' };

/** Kinds of some members of an object; others may hold anything. */
function members(rules: Record<string, EntryRule>): NonNullable<EntryRule['inside']> {
  const known = new Map(Object.entries(rules));
  return (b, at, revision) => {
    const wrong = new Map<string, string>();
    const seen = new Set<string>();
    eachMember(b, at, (key, value) => {
      const rule = known.get(key);
      if (rule !== undefined && isKnown(rule, revision)) {
        seen.add(key);
        wrong.delete(key);
        const words = ruleComplaint(rule, `.${key}`, b, value, revision);
        if (words !== undefined) wrong.set(key, words);
      }
      return endOfValue(b, value);
    });
    for (const [key, rule] of known)
      if (rule.isRequired === true && !seen.has(key)) wrong.set(key, `.${key} is missing`);
    return wrong.values().next().value;
  };
}

/** Every element of a list. */
function elements(rule: EntryRule): NonNullable<EntryRule['inside']> {
  return (b, at, revision) => {
    let wrong: string | undefined;
    let index = 0;
    eachElement(b, at, (element) => {
      wrong ??= ruleComplaint(rule, `[${index}]`, b, element, revision);
      return wrong === undefined && ++index < MOST_PLACES ? endOfValue(b, element) : undefined;
    });
    return wrong;
  };
}

function oneOf(...values: string[]): NonNullable<EntryRule['inside']> {
  return (b, at) => {
    const value = stringAt(b, at, 200);
    return values.includes(value) ? undefined : ` is ${quote(value)}, not ${values.map(quote).join(' or ')}`;
  };
}

function upToOne(b: Uint8Array, at: number): string | undefined {
  const digits = decodeUtf8(b.subarray(at, Math.min(endOfValue(b, at), at + 400)));
  const value = Number(digits);
  return value >= 0 && value <= 1 ? undefined : ` is ${digits.slice(0, SHOWN)}, not between 0 and 1`;
}

const icons: EntryRule = {
  kind: 'list',
  since: '2025-11-25',
  inside: elements({
    kind: 'object',
    inside: members({
      src: needed,
      mimeType: text,
      sizes: { kind: 'list', inside: elements(text) },
      theme: { kind: 'string', inside: oneOf('light', 'dark') },
    }),
  }),
};

/** Of resources and templates. */
const annotations: EntryRule = {
  kind: 'object',
  inside: members({
    audience: { kind: 'list', inside: elements({ kind: 'string', inside: oneOf('user', 'assistant') }) },
    priority: { kind: 'number', inside: upToOne },
    lastModified: { kind: 'string', since: '2025-06-18' },
  }),
};

const flag: EntryRule = { kind: 'boolean' };
const typeObject: EntryRule = { kind: 'string', isRequired: true, inside: oneOf('object') };
const properties: EntryRule = { kind: 'object' };
const required: EntryRule = { kind: 'list', inside: elements(text) };

const TOOL: Record<string, EntryRule> = {
  name: needed,
  title,
  description: text,
  inputSchema: {
    kind: 'object',
    isRequired: true,
    inside: members({ type: typeObject, properties, required }),
  },
  outputSchema: {
    kind: 'object',
    since: '2025-06-18',
    // From 2026-07-28 on any schema will do.
    inside: members({ type: { ...typeObject, until: '2026-07-28' }, properties, required }),
  },
  annotations: {
    kind: 'object',
    since: '2025-03-26',
    inside: members({
      title: text,
      readOnlyHint: flag,
      destructiveHint: flag,
      idempotentHint: flag,
      openWorldHint: flag,
    }),
  },
  execution: {
    kind: 'object',
    since: '2025-11-25',
    until: '2026-07-28',
    inside: members({ taskSupport: { kind: 'string', inside: oneOf('forbidden', 'optional', 'required') } }),
  },
  icons,
  _meta: meta,
};

const PROMPT: Record<string, EntryRule> = {
  name: needed,
  title,
  description: text,
  arguments: {
    kind: 'list',
    inside: elements({
      kind: 'object',
      inside: members({ name: needed, title, description: text, required: flag }),
    }),
  },
  icons,
  _meta: meta,
};

const RESOURCE: Record<string, EntryRule> = {
  uri: needed,
  name: needed,
  title,
  description: text,
  mimeType: text,
  annotations,
  size: { kind: 'number' },
  icons,
  _meta: meta,
};

const TEMPLATE: Record<string, EntryRule> = {
  uriTemplate: needed,
  name: needed,
  title,
  description: text,
  mimeType: text,
  annotations,
  icons,
  _meta: meta,
};

/** Maps: `constructor` is a key a server may send. Source: the specification's schema of each revision. */
export const ENTRY_RULES: Record<ListName, ReadonlyMap<string, EntryRule>> = {
  tools: new Map(Object.entries(TOOL)),
  prompts: new Map(Object.entries(PROMPT)),
  resources: new Map(Object.entries(RESOURCE)),
  templates: new Map(Object.entries(TEMPLATE)),
};

export function isKnown({ since, until }: EntryRule, revision: string): boolean {
  return (since === undefined || revision >= since) && (until === undefined || revision < until);
}

/** What is wrong with the value at `at`; `place` is how it is called: `inputSchema`, `[3]`. */
export function ruleComplaint(
  rule: EntryRule,
  place: string,
  b: Uint8Array,
  at: number,
  revision: string,
): string | undefined {
  const kind = kindAt(b, at);
  if (kind !== rule.kind) return `${place} is ${KIND_WORDS[kind]}, not ${KIND_WORDS[rule.kind]}`;
  const inside = rule.inside?.(b, at, revision);
  return inside === undefined ? undefined : place + inside;
}

export const KIND_WORDS: Record<ByteKind, string> = {
  object: 'an object',
  list: 'a list',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  nothing: 'missing',
};

/** The string that begins at `at`, of at most so many bytes of it. */
export function stringAt(b: Uint8Array, at: number, cap: number): string {
  return decodeJsonString(b.subarray(at, Math.min(endOfValue(b, at), at + cap)));
}

function quote(value: string): string {
  return `“${value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value}”`;
}
