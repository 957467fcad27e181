import { ArchiveProblem } from '../archive-problem.ts';
import { type Decoded, decoded, type EncodedRun, encodedRuns, wideText } from './encoded-runs.ts';
import { merged, Needles, type Stretch } from './needles.ts';
import { SECRET_FINDERS } from './secret-finders.ts';
import { unescaped } from './unescaped.ts';
import { valuesIn } from './values.ts';

/** More different ones need more memory than an export may have. */
const MOST_VALUES = 10_000;
/** Encodings in encodings are followed this far. */
const DEEPEST = 3;
/** Encoded stretches remembered: names, paths and words of schemas stand in a recording thousands of times. */
const MOST_REMEMBERED = 50_000;
const LONGEST_REMEMBERED = 256;

/** What is known of secrets while sessions are looked through, and where they stand in any bytes. */
export class SecretSearch {
  readonly #needles = new Needles();
  /** Encoded stretches that were looked into, and whether anything in them was telling. */
  #collected = new Map<string, boolean>();
  /** The same once all was collected: what of them is masked, if anything. */
  #decided = new Map<string, string | undefined>();
  #decidedWith = 0;

  get longest(): number {
    return this.#needles.longest;
  }

  /** One that somebody knows to be one. */
  know(value: string): void {
    const credential = /^[A-Za-z][A-Za-z0-9-]* +(\S.*)$/s.exec(value)?.[1];
    for (const one of credential === undefined ? [value] : [value, credential])
      if (one.length >= 4) this.#needles.add(one, 'known secret');
  }

  /** A stretch that something else found to be one. */
  found(bytes: Uint8Array, kind: string): void {
    this.#add(Buffer.from(bytes).toString('latin1'), kind);
  }

