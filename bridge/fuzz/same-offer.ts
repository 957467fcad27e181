import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { OfferedItem } from '../../fuzz/index.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Listed } from './offer.ts';

/** ms between two looks at lists that are not what they were, and until that is believed: many are said again at first. */
const LOOK_EVERY = 250;
const BELIEVED_AFTER = 3000;
const MOST_NAMES = 10;
const MOST_NEW = 100;

const SECTIONS = { tool: 'tools', prompt: 'prompts', template: 'templates', resource: 'resources' } as const;

export interface SameOfferParts {
  /** What the run's own server offered when it was begun; undefined: it begins now. */
  before: Listed | undefined;
  /** What was planned for. */
  planned: readonly OfferedItem[];
  /** What it offers now; undefined: that cannot be read. */
  read(): Promise<readonly OfferedItem[] | undefined>;
  /** For the next time. */
  keep(listed: Listed): void;
  signal: AbortSignal;
}

/**
 * A run that is gone on with calls what it was agreed to call: what its server offers otherwise now, or no more, is left
 * out and told. Compared with what the same command offered when the run was begun, in the same world.
 */
export class SameOffer {
  #p: SameOfferParts;
  #gone: { section: string; name: string; why: string }[] = [];
  #fresh: string[] = [];
  #isLookedAt = false;

  constructor(parts: SameOfferParts) {
    this.#p = parts;
  }

  /** A server is there for the first time: what it offers is kept, or compared with what was. */
  async look(): Promise<void> {
    const { before, read, keep, signal } = this.#p;
    if (this.#isLookedAt) return;
    this.#isLookedAt = true;
    const until = performance.now() + BELIEVED_AFTER;
    for (;;) {
      const items = await read();
      if (items === undefined) return;
      const now = listedOf(items);
      if (before === undefined) return keep(now);
      this.#compare(before, now);
      if (this.#gone.length === 0 || performance.now() >= until || signal.aborted) return;
      await wait(LOOK_EVERY);
    }
  }

  /** Why a call is not what was planned. */
  otherwise({ kind, name, kindOf, method, before = [], after = [] }: Subject): string | undefined {
    if (this.#gone.length === 0 || kind === 'text' || kind === 'protocol') return undefined;
    const section = SECTIONS[kind];
    const isCompletion = method === 'completion/complete';
    const own = this.#gone.find(
      (one) =>
        one.section === section &&
        (one.name === (kindOf?.of ?? name) || (isCompletion && name.endsWith(` in ${one.name}`))),
    );
    const around = (): { why: string } | undefined =>
      this.#gone.find(
        (one) => one.section === 'tools' && [...before, ...after].some(({ subject }) => subject === one.name),
      );
    return (own ?? around())?.why;
  }

  get problem(): Problem | undefined {
    if (this.#gone.length === 0) return undefined;
    const names = this.#gone.slice(0, MOST_NAMES).map(({ name, why }) => `${name.slice(0, 80)} (${why})`);
    const more = this.#gone.length - names.length;
    return {
      code: 'offered-otherwise',
      message: `The server does not offer what it did when the run was begun: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. What was left of their cases was not sent.`,
      hint: 'Begin a new run to try what it offers now.',
    };
  }

  /** What is offered only now, and so is no part of the run. */
  get fresh(): { what: string; why: string }[] {
    return this.#fresh
      .slice(0, MOST_NEW)
      .map((what) => ({ what, why: 'It is offered only since the run was gone on with.' }));
  }

  #compare(before: Listed, now: Listed): void {
    const hashes = new Map(now.map(({ section, name, hash }) => [keyOf(section, name), hash]));
    this.#gone = before.flatMap(({ section, name, hash }) => {
      const found = hashes.get(keyOf(section, name));
      if (found === hash) return [];
      return [{ section, name, why: found === undefined ? 'not offered any more' : 'offered otherwise now' }];
    });
    const known = new Set([...before, ...this.#p.planned].map(({ section, name }) => keyOf(section, name)));
    this.#fresh = now.flatMap(({ section, name }) => (known.has(keyOf(section, name)) ? [] : [name]));
  }
}

/** Each name once; all that is offered by that name makes its hash. */
function listedOf(items: readonly OfferedItem[]): Listed {
  const found = new Map<string, { section: OfferedItem['section']; name: string; texts: string[] }>();
  for (const { section, name, text } of items) {
    const known = found.get(keyOf(section, name)) ?? { section, name, texts: [] };
    found.set(keyOf(section, name), known);
    known.texts.push(text);
  }
  return [...found.values()].map(({ section, name, texts }) => ({
    section,
    name,
    hash: createHash('sha256').update(JSON.stringify(texts)).digest('hex'),
  }));
}

function keyOf(section: string, name: string): string {
  return `${section} ${name}`;
}
