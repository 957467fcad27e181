import type { JsonDocument, JsonNode } from '../json/document.ts';
import { applySplices, type Splice } from '../json/edit.ts';
import { formatPointer } from '../json/pointer.ts';
import { readJson } from '../json/read.ts';
import { memberOf, stringOf, textOf } from '../json/value.ts';
import type { Carried } from './carried.ts';
import { type AskedThen, type Given, Givens } from './givens.ts';
import { knownIn, wordsAround } from './handle-look.ts';
import type { Laid } from './laid-beside.ts';

/** A value of a recorded message that was given by the server then, and is another one now. */
export interface Rewritten {
  /** Where it stands in the message that is sent. */
  pointer: string;
  before: string;
  after: string;
  /** seq of the recorded message whose answer gave it; absent: the session itself did (its ids). */
  fromStep?: number;
  /** Where it stood in that answer. */
  fromPointer?: string;
}

export interface Adapted {
  text: string;
  rewrites: Rewritten[];
  /** What should have been put in and was not to be had, in words. */
  notes: string[];
}

const MOST_REWRITES = 200;
/** Below, nothing is looked at: no handle is asked for so deep. */
const DEEPEST = 64;

/** What later messages of a recorded session took from earlier answers, and how they have to be now. */
export class Dependencies {
  #givens = new Givens();
  #ids = new Map<string, string>();
  #used = new Map<string, Carried>();

  /** Handles that were put in the place of others. */
  get used(): Carried[] {
    return [...this.#used.values()];
  }

  /** What a message of the recording said; told of all of them, in the order they came. */
  said(toward: 'server' | 'client', values: readonly string[]): void {
    this.#givens.said(toward, values);
  }

  /** What the recorded answer and the one that came now tell together. */
  learn(asked: AskedThen, laid: Laid): void {
    this.#givens.learn(asked, laid);
  }

  /** The id a recorded request was sent with, and the one it goes by now; both as JSON text. */
  sentAs(recorded: string, now: string): void {
    this.#ids.set(recorded, now);
  }

  /** A recorded message as it has to be now. Its own id is left to whoever sends it. */
  adapt(message: string): Adapted {
    const document = readJson(message);
    const { root } = document;
    const found: { splice: Splice; rewritten: Rewritten }[] = [];
    const notes: string[] = [];
    const params = memberOf(root, 'params');
    if (params === undefined || root?.kind !== 'object') return { text: message, rewrites: [], notes };
    const method = stringOf(document, memberOf(root, 'method')) ?? '';
    const subject = stringOf(document, memberOf(params, 'name')) ?? '';
    const open: { node: JsonNode; path: string[]; name: string }[] = [
      { node: params, path: ['params'], name: '' },
    ];
    while (open.length > 0 && found.length < MOST_REWRITES) {
      const { node, path, name } = open.pop()!;
      const pointer = formatPointer(path);
      if (path.length > DEEPEST) continue;
      if (node.kind === 'object') {
        for (const { key, value } of node.members) {
          const given = this.#givens.strong(key.name);
          if (given !== undefined) {
            found.push(replaced(key, JSON.stringify(given.after), key.name, given, `${pointer} (name)`));
            this.#carry(key.name, given);
          }
          open.push({ node: value, path: [...path, key.name], name: key.name });
        }
        continue;
      }
      if (node.kind === 'array') {
        for (const [at, item] of node.items.entries())
          open.push({ node: item, path: [...path, String(at)], name });
        continue;
      }
      const one = this.#replacement(
        document,
        node,
        { method, pointer, name, around: [subject, ...path] },
        notes,
      );
      if (one !== undefined) found.push(one);
    }
    found.sort((a, b) => a.splice.from - b.splice.from);
    const splices = found.map(({ splice }) => splice);
    return { text: applySplices(message, splices), rewrites: found.map(({ rewritten }) => rewritten), notes };
  }

  #replacement(
    document: JsonDocument,
    node: JsonNode,
    place: { method: string; pointer: string; name: string; around: string[] },
    notes: string[],
  ): { splice: Splice; rewritten: Rewritten } | undefined {
    if (node.kind !== 'string' && node.kind !== 'number') return undefined;
    const { method, pointer, name } = place;
    const source = textOf(document, node);
    const value = node.kind === 'string' ? stringOf(document, node)! : source;
    if (pointer === '/params/requestId' && method === 'notifications/cancelled') {
      const id = this.#ids.get(source);
      return id === undefined || id === source
        ? undefined
        : spliced(node, id, { pointer, before: source, after: id });
    }
    if (pointer === '/params/cursor') {
      // A cursor of another list is none of this one.
      const { after, step } = this.#givens.cursor(method, value) ?? {};
      if (step !== undefined && after === undefined)
        notes.push(`The answer to frame ${step} gives no cursor now: the recorded one was sent.`);
      if (step === undefined || after === undefined || after === value) return undefined;
      const from = { fromStep: step, fromPointer: '/result/nextCursor' };
      return spliced(node, JSON.stringify(after), { pointer, before: value, after, ...from });
    }
    if (isNamed(method, pointer)) return undefined;
    const whole = this.#givens.whole(value, { name, around: wordsAround(place.around.slice(0, -1)) });
    if (whole !== undefined) {
      // In the place of a number only what JSON takes for one: 007 is none.
      const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(whole.after);
      if (node.kind === 'string' || isNumber) {
        this.#carry(value, whole, name);
        return replaced(
          node,
          node.kind === 'string' ? JSON.stringify(whole.after) : whole.after,
          value,
          whole,
          pointer,
        );
      }
    }
    return node.kind === 'string' ? this.#inside(node, value, pointer) : undefined;
  }

  /** A handle within an address, a path or a sentence. */
  #inside(
    node: JsonNode,
    value: string,
    pointer: string,
  ): { splice: Splice; rewritten: Rewritten } | undefined {
    let first: Given | undefined;
    let after = '';
    let at = 0;
    for (const { from, text } of knownIn(value, (piece) => this.#givens.strong(piece) !== undefined)) {
      const given = this.#givens.strong(text)!;
      first ??= given;
      after += value.slice(at, from) + given.after;
      at = from + text.length;
      this.#carry(text, given);
    }
    if (first === undefined) return undefined;
    return replaced(
      node,
      JSON.stringify(after + value.slice(at)),
      value,
      { ...first, after: after + value.slice(at) },
      pointer,
    );
  }

  /** Of a short one only what stands under the same name in an answer is the same. */
  #carry(before: string, { after, place }: Given, name?: string): void {
    const names = this.#givens.strong(before) === undefined ? [place.name, name ?? ''] : undefined;
    this.#used.set(before, { before, after, ...(names === undefined ? {} : { names }) });
  }
}

/** The tool or prompt that is called is the person's choice, whatever it is called like. */
function isNamed(method: string, pointer: string): boolean {
  return pointer === '/params/name' && (method === 'tools/call' || method === 'prompts/get');
}

function replaced(
  node: { from: number; to: number },
  text: string,
  before: string,
  { after, step, pointer: fromPointer }: Given,
  pointer: string,
): { splice: Splice; rewritten: Rewritten } {
  return spliced(node, text, { pointer, before, after, fromStep: step, fromPointer });
}

function spliced(
  { from, to }: { from: number; to: number },
  text: string,
  rewritten: Rewritten,
): { splice: Splice; rewritten: Rewritten } {
  return { splice: { from, to, text }, rewritten };
}
