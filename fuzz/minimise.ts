import type { JsonDocument, JsonNode } from '../protocol/json/document.ts';
import { readJson } from '../protocol/json/read.ts';
import { stringOf, textOf } from '../protocol/json/value.ts';

/** Containers that are made smaller one by one; the innermost of a deep value come last. */
const MOST_SITES = 200;

/**
 * A smaller value that still does it: fewer characters, fewer items and members, shorter numbers. `json` is the text
 * of a value that does; every other is asked for, `budget` times at most. What it answers is valid JSON and did it.
 */
export async function minimise(
  json: string,
  stillHits: (json: string) => Promise<boolean>,
  budget: number,
): Promise<string> {
  const shrinking = new Shrinking(json, stillHits, budget);
  await shrinking.run();
  return shrinking.best;
}

/** Way to a value: places of members and items, from the outside. */
type Way = readonly number[];

class Shrinking {
  best: string;
  #stillHits: (json: string) => Promise<boolean>;
  #left: number;
  #tried = new Set<string>();

  constructor(json: string, stillHits: (json: string) => Promise<boolean>, budget: number) {
    this.best = json;
    this.#stillHits = stillHits;
    this.#left = budget;
    this.#tried.add(json);
  }

  async run(): Promise<void> {
    await this.#unwrap();
    const sites: Way[] = [[]];
    for (let done = 0; done < MOST_SITES && this.#left > 0; done++) {
      const way = sites.shift();
      if (way === undefined) return;
      const site = this.#at(way);
      if (site === undefined) continue;
      await this.#shrink(way, site);
      const after = this.#at(way);
      if (after === undefined) continue;
      for (let child = 0; child < childrenOf(after.node).length; child++) sites.push([...way, child]);
    }
  }

  async #shrink(way: Way, { document, node }: Site): Promise<void> {
    const put = (text: string): Promise<boolean> => {
      const now = this.#at(way);
      if (now === undefined) return Promise.resolve(false);
      return this.#try(this.best.slice(0, now.node.from) + text + this.best.slice(now.node.to));
    };
    if (node.kind === 'string') {
      const letters = Array.from(stringOf(document, node) ?? '');
      await this.#fewer(letters, (some) => put(JSON.stringify(some.join(''))));
    } else if (node.kind === 'number') {
      await this.#shorterNumber(textOf(document, node), put);
    } else if (node.kind === 'array') {
      const items = node.items.map((item) => textOf(document, item));
      await this.#fewer(items, (some) => put(`[${some.join(',')}]`));
    } else if (node.kind === 'object') {
      const members = node.members.map(({ key, value }) => document.text.slice(key.from, value.to));
      await this.#fewer(members, (some) => put(`{${some.join(',')}}`));
    }
  }

  /** Delta debugging: takes ever smaller pieces out, as long as what is left still does it. */
  async #fewer(all: readonly string[], put: (some: readonly string[]) => Promise<boolean>): Promise<void> {
    let kept = all;
    if (kept.length === 0 || (await put([]))) return;
    for (let size = Math.ceil(kept.length / 2); size >= 1 && this.#left > 0; size = Math.ceil(size / 2)) {
      let wasAny = true;
      while (wasAny && this.#left > 0) {
        wasAny = false;
        for (let from = 0; from < kept.length && this.#left > 0;) {
          const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
          if (fewer.length < kept.length && (await put(fewer))) {
            kept = fewer;
            wasAny = true;
          } else from += size;
        }
        // A piece that could go only after a later one had gone is found in the next round, while rounds are short.
        if (kept.length / size > 64) break;
      }
      if (size === 1) return;
    }
  }

  async #shorterNumber(text: string, put: (text: string) => Promise<boolean>): Promise<void> {
    const sign = text.startsWith('-') ? '-' : '';
    const digits = text.slice(sign.length);
    const whole = /^\d+/.exec(digits)?.[0] ?? '0';
    for (const shorter of ['0', '1', '-1', `${sign}${whole}`])
      if (shorter.length < text.length && (await put(shorter))) return;
    for (let length = 1; length < whole.length && this.#left > 0; length *= 2) {
      const cut = sign + whole.slice(0, length);
      if (await put(cut)) return;
    }
  }

  /** A value in many brackets is taken out of half of them at a time. */
  async #unwrap(): Promise<void> {
    for (let share = 2; this.#left > 0;) {
      const { document, node } = this.#at([]) ?? {};
      if (document === undefined || node === undefined) return;
      const chain = chainOf(node);
      const at = Math.ceil((chain.length - 1) / share);
      const inner = chain[at];
      if (inner === undefined || at === 0) return;
      const isSmaller = await this.#try(textOf(document, inner));
      if (isSmaller) continue;
      if (at === 1) return;
      share *= 2;
    }
  }

  #at(way: Way): Site | undefined {
    const document = readJson(this.best);
    let node = document.root;
    for (const place of way) node = node === undefined ? undefined : childrenOf(node)[place];
    return node === undefined ? undefined : { document, node };
  }

  async #try(json: string): Promise<boolean> {
    if (this.#left <= 0 || this.#tried.has(json)) return false;
    this.#left--;
    this.#tried.add(json);
    if (!(await this.#stillHits(json))) return false;
    this.best = json;
    return true;
  }
}

interface Site {
  document: JsonDocument;
  node: JsonNode;
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items;
  return node.kind === 'object' ? node.members.map(({ value }) => value) : [];
}

/** A value, and what is alone in it, inwards. */
function chainOf(node: JsonNode): JsonNode[] {
  const chain: JsonNode[] = [];
  for (let inner: JsonNode | undefined = node; inner !== undefined;) {
    chain.push(inner);
    const children = childrenOf(inner);
    inner = children.length === 1 ? children[0] : undefined;
  }
  return chain;
}
