import { CONCEPTS, meets, slots } from '../concepts.ts';
import { fold, KIND, kindOf } from '../fold.ts';
import { addressOf, isOrder } from '../orders.ts';
import type { Sentence } from '../scan.ts';
import type { Surroundings } from '../signal.ts';
import type { SignalId } from '../signals/index.ts';

/** Buckets of features; a power of two. */
export const BUCKETS = 1 << 20;

/** A feature and the stretch of the text it came from. */
export type TakeFeature = (bucket: number, from: number, to: number) => void;

/** Kinds of features, so that a word and a concept never share a number by design. */
const KINDS = {
  word: 1,
  pair: 2,
  concept: 3,
  concepts: 4,
  apart: 5,
  start: 6,
  denied: 7,
  gap: 8,
  stem: 9,
  stems: 10,
  order: 11,
  orderOf: 12,
  sign: 13,
  place: 14,
  addressed: 15,
  opening: 16,
} as const;

/** What a token is, where its letters do not matter. */
const ADDRESS = 0x1001;
const LINK = 0x1002;
const PATH = 0x1003;
const IDENTIFIER = 0x1004;
const NUMBER = 0x1005;
const HOST = 0x1006;
/** Longer words are cut: they are no words. */
const LONGEST_WORD = 32;

/**
 * What a linear model sees of a sentence at a glance: what its words stand for, and which signs are in it. The
 * same in all languages, and cheap: most sentences are judged by it alone.
 */
export function glance(
  sentence: Sentence,
  around: Surroundings,
  signs: readonly SignalId[],
  take: TakeFeature,
): void {
  conceptFeatures(sentence, take);
  for (const sign of signs) take(bucket(KINDS.sign, hashOf(sign)), sentence.from, sentence.to);
  // How a description opens is what its tool does; what comes later may be anything.
  const opens = around.isDefinition && sentence.from < OPENING;
  const place = (around.isDefinition ? 4 : 0) + (opens ? 2 : 0) + (around.sentences.length === 1 ? 1 : 0);
  take(bucket(KINDS.place, place), sentence.from, sentence.to);
  const [first] = sentence.hits;
  if (opens && first !== undefined && first.from - sentence.from < OPENING)
    for (const one of numbersOf(first.low, first.high))
      take(bucket(KINDS.opening, one), first.from, first.to);
}

/** White space or a mark may stand before the first word. */
const OPENING = 4;

/** What it sees on reading: the words themselves and pairs of them, and what is ordered of whom. */
export function reading(sentence: Sentence, around: Surroundings, take: TakeFeature): void {
  wordFeatures(around.text, sentence.from, sentence.to, take);
  orderFeatures(sentence, around, take);
}

/** What is ordered, of whom: the same words tell, ask and order. */
function orderFeatures(sentence: Sentence, around: Surroundings, take: TakeFeature): void {
  if (!meets(sentence, VERBS)) return;
  let orders = 0;
  const { hits } = sentence;
  for (let at = 0; at < hits.length; at++) {
    const hit = hits[at]!;
    if (!meets(hit, VERBS) || !isOrder(sentence, hit, around)) continue;
    const address = addressOf(sentence, hit, around);
    take(bucket(KINDS.addressed, address), hit.from, hit.to);
    for (const one of numbersOf(hit.low & VERBS.low, hit.high & VERBS.high)) {
      const denied = hit.isNegated ? 64 : 0;
      take(bucket(KINDS.order, one + denied, address), hit.from, hit.to);
      for (let k = at + 1; k < hits.length && k < at + 5; k++) {
        const other = hits[k]!;
        for (const object of numbersOf(other.low & ~VERBS.low, other.high & ~VERBS.high))
          take(bucket(KINDS.orderOf, one + denied, object), hit.from, other.to);
      }
    }
    if (++orders === MOST_ORDERS) return;
  }
}

/** Of one sentence; more are a list. */
const MOST_ORDERS = 6;
const VERBS = slots(...CONCEPTS.slice(0, CONCEPTS.indexOf('instructions')));

