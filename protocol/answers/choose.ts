import type { AnswerRule, AnswerScript, RuleSubject } from '../answering.ts';

/** What a rule looks at. */
export interface Subject {
  kind: RuleSubject;
  words: string;
}

export interface Chosen {
  rule: AnswerRule;
  /** Its place in the script, from 1. */
  place: number;
}

/** Decides by the rules of one script, over the questions of one session: how often is counted for each rule. */
export class RuleChoice {
  readonly script: AnswerScript;
  #times: number[];

  constructor(script: AnswerScript) {
    this.script = script;
    this.#times = script.rules.map(() => 0);
  }

  /** Whether any rule could speak of it; then it has to be read. */
  concerns(kinds: readonly RuleSubject[]): boolean {
    return this.script.rules.some(({ asks, isOff }) => isOff !== true && kinds.includes(asks));
  }

  /** The first rule whose conditions hold. Every rule counts, also those behind it. */
  choose({ kind, words }: Subject): Chosen | undefined {
    const said = words.toLowerCase();
    let chosen: Chosen | undefined;
    for (const [at, rule] of this.script.rules.entries()) {
      const isAbout = rule.isOff !== true && rule.asks === kind;
      if (!isAbout || !said.includes((rule.words ?? '').toLowerCase())) continue;
      const time = (this.#times[at] ?? 0) + 1;
      this.#times[at] = time;
      if (rule.nth === undefined || rule.nth === time) chosen ??= { rule, place: at + 1 };
    }
    return chosen;
  }
}
