import { othersOf } from './further.ts';
import type { Heard, Seen } from './oracle.ts';
import { base64Of } from './reflection.ts';
import type { Expectation } from './strategy.ts';

/** Shorter values are in too many texts by chance to be looked for in other alphabets. */
const LONG = 12;
/** Without letters in a row nothing is written in another alphabet. */
const RUN = /[A-Za-z0-9+/]{16}/;

/** Whether a text says a value: as it is, in JSON (in JSON), in capitals, in base64 or in hexadecimal. */
export function says(text: string, value: string): boolean {
  if (value === '') return false;
  if (isNumber(value)) return wholeNumber(value).test(text);
  if (writtenIn(value).some((form) => text.includes(form))) return true;
  return value.length >= LONG && RUN.test(text) && otherwise(value).some((form) => text.includes(form));
}

/** Where a text says a value, as `says` looks for it: stretches in UTF-16, from first to last, at most `most`. */
export function whereSaid(text: string, value: string, most: number): { from: number; to: number }[] {
  if (value === '') return [];
  if (isNumber(value))
    return [...text.matchAll(wholeNumber(value, 'g'))]
      .slice(0, most)
      .map(({ index }) => ({ from: index, to: index + value.length }));
  const forms = [...writtenIn(value), ...(value.length >= LONG ? otherwise(value) : [])];
  const form = forms.find((one) => text.includes(one));
  const found: { from: number; to: number }[] = [];
  if (form === undefined) return found;
  for (let at = text.indexOf(form); at >= 0 && found.length < most; at = text.indexOf(form, at + form.length))
    found.push({ from: at, to: at + form.length });
  return found;
}

const isNumber = (value: string): boolean => /^\d+$/.test(value);
const wholeNumber = (value: string, flags = ''): RegExp => new RegExp(`(?<![\\d.])${value}(?!\\d)`, flags);

/** As it is, in a string of JSON, and in one in one. */
function writtenIn(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  return once === value ? [value] : [value, once, JSON.stringify(once).slice(1, -1)];
}

function otherwise(value: string): string[] {
  return [value.toUpperCase(), hexOf(value), ...base64Of(value)];
}

function hexOf(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The answer, and those of the calls that came after it. */
export function textsOf({ heard, after }: Seen): string[] {
  return [heard, ...after].map(({ text }) => text);
}

/** Whether the valid message is answered so, too: then nothing was broken by the payload. */
export function isUsual({ control, before }: Seen, test: (text: string) => boolean): boolean {
  return [...control.heard, ...before].some(({ text }) => test(text));
}

/**
 * Whether a server keeps something back from whoever asks for it plainly. `undefined`: it was not asked, or did not
 * answer, so nothing is known.
 */
export function isKeptBack(
  seen: Seen,
  expectation: Extract<Expectation, { unless?: string }>,
  isGiven: (heard: Heard) => boolean,
): boolean | undefined {
  if (expectation.unless === undefined) return true;
  const plain = othersOf(seen, expectation)[0]?.filter(isAnswer) ?? [];
  return plain.length === 0 ? undefined : !plain.some(isGiven);
}

export function isAnswer({ outcome }: Heard): boolean {
  return outcome === 'ok' || outcome === 'tool-error' || outcome === 'error';
}

/** The expectations of one kind that a case has. */
export function expected<K extends Expectation['kind']>(
  { made }: Seen,
  kind: K,
): Extract<Expectation, { kind: K }>[] {
  return made.expects.filter((one): one is Extract<Expectation, { kind: K }> => one.kind === kind);
}
