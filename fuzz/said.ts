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
  if (/^\d+$/.test(value)) return new RegExp(`(?<![\\d.])${value}(?!\\d)`).test(text);
  if (text.includes(value)) return true;
  const once = JSON.stringify(value).slice(1, -1);
  if (once !== value && (text.includes(once) || text.includes(JSON.stringify(once).slice(1, -1))))
    return true;
  if (value.length < LONG || !RUN.test(text)) return false;
  return [value.toUpperCase(), hexOf(value), ...base64Of(value)].some((form) => text.includes(form));
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
