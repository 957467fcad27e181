import { Scanner, type Sentence } from './scan.ts';
import type { Sign, Signal, Surroundings } from './signal.ts';
import { LEXICONS } from './languages/index.ts';
import { isShown } from './counter.ts';
import { hereIn, moved, type Around, type Found, type Read } from './around.ts';
import { slots } from './concepts.ts';
import { literalsIn, type Literal } from './literals.ts';
import { MARK, marksIn } from './marks.ts';
import type { Span } from './sentence.ts';
import { HANDED_OVER } from './signals/system-markup.ts';
import { SIGNALS, type SignalId } from './signals/index.ts';
import { Trie } from './trie.ts';
import { WordingModel } from './wording/model.ts';

export interface Verdict {
  readonly score: number;
  /** Strongest first; one of each signal. */
  readonly found: readonly Found[];
  /** Shown as an example rather than said. */
  readonly isQuoted: boolean;
  /** One sign in a long text, in a sentence that does not sound like an order. */
  readonly isDoubtful: boolean;
}

/** Signs further apart than this (characters) do not add up: a long text says many things. */
const REACH = 800;
/** Exact forms, and the model itself, which asks for more of longer texts anyway. */
const SURE = new Set<SignalId>(['wording', 'known-form', 'dictated-answer', 'forged-turn']);
/** Longer data says so many things that one sign alone is no finding. */
const LONG = 1000;

const NOTHING: Verdict = { score: 0, found: [], isQuoted: false, isDoubtful: false };

/** Reads texts for orders that are not the server's to give. Keeps its room between texts. */
export class Judge {
  static #shared: Judge | undefined;
  #scanner: Scanner;
  #wording = new WordingModel();

  constructor() {
    let after = 0;
    for (const [at, { negation }] of LEXICONS.entries()) if (negation === 'after') after |= 1 << at;
    this.#scanner = new Scanner(new Trie(LEXICONS), { after });
  }

  /**
   * The one that all rules and sessions of a thread use: its tables are large, and it remembers nothing of a text.
   * Made when the first text is read: whoever only lists the rules does not wait for it.
   */
  static get shared(): Judge {
    return (this.#shared ??= new Judge());
  }

  /** `named`: where tools and servers of others are named. */
  judge(around: Around, named: readonly Span[] = []): Verdict {
    const read = this.read(around, named);
    const { sentences } = read;
    if (sentences.length === 0 && read.found.length === 0) return NOTHING;
    const wording = this.#wording.signOf(around, read);
    const found = wording === undefined ? read.found : [...read.found, wording];
    if (found.length === 0) return NOTHING;
    const best = strongest(found);
    const [first] = best.found;
    const isDoubtful =
      !around.isDefinition &&
      best.found.length === 1 &&
      !SURE.has(first?.signal.id ?? 'wording') &&
      around.text.length > LONG &&
      !this.#wording.agreesAt(around, read, first?.from ?? 0) &&
      !(first?.signal.id === 'system-markup' && first.weight >= HANDED_OVER);
    return { ...best, isDoubtful, isQuoted: isQuoted(around, best.found, sentences) };
  }

  /** The sentences that have words worth reading, and every sign in them. */
  read(around: Around, named: readonly Span[] = []): Read {
    const sentences: Sentence[] = [];
    const marks = marksIn(around.text);
    const literals = (marks & MARK.literal) === 0 ? NO_LITERALS : literalsIn(around.text);
    this.#scanner.scan(
      around.text,
      isWanted,
      (sentence) => sentences.push(sentence),
      withNames(literals, named),
    );
    const found: Found[] = [];
    const here = hereIn(around, sentences);
    for (let at = 0; at < sentences.length; at++) {
      const sentence = moved(here, at);
      for (const signal of OF_SENTENCES) add(found, signal, here, signal.inSentence!(sentence, here));
    }
    here.before = here.after = undefined;
    for (const signal of OF_TEXTS)
      if (signal.marks === undefined || (signal.marks & marks) !== 0)
        add(found, signal, here, signal.inText!(here));
    return { sentences, found };
  }
}

const OF_SENTENCES = SIGNALS.filter(({ inSentence }) => inSentence !== undefined);
const OF_TEXTS = SIGNALS.filter(({ inText }) => inText !== undefined);
const NO_LITERALS: readonly Literal[] = [];

/** The model judges whole sentences; where other signs know better what is quoted, they decide. */
function isQuoted(
  { text, isDefinition }: Around,
  found: readonly Found[],
  sentences: readonly Sentence[],
): boolean {
  const exact = found.filter(({ signal }) => signal.id !== 'wording');
  const spans = exact.length > 0 ? exact : found.flatMap((sign) => sign.parts ?? [sign]);
  return spans.every((span) => isShown(text, span, sentences, isDefinition));
}

const OTHER_TOOL = slots('other-tool');

/** What has a form and what has a name, in the order in which they stand. */
function withNames(literals: readonly Literal[], named: readonly Span[]): readonly Literal[] {
  if (named.length === 0) return literals;
  const all = [...literals, ...named.map(({ from, to }) => ({ from, to, ...OTHER_TOOL }))];
  return all.sort((a, b) => a.from - b.from);
}

/** Who they are, or what is wrong with it, matters without a verb. */
const TELLING = slots('authority', 'outdated', 'other-tool');

function isWanted(low: number, high: number): boolean {
  if ((high & TELLING.high) !== 0 && (high & (high - 1)) !== 0) return true;
  return (low & (low - 1)) !== 0 || (low !== 0 && high !== 0);
}

function add(found: Found[], signal: Signal, { isDefinition }: Surroundings, sign: Sign | undefined): void {
  if (sign === undefined) return;
  found.push({ signal, weight: isDefinition ? signal.weight.definition : signal.weight.data, ...sign });
}

/** The stretch whose signs, one of each signal, come to most. */
function strongest(found: readonly Found[]): Verdict {
  const sorted = [...found].sort((a, b) => a.from - b.from);
  let best = NOTHING;
  for (const [at, first] of sorted.entries()) {
    const bySignal = new Map<string, Found>();
    for (let k = at; k < sorted.length && sorted[k]!.from - first.from <= REACH; k++) {
      const one = sorted[k]!;
      const known = bySignal.get(one.signal.id);
      if (known === undefined || known.weight < one.weight) bySignal.set(one.signal.id, one);
    }
    const signs = [...bySignal.values()].sort((a, b) => b.weight - a.weight);
    const score = signs.reduce((sum, { weight }) => sum + weight, 0);
    if (score > best.score) best = { score, found: signs, isQuoted: false, isDoubtful: false };
  }
  return best;
}
