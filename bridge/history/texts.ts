import type { SnapshotItem } from '../../protocol/snapshot.ts';

/** Texts that are read by a model or a person. */
const WORDED = new Set(['name', 'title', 'description', 'instructions', 'text']);
const MOST_TEXTS = 200;
const DEEPEST = 64;

/** The texts of an item by the field they are, or the pointer where they stand deeper. */
export function textsOf(item: SnapshotItem | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, text } of item?.fields ?? []) {
    const value = parsed(text);
    // The instructions of a server are one text and nothing else.
    const isText = WORDED.has(name) || name === '';
    if (typeof value === 'string' && isText) texts.set(name, value);
    else collect(value, `/${escaped(name)}`, texts, 0);
  }
  return texts;
}

function collect(value: unknown, pointer: string, texts: Map<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [key, member] of Object.entries(value)) {
    if (texts.size >= MOST_TEXTS) return;
    const at = `${pointer}/${escaped(key)}`;
    if (typeof member === 'string') {
      if (WORDED.has(key)) texts.set(at, member);
    } else collect(member, at, texts, depth + 1);
  }
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // SyntaxError, RangeError: nested deeper than JSON.parse goes.
    return undefined;
  }
}
