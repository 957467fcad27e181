import { randomUUID } from 'node:crypto';
import type { SendText } from '../../protocol/craft.ts';
import {
  findPlaceholders,
  nameOf,
  partsToFill,
  type Fill,
  type FilledPlace,
  type FilledText,
  type FillText,
  type PlacedPlaceholder,
} from '../../protocol/placeholders.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { TypedText } from '../session/craft-sends.ts';
import { LastResults, type ResultParts } from './last-result.ts';

/** More than anybody writes by hand; every one is worked out anew at every send. */
const MOST_PLACES = 10_000;
const MOST_LISTED = 200;
const MOST_SHOWN = 200;
/** Of what is put in the place of all of them together. */
const MOST_FILLED = 64 * 1024 * 1024;
/** Shorter values are not masked anywhere: they would match by chance. */
const SHORTEST_MASKED = 4;
const DOTS = '••••';

export interface FillingParts extends ResultParts {
  /** The bridge's own environment. */
  env: Readonly<Record<string, string | undefined>>;
  now(): number;
  /** From now on the value is masked wherever it is shown. */
  keepSecret(value: string, name: string): void;
  masked(text: string): string;
}

interface Value {
  text: string;
  isSecret: boolean;
  note?: string;
}

/** What the placeholders of one text have in common. */
interface Round {
  fill: Fill;
  n: number;
  now: string;
}

interface Part {
  name: 'text' | 'head';
  source: string;
  places: PlacedPlaceholder[];
}

/**
 * Puts values in the place of placeholders, in one pass: what a value holds is not looked through again, so
 * that a server's result cannot ask for more. Texts of drafts may have come from a server; the environment is
 * read only for names that the person agreed to.
 */
export class Filling {
  #o: FillingParts;
  #results: LastResults;
  /** How many texts with `{{n}}` were sent to each target. */
  #counts = new Map<string, number>();

  constructor(parts: FillingParts) {
    this.#o = parts;
    this.#results = new LastResults(parts);
  }

  /** The text as it is to be sent, or why it cannot be. */
  async fill(target: string, sent: SendText): Promise<Outcome<TypedText>> {
    const { fill, ...rest } = sent;
    if (fill === undefined) return { ok: true, value: sent };
    const parts = partsOf(sent);
    const round = this.#begin(target, fill);
    // At once: two sends at the same time never have the same number.
    if (usesNumber(parts)) this.#counts.set(target, round.n);
    const put = await this.#splice(parts, async (part, place) => {
      const value = await this.#value(part, place, round);
      return value.ok ? { ok: true, value: value.value.text } : value;
    });
    if (!put.ok) {
      // Given back, unless another send counted on meanwhile.
      if (usesNumber(parts) && this.#counts.get(target) === round.n) this.#counts.set(target, round.n - 1);
      return put;
    }
    const { text, head } = put.value;
    const typed: TypedText = { ...rest, text: sent.form === 'hex' ? sent.text : text, typed: sent.text };
    if (sent.wire?.kind === 'http') typed.wire = { ...sent.wire, head };
    return { ok: true, value: typed };
  }

  /** The text as it would be sent now. Takes no number, and reads nothing that was not agreed to. */
  async shown(target: string, asked: FillText): Promise<Outcome<FilledText>> {
    const parts = partsOf(asked);
    const round = this.#begin(target, asked.fill);
    const listed: FilledPlace[] = [];
    const put = await this.#splice(parts, async (part, place) => {
      const value = await this.#value(part, place, round);
      if (listed.length < MOST_LISTED) listed.push(this.#listed(part.name, place, value));
      return { ok: true, value: shownText(part, place, value) };
    });
    if (!put.ok) return put;
    const count = parts.reduce((sum, { places }) => sum + places.length, 0);
    const filled: FilledText = {
      text: asked.form === 'hex' ? asked.text : this.#o.masked(put.value.text),
      places: listed,
      more: count - listed.length,
    };
    if (asked.wire?.kind === 'http') filled.head = this.#o.masked(put.value.head);
    return { ok: true, value: filled };
  }

  /** A target is forgotten: its next namesake begins to count anew. */
  forget(target: string): void {
    this.#counts.delete(target);
  }

  #begin(target: string, fill: Fill): Round {
    return {
      fill,
      n: (this.#counts.get(target) ?? 0) + 1,
      now: new Date(this.#o.now()).toISOString(),
    };
  }

  async #splice(
    parts: readonly Part[],
    valueOf: (part: Part, place: PlacedPlaceholder) => Promise<Outcome<string>>,
  ): Promise<Outcome<Record<Part['name'], string>>> {
    const count = parts.reduce((sum, { places }) => sum + places.length, 0);
    if (count > MOST_PLACES) return refused(tooMany(count));
    const spliced = { text: '', head: '' };
    let length = 0;
    for (const part of parts) {
      let at = 0;
      for (const place of part.places) {
        const value = await valueOf(part, place);
        if (!value.ok) return value;
        length += value.value.length;
        if (length > MOST_FILLED) return refused(tooLarge());
        spliced[part.name] += part.source.slice(at, place.from) + value.value;
        at = place.to;
      }
      spliced[part.name] += part.source.slice(at);
    }
    return { ok: true, value: spliced };
  }

  #listed(part: Part['name'], place: PlacedPlaceholder, value: Outcome<Value>): FilledPlace {
    const { from, to, placeholder } = place;
    const listed = { in: part, from, to, name: nameOf(placeholder) };
    if (!value.ok) return { ...listed, shown: '', problem: value.problem };
    const { text, isSecret, note } = value.value;
    const shown = isSecret ? DOTS : this.#o.masked(short(text));
    return { ...listed, shown, ...(note === undefined ? {} : { note }) };
  }

  async #value(part: Part, place: PlacedPlaceholder, round: Round): Promise<Outcome<Value>> {
    const isInString = part.name === 'text' && place.isInString;
    const { placeholder } = place;
    switch (placeholder.kind) {
      case 'uuid':
        return plain(randomUUID(), 'another one each time it is sent');
      case 'n':
        return plain(String(round.n));
      case 'now':
        return plain(round.now, 'the time at which it is sent');
      case 'env':
        return this.#environment(placeholder.variable, round.fill, isInString);
      case 'last.result': {
        const found = await this.#results.at(placeholder.pointer, round.fill.last);
        if (!found.ok) return found;
        const { source, decoded } = found.value;
        if (part.name === 'head') return plain(decoded ?? source);
        // Alone it is the value, to the last character; in a string it becomes part of that string.
        return plain(isInString ? escaped(decoded ?? source) : source);
      }
    }
  }

  #environment(name: string, { env: agreed }: Fill, isInString: boolean): Outcome<Value> {
    if (!agreed.includes(name)) return refused(notAgreed(name));
    const value = Object.hasOwn(this.#o.env, name) ? this.#o.env[name] : undefined;
    if (value === undefined) return refused(notSet(name));
    this.#o.keepSecret(value, `env:${name}`);
    const note = 'too short to be masked where it is shown later';
    return {
      ok: true,
      value: {
        text: isInString ? escaped(value) : value,
        isSecret: true,
        ...(value.length < SHORTEST_MASKED ? { note } : {}),
      },
    };
  }
}

