import type { Confidence, Severity } from '../../protocol/finding.ts';
import type { Item } from '../message.ts';
import { asSign, type Place } from '../place.ts';
import type { Report } from '../rule.ts';
import type { SessionFacts } from '../session-facts.ts';
import { isCommonName } from '../support/common-names.ts';
import { isError } from '../support/failures.ts';
import type { Mention } from '../support/mentions.ts';
import { styleless } from '../support/name-skeleton.ts';
import { quoted } from '../support/words.ts';
import type { Text } from '../text.ts';
import { TRAIT } from '../views/traits.ts';
import type { View } from '../views/view.ts';
import { type Around, type Found } from './around.ts';
import { Judge, type Verdict } from './judge.ts';
import { QuietTexts, type Asked } from './quiet.ts';
import type { Span } from './sentence.ts';
import type { Signal } from './signal.ts';
import { SplitParts } from './split.ts';

/** Shorter texts order nothing. */
const SHORTEST = 12;
/** Chinese says as much in half the characters. */
const SHORTEST_DENSE = 6;
/** What was hidden or encoded counts for more: nobody hides documentation. */
const ENCODED = 3;
/** Decoders whose work is ordinary in web pages and files. */
const ORDINARY = new Set(['entities', 'escapes', 'percent', 'quoted-printable']);

/** Fields of one tool that say too little each are together worth as much as one that says it all. */
const SPLIT = 8;
/** How much of them a fingerprint hangs on. */
const LONGEST_PRINT = 400;

const NO_MENTIONS: readonly Mention[] = [];

export interface Thresholds {
  /** Score, lowest first, and what it is worth. */
  readonly steps: readonly { readonly score: number; readonly severity: Severity }[];
}

/** Reads one text in every view and says what it orders, once. */
export class InjectionReader {
  #split = new SplitParts();
  #session: SessionFacts;
  #report: Report;
  #steps: Thresholds['steps'];
  #isDefinition: boolean;
  #quiet = new QuietTexts();
  /** What the text that is being read hung on. */
  #asked: Asked[] = [];

  constructor(session: SessionFacts, report: Report, isDefinition: boolean, { steps }: Thresholds) {
    this.#session = session;
    this.#report = report;
    this.#isDefinition = isDefinition;
    this.#steps = steps;
  }

  read(text: Text): void {
    if (text.value.length < (text.has(TRAIT.nonAscii) ? SHORTEST_DENSE : SHORTEST)) {
      if (this.#isDefinition) this.#split.add(text, text.view('prose'), []);
      return;
    }
    const isFailure = isError(text);
    // A failure says more with the same words; and so does what names a tool of a neighbour.
    const isPlain = !isFailure && this.#session.neighbours.isEmpty;
    if (isPlain && this.#quiet.has(text.value, text.item?.name, this.#isOwnSkeleton)) {
      if (this.#isDefinition) this.#split.add(text, text.view('prose'), []);
      return;
    }
    const prose = text.view('prose');
    const markup = text.view('markup');
    let best: { verdict: Verdict; view: View } | undefined;
    this.#asked = [];
    for (const view of markup === text.view('parsed') ? [prose] : [prose, markup]) {
      const verdict = Judge.shared.judge(
        this.#around(view.text, text.item, isFailure),
        this.#othersIn(view.text),
      );
      if (verdict.found.length > 0 && (best === undefined || verdict.score > best.verdict.score))
        best = { verdict, view };
    }
    if (best === undefined && isPlain) this.#quiet.add(text.value, text.item?.name, this.#asked);
    const isSaid = best !== undefined && this.#say(text, best.view, best.verdict);
    const isClear = isSaid && best !== undefined && scoreOfMeaning(best.verdict) >= this.#steps[0]!.score;
    if (this.#isDefinition && !isClear) this.#split.add(text, best?.view ?? prose, best?.verdict.found ?? []);
  }

  /** Fields of one tool read one after the other, once all of them were read alone. */
  readTogether(item: Item): void {
    for (const whole of this.#split.wholesOf(item)) {
      const verdict = Judge.shared.judge(this.#around(whole.text, item, false), this.#othersIn(whole.text));
      // Without the sound of the words, which pieces of honest texts can have together.
      const meant = verdict.found.filter(({ signal }) => signal.id !== 'wording');
      if (scoreOfMeaning(verdict) < SPLIT || verdict.isQuoted) continue;
      const fields = meant.flatMap((sign) =>
        whole.fieldsOf(sign).map(({ name, place }) => ({ name, place, sign: asSign(place, sign.signal) })),
      );
      const names = [...new Set(fields.map(({ name }) => name))];
      if (new Set(fields.map(({ place }) => place)).size < 2 || fields[0] === undefined) continue;
      this.#report({
        at: fields[0].sign,
        and: fields.slice(1).map(({ sign }) => sign),
        title: 'Fields of one tool give an order together',
        severity: 'medium',
        confidence: meant.length >= 2 ? 'firm' : 'tentative',
        says: `Read together, ${shortList(names)} of this tool give an order that none gives alone: it ${wordsOf({ found: meant }, whole.text)}.`,
        sameAs: whole.text.slice(0, LONGEST_PRINT),
      });
    }
  }

  #around(text: string, item: Item | undefined, isFailure: boolean): Around {
    return {
      text,
      isDefinition: this.#isDefinition,
      isError: isFailure,
      own: item?.name ?? '',
      isOwnTool: this.#isOwnTool,
      isOtherTool: this.#isOtherTool,
    };
  }

  #isOwnSkeleton = (skeleton: string): boolean => this.#session.tools.has(skeleton);

  #isOwnTool = (name: string): boolean => {
    const skeleton = styleless(name);
    const isOwn = this.#session.tools.has(skeleton);
    this.#asked.push({ skeleton, isOwn });
    return isOwn;
  };

