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
  'is',
  'label',
  'message',
  'method',
  'minimal',
  'minimalValue',
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
  'seedText',
  'shown',
  'startLine',
  'text',
  'title',
  'tool',
  'uri',
  'url',
  'value',
  'version',
  'was',
  'words',
]);
/** Arrays whose strings are such texts, whatever they are nested in. */
const TEXT_LISTS = new Set(['args', 'capabilities', 'headers', 'notes']);
/** Records whose keys are not ours to list, or whose values are the server's whatever they are called. */
const FREE_RECORDS = new Set(['provenance', 'sse']);

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

  /** What it looks for, for whoever writes it out of a file. */
  known(): KnownSecret[] {
    return this.#secrets.values();
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
    // Rows hold the beginning of a long text only, and sentences quote one; an ellipsis says so: a value cut off there is no less secret.
    const ends = endsOf(text);
    for (const form of this.#current()) {
      for (let at = text.indexOf(form.text); at !== -1; at = text.indexOf(form.text, at + 1)) {
        ranges.push({ from: at, to: at + form.text.length, name: form.name });
      }
      for (const end of ends) {
        const cutAt = beginningBefore(text, end, form.text);
        if (cutAt !== undefined) ranges.push({ from: cutAt, to: end, name: form.name });
      }
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
    if (!FREE_RECORDS.has(key)) return this.#walk(entry, TEXT_FIELDS.has(key) || TEXT_LISTS.has(key));
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

/** As it is, as JSON of the usual libraries (Node, Python, Go, .NET, PHP) writes it, and in addresses. */
function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const escaped = (text: string, which: RegExp): string =>
    text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const ascii = escaped(json, /[\u0080-\uffff]/g);
  const forHtml = escaped(json, /[<>&\u2028\u2029]/g);
  const strict = escaped(json.replaceAll('\\"', '"'), /["&'+<>`\u007f-\uffff]/g).replace(
    /\\u[0-9a-f]{4}/g,
    (escape) => `\\u${escape.slice(2).toUpperCase()}`,
  );
  const hasUrlSpelling = !/\p{Surrogate}/u.test(value);
  const url = hasUrlSpelling ? encodeURIComponent(value) : value;
  const lowerUrl = url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  return [value, json, ascii, forHtml, strict, ascii.replaceAll('/', '\\/'), url, lowerUrl];
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

/** Ellipses in one text that are looked at: a quote or two of ours, and its end. */
const MOST_ENDS = 8;

/** Where a text, or what it quotes, was cut off. */
function endsOf(text: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('…'); at !== -1 && ends.length < MOST_ENDS; at = text.indexOf('…', at + 1))
    ends.push(at);
  const last = text.length - 1;
  if (text.endsWith('…') && ends.at(-1) !== last) ends.push(last);
  return ends;
}

/** Where the last characters before `end` begin that are the beginning of a secret, SHORTEST of them at least. */
function beginningBefore(text: string, end: number, secret: string): number | undefined {
  for (let length = Math.min(secret.length - 1, end); length >= SHORTEST; length--) {
    if (text.startsWith(secret.slice(0, length), end - length)) return end - length;
  }
  return undefined;
}
