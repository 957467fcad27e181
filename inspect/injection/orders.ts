import { meets, slots, type Slots } from './concepts.ts';
import { LEXICONS } from './languages/index.ts';
import type { Hit, Sentence } from './scan.ts';
import type { Surroundings } from './signal.ts';
import { opens, wordBefore, wordsBefore } from './words-before.ts';

const MUST = slots('must');
const MODEL = slots('model');
const WHEN = slots('when');
const LEADING = slots('hide', 'also', 'after', 'must');
/** As in `Hit.languages`. */
export const ENGLISH = 1 << LEXICONS.findIndex(({ language }) => language === 'en');

/** Words after which a verb is said to somebody: "and send", "then send", "please send". */
const LEADS = new Set(
  'please kindly now then and also always just first must should shall immediately simply next additionally afterwards finally instead but so go do y e et und puis luego dann poi и затем ve sonra sofort ahora immédiatement subito agora'.split(
    ' ',
  ),
);
const VERB_LAST = languagesOf('ja', 'ko', 'hi', 'hiAfter', 'tr');

function languagesOf(...names: string[]): number {
  return LEXICONS.reduce((bits, { language }, at) => (names.includes(language) ? bits | (1 << at) : bits), 0);
}

const DENIALS = new Set(['not', 'never']);
/** "Does not ask" tells; "do not ask" orders. */
const DESCRIBING = new Set(
  'does did is was are were has had have will would could cannot can they it which that i we'.split(' '),
);
const QUESTIONS = new Set(['would', 'could', 'can', 'will', 'might', 'do', 'shall', 'should']);

/**
 * Whether a verb is said as an order, rather than told of something or used as a noun. Many languages have one
 * form for all of these, so its place decides: at the head of a clause, or led by a word of duty. How a
 * description opens ("Send a message") is what its tool does.
 */
export function isOrder(sentence: Sentence, hit: Hit, around: Surroundings): boolean {
  const known = ORDERS.get(hit);
  if (known !== undefined) return known;
  const is = worksOutOrder(sentence, hit, around);
  ORDERS.set(hit, is);
  return is;
}

/** Many signals ask the same of one hit; a hit belongs to one sentence of one text, so the answer stays true. */
const ORDERS = new WeakMap<Hit, boolean>();
const ADDRESSES = new WeakMap<Hit, Address>();

function worksOutOrder(sentence: Sentence, hit: Hit, around: Surroundings): boolean {
  const { text } = around;
  const isEnglish = isOfEnglish(hit);
  if (isEnglish && isGerund(text.slice(hit.from, hit.to))) return false;
  if (around.isDefinition && opens(text, hit.from)) return false;
  const before = wordBefore(text, sentence.from, hit.from);
  if (before === '') return isClauseHead(text, sentence.from, hit);
  if (DENIALS.has(before)) return !DESCRIBING.has(wordsBefore(text, sentence.from, hit.from, 2)[0] ?? '');
  if (LEADS.has(before)) return true;
  // Where the verb comes last, nothing that could lead it stands before it.
  if ((hit.languages & VERB_LAST) !== 0 && !isEnglish) return true;
  if (!isEnglish)
    return sentence.hits.some((other) => meets(other, MUST) && Math.abs(other.word - hit.word) <= 8);
  if (before === 'you') return QUESTIONS.has(wordsBefore(text, sentence.from, hit.from, 2)[0] ?? '');
  if (isLedByModel(sentence, hit, before, around)) return true;
  const isInfinitive = before === 'to' || before === 'be';
  return sentence.hits.some(
    (other) =>
      other.to <= hit.from &&
      ((hit.from - other.to <= 1 && meets(other, LEADING)) ||
        (meets(other, MUST) && hit.word - other.word <= (isInfinitive ? 5 : 2))),
  );
}

export function isOfEnglish(hit: Hit): boolean {
  return (hit.languages & ENGLISH) !== 0;
}

/** "sending"; but "keep calling" is said to somebody. */
function isGerund(words: string): boolean {
  return words.toLowerCase().endsWith('ing') && !words.includes(' ');
}

/** What somebody has a model do: "have your agent run", "let the assistant book". */
const CAUSES = new Set(['have', 'let', 'having', 'letting']);

