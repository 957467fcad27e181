import * as z from 'zod/mini';
import { Problem } from './problem.ts';
import { TextForm, WireForm } from './wire-form.ts';

/** What placeholders may be filled in from. Nothing else of this machine is ever read for them. */
export const Fill = z.object({
  /** Names of the environment that a person agreed to send to this target. */
  env: z.array(z.string()),
  /** The send whose result is `last.result`; absent: there is none yet. */
  last: z.optional(z.object({ session: z.string(), request: z.number() })),
});
export type Fill = z.infer<typeof Fill>;

/** Asks how a text would go out, without sending it. */
export const FillText = z.object({
  text: z.string(),
  form: z.optional(TextForm),
  wire: z.optional(WireForm),
  fill: Fill,
});
export type FillText = z.infer<typeof FillText>;

/** One placeholder, and what would stand in its place. */
export const FilledPlace = z.object({
  in: z.enum(['text', 'head']),
  /** Offsets in what was asked about, end exclusive. */
  from: z.number(),
  to: z.number(),
  /** What stands between the braces. */
  name: z.string(),
  /** The beginning of the value, secrets as dots; empty when there is a problem. */
  shown: z.string(),
  /** Something to know of the value, in words. */
  note: z.optional(z.string()),
  problem: z.optional(Problem),
});
export type FilledPlace = z.infer<typeof FilledPlace>;

/** A text as it would go out now. What is made anew with every send (`uuid`, `now`) is an example. */
export const FilledText = z.object({
  /** Secrets are runs of `*` of the same length; what has a problem stands as it is written. */
  text: z.string(),
  /** Of a form for HTTP. */
  head: z.optional(z.string()),
  places: z.array(FilledPlace),
  /** Placeholders beyond those listed. */
  more: z.number(),
});
export type FilledText = z.infer<typeof FilledText>;

export type Placeholder =
  | { kind: 'uuid' | 'n' | 'now' }
  | { kind: 'env'; variable: string }
  | { kind: 'last.result'; pointer: string };

/** A placeholder in a text; offsets, end exclusive. */
export interface PlacedPlaceholder {
  from: number;
  to: number;
  placeholder: Placeholder;
  /** It is part of a JSON string, as far as quotes tell. */
  isInString: boolean;
}

/** No quote, backslash or control character can be part of a pointer: it would end the string it stands in. */
const PLACEHOLDER =
  /\{\{(?:(uuid|n|now)|env:([A-Za-z_][A-Za-z0-9_]{0,199})|last\.result:((?:\/[^{}"\\\p{Cc}]{0,1000})?))\}\}/gu;

/** Every placeholder, in order. Whatever else stands in double braces is text like any other. */
export function findPlaceholders(text: string): PlacedPlaceholder[] {
  // Most texts have none, and some are a megabyte.
  if (!text.includes('{{')) return [];
  const strings = new StringPlaces(text);
  return Array.from(text.matchAll(PLACEHOLDER), ({ index, 0: whole, 1: plain, 2: variable, 3: pointer }) => ({
    from: index,
    to: index + whole.length,
    placeholder: placeholderOf(plain, variable, pointer),
    isInString: strings.has(index),
  }));
}

/** What stands between the braces. */
export function nameOf(placeholder: Placeholder): string {
  switch (placeholder.kind) {
    case 'env':
      return `env:${placeholder.variable}`;
    case 'last.result':
      return `last.result:${placeholder.pointer}`;
    default:
      return placeholder.kind;
  }
}

/** The parts of a message that placeholders are looked for in: its text, unless that is bytes, and the head of a request. */
export function partsToFill({ text, form, wire }: Pick<FillText, 'text' | 'form' | 'wire'>): {
  text: string;
  head: string;
} {
  return { text: form === 'hex' ? '' : text, head: wire?.kind === 'http' ? wire.head : '' };
}

function placeholderOf(
  plain: string | undefined,
  variable: string | undefined,
  pointer: string | undefined,
): Placeholder {
  if (variable !== undefined) return { kind: 'env', variable };
  if (pointer !== undefined) return { kind: 'last.result', pointer };
  return { kind: plain === 'uuid' || plain === 'n' ? plain : 'now' };
}

/** Tells which offsets, asked for in ascending order, are inside a JSON string. */
class StringPlaces {
  #text: string;
  #at = 0;
  #isInside = false;

  constructor(text: string) {
    this.#text = text;
  }

  has(offset: number): boolean {
    for (; this.#at < offset; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0x22) this.#isInside = !this.#isInside;
      else if (unit === 0x5c && this.#isInside) this.#at++;
    }
    return this.#isInside;
  }
}