  /**
   * Collects what looks secret in `bytes`, whatever it is encoded in. false: they are quiet. Nothing in
   * them does, and whatever they hold encoded is found by how it is spelled, if it is known from elsewhere.
   */
  collect(bytes: Buffer): boolean {
    const isTelling = this.#collect(bytes.toString('latin1'), 0);
    const wide = wideText(bytes);
    return (wide !== undefined && this.#collect(wide, 1)) || isTelling;
  }

  /** Everything to mask in `bytes`, once all was collected. `isQuiet`: nothing in them was telling. */
  find(bytes: Buffer, { isChunked = false, isQuiet = false } = {}): Stretch[] {
    const all = this.#needles.find(bytes, isChunked);
    if (!isQuiet) {
      const text = bytes.toString('latin1');
      all.push(...looking(text), ...this.#encoded(text, 0));
    }
    return merged(all).map((stretch) => fitted(bytes, stretch));
  }

  /** Only what is known by its value: of bytes that may begin and end anywhere. */
  findKnown(bytes: Buffer, isChunked: boolean): Stretch[] {
    return this.#needles.find(bytes, isChunked);
  }

  #collect(text: string, depth: number): boolean {
    const seen = looking(text);
    for (const { from, to, kind } of seen) this.#add(text.slice(from, to), kind);
    let isTelling = seen.length > 0;
    if (depth === DEEPEST) return isTelling;
    for (const run of encodedRuns(text)) {
      const inside = (): boolean => {
        const inner = decoded(run);
        if (inner === undefined) return false;
        const isInnerTelling = this.#collect(inner.text, depth + 1);
        return (
          isInnerTelling || !inner.isPlain || depth > 0 || unescaped(Buffer.from(inner.text)) !== undefined
        );
      };
      // Only of the outermost: further in, less is looked into.
      if (depth > 0 ? inside() : remembered(this.#collected, run.run, inside)) isTelling = true;
    }
    return isTelling;
  }

  #add(found: string, kind: string): void {
    for (const value of valuesIn(found, kind)) this.#needles.add(value, kind);
    if (this.#needles.size > MOST_VALUES)
      throw new ArchiveProblem(
        'too-many-secrets',
        `More than ${MOST_VALUES} different values look like secrets.`,
        'Export fewer sessions at once, or unmasked.',
      );
  }

  /** Encoded stretches whose secrets are not found by how they are spelled: they are masked whole. */
  #encoded(text: string, depth: number): Stretch[] {
    if (this.#decidedWith !== this.#needles.size) {
      this.#decided.clear();
      this.#decidedWith = this.#needles.size;
    }
    const stretches: Stretch[] = [];
    for (const run of encodedRuns(text)) {
      const decide = (): string | undefined => this.#kindIn(run, decoded(run), depth);
      const kind = depth > 0 ? decide() : remembered(this.#decided, run.run, decide);
      if (kind !== undefined) stretches.push({ from: run.from, to: run.to, kind });
    }
    return stretches;
  }

  /** What an encoded stretch is masked for. */
  #kindIn({ run }: EncodedRun, inner: Decoded | undefined, depth: number): string | undefined {
    if (inner === undefined) return undefined;
    const known = merged(this.#needles.find(Buffer.from(inner.text, 'latin1')));
    // A value may be escaped before it was encoded, and is spelled then in ways that nobody looks for.
    const asSpelled = known.length === 0 ? [] : merged(this.#needles.find(Buffer.from(run, 'latin1')));
    const seen = looking(inner.text);
    const deeper = depth + 1 < DEEPEST ? this.#encoded(inner.text, depth + 1) : [];
    const isCovered = (one: Stretch): boolean => known.some((it) => it.from <= one.from && it.to >= one.to);
    const isSpelled =
      inner.isPlain &&
      depth === 0 &&
      asSpelled.length >= known.length &&
      seen.every(isCovered) &&
      deeper.length === 0;
    return isSpelled ? undefined : (deeper[0] ?? seen[0] ?? known[0])?.kind;
  }
}

/** The answer given before, where a stretch is short enough to be kept. */
function remembered<T>(answers: Map<string, T>, run: string, find: () => T): T {
  if (run.length > LONGEST_REMEMBERED) return find();
  const known = answers.get(run);
  if (known !== undefined || answers.has(run)) return known as T;
  const answer = find();
  if (answers.size >= MOST_REMEMBERED) answers.clear();
  answers.set(run, answer);
  return answer;
}

function looking(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { kind, find } of SECRET_FINDERS)
    for (const { from, to } of find(text)) found.push({ from, to, kind });
  return found;
}

/** No escape is cut in two, and a number of JSON stays a number, so that what was JSON is JSON. */
function fitted(bytes: Buffer, { from, to, kind }: Stretch): Stretch {
  let [first, last] = [from, to];
  for (const at of escapesNear(bytes, from)) if (at.from < from && at.to > from) first = at.from;
  for (const at of escapesNear(bytes, to)) if (at.from < to && at.to > to) last = at.to;
  const text = bytes.toString('latin1', first, last);
  const before = bytes
    .toString('latin1', Math.max(0, first - 16), first)
    .trimEnd()
    .at(-1);
  const after = bytes.toString('latin1', last, last + 16).trimStart()[0];
  const isNumber = /^\d+$/.test(text) && /[:,[]/.test(before ?? '') && /[,}\]]/.test(after ?? '');
  return { from: first, to: last, kind, ...(isNumber ? { isNumber } : {}) };
}

/** Escapes of JSON that begin at most five bytes before `at`. */
function* escapesNear(bytes: Buffer, at: number): Generator<{ from: number; to: number }> {
  for (let from = Math.max(0, at - 5); from < at; from++) {
    if (bytes[from] !== 0x5c) continue;
    let slashes = 0;
    while (bytes[from - 1 - slashes] === 0x5c) slashes++;
    if (slashes % 2 === 0) yield { from, to: from + (bytes[from + 1] === 0x75 ? 6 : 2) };
  }
}
