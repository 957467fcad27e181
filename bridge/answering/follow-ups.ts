import type { AnsweredByRule, AnswerRule } from '../../protocol/answering.ts';
import type { Chosen, RuleChoice } from '../../protocol/answers/choose.ts';
import { followUpVariant, variantWords } from '../../protocol/answers/follow-up-variants.ts';
import { hostileAnswer } from '../../protocol/answers/hostile.ts';
import { questionOf, type AskedQuestion } from '../../protocol/answers/question.ts';
import { applySplice } from '../../protocol/json/edit.ts';
import { readJson } from '../../protocol/json/read.ts';
import { declineInput } from '../../protocol/mcp/answers.ts';
import { askedBy, followUpText, type AskedInput, type InputResponse } from '../../protocol/mcp/follow-up.ts';
import type { LiveFrame } from '../session/live-frame.ts';
import { MAY_ASK } from '../session/may-ask.ts';

/** Requests that are remembered, in case their answer asks for more. */
const MOST_SENT = 1000;
/** A longer one is not sent again by itself. */
const MOST_READ = 1024 * 1024;
/** Times one call goes on by itself: a server may ask for ever. */
const MOST_ROUNDS = 10;
const MOST_STATES = 20;
const LONGEST_STATE = 64 * 1024;
const utf8 = new TextDecoder();

export type MadeFollowUp =
  | { kind: 'text'; text: string; by: Pick<AnsweredByRule, 'rule' | 'says'> }
  /** It is for the person, and why that is worth a remark. */
  | { kind: 'held'; why: string };

interface Part {
  key: string;
  /** Absent: nobody but the person knows what could be answered. */
  question: AskedQuestion | undefined;
  method: string;
}

/** Writes the follow-up of an `input_required` by the rules of a script. */
export class FollowUps {
  #sent = new Map<number, LiveFrame>();
  /** How often a call has gone on by itself, by its newest request. */
  #rounds = new Map<number, number>();
  /** States (JSON text) of this session, the newest first. */
  #states: string[] = [];

  sent(frame: LiveFrame): void {
    const { seq, method = '', bytes } = frame.summary;
    if (!MAY_ASK.includes(method) || bytes > MOST_READ) return;
    bound(this.#sent.set(seq, frame));
  }

  /** The follow-up of `request` is this one. */
  wentOn(request: number, next: number): void {
    bound(this.#rounds.set(next, (this.#rounds.get(request) ?? 0) + 1));
  }

  /** Undefined: no rule speaks of it, so that it stays with the person. */
  async made(frame: LiveFrame, request: number, choice: RuleChoice): Promise<MadeFollowUp | undefined> {
    const before = this.#sent.get(request);
    if (before === undefined) return undefined;
    const answerText = utf8.decode(await frame.message());
    const answer = readJson(answerText);
    const asked = askedBy(answer);
    if (asked?.kind !== 'retry' || asked.more > 0) return undefined;
    const parts = asked.inputs.map((input) => partOf(answerText, input));
    const words = parts.map(({ question }) => question?.words ?? '').join('\n');
    const whole = choice.choose({ kind: 'input_required', words });
    const responses = responsesFor(parts, whole, choice);
    if (responses === undefined) return undefined;
    if ((this.#rounds.get(request) ?? 0) >= MOST_ROUNDS) return { kind: 'held', why: TOO_OFTEN };
    const others = [...this.#states];
    if (asked.requestState !== undefined)
      this.#keep(answerText.slice(asked.requestState.from, asked.requestState.to));
    const text = followUpText(utf8.decode(await before.message()), answerText, responses.list);
    const changed = text === undefined ? undefined : changedBy(whole?.rule, text, others);
    if (changed === undefined) return { kind: 'held', why: DOES_NOT_FIT };
    return { kind: 'text', text: changed, by: responses.by };
  }

  #keep(state: string): void {
    if (state.length > LONGEST_STATE) return;
    this.#states = [state, ...this.#states.filter((one) => one !== state)].slice(0, MOST_STATES);
  }
}

const TOO_OFTEN = `a call asked for more ${MOST_ROUNDS} times and was gone on with by rule; it is held now`;
const DOES_NOT_FIT = 'the rule for this answer does not fit what it asks for; it is held';

function bound(kept: Map<number, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size > MOST_SENT && oldest !== undefined) kept.delete(oldest);
}

function partOf(answerText: string, { key, method = '', params }: AskedInput): Part {
  const own = readJson(params === undefined ? '{}' : answerText.slice(params.from, params.to));
  return { key, method, question: questionOf(own, method, own.root) };
}

interface Responses {
  list: InputResponse[];
  by: Pick<AnsweredByRule, 'rule' | 'says'>;
}

/** Every part has its answer, or the whole is held. */
function responsesFor(
  parts: readonly Part[],
  whole: Chosen | undefined,
  choice: RuleChoice,
): Responses | undefined {
  if (whole?.rule.does.kind === 'hold') return undefined;
  const list: InputResponse[] = [];
  let first = whole;
  for (const { key, method, question } of parts) {
    const own = question && choice.choose(question);
    const rule = whole?.rule.does.kind === 'decline' ? whole.rule : own?.rule;
    if (question === undefined || rule === undefined) {
      if (whole === undefined) return undefined;
      // What is not known has no answer that could be made up: its key is left out.
      if (question !== undefined) list.push({ key, text: question.honest });
      continue;
    }
    const text = partText(rule, method, question);
    if (text === 'held') return undefined;
    first ??= own;
    if (text !== undefined) list.push({ key, text });
  }
  return first === undefined ? undefined : { list, by: { rule: first.place, says: saysOf(first.rule) } };
}

/** Undefined: it is left out, which is how it is said no to where no result says so. */
function partText(
  { does }: AnswerRule,
  method: string,
  question: AskedQuestion,
): string | 'held' | undefined {
  switch (does.kind) {
    case 'hold':
      return 'held';
    case 'decline':
      return declineInput(method);
    case 'canned':
      return does.result ?? question.honest;
    case 'hostile': {
      const answer = hostileAnswer(does.id);
      // Whole messages have no place in the responses.
      return answer?.of === 'result' ? answer.result(question) : 'held';
    }
  }
}

/** Undefined: the change does not fit. */
function changedBy(
  rule: AnswerRule | undefined,
  text: string,
  others: readonly string[],
): string | undefined {
  if (rule?.does.kind !== 'hostile') return text;
  const splice = followUpVariant(rule.does.id)?.edit(readJson(text), others);
  return splice && applySplice(text, splice);
}

/** What a rule does, in a word or two. */
export function saysOf({ does }: AnswerRule): string {
  switch (does.kind) {
    case 'hold':
      return 'held';
    case 'decline':
      return 'declined';
    case 'canned':
      return 'canned';
    case 'hostile':
      return wordsOf(does.id);
  }
}

function wordsOf(id: string): string {
  const variant = followUpVariant(id);
  return variant === undefined ? (hostileAnswer(id)?.title ?? id) : variantWords(variant);
}