  /** Without neighbours there is none, so nothing that is remembered hangs on it. */
  #isOtherTool = (name: string): boolean => {
    const { tools, neighbours } = this.#session;
    if (neighbours.isEmpty) return false;
    const skeleton = styleless(name);
    return !tools.has(skeleton) && !isCommonName(name) && neighbours.ofSkeleton(skeleton).length > 0;
  };

  /** Where other servers and their tools are named; a name that this server has too is its own. */
  #othersIn(text: string): readonly Mention[] {
    const { tools, neighbours } = this.#session;
    if (neighbours.isEmpty) return NO_MENTIONS;
    return neighbours.mentionsIn(text).filter(({ tool }) => tool === undefined || !tools.has(tool.skeleton));
  }

  #say(text: Text, view: View, verdict: Verdict): boolean {
    const score = verdict.score + (text.via.some((via) => !ORDINARY.has(via)) ? ENCODED : 0);
    const step = this.#steps.findLast((one) => score >= one.score);
    if (
      step === undefined ||
      verdict.isDoubtful ||
      !(this.#isDefinition || isEnough(verdict.found, view.text.length))
    )
      return false;
    const severity: Severity = verdict.isQuoted ? 'low' : step.severity;
    const confidence: Confidence = verdict.found.length >= 2 ? 'firm' : 'tentative';
    // The places of the signs, strongest first; behind them what of a sign counts most.
    const found = wordingLast(verdict.found);
    const places = [
      ...found.map((sign) => placeOf(sign, sign.signal, text, view)),
      ...found.flatMap(({ signal, from, to, parts = [] }) =>
        parts
          .filter((part) => part.from > from || part.to < to)
          .filter((part) => !found.some((sign) => sign.from === part.from && sign.to === part.to))
          .map((part) => placeOf(part, signal, text, view)),
      ),
    ];
    this.#report({
      at: places[0]!,
      and: places.slice(1),
      severity,
      confidence,
      says: `It ${wordsOf({ found }, view.text)}.${verdict.isQuoted ? ' It reads like a quoted example.' : ''}`,
    });
    return true;
  }
}

/** A longer text says so many things that weak signs meet by accident. */
const LONG = 6000;
const SHORT = 1500;
/** So many points are no accident in any text. */
const PLENTY = 9;

/** Whether one of the signs carries the others, as data needs it: web pages and handbooks hold weak ones everywhere. */
function isEnough(found: readonly Found[], length: number): boolean {
  const strongest = found.reduce((most, { weight }) => Math.max(most, weight), 0);
  const sum = found.reduce((all, { weight }) => all + weight, 0);
  if (sum >= PLENTY) return true;
  return strongest >= (length > LONG ? 5 : length > SHORT ? 4 : 3);
}

/** What a sentence orders says more than what it sounds like, and is the more exact place. */
function wordingLast(found: readonly Found[]): Found[] {
  const isWording = ({ signal }: Found): boolean => signal.id === 'wording';
  return [...found.filter((sign) => !isWording(sign)), ...found.filter(isWording)];
}

function placeOf(span: Span, signal: Signal, text: Text, view: View): Place {
  const said = withoutEdges(span, view.text);
  const { from, to } = view.origin(said.from, said.to);
  const read = view.text.slice(said.from, said.to);
  const isAsSaid = text.value.slice(from, to) === read;
  return asSign(text.place(from, to, isAsSaid ? undefined : read), signal);
}

/** Without the white space at both ends, as a whole sentence may have it. */
function withoutEdges({ from, to }: Span, text: string): Span {
  const said = text.slice(from, to);
  const end = from + said.trimEnd().length;
  return { from: Math.min(end, to - said.trimStart().length), to: end };
}

function wordsOf({ found }: Pick<Verdict, 'found'>, text: string): string {
  return found
    .slice(0, 4)
    .map((sign) => `${sign.signal.says} (${quoted(text.slice(sign.from, sign.to).trim(), 60)})`)
    .join('; it ');
}

function scoreOfMeaning({ found }: Verdict): number {
  return found.reduce((sum, { signal, weight }) => (signal.id === 'wording' ? sum : sum + weight), 0);
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => quoted(name, 60));
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(' and ');
}
