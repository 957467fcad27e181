import type { SnapshotItem } from '../../protocol/snapshot.ts';
import type { Pair } from './match.ts';
import { Offered } from './offered.ts';

/** What calls an item; everything else of it may be what it is known by. */
const NAMING = new Set(['name', 'title', 'uri', 'uriTemplate']);
/** Fewer signs agree by chance. */
const FEWEST_SIGNS = 4;
const MOST_SIGNS = 400;
const ALIKE = 0.6;
/** Least values of so many hash functions stand for the signs of an item; two bands of two agree among the alike. */
const BANDS = 16;
const MOST_IN_A_BUCKET = 24;
const MOST_CANDIDATES = 48;
const MOST_OF_A_TEXT = 4000;

interface Signed {
  readonly item: SnapshotItem;
  readonly at: number;
  readonly signs: ReadonlySet<number>;
  readonly rest: string;
}

/**
 * Items that are gone and items that are new which are the same but for what they are called. First those whose
 * rest is the same to the letter, then the most alike. Each item is compared with a bounded number of others.
 */
export function findRenames(removed: readonly SnapshotItem[], added: readonly SnapshotItem[]): Pair[] {
  if (removed.length === 0 || added.length === 0) return [];
  const pairs: Pair[] = [];
  for (const section of ['tools', 'prompts', 'resources', 'templates']) {
    const olds = removed.filter((item) => item.section === section);
    const news = added.filter((item) => item.section === section);
    if (olds.length > 0 && news.length > 0) pairs.push(...renamesIn(olds, news));
  }
  return pairs;
}

function renamesIn(removed: readonly SnapshotItem[], added: readonly SnapshotItem[]): Pair[] {
  const pairs: Pair[] = [];
  const olds = removed.map(signed).filter(hasSigns);
  const byRest = new Map<string, Signed[]>();
  for (const old of olds) {
    const known = byRest.get(old.rest);
    if (known === undefined) byRest.set(old.rest, [old]);
    else known.push(old);
  }
  // Taken from the end: the first of several is then the first to go.
  for (const list of byRest.values()) list.reverse();
  const taken = new Set<Signed>();
  const news = added
    .map(signed)
    .filter(hasSigns)
    .filter((one) => {
      const old = byRest.get(one.rest)?.pop();
      if (old === undefined) return true;
      taken.add(old);
      pairs.push({ before: old.item, after: one.item });
      return false;
    });
  const left = olds.filter((old) => !taken.has(old));
  return left.length === 0 || news.length === 0 ? pairs : [...pairs, ...alike(left, news)];
}

function hasSigns({ signs }: Signed): boolean {
  return signs.size >= FEWEST_SIGNS;
}

/** Candidates share a bucket; of those the most alike go together first. */
function alike(olds: readonly Signed[], news: readonly Signed[]): Pair[] {
  const buckets = new Map<string, Signed[]>();
  for (const old of olds)
    for (const band of bandsOf(old.signs)) {
      const bucket = buckets.get(band);
      if (bucket === undefined) buckets.set(band, [old]);
      else if (bucket.length < MOST_IN_A_BUCKET) bucket.push(old);
    }
  const found: { old: Signed; one: Signed; share: number }[] = [];
  for (const one of news) {
    const candidates = new Set<Signed>();
    for (const band of bandsOf(one.signs))
      for (const old of buckets.get(band) ?? []) if (candidates.size < MOST_CANDIDATES) candidates.add(old);
    for (const old of candidates) {
      const share = sharedBy(old.signs, one.signs);
      if (share >= ALIKE) found.push({ old, one, share });
    }
  }
  found.sort((a, b) => b.share - a.share || a.old.at - b.old.at || a.one.at - b.one.at);
  const taken = new Set<Signed>();
  const pairs: Pair[] = [];
  for (const { old, one } of found) {
    if (taken.has(old) || taken.has(one)) continue;
    taken.add(old);
    taken.add(one);
    pairs.push({ before: old.item, after: one.item });
  }
  return pairs;
}

function sharedBy(some: ReadonlySet<number>, others: ReadonlySet<number>): number {
  let shared = 0;
  for (const sign of some) if (others.has(sign)) shared++;
  return shared / (some.size + others.size - shared);
}

/** Two words in a row of its description, and its parameters: what schemas have in common is no sign. */
function signed(item: SnapshotItem, at: number): Signed {
  const offered = new Offered(item);
  const signs = new Set<number>();
  const add = (sign: string): void => {
    if (signs.size < MOST_SIGNS) signs.add(fnv(sign));
  };
  const words =
    (offered.string('description') ?? '').slice(0, MOST_OF_A_TEXT).toLowerCase().match(WORD) ?? [];
  for (const [k, word] of words.entries()) add(`${words[k - 1] ?? ''} ${word}`);
  for (const name of offered.field('inputSchema')?.member('properties')?.members.keys() ?? [])
    add(`parameter ${name}`);
  for (const argument of offered.field('arguments')?.items.slice(0, MOST_SIGNS) ?? [])
    add(`argument ${argument.member('name')?.string ?? ''}`);
  const rest = item.fields.filter(({ name }) => !NAMING.has(name)).map(({ name, text }) => `${name} ${text}`);
  return { item, at, signs, rest: rest.join('\n') };
}

const WORD = /[\p{L}\p{N}]+/gu;

function bandsOf(signs: ReadonlySet<number>): string[] {
  const least = new Uint32Array(BANDS * 2).fill(0xffffffff);
  for (const sign of signs)
    for (let k = 0; k < least.length; k++) {
      const mixed = mix(sign ^ Math.imul(k + 1, 0x9e3779b1));
      if (mixed < least[k]!) least[k] = mixed;
    }
  return Array.from({ length: BANDS }, (_, k) => `${k} ${least[2 * k]} ${least[2 * k + 1]}`);
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