function partsOf(asked: Pick<FillText, 'text' | 'form' | 'wire'>): Part[] {
  const { text, head } = partsToFill(asked);
  return [
    { name: 'text', source: text, places: findPlaceholders(text) },
    { name: 'head', source: head, places: findPlaceholders(head) },
  ];
}

function usesNumber(parts: readonly Part[]): boolean {
  return parts.some(({ places }) => places.some(({ placeholder }) => placeholder.kind === 'n'));
}

/** As many stars as bytes, so that what is told of lengths is true. */
function shownText({ source }: Part, { from, to }: PlacedPlaceholder, value: Outcome<Value>): string {
  if (!value.ok) return source.slice(from, to);
  const { text, isSecret } = value.value;
  return isSecret ? '*'.repeat(Buffer.byteLength(text)) : text;
}

/** As it stands inside a JSON string; a lone surrogate as an escape. */
function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function short(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function plain(text: string, note?: string): Outcome<Value> {
  return { ok: true, value: { text, isSecret: false, ...(note === undefined ? {} : { note }) } };
}

function refused(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function notAgreed(name: string): Problem {
  return {
    code: 'env-not-agreed',
    message: `The text asks for ${name} of the environment, which nobody agreed to send to this target. Nothing was sent.`,
    hint: `Agree to ${name} for this target, or have placeholders sent as they stand.`,
  };
}

function notSet(name: string): Problem {
  return {
    code: 'env-not-set',
    message: `${name} is not set where mcp-sec-inspect was started.`,
    hint: 'Set it and start again, or write the value itself.',
  };
}

function tooMany(count: number): Problem {
  return {
    code: 'too-many-placeholders',
    message: `The text has ${count} placeholders; at most ${MOST_PLACES} are filled in.`,
    hint: 'Have placeholders sent as they stand.',
  };
}

function tooLarge(): Problem {
  return {
    code: 'too-large',
    message: `With its placeholders filled in, the text grows by more than ${MOST_FILLED / 1024 / 1024} MiB.`,
  };
}
