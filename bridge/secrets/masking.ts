import type { KnownSecret, Secrets } from './secrets.ts';

/** A stretch that was masked: byte offsets, end exclusive, and the secret's name. */
export interface MaskedRange {
  from: number;
  to: number;
  name: string;
}

/** Shorter values match everywhere by chance and would hide what they should not. */
const SHORTEST = 4;
/** Longer ones cannot be a header or a variable; looking for them would need windows as long. */
const LONGEST = 256 * 1024;
const STAR = 0x2a;

/** Fields that can hold what a server or a person wrote. All others are ours: kinds, ids, names of things. */
const TEXT_FIELDS = new Set([
  'after',
  'before',
  'command',
  'errorCode',
  'field',
  'header',
  'hint',
  'label',
  'message',
  'method',
  'name',
  'note',
  'pointer',
  'path',
  'preview',
  'problem',
  'reachedBy',
  'reason',
  'revision',
  'recording',
  'rpcId',
  'says',
  'shown',
  'startLine',
  'text',
  'title',
  'uri',
  'url',
  'value',
  'version',
  'was',
  'words',
]);
/** Arrays whose strings are such texts, whatever they are nested in. */
const TEXT_LISTS = new Set(['args', 'capabilities', 'headers', 'notes']);

interface Form {
  name: string;
  text: string;
  bytes: Buffer;
}

/**
 * Replaces known secret values by `*` runs of the same length: in bytes, so that offsets stay true,
 * and in the texts of answers. By exact match of the value, of its JSON and URL spellings, and of
 * what follows a scheme name such as `Bearer`; other encodings are not found.
 */
export class Masking {
  readonly #secrets: Pick<Secrets, 'values' | 'revision'>;
  #forms: Form[] = [];
  #revision = -1;

  constructor(secrets: Pick<Secrets, 'values' | 'revision'>) {
    this.#secrets = secrets;
  }

  /** Bytes to read beyond each edge of a window, so that a secret across the edge is still found. */
  get margin(): number {
    return this.#current().reduce((most, form) => Math.max(most, form.bytes.length - 1), 0);
  }

  /**
   * Masks `bytes` in place and returns what was masked, ascending and disjoint, as offsets into
   * `bytes`. Touching matches of one secret stay apart, overlapping ones become one range.
   */
  bytes(bytes: Uint8Array): MaskedRange[] {
    const window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const ranges = this.#current().flatMap((form) => findForm(window, form));
    const merged = mergeRanges(ranges);
    for (const range of merged) window.fill(STAR, range.from, range.to);
    return merged;
  }

  text(text: string): string {
    const ranges: MaskedRange[] = [];
    // Rows hold the beginning of a long text only, and say so by an ellipsis: a value cut off there is no less secret.
    const end = text.endsWith('…') ? text.length - 1 : undefined;
    for (const form of this.#current()) {
      for (let at = text.indexOf(form.text); at !== -1; at = text.indexOf(form.text, at + 1)) {
        ranges.push({ from: at, to: at + form.text.length, name: form.name });
      }
      const cutAt = end === undefined ? undefined : beginningBefore(text, end, form.text);
      if (cutAt !== undefined) ranges.push({ from: cutAt, to: end!, name: form.name });
    }
    let masked = text;
    for (const { from, to } of mergeRanges(ranges)) {
      masked = masked.slice(0, from) + '*'.repeat(to - from) + masked.slice(to);
    }
    return masked;
  }

  /** A copy of an answer with its free texts masked; the very same object when nothing is known. */
  fields<T>(value: T): T {
    return this.#current().length === 0 ? value : (this.#walk(value, false) as T);
  }

  #walk(value: unknown, isText: boolean): unknown {
    if (typeof value === 'string') return isText ? this.text(value) : value;
    if (Array.isArray(value)) return value.map((entry) => this.#walk(entry, isText));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, entry]) => [key, this.#walkField(key, entry)]);
    return Object.fromEntries(entries);
  }

  #walkField(key: string, entry: unknown): unknown {
    if (key !== 'provenance') return this.#walk(entry, TEXT_FIELDS.has(key) || TEXT_LISTS.has(key));
    // A free record: its keys are not ours to list.
    const texts = Object.entries((entry ?? {}) as Record<string, unknown>);
    return Object.fromEntries(texts.map(([name, text]) => [name, this.#walk(text, true)]));
  }

  #current(): Form[] {
    if (this.#revision !== this.#secrets.revision) {
      this.#revision = this.#secrets.revision;
      this.#forms = formsOf(this.#secrets.values());
    }
    return this.#forms;
  }
}

/** Every spelling to look for; longest first, so that a value inside another does not cut it in two. */
function formsOf(secrets: KnownSecret[]): Form[] {
  const forms = new Map<string, Form>();
  for (const { name, value } of secrets) {
    const credential = /^[A-Za-z][A-Za-z0-9-]* +(\S.*)$/s.exec(value)?.[1];
    for (const plain of credential === undefined ? [value] : [value, credential]) {
      for (const text of spellings(plain)) {
        if (text.length < SHORTEST || text.length > LONGEST || forms.has(text)) continue;
        forms.set(text, { name, text, bytes: Buffer.from(text, 'utf8') });
      }
    }
  }
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length);
}

function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const hasUrlSpelling = !/\p{Surrogate}/u.test(value);
  const url = hasUrlSpelling ? encodeURIComponent(value) : value;
  return [value, json, ascii, url];
}

/** All matches, those that overlap themselves too (`aaaa` in `aaaaaa`). */
function findForm(window: Buffer, form: Form): MaskedRange[] {
  const ranges: MaskedRange[] = [];
  for (let at = window.indexOf(form.bytes); at !== -1; at = window.indexOf(form.bytes, at + 1)) {
    const last = ranges.at(-1);
    if (last && at < last.to) last.to = at + form.bytes.length;
    else ranges.push({ from: at, to: at + form.bytes.length, name: form.name });
  }
  return ranges;
}

function mergeRanges(ranges: MaskedRange[]): MaskedRange[] {
  const merged: MaskedRange[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    if (last && range.from < last.to) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}

/** Where the last characters before `end` begin that are the beginning of a secret, SHORTEST of them at least. */
function beginningBefore(text: string, end: number, secret: string): number | undefined {
  for (let length = Math.min(secret.length - 1, end); length >= SHORTEST; length--) {
    if (text.startsWith(secret.slice(0, length), end - length)) return end - length;
  }
  return undefined;
}
