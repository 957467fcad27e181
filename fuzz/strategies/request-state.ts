import { FOLLOW_UP_VARIANTS } from '../../protocol/answers/follow-up-variants.ts';
import { objectIn, partsOf } from '../../protocol/answers/state-text.ts';
import { STATE_VARIANTS } from '../../protocol/answers/state-variants.ts';
import type { Severity } from '../../protocol/finding.ts';
import { applySplice } from '../../protocol/json/edit.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { looksLike, seedText, splitWords, takesText } from '../affinity.ts';
import { textOfJson } from '../place.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';

const NAMES = /\b(?:state|cursor|continuation|resume|handle|session|token|next page|context|ticket)\b/;
const OF_A_LIST = /\b(?:cursor|page|offset|next|continuation|after|before|since|start|marker|position)\b/;
/** Tools that are there to read what they are given. */
const READS_IT =
  /^(?:decode|parse|verify|validate|inspect|debug|read|format|convert|check|introspect|unpack|echo)\b/;
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

interface Forgery {
  id: string;
  change(state: string): string | undefined;
}

const FORGED: readonly Forgery[] = STATE_VARIANTS.filter(({ kind }) => kind === 'forged');
const REWRITTEN = ['state-numbers-raised', 'state-booleans-turned', 'state-texts-changed'];

/** A body that was changed, with the signature taken off: for those who check one only where there is one. */
const UNSIGNED: readonly Forgery[] = FORGED.filter(({ id }) => REWRITTEN.includes(id)).flatMap(
  ({ id, change }) =>
    [
      { name: 'bare', sign: 0 },
      // The sign before it may be what tells that there is one.
      { name: 'ended', sign: 1 },
    ].map(({ name, sign }) => ({
      id: `${id}-unsigned-${name}`,
      change(state: string) {
        const changed = change(state);
        const last = changed === undefined ? undefined : partsOf(changed).at(-1);
        return last === undefined || last.from === 0 ? undefined : changed?.slice(0, last.from - 1 + sign);
      },
    })),
);

/** Changed numbers that are looked for in an answer: a server may give out a state of thousands. */
const MOST_TURNED = 16;

/** Numbers of an object that are others in another of the same form, each once. */
function turnedBetween(was: unknown, is: unknown): { was: number; is: number }[] {
  const all = new Map(turnedIn(was, is).map((one) => [`${one.was} ${one.is}`, one]));
  return [...all.values()].slice(0, MOST_TURNED);
}

function turnedIn(was: unknown, is: unknown, depth = 0): { was: number; is: number }[] {
  if (typeof was === 'number' && typeof is === 'number')
    return Number.isSafeInteger(was) && Number.isSafeInteger(is) && was >= 0 && was !== is
      ? [{ was, is }]
      : [];
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null || depth > 8)
    return [];
  const others = new Map(Object.entries(is));
  return Object.entries(was).flatMap(([key, value]) => turnedIn(value, others.get(key), depth + 1));
}

/** Whether a call before gives it out: then each case gets a state of its own, fresh from the server. */
const isGiven = ({ before = [] }: Subject, { at }: Position): boolean =>
  before.some(({ take }) => take === at);

/** Options and settings in plain JSON are there to be written by whoever calls, and another answer to them is what is wanted. */
function isWritten(position: Position, state: string): boolean {
  return /^\s*\{/.test(state) && looksLike({ ...position, seed: '""' }, 'json') >= 0.5;
}

/** Whoever begins anew with a state that is none of its own says the same to this. */
const MADE_UP = JSON.stringify('a state that nobody gave out');

/** Only an answer that is good and another one than to the honest state shows that the change was believed. */
function ofValue(subject: Subject, position: Position): Payload[] {
  const known = seedText(position);
  const isLate = isGiven(subject, position);
  if (known === undefined && !isLate) return [];
  const severity = severityOf(subject, position);
  return [...FORGED, ...UNSIGNED].map(({ id, change }, n): Payload => ({
    id,
    isCore: n < 4 || n === FORGED.length,
    ...(isLate && { isLate }),
    make({ taken }) {
      const given = taken?.get(position.at);
      const state = given === undefined ? known : textOfJson(given);
      const changed = state === undefined || !isState(state) ? undefined : change(state);
      if (state === undefined || changed === undefined) return undefined;
      const turned = turnedBetween(objectIn(state)?.value, objectIn(changed)?.value);
      return {
        json: JSON.stringify(changed),
        severity,
        expects: [{ kind: 'unlisted', turned, unless: MADE_UP }],
      };
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
    if (subject.kind !== 'tool' || !takesText(position)) return 0;
    const isNamed = NAMES.test(position.words) || NAMES.test(position.description.toLowerCase());
    // What it is made of is seen when it is given out.
    if (isGiven(subject, position)) return isNamed ? 0.6 : 0;
    const state = seedText(position);
    if (position.from === 'made' || state === undefined || !isState(state)) return 0;
    if (!isNamed && isWritten(position, state)) return 0;
    return isNamed ? 0.8 : 0.5;
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    return subject.kind === 'text' && hasRequestState(subject) ? ofText(subject) : ofValue(subject, position);
  },
};