/** "The agent may send", "let the agent send". */
function isLedByModel(sentence: Sentence, verb: Hit, before: string, around: Surroundings): boolean {
  if (!meets(sentence, MODEL)) return false;
  const isAllowed = before === 'may' || before === 'can';
  return sentence.hits.some(
    (hit) =>
      meets(hit, MODEL) &&
      hit.to <= verb.from &&
      verb.word - hit.word <= (isAllowed ? 8 : 2) &&
      (isAllowed ? isReader(sentence, hit, around) : isCaused(sentence, hit, around)),
  );
}

function isCaused(sentence: Sentence, model: Hit, { text }: Surroundings): boolean {
  return wordsBefore(text, sentence.from, model.from, 2).some((word) => CAUSES.has(word));
}

/** Not a name in code or a link: `post(`, `"send":`, `/delete`. */
function isClauseHead(text: string, start: number, { from, to }: Hit): boolean {
  const next = text[to] ?? ' ';
  if ('"\'`()[]{}/_=-:.<>|'.includes(next) && next !== '') return false;
  const last = text[from - 1] ?? ' ';
  return from <= start || !'/_.-=$@#[{`'.includes(last);
}

/** The first hit of these that is an order and is not denied. */
export function orderOf(sentence: Sentence, what: Slots, around: Surroundings): Hit | undefined {
  return sentence.hits.find((hit) => meets(hit, what) && !hit.isNegated && isOrder(sentence, hit, around));
}

/** All hits of these that are orders and are not denied. */
export function ordersOf(sentence: Sentence, what: Slots, around: Surroundings): Hit[] {
  return sentence.hits.filter((hit) => meets(hit, what) && !hit.isNegated && isOrder(sentence, hit, around));
}

/** Words that make a reader of a model, right behind it: "AI agents reading this", "any model that processes it". */
const READERS =
  /^[\s,]{1,2}(?:that |which |who |tools? |software )?(?:reads?|reading|process|processing|handling|summari|parsing|preparing|working (?:in|on|with)|opens?|opening|retriev|consum|compar|evaluat|assess|screen|rank|grad)/;
/** What a call to somebody is: "note to the assistant", "dear bot". */
const CALL =
  /(?:\b(?:note|message|attention|instructions?|hint|remark|notice|memo|reminder|important|warning)s? (?:to|for)|(?:^|[^\p{L}])(?:dear|hi|hello|hey|kind|ciao|car[oa]|liebe[rs]?|hallo|ch[eè]re?|hola|estimad[oa]|querid[oa]|sevgili|уважаемый|дорогой))(?: [\p{L}-]+){0,3} ?$/u;
