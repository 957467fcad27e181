import { FOLLOW_UP_VARIANTS } from '../../protocol/answers/follow-up-variants.ts';
import { objectIn, partsOf } from '../../protocol/answers/state-text.ts';
import { STATE_VARIANTS } from '../../protocol/answers/state-variants.ts';
import type { Severity } from '../../protocol/finding.ts';
import { applySplice } from '../../protocol/json/edit.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { seedText, splitWords, takesText } from '../affinity.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';

const NAMES = /\b(?:state|cursor|continuation|resume|handle|session|token|next page|context|ticket)\b/;
const OF_A_LIST = /\b(?:cursor|page|offset|next|continuation|after|before|since|start|marker|position)\b/;
/** Tools that are there to read what they are given. */
const READS_IT =
  /^(?:decode|parse|verify|validate|inspect|debug|read|format|convert|check|introspect|unpack)\b/;
const MOST = 10_000;

/** Whether a text looks like something a server wrote for itself: an object in it, or a body with a signature. */
function isState(text: string): boolean {
  if (text.length < 4 || text.length > MOST) return false;
  if (objectIn(text) !== undefined) return true;
  const parts = partsOf(text);
  return parts.length >= 2 && parts.length <= 4 && /[A-Za-z0-9_-]{20,}$/.test(text) && !text.includes('://');
}

/** To go on somewhere else in a list is little; a state may hold who somebody is and what was agreed to. */
function severityOf({ name }: Subject, { words }: Position): Severity {
  return OF_A_LIST.test(words) || READS_IT.test(splitWords(name).join(' ')) ? 'low' : 'medium';
}

/** Only an answer that is good and another one than to the honest state shows that the change was believed. */
function ofValue(subject: Subject, position: Position): Payload[] {
  const state = seedText(position);
  if (state === undefined) return [];
  const severity = severityOf(subject, position);
  return STATE_VARIANTS.filter(({ kind }) => kind === 'forged').map(({ id, change }, n): Payload => ({
    id,
    isCore: n < 4,
    make() {
      const changed = change(state);
      if (changed === undefined) return undefined;
      return { json: JSON.stringify(changed), severity, expects: [{ kind: 'unlisted' }] };
    },
  }));
}

/** A follow-up that somebody marked: the whole of it, as the answers of the page are sent. */
function ofText(subject: Subject): Payload[] {
  return FOLLOW_UP_VARIANTS.filter(({ id }) => id !== 'state-foreign').map(({ id, edit }): Payload => ({
    id,
    isCore: true,
    make() {
      const splice = edit(readJson(subject.text), []);
      if (splice === undefined) return undefined;
      const message = applySplice(subject.text, splice);
      return { message, isAnswered: true, severity: 'high', expects: [{ kind: 'unlisted' }] };
    },
  }));
}

function hasRequestState({ text }: Subject): boolean {
  return nodeAt(readJson(text).root, ['params', 'requestState']) !== undefined;
}

export const requestState: Strategy = {
  meta: {
    id: 'request-state',
    title: 'States written by others',
    about: 'What a server gave out to get it back, changed: found where the change is believed.',
    cwe: 'CWE-353',
    optIn: false,
    severity: 'medium',
    finding: 'Believes a state that was changed',
    fix: 'Sign what goes through the hands of a client, with whom and what it was given for and until when, and check that before it is read. Or keep it, and give out a name nobody can guess.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined) return 0;
    if (subject.kind === 'text') return hasRequestState(subject) ? 0.6 : 0;
    if (subject.kind !== 'tool' || !takesText(position) || position.from === 'made') return 0;
    const state = seedText(position);
    if (state === undefined || !isState(state)) return 0;
    return NAMES.test(position.words) || NAMES.test(position.description.toLowerCase()) ? 0.8 : 0.5;
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    return subject.kind === 'text' && hasRequestState(subject) ? ofText(subject) : ofValue(subject, position);
  },
};