function bucket(kind: number, a: number, b = 0): number {
  let h = Math.imul(kind, 0x9e3779b1) ^ Math.imul(a, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 13;
  return h & (BUCKETS - 1);
}

/** Takes words in their order, each with those before it. */
class Words {
  #take: TakeFeature;
  #before = 0;
  #beforeFrom: number;
  #last = 0;
  #stemBefore = 0;

  constructor(from: number, take: TakeFeature) {
    this.#beforeFrom = from;
    this.#take = take;
  }

  /** `stem`: of its first letters, as many as `STEM`. */
  next(hash: number, stem: number, start: number, end: number): void {
    const take = this.#take;
    take(bucket(KINDS.word, hash), start, end);
    if (end - start > STEM) take(bucket(KINDS.stem, stem), start, end);
    if (end - start > 3) {
      if (this.#stemBefore !== 0) take(bucket(KINDS.stems, this.#stemBefore, stem), start, end);
      this.#stemBefore = stem;
    }
    if (this.#before !== 0) take(bucket(KINDS.pair, this.#before, hash), this.#beforeFrom, end);
    if (this.#last !== 0) take(bucket(KINDS.gap, this.#last, hash), start, end);
    this.#last = this.#before;
    this.#before = hash;
    this.#beforeFrom = start;
  }
}

const STEM = 5;
const FIRST = 0x811c9dc5;

function wordFeatures(text: string, from: number, to: number, take: TakeFeature): void {
  const words = new Words(from, take);
  for (let at = from; at < to;) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === KIND.ideograph) {
      words.next(fold(text.charCodeAt(at)) + 0x10000, 0, at, at + 1);
      at++;
    } else if (kind === KIND.blank || kind === KIND.line || kind === KIND.pause) at++;
    else {
      const end = tokenEnd(text, at, to);
      const shape = isLetters(text, at, end) ? 0 : shapeOf(text, at, end);
      if (shape === 0) wordsIn(text, at, end, words);
      else words.next(shape, stemOf(text, at, end), at, end);
      at = end;
    }
  }
}

/** Most words are of nothing else, and so of no shape. A full stop may end the sentence. */
function isLetters(text: string, from: number, to: number): boolean {
  let at = from;
  for (; at < to; at++) {
    const small = text.charCodeAt(at) | 0x20;
    if (small < 0x61 || small > 0x7a) break;
  }
  return at === to || (at === to - 1 && text.charCodeAt(at) === 0x2e);
}

function stemOf(text: string, from: number, to: number): number {
  let stem = FIRST;
  for (let at = from; at < Math.min(to, from + STEM); at++)
    stem = Math.imul(stem ^ fold(text.charCodeAt(at)), 0x01000193);
  return stem;
}

function tokenEnd(text: string, from: number, to: number): number {
  let at = from + 1;
  for (; at < to; at++) {
    const kind = kindOf(text.charCodeAt(at));
    const isColon = text.charCodeAt(at) === 0x3a;
    if (
      kind === KIND.blank ||
      kind === KIND.line ||
      kind === KIND.ideograph ||
      (kind === KIND.pause && !isColon)
    )
      break;
  }
  return at;
}

/** An address, a link, a path, an identifier or a number; 0 for words. */
function shapeOf(text: string, from: number, to: number): number {
  let hasAt = false;
  let hasSlash = false;
  let hasLine = false;
  let hasPoint = false;
  let digits = 0;
  let letters = 0;
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x40 && at > from) hasAt = true;
    else if (c === 0x2f) {
      if (text.charCodeAt(at - 1) === 0x3a && at > from) return LINK;
      hasSlash = true;
    } else if (c === 0x5f) hasLine = true;
    else if (c === 0x2e && letters > 0 && at + 2 < to && kindOf(text.charCodeAt(at + 1)) === KIND.letter)
      hasPoint = true;
    else if (c >= 0x30 && c <= 0x39) digits++;
    else if (kindOf(c) === KIND.letter) letters++;
  }
  if (hasAt && letters > 2) return ADDRESS;
  if (hasSlash && letters > 1) return PATH;
  if (hasLine && letters > 1) return IDENTIFIER;
  if (hasPoint && letters > 3) return HOST;
  return digits > 0 && letters === 0 ? NUMBER : 0;
}

function wordsIn(text: string, from: number, to: number, words: Words): void {
  let hash = 0;
  let stem = 0;
  let start = -1;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (kindOf(unit) === KIND.letter || (unit === 0x27 && start !== -1)) {
      if (start === -1) {
        start = at;
        hash = FIRST;
      }
      if (at - start < LONGEST_WORD) hash = Math.imul(hash ^ fold(unit), 0x01000193);
      if (at - start < STEM) stem = hash;
    } else if (start !== -1) {
      words.next(hash, stem, start, at);
      start = -1;
    }
  }
  if (start !== -1) words.next(hash, stem, start, to);
}

function conceptFeatures({ hits, from: start }: Sentence, take: TakeFeature): void {
  for (let at = 0; at < hits.length; at++) {
    const hit = hits[at]!;
    const mine = numbersOf(hit.low, hit.high);
    const next = hits[at + 1];
    const far = hits[at + 2];
    for (const one of mine) {
      take(bucket(hit.isNegated ? KINDS.denied : KINDS.concept, one), hit.from, hit.to);
      if (at === 0 && hit.from - start < 4) take(bucket(KINDS.start, one), hit.from, hit.to);
      if (next !== undefined)
        for (const other of numbersOf(next.low, next.high))
          take(bucket(KINDS.concepts, one + (hit.isNegated ? 64 : 0), other), hit.from, next.to);
      if (far !== undefined)
        for (const other of numbersOf(far.low, far.high))
          take(bucket(KINDS.apart, one, other), hit.from, far.to);
    }
  }
}

/** A word that stands for more is too vague for more. */
const MOST_CONCEPTS = 3;

/** The number of each concept alone, and nothing behind the last. */
const ALONE: readonly (readonly number[])[] = [...CONCEPTS.map((_, at) => [at]), []];

function numbersOf(low: number, high: number): readonly number[] {
  // One concept or none, as most words have.
  if (high === 0 && (low & (low - 1)) === 0)
    return ALONE[low === 0 ? CONCEPTS.length : 31 - Math.clz32(low)]!;
  if (low === 0 && (high & (high - 1)) === 0) return ALONE[63 - Math.clz32(high)]!;
  const found: number[] = [];
  for (let at = 0; at < CONCEPTS.length && found.length < MOST_CONCEPTS; at++)
    if ((at < 32 ? low & (1 << at) : high & (1 << (at - 32))) !== 0) found.push(at);
  return found;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