/** Tables, code and headings part a name from what stands behind it. */
const MARKS = /[|`{}*#<>=]|\n\s*\n/;
/** How far behind its name a model can be told something, in characters. */
const FURTHEST_NAME = 200;
/** Until where in a sentence a call may stand, in characters. */
const CALLED = 60;

/** How clearly a model is told: not at all, as the subject of a duty ("agents must"), or by name ("Assistant, …"). */
export type Address = 0 | 1 | 2;

/** How clearly a model is the one that an order of this sentence is for. */
export function addressOf(sentence: Sentence, verb: Hit, around: Surroundings): Address {
  const known = ADDRESSES.get(verb);
  if (known !== undefined) return known;
  const address = worksOutAddress(sentence, verb, around);
  ADDRESSES.set(verb, address);
  return address;
}

function worksOutAddress(sentence: Sentence, verb: Hit, around: Surroundings): Address {
  let best: Address = 0;
  if (meets(sentence, MODEL))
    for (const hit of sentence.hits) {
      if (!meets(hit, MODEL) || hit === verb || hit.isNegated) continue;
      if (hit.from > verb.from) {
        if (isCalledLast(sentence, hit, around)) return 2;
        continue;
      }
      if (verb.from - hit.to > FURTHEST_NAME || MARKS.test(around.text.slice(hit.to, verb.from))) continue;
      const one = addressBy(sentence, hit, verb, around);
      if (one === 2) return 2;
      if (one > best) best = one;
    }
  const { before } = around;
  if (best < 2 && before !== undefined && sentence.from - before.to < 3 && meets(before, MODEL))
    for (const hit of before.hits)
      if (
        meets(hit, MODEL) &&
        before.to - hit.to < 16 &&
        hasCall(before, hit, around) &&
        verb.from - sentence.from < CALLED
      )
        return 2;
  return best;
}

/** Whether a model is spoken to or spoken of in the sentence, or in the one before it. */
export function isToModel(sentence: Sentence, around: Surroundings): boolean {
  return (
    meets(sentence, MODEL) ||
    (around.before !== undefined && sentence.from - around.before.to < 3 && meets(around.before, MODEL))
  );
}

function addressBy(sentence: Sentence, model: Hit, verb: Hit, around: Surroundings): Address {
  if (isCalled(sentence, model, around) && isCalledTo(model, verb, around)) return 2;
  if (sentence.hits.some((hit) => meets(hit, WHEN) && hit.word < model.word && model.word - hit.word <= 4))
    return 0;
  const reads = isReader(sentence, model, around);
  const duty =
    meets(sentence, MUST) && verb.word - model.word <= 17 ? dutyBetween(sentence, model, verb) : undefined;
  if (duty !== undefined && verb.word - duty.word <= 5)
    return reads ? 2 : duty.word - model.word <= 4 ? 1 : 0;
  if (verb.word - model.word <= 3 && isCaused(sentence, model, around)) return 2;
  return reads && isMay(sentence, verb, around) ? 2 : 0;
}

function dutyBetween(sentence: Sentence, model: Hit, verb: Hit): Hit | undefined {
  return sentence.hits.find(
    (hit) => meets(hit, MUST) && hit.from >= model.to && hit.to <= verb.from && hit.word - model.word <= 12,
  );
}

/** "your assistant can", "the bot may". */
function isMay(sentence: Sentence, verb: Hit, { text }: Surroundings): boolean {
  const before = wordBefore(text, sentence.from, verb.from);
  return before === 'can' || before === 'may';
}

/** "Agents reading this", "your assistant". */
function isReader(sentence: Sentence, model: Hit, around: Surroundings): boolean {
  const behind = around.text.slice(model.to, model.to + 40).toLowerCase();
  return READERS.test(behind) || isYours(sentence, model, around);
}

function isYours(sentence: Sentence, model: Hit, { text }: Surroundings): boolean {
  return (
    /^your /i.test(text.slice(model.from, model.from + 5)) ||
    wordsBefore(text, sentence.from, model.from, 3).includes('your')
  );
}

/** "…, assistant." */
function isCalledLast(sentence: Sentence, model: Hit, { text }: Surroundings): boolean {
  return sentence.to - model.to <= 3 && /[,，、] ?$/.test(text.slice(model.from - 2, model.from));
}

/** At the head of a sentence, alone or behind words of calling. */
function isCalled(sentence: Sentence, model: Hit, around: Surroundings): boolean {
  const { text } = around;
  if (text[model.from - 1] === '@') return true;
  if (hasCall(sentence, model, around)) return true;
  if (!/^[\s"“(>*_#/-]{0,6}(?:[\p{L}-]{2,14} )?$/u.test(text.slice(sentence.from, model.from))) return false;
  const behind = text.slice(model.to, model.to + 60);
  return (
    /^[,!:，：、،]/.test(behind) ||
    (READERS.test(behind.toLowerCase()) && /^[^.\n(]{0,50}[,!:]\s/.test(behind))
  );
}

/** "Note to", "dear": before the name, at the head of the sentence. */
function hasCall(sentence: Sentence, model: Hit, { text }: Surroundings): boolean {
  return (
    model.from - sentence.from <= CALLED && CALL.test(text.slice(sentence.from, model.from).toLowerCase())
  );
}

/** What stands behind the name is a comma or colon, and the verb not far behind that. */
function isCalledTo(model: Hit, verb: Hit, { text }: Surroundings): boolean {
  if (verb.from - model.to > 160) return false;
  const between = text.slice(model.to, verb.from);
  const mark = between.search(/[,:!，：、،]/);
  return mark !== -1 && mark <= 40 && !/[(){}[\]<>=|"`]/.test(between.slice(0, mark + 1));
}

/** The stretch from the first to the last of some hits. */
export function spanOf(...hits: readonly { from: number; to: number }[]): { from: number; to: number } {
  return {
    from: Math.min(...hits.map(({ from }) => from)),
    to: Math.max(...hits.map(({ to }) => to)),
  };
}

/** The hit of these that is nearest to another, within so many words. */
export function nearest(sentence: Sentence, what: Slots, to: Hit, words: number): Hit | undefined {
  let best: Hit | undefined;
  for (const hit of sentence.hits) {
    if (hit === to || !meets(hit, what)) continue;
    const distance = Math.abs(hit.word - to.word);
    if (distance <= words && (best === undefined || distance < Math.abs(best.word - to.word))) best = hit;
  }
  return best;
}
