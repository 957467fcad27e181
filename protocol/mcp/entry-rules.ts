import type { ListName } from '../inventory.ts';
import { type ByteKind, eachElement, eachMember, endOfValue, kindAt, KnownKeys } from '../json/bytes.ts';
import { decodeJsonString, decodeUtf8 } from './text.ts';

/** Where a check of a value stopped, and the first thing that is wrong in it. */
export interface Checked {
  to: number;
  words: string | undefined;
}

/** What one key of an entry has to hold, by the specification's schema. */
export interface EntryRule {
  kind: ByteKind;
  isRequired?: true;
  /** First revision that knows it: what older ones do not define can hold anything. */
  since?: string;
  /** First revision that knows it no more. */
  until?: string;
  /** Looks inside a value of the right kind; its words begin with the place in it. */
  inside?: (b: Uint8Array, at: number, revision: string) => Checked;
}

const SHOWN = 40;

const text: EntryRule = { kind: 'string' };
const needed: EntryRule = { kind: 'string', isRequired: true };
const title: EntryRule = { kind: 'string', since: '2025-06-18' };
const meta: EntryRule = { kind: 'object', since: '2025-06-18' };

/** Kinds of some members of an object; others may hold anything. Of repeated keys the last one counts. */
function members(rules: Record<string, EntryRule>): NonNullable<EntryRule['inside']> {
  const known = new Map(Object.entries(rules));
  const keys = new KnownKeys(known.keys());
  const required = [...known].filter(([, rule]) => rule.isRequired === true);
  return (b, at, revision) => {
    let wrong: Map<string, string | undefined> | undefined;
    let seen = 0;
    const visit = (key: string, value: number): number => {
      const rule = key === '' ? undefined : known.get(key);
      if (rule === undefined || !isKnown(rule, revision)) return endOfValue(b, value);
      const { to, words } = check(rule, `.${key}`, b, value, revision);
      if (rule.isRequired === true) seen++;
      if (words !== undefined || wrong !== undefined) (wrong ??= new Map()).set(key, words);
      return to;
    };
    const { at: to } = eachMember(b, at, visit, keys);
    let words = [...(wrong?.values() ?? [])].find((one) => one !== undefined);
    if (seen < required.length) {
      const missing = required.find(([key, rule]) => isKnown(rule, revision) && !hasKey(b, at, key));
      if (missing !== undefined) words ??= `.${missing[0]} is missing`;
    }
    return { to, words };
  };
}

function hasKey(b: Uint8Array, at: number, wanted: string): boolean {
  let has = false;
  eachMember(b, at, (key, value) => {
    has ||= key === wanted;
    return endOfValue(b, value);
  });
  return has;
}

/** Every element of a list. */
function elements(rule: EntryRule): NonNullable<EntryRule['inside']> {
  return (b, at, revision) => {
    let words: string | undefined;
    let index = 0;
    const { at: to } = eachElement(b, at, (element) => {
      if (words !== undefined) return endOfValue(b, element);
      const checked = check(rule, `[${index++}]`, b, element, revision);
      words = checked.words;
      return checked.to;
    });
    return { to, words };
  };
}

function oneOf(...values: string[]): NonNullable<EntryRule['inside']> {
  return (b, at) => {
    const to = endOfValue(b, at);
    const value = stringIn(b, at, to, 200);
    const isOne = values.includes(value);
    return { to, words: isOne ? undefined : ` is ${quote(value)}, not ${values.map(quote).join(' or ')}` };
  };
}

function upToOne(b: Uint8Array, at: number): Checked {
  const to = endOfValue(b, at);
  const digits = decodeUtf8(b.subarray(at, Math.min(to, at + 400)));
  const value = Number(digits);
  const isSo = value >= 0 && value <= 1;
  return { to, words: isSo ? undefined : ` is ${digits.slice(0, SHOWN)}, not between 0 and 1` };
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

/** The rules of one list, and the keys they are about. */
export interface EntryRules {
  rules: ReadonlyMap<string, EntryRule>;
  keys: KnownKeys;
}

/** Maps: `constructor` is a key a server may send. */
function rulesOf(rules: Record<string, EntryRule>): EntryRules {
  return { rules: new Map(Object.entries(rules)), keys: new KnownKeys(Object.keys(rules)) };
}

/** Source: the specification's schema of each revision. */
export const ENTRY_RULES: Record<ListName, EntryRules> = {
  tools: rulesOf(TOOL),
  prompts: rulesOf(PROMPT),
  resources: rulesOf(RESOURCE),
  templates: rulesOf(TEMPLATE),
};

export function isKnown({ since, until }: EntryRule, revision: string): boolean {
  return (since === undefined || revision >= since) && (until === undefined || revision < until);
}

/** Passes over the value at `at` and says what is wrong with it; `place` is how it is called: `inputSchema`, `[3]`. */
export function check(rule: EntryRule, place: string, b: Uint8Array, at: number, revision: string): Checked {
  const kind = kindAt(b, at);
  if (kind !== rule.kind)
    return {
      to: endOfValue(b, at),
      words: `${place} is ${KIND_WORDS[kind]}, not ${KIND_WORDS[rule.kind]}`,
    };
  if (rule.inside === undefined) return { to: endOfValue(b, at), words: undefined };
  const { to, words } = rule.inside(b, at, revision);
  return { to, words: words === undefined ? undefined : place + words };
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

/** The string whose bytes are [at, to), read from at most `cap` of them. */
export function stringIn(b: Uint8Array, at: number, to: number, cap: number): string {
  return decodeJsonString(b.subarray(at, Math.min(to, at + cap)));
}

function quote(value: string): string {
  return `“${value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value}”`;
}
