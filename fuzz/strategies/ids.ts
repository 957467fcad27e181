import { decoded, encoded } from '../../protocol/answers/state-text.ts';
import { looksLike, seedText, takesNumber } from '../affinity.ts';
import { writesByName } from '../destructive.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';

/** Neighbours of a number, nearest first. */
const STEPS = [1, -1, 2, -2, 3, 10, -10, 100];
const LONGEST = 200;

interface Near {
  id: string;
  text: string;
}

const named = (step: number): string => (step < 0 ? `minus-${-step}` : `plus-${step}`);

/** The last run of digits counted up and down, as wide as it was. */
function byDigits(text: string): Near[] {
  const found = /^([\s\S]*?)(\d{1,15})(\D*)$/.exec(text);
  if (found === null) return [];
  const [, head = '', digits = '', tail = ''] = found;
  return STEPS.flatMap((step) => {
    const next = Number(digits) + step;
    return next < 0
      ? []
      : [{ id: named(step), text: head + String(next).padStart(digits.length, '0') + tail }];
  });
}

/** A number written in hexadecimal says so in front; it is counted on as one, as wide as it was. */
function byHex(text: string): Near[] {
  const found = /^([\s\S]*?0x)([0-9a-f]{1,12})$/i.exec(text);
  if (found === null) return [];
  const [, head = '', digits = ''] = found;
  return STEPS.flatMap((step) => {
    const next = Number.parseInt(digits, 16) + step;
    if (next < 0) return [];
    const near = next.toString(16).padStart(digits.length, '0');
    return [{ id: named(step), text: head + (/[A-F]/.test(digits) ? near.toUpperCase() : near) }];
  });
}

/** The last letter, and the last hexadecimal digit of what is written so. */
function byLetter(text: string): Near[] {
  const last = text.at(-1) ?? '';
  const isHex = /^[0-9a-f]{8,}$/i.test(text.replaceAll('-', ''));
  if (isHex) {
    const next = ((Number.parseInt(last, 16) + 1) % 16).toString(16);
    return [
      {
        id: 'next-digit',
        text: text.slice(0, -1) + (last === last.toUpperCase() ? next.toUpperCase() : next),
      },
    ];
  }
  if (!/^[a-y]$/i.test(last) || !/^[\w-]{1,40}$/.test(text) || /[a-z]{3}$/i.test(text)) return [];
  return [{ id: 'next-letter', text: text.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1) }];
}

/** A number in Base64 is still a number. */
function byDecoding(text: string): Near[] {
  if (!/^[A-Za-z0-9+/_-]{4,60}={0,2}$/.test(text) || /^\d+$/.test(text)) return [];
  const bytes = decoded(text);
  if (bytes === undefined || !/^[\x20-\x7e]{1,40}$/.test(bytes) || !/\d/.test(bytes)) return [];
  return byDigits(bytes)
    .slice(0, 2)
    .map(({ id, text: near }) => ({ id: `encoded-${id}`, text: encoded(near, text) }));
}

/** The last part of an address or a path, as somebody would guess it who knows such servers. */
const GUESSES = ['credentials', 'secrets', 'admin', 'config', 'users', 'internal', 'debug'];

function byName(text: string): Near[] {
  const found = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*\/)*)[^/?#]+$/i.exec(text);
  const head = found?.[1];
  // Files are asked for in another place.
  if (head === undefined || /^(?:file|https?):/i.test(head)) return [];
  return GUESSES.map((guess) => ({ id: `guess-${guess}`, text: head + guess }));
}

function neighbours(position: Position): { id: string; json: string }[] {
  const known = new Set([position.seed, ...(position.learned ?? []), ...(position.options ?? [])]);
  const text = seedText(position);
  if (text === undefined) {
    if (!/^\d{1,15}$/.test(position.seed) || !takesNumber(position)) return [];
    const { minimum = 0, maximum = Infinity } = position;
    return STEPS.map((step) => ({ id: named(step), value: Number(position.seed) + step }))
      .filter(({ value }) => value >= minimum && value <= maximum)
      .map(({ id, value }) => ({ id, json: String(value) }))
      .filter(({ json }) => !known.has(json));
  }
  if (text === '' || text.length > LONGEST) return [];
  const seen = new Set<string>();
  return [...byHex(text), ...byDigits(text), ...byLetter(text), ...byDecoding(text), ...byName(text)].flatMap(
    (near) => {
      const json = JSON.stringify(near.text);
      if (known.has(json) || seen.has(near.id)) return [];
      seen.add(near.id);
      return [{ id: near.id, json }];
    },
  );
}

/** A value made by us leads to nothing; its neighbours say nothing of the server. */
function isGiven(subject: Subject, position: Position): boolean {
  return (position.from !== 'made' && position.from !== 'world') || isLate(subject, position);
}

/** Whether a call before each case gives it out: its neighbours are known only then. */
function isLate({ before = [] }: Subject, { at }: Position): boolean {
  return before.some(({ take }) => take === at);
}

/** What a neighbour may be called, of whatever is given out. */
const LATE = [...STEPS.map(named), 'next-digit', 'next-letter', 'encoded-plus-1', 'encoded-minus-1'];

function late(position: Position): Payload[] {
  return LATE.map((id, n) => ({
    id,
    // Of a number two are enough; what is written otherwise has no more.
    isCore: n < 2 || n >= STEPS.length,
    isLate: true,
    make({ taken }) {
      const seed = taken?.get(position.at);
      if (seed === undefined) return undefined;
      const near = neighbours({ ...position, seed }).find((one) => one.id === id);
      return near && { json: near.json, expects: [{ kind: 'unlisted' }] };
    },
  }));
}

function fit(subject: Subject, position: Position): number {
  if (subject.kind === 'protocol' || position.options !== undefined || !isGiven(subject, position)) return 0;
  // What is there under the next number is somebody's, and would be written over.
  if (writesByName(subject)) return 0;
  if (subject.kind === 'resource') return 0.6;
  return looksLike(position, 'id', subject);
}

export const ids: Strategy = {
  meta: {
    id: 'ids',
    title: 'Ids of others',
    about:
      'Neighbours of ids and handles the server gave out: found where one that nobody was given is answered as well.',
    cwe: 'CWE-639',
    optIn: false,
    severity: 'low',
    finding: 'Answers to ids that were never given out',
    fix: 'Ask for each thing whether it belongs to who asks for it, and say of all others that they are not there. Give out ids that cannot be counted up.',
  },
  of: 'value',
  fits: (subject, position) => (position === undefined ? 0 : fit(subject, position)),
  payloads(subject, position) {
    if (position === undefined) return [];
    if (isLate(subject, position)) return late(position);
    return neighbours(position).map(({ id, json }, n): Payload => ({
      id,
      isCore: n < 2,
      make: () => ({ json, expects: [{ kind: 'unlisted' }] }),
    }));
  },
};
