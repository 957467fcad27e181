import { LIST_METHODS } from '../../protocol/mcp/list-methods.ts';
import type { ListName } from '../../protocol/inventory.ts';

/** A server may page for ever; a person wants to hear of it, not to wait for it. */
export const MOST_PAGES = 1000;
const LONGEST_CURSOR = 64 * 1024;

/** How one page came: with a cursor to the next or without, or not at all. */
export type PageEnd =
  | { kind: 'page'; next: string | undefined; isFirstAgain: boolean }
  | { kind: 'failed' | 'absent'; words: string };

export interface WalkContext {
  page(method: string, params: string | undefined): Promise<PageEnd>;
  complain(text: string): void;
}

/** How a walk ended; `words` when it was not simply at the end of the list. */
export interface WalkEnd {
  state: 'done' | 'failed' | 'absent';
  words?: string;
}

/** Walks a list to its end. Cursor cycles and endless lists are ended and named. */
export async function walkList(list: ListName, context: WalkContext): Promise<WalkEnd> {
  const { method } = LIST_METHODS[list];
  const trail = new CursorTrail();
  let cursor: string | undefined;
  for (;;) {
    const params = cursor === undefined ? undefined : JSON.stringify({ cursor });
    const page = await context.page(method, params);
    if (page.kind !== 'page') return { state: page.kind, words: page.words };
    const step = trail.step(page.next, page.isFirstAgain);
    if (step.kind === 'end') return { state: 'done' };
    if (step.kind === 'left') {
      context.complain(`${method}: ${step.words}`);
      return { state: 'done', words: step.words };
    }
    cursor = step.cursor;
  }
}

export type TrailStep = { kind: 'go'; cursor: string } | { kind: 'end' } | { kind: 'left'; words: string };

/** Many servers end a list with an empty cursor; any other end before the end leaves something unseen. */
export function isUsualEnd(words: string): boolean {
  return /^page \d+ names an empty cursor, [^;]*taken as the end$/.test(words);
}

/** Decides after each page whether there is another one to ask for, live and when a recording is read. */
export class CursorTrail {
  #seen = new Set<string>();
  #pages = 0;

  /** An empty cursor is one (specification, pagination); `isFirstAgain`: it led to the first page again. */
  step(next: string | undefined, isFirstAgain: boolean): TrailStep {
    const page = ++this.#pages;
    if (isFirstAgain)
      return {
        kind: 'left',
        words: `page ${page - 1} names an empty cursor, which leads to the first page again; taken as the end`,
      };
    if (next === undefined) return { kind: 'end' };
    if (next.length > LONGEST_CURSOR)
      return {
        kind: 'left',
        words: `page ${page} names a cursor of ${next.length} characters; it was not sent back`,
      };
    if (this.#seen.has(next))
      return {
        kind: 'left',
        words: `page ${page} names a cursor that came before; the list goes in a circle and was left there`,
      };
    if (page >= MOST_PAGES)
      return { kind: 'left', words: `more than ${MOST_PAGES} pages; the rest was not asked for` };
    this.#seen.add(next);
    return { kind: 'go', cursor: next };
  }
}
