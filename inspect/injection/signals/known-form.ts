import { ordersWithin } from '../stretch.ts';
import type { Sign, Signal } from '../signal.ts';

interface Form {
  /** Letters that every text of this form has, lower case: looked for before the expression is. */
  readonly hint: string;
  readonly form: RegExp;
  readonly definition: number;
  readonly data: number;
  /** Counts only with an order behind it. */
  readonly needsOrder?: boolean;
}

/** Forms that public write-ups of attacks show again and again, and honest authors hardly need. English. */
const FORMS: readonly Form[] = [
  {
    hint: 'before you can',
    form: /\bbefore you can (?:solve|complete|finish|answer|do|help|continue|proceed)\b[^.!?\n]{0,80}/i,
    definition: 4,
    data: 5,
  },
  { hint: 'message from me', form: /\bmessage from me\b[^.!?\n]{0,60}/i, definition: 4, data: 5 },
  { hint: 'do the following first', form: /\bdo the following first\b/i, definition: 3, data: 4 },
  {
    hint: 'no other tool',
    form: /\bno other tools? (?:may|must|should|can|is to|are to) be (?:used|called|invoked)\b|\bno other tools? (?:before|until)\b/i,
    definition: 5,
    data: 5,
  },
  {
    hint: 'prefix ',
    form: /\bprefix (?:each|every|all)\b[^.!?\n]{0,24}\bcommands? with\b[^.!?\n]{0,60}/i,
    definition: 5,
    data: 4,
  },
  {
    hint: 'if you are a',
    form: /\bif you are an? (?:ai|llm|large language model|language model|automated|artificial)\b[^.!?\n]{0,60}/i,
    definition: 3,
    data: 5,
    needsOrder: true,
  },
  {
    hint: 'instructions for ',
    form: /\binstructions? for (?:claude|chatgpt|gpt|gemini|copilot|cursor|the (?:ai|llm|assistant|model|agent))\b/i,
    definition: 3,
    data: 4,
    needsOrder: true,
  },
  {
    hint: 'the user',
    form: /\b(?:even if|no matter what|regardless of what|whatever) the user (?:asks|says|wants|tells|requests|objects)\b/i,
    definition: 4,
    data: 4,
    needsOrder: true,
  },
  {
    hint: 'human review',
    form: /\b(?:no|without|skip(?:ping)?) human (?:review|approval|confirmation)\b/i,
    definition: 3,
    data: 2,
  },
  { hint: 'never refuse', form: /\bnever refuse\b/i, definition: 5, data: 4 },
  {
    hint: 'safety check',
    form: /\b(?:skip|disable|ignore|bypass) (?:all |any |the )?safety checks?\b/i,
    definition: 5,
    data: 3,
  },
  {
    hint: 'everything you',
    form: /\b(?:put|include|write|post|publish|add) everything you (?:find|know|have|learn|see)\b/i,
    definition: 4,
    data: 4,
  },
  {
    hint: 'chain of thought',
    form: /\byour (?:chain of thought|hidden reasoning|private reasoning)\b/i,
    definition: 5,
    data: 3,
  },
  {
    hint: 'tools you have',
    form: /\b(?:all|every|list of)\b[^.!?\n]{0,20}\btools you have\b/i,
    definition: 4,
    data: 3,
  },
];

/** A form that is known from attacks, whatever it asks for. */
export const knownForm: Signal = {
  id: 'known-form',
  says: 'has a form that is known from attacks',
  weight: { definition: 4, data: 4 },
  inText({ text, isDefinition, sentences }) {
    const lower = text.toLowerCase();
    let best: Sign | undefined;
    for (const { hint, form, definition, data, needsOrder } of FORMS) {
      const at = lower.indexOf(hint);
      if (at === -1) continue;
      // Around the first place alone: a form that is repeated says no more.
      const start = Math.max(0, at - AROUND);
      const said = form.exec(text.slice(start, at + AROUND));
      if (said === null) continue;
      const from = start + said.index;
      const to = from + said[0].length;
      if (needsOrder === true && !ordersWithin(sentences, start, to + AROUND)) continue;
      const weight = isDefinition ? definition : data;
      if (weight > (best?.weight ?? 0)) best = { from, to, weight };
    }
    return best;
  },
};

/** How far around its letters a form is looked for, in characters. */
const AROUND = 240;
