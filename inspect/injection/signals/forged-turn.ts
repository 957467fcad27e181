import { MARK } from '../marks.ts';
import { Fences, ordersWithin } from '../stretch.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const REACH = 300;
const MOST = 200;

const PERSON = new Set([
  'user',
  'human',
  'operator',
  'client',
  'shopper',
  'customer',
  'instruction',
  'developer',
  'owner',
]);
const MODEL = new Set(['assistant', 'ai', 'model', 'agent', 'claude', 'gpt', 'response', 'software', 'bot']);
/** Calls and results of tools, as clients write them. */
const CALLS =
  /"tools\/call"|<function_calls|function_results|tool_use_id|<invoke|"tool_calls"|<tool_call>|<system-reminder|role=user|role=assistant/gi;
const MOST_CALLS = 20;

/** What opens a list of example turns. */
const EXAMPLE = /example|e\.g\.|for instance|such as|sample|dialog|looks? like|transcript format|demo/i;

/**
 * Turns of a conversation, calls or results of tools that stand inside a text, as though the user or the model had
 * said them. Transcripts and documentation of chat formats have them too: what is said in them decides.
 */
export const forgedTurn: Signal = {
  id: 'forged-turn',
  says: 'forges a turn of the conversation',
  weight: { definition: 4, data: 4 },
  marks: MARK.colon | MARK.call,
  inText(around) {
    const fences = new Fences(around.text);
    return stronger(turns(around, fences), call(around, fences));
  },
};

function stronger(one: Sign | undefined, other: Sign | undefined): Sign | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (one.weight ?? 0) >= (other.weight ?? 0) ? one : other;
}

/** "Human: …" at the beginning of a line, with "Assistant: …" behind it. */
function turns(around: Surroundings, fences: Fences): Sign | undefined {
  const { text } = around;
  let best: Sign | undefined;
  let looked = 0;
  let person: { from: number; to: number } | undefined;
  for (let at = 0; at !== -1 && at < text.length && looked < MOST; at = nextLine(text, at)) {
    const speaker = speakerAt(text, at);
    if (speaker === undefined) continue;
    looked++;
    if (speaker.isPerson) {
      person = speaker;
      continue;
    }
    if (person === undefined || speaker.from - person.to > 600) continue;
    const weight = weightOf(around, fences, person, speaker);
    if (weight > (best?.weight ?? 0))
      best = { from: person.from, to: Math.min(text.length, speaker.to + 40), weight };
    person = undefined;
  }
  if (best === undefined && person !== undefined && person.from > 0) {
    const weight =
      isShownAs(around, fences, person) || !ordersWithin(around.sentences, person.to, person.to + REACH)
        ? 0
        : 2;
    if (weight > 0) best = { from: person.from, to: Math.min(text.length, person.to + 60), weight };
  }
  return best;
}

function weightOf(
  around: Surroundings,
  fences: Fences,
  person: { from: number; to: number },
  model: { from: number; to: number },
): number {
  if (isShownAs(around, fences, person)) return 0;
  if (!ordersWithin(around.sentences, person.to, model.from)) return 2;
  // A transcript begins with its first turn; here something else came before.
  return around.text.slice(0, person.from).trim() === '' ? 3 : 5;
}

function isShownAs({ text }: Surroundings, fences: Fences, span: { from: number; to: number }): boolean {
  return EXAMPLE.test(text.slice(Math.max(0, span.from - 200), span.from)) || fences.isInside(span.from);
}

interface Speaker {
  readonly isPerson: boolean;
  readonly from: number;
  readonly to: number;
}

/** At the beginning of a line: marks, one word or two, a colon or an arrow. */
function speakerAt(text: string, line: number): Speaker | undefined {
  let from = line;
  while (from - line < 12 && '#>*[(-\t "_'.includes(text[from] ?? '|')) from++;
  let to = from;
  while (to - from < 16 && isLetter(text.charCodeAt(to))) to++;
  if (to === from) return undefined;
  const name = text.slice(from, to).toLowerCase();
  const isPerson = PERSON.has(name);
  if (!isPerson && !MODEL.has(name)) return undefined;
  let end = to;
  while (end - to < 14 && ' *]_)SAYsay'.includes(text[end] ?? '|')) end++;
  if (text[end] !== ':' && text[end] !== '→' && text[end] !== '：') return undefined;
  return { isPerson, from, to: end + 1 };
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

/** Behind the next line end, or behind `\\n` where JSON stands in the text. */
function nextLine(text: string, at: number): number {
  for (let k = at; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    if (unit === 0x0a) return k + 1;
    if (unit === 0x5c && text[k + 1] === 'n') return k + 2;
  }
  return -1;
}

/** A call or a result of a tool, with something ordered in it. */
function call(around: Surroundings, fences: Fences): Sign | undefined {
  const { text } = around;
  let looked = 0;
  for (const { 0: mark, index: at } of text.matchAll(CALLS)) {
    if (looked++ >= MOST_CALLS) break;
    const span = { from: at, to: at + mark.length };
    if (text[at - 1] === '`' || isShownAs(around, fences, span)) continue;
    const isWhole = at < 80 && /^\s*\{\s*"jsonrpc"/i.test(text.slice(0, 40));
    const isOrdering = ordersWithin(around.sentences, span.to, span.to + REACH);
    return { ...span, weight: isWhole || isOrdering ? 5 : 2 };
  }
  return undefined;
}
