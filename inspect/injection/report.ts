import type { Confidence, Severity } from '../../protocol/finding.ts';
import type { Report } from '../rule.ts';
import type { SessionFacts } from '../session-facts.ts';
import { isCommonName } from '../support/common-names.ts';
import { isError } from '../support/failures.ts';
import type { Mention } from '../support/mentions.ts';
import { styleless } from '../support/name-skeleton.ts';
import { quoted } from '../support/words.ts';
import type { Text } from '../text.ts';
import type { View } from '../views/view.ts';
import { Judge, type Verdict } from './judge.ts';

/** Shorter texts order nothing. */
const SHORTEST = 12;
/** What was hidden or encoded counts for more: nobody hides documentation. */
const ENCODED = 3;
/** Decoders whose work is ordinary in web pages and files. */
const ORDINARY = new Set(['entities', 'escapes', 'percent', 'quoted-printable']);

export interface Thresholds {
  /** Score, lowest first, and what it is worth. */
  readonly steps: readonly { readonly score: number; readonly severity: Severity }[];
}

/** Reads one text in every view and says what it orders, once. */
export class InjectionReader {
  #judge = new Judge();
  #session: SessionFacts;
  #report: Report;
  #steps: Thresholds['steps'];
  #isDefinition: boolean;

  constructor(session: SessionFacts, report: Report, isDefinition: boolean, { steps }: Thresholds) {
    this.#session = session;
    this.#report = report;
    this.#isDefinition = isDefinition;
    this.#steps = steps;
  }

  read(text: Text): void {
    if (text.value.length < SHORTEST) return;
    let best: { verdict: Verdict; view: View } | undefined;
    const prose = text.view('prose');
    const markup = text.view('markup');
    for (const view of markup === text.view('parsed') ? [prose] : [prose, markup]) {
      const verdict = this.#judge.judge(
        {
          text: view.text,
          isDefinition: this.#isDefinition,
          isError: isError(text),
          own: text.item?.name ?? '',
          isOwnTool: (name) => this.#session.tools.has(styleless(name)),
          isOtherTool: (name) => this.#isOtherTool(name),
        },
        this.#othersIn(view.text),
      );
      if (verdict.found.length > 0 && (best === undefined || verdict.score > best.verdict.score))
        best = { verdict, view };
    }
    if (best !== undefined) this.#say(text, best.view, best.verdict);
  }

  #isOtherTool(name: string): boolean {
    const { tools, neighbours } = this.#session;
    const skeleton = styleless(name);
    return !tools.has(skeleton) && !isCommonName(name) && neighbours.ofSkeleton(skeleton).length > 0;
  }

  /** Where other servers and their tools are named; a name that this server has too is its own. */
  #othersIn(text: string): readonly Mention[] {
    const { tools, neighbours } = this.#session;
    return neighbours.mentionsIn(text).filter(({ tool }) => tool === undefined || !tools.has(tool.skeleton));
  }

  #say(text: Text, view: View, verdict: Verdict): void {
    const score = verdict.score + (text.via.some((via) => !ORDINARY.has(via)) ? ENCODED : 0);
    const step = this.#steps.findLast((one) => score >= one.score);
    if (step === undefined) return;
    const severity: Severity = verdict.isQuoted ? 'low' : step.severity;
    const confidence: Confidence = verdict.found.length >= 2 ? 'firm' : 'tentative';
    const places = verdict.found.map((sign) => {
      const { from, to } = view.origin(sign.from, sign.to);
      return text.place(from, to, view.kind === 'parsed' ? undefined : view.text.slice(sign.from, sign.to));
    });
    const named = verdict.found
      .slice(0, 4)
      .map((sign) => `${sign.signal.says} (${quoted(view.text.slice(sign.from, sign.to), 60)})`);
    this.#report({
      at: places[0]!,
      and: places.slice(1),
      severity,
      confidence,
      says: `It ${named.join('; it ')}.${verdict.isQuoted ? ' It reads like a quoted example.' : ''}`,
    });
  }
}
