import type { AnswerComparison, Difference } from '../comparison.ts';
import type { HttpHead } from '../frame.ts';
import { Listing, shown } from './listing.ts';
import { VolatileEye } from './volatile.ts';

/** Compares the heads of two HTTP requests or answers: start lines, then header by header, those of one name in order. */
export function compareHeads(left: HttpHead, right: HttpHead): AnswerComparison {
  const listing = new Listing();
  const eye = new VolatileEye();
  const tell = (name: string, was: string | undefined, is: string | undefined, recogniser?: string): void => {
    const standing = recogniser === undefined ? 'different' : 'volatile';
    listing.add(standing, () => ({
      kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
      standing,
      ...(recogniser === undefined ? {} : { recogniser }),
      ...side('left', name, was),
      ...side('right', name, is),
    }));
  };
  if (left.startLine !== right.startLine) tell('', left.startLine, right.startLine);
  const [olds, news] = [byName(left), byName(right)];
  for (const name of new Set([...olds.keys(), ...news.keys()])) {
    const [was, is] = [olds.get(name) ?? [], news.get(name) ?? []];
    for (let at = 0; at < Math.max(was.length, is.length); at++) {
      const [old, young] = [was[at], is[at]];
      if (old === young) continue;
      const isBoth = old !== undefined && young !== undefined;
      tell(name, old, young, isBoth ? eye.header(name, old, young) : undefined);
    }
  }
  const { counts } = listing;
  const isOrdered = orderOf(left) === orderOf(right);
  return {
    verdict: counts.different > 0 ? 'different' : listing.total > 0 ? 'volatile' : 'same',
    differences: listing.listed(),
    counts: { ...counts },
    read: 'text',
    notes: listing.total === 0 && !isOrdered ? ['The headers stand in another order or case.'] : [],
  };
}

/** What of two heads is different, in a few words; undefined: nothing is. May quote the server. */
export function headWords({ differences, counts }: AnswerComparison): string | undefined {
  const told = differences
    .filter(({ standing }) => standing === 'different')
    .map(({ left, right }) => {
      const name = (right ?? left)?.pointer ?? '';
      const [was, is] = [left?.text, right?.text].map((text) => text?.replace(/^HTTP\/\S+ /, ''));
      if (name === '') return `${short(was)} → ${short(is)}`;
      return was === undefined ? `${name} added` : is === undefined ? `${name} gone` : name;
    });
  if (told.length === 0) return undefined;
  const more = counts.different - MOST_TOLD;
  return `HTTP: ${told.slice(0, MOST_TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const MOST_TOLD = 4;

function short(text = ''): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function byName({ headers }: HttpHead): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const same = named.get(name.toLowerCase());
    if (same === undefined) named.set(name.toLowerCase(), [value]);
    else same.push(value);
  }
  return named;
}

function orderOf({ headers }: HttpHead): string {
  return headers.map(([name]) => name).join('\n');
}

function side(which: 'left' | 'right', pointer: string, text: string | undefined): Partial<Difference> {
  if (text === undefined) return {};
  return { [which]: { pointer, from: 0, to: text.length, text: shown(text) } };
}
