import {
  LOCK_FORMAT,
  LockApproval,
  LockItemHead,
  LockSource,
  type Lock,
  type LockedItem,
  type LockedTarget,
  type TamperedItem,
} from '../../protocol/lock.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { snapshotItem } from '../drift/index.ts';
import { keyOf } from './order.ts';
import { Fault, Outline } from './outline.ts';

export const LARGEST_LOCK = 32 * 1024 * 1024;

const utf8 = new TextEncoder();
const FORMAT = /^mcp-sec\.lock\/(\d{1,6})$/;
const MERGE_MARK = /^(?:<{7} |={7}$|>{7} |\|{7} )/m;

/**
 * Reads what `writeLock` wrote, and what a person or a merge made of it. An item whose hash is not that of its own
 * excerpt is told as tampered and is no item; all else that is wrong refuses the whole. Nothing in it is followed.
 */
export function readLock(text: string, hash: (text: string) => string): Outcome<Lock> {
  if (text.length > LARGEST_LOCK)
    return refuse(
      'lock-too-large',
      `The lock file is over ${LARGEST_LOCK / 1024 / 1024} MiB.`,
      'Pin fewer targets in one file.',
    );
  const mark = MERGE_MARK.exec(text);
  if (mark !== null)
    return refuse(
      'lock-in-conflict',
      `The lock file is in the middle of a merge: line ${lineAt(text, mark.index)} is a mark of git's.`,
      'Solve the conflict by taking one side of each block, or take either file and pin again.',
    );
  const reader = new Reader(text, hash);
  try {
    return { ok: true, value: reader.read() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (reader.format !== undefined && reader.format > LOCK_FORMAT)
      return refuse(
        'lock-too-new',
        `The lock file has format ${reader.format}; this version reads up to ${LOCK_FORMAT}.`,
        `It needs a version of mcp-sec-inspect that writes format ${reader.format}.`,
      );
    return refuse(
      'bad-lock',
      `The lock file cannot be read: line ${lineAt(text, error.at)}: ${error.message}.`,
      'Take it from git again, or delete it and pin anew.',
    );
  }
}

class Reader {
  format: number | undefined;
  #outline: Outline;
  #hash: (text: string) => string;
  #lines: LineCount;

  constructor(text: string, hash: (text: string) => string) {
    this.#outline = new Outline(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    this.#lines = new LineCount(this.#outline.text);
    this.#hash = hash;
  }

  read(): Lock {
    const targets = new Map<string, LockedTarget>();
    let hasTargets = false;
    this.#outline.object('the lock file', (key, at) => {
      if (key === 'format') this.#readFormat();
      else if (this.format === undefined) throw new Fault('its first key has to be "format"', at);
      else if (key === 'targets') {
        hasTargets = true;
        this.#outline.object('"targets"', (name, from) => targets.set(name, this.#readTarget(from)));
      } else throw unknown(key, at);
    });
    this.#outline.end();
    if (!hasTargets) throw new Fault('"targets" is missing', 0);
    return { targets };
  }

  #readFormat(): void {
    const { at } = this.#outline;
    const found = FORMAT.exec(this.#outline.string('"format"'));
    if (found === null) throw new Fault('its format is none of ours', at);
    this.format = Number(found[1]);
    if (this.format !== LOCK_FORMAT) throw new Fault(`there is no format ${this.format}`, at);
  }

  #readTarget(from: number): LockedTarget {
    let source: LockSource | undefined;
    const items: LockedItem[] = [];
    const tampered: TamperedItem[] = [];
    const seen = new Set<string>();
    let hasItems = false;
    const line = this.#lines.at(from);
    this.#outline.object('a target', (key, at) => {
      if (key === 'source') source = checked(LockSource, this.#source(), '"source"', at);
      else if (key === 'items') {
        hasItems = true;
        this.#outline.array('"items"', (begin) => {
          const { locked, isWhole } = this.#readItem(begin);
          const { section, name, nth } = locked.item;
          const place = keyOf(locked.item);
          if (seen.has(place)) throw new Fault('an item is written twice', begin);
          seen.add(place);
          if (isWhole) items.push(locked);
          else tampered.push({ section, name, nth, line: locked.line! });
        });
      } else throw unknown(key, at);
    });
    if (source === undefined) throw new Fault('"source" is missing', from);
    if (!hasItems) throw new Fault('"items" is missing', from);
    return { source, items, tampered, line };
  }

  #readItem(from: number): { locked: LockedItem; isWhole: boolean } {
    const line = this.#lines.at(from);
    const head = new Map<string, unknown>();
    let excerpt: string | undefined;
    this.#outline.object('an item', (key, at) => {
      switch (key) {
        case 'nth':
          head.set(key, this.#outline.number('"nth"'));
          return;
        case 'approved':
          head.set(key, checked(LockApproval, this.#strings('"approved"'), '"approved"', at));
          return;
        case 'fields':
        case 'value':
          if (excerpt !== undefined) throw new Fault('an item has two excerpts', at);
          excerpt = this.#outline.raw(`"${key}"`);
          if ((excerpt[0] === '{') !== (key === 'fields'))
            throw new Fault('"fields" has to be an object, and "value" none', at);
          return;
        case 'section':
        case 'name':
        case 'hash':
          head.set(key, this.#outline.string(`"${key}"`));
          return;
        default:
          throw unknown(key, at);
      }
    });
    const { approved, ...known } = checked(LockItemHead, Object.fromEntries(head), 'an item', from);
    if (excerpt === undefined) throw new Fault('an item has no excerpt', from);
    const item = snapshotItem(known.section, known.name, known.nth, utf8.encode(excerpt), this.#hash);
    return {
      locked: { item, line, ...(approved === undefined ? {} : { approved }) },
      isWhole: item.hash === known.hash,
    };
  }

  #source(): Record<string, unknown> {
    const known = new Map<string, unknown>();
    this.#outline.object('"source"', (key) => {
      const read = key === 'headers' ? this.#strings('"headers"') : this.#outline.string(JSON.stringify(key));
      known.set(key, read);
    });
    return Object.fromEntries(known);
  }

  #strings(what: string): Record<string, string> {
    const texts = new Map<string, string>();
    this.#outline.object(what, (key) => texts.set(key, this.#outline.string(JSON.stringify(key))));
    return Object.fromEntries(texts);
  }
}

/** Of offsets that only grow: the text is gone through once. */
class LineCount {
  #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): number {
    for (let next = this.#text.indexOf('\n', this.#at); next !== -1 && next < offset;) {
      this.#line++;
      this.#at = next + 1;
      next = this.#text.indexOf('\n', this.#at);
    }
    return this.#line;
  }
}

function checked<T>(
  shape: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: ParseError } },
  value: unknown,
  what: string,
  at: number,
): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new Fault(`${what} is not as it has to be${where === '' ? '' : ` ("${where}")`}`, at);
}

interface ParseError {
  issues: readonly { path: readonly PropertyKey[] }[];
}

function unknown(key: string, at: number): Fault {
  return new Fault(`the key ${JSON.stringify(key.slice(0, 60))} is not known`, at);
}

function lineAt(text: string, offset: number): number {
  return new LineCount(text).at(offset);
}

function refuse(code: string, message: string, hint: string): Outcome<never> {
  return { ok: false, problem: { code, message, hint } };
}
