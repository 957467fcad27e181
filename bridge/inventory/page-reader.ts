import type { ListName } from '../../protocol/inventory.ts';
import type { ListEntry } from '../../protocol/mcp/list-entry.ts';
import { type ListPage, readListPage } from '../../protocol/mcp/list-page.ts';
import type { Walk } from './inventory.ts';

/** Complaints about single entries are capped, so that a hostile list cannot flood the page with them. */
const MOST_ENTRIES = 20;

export interface PageFrame {
  seq: number;
  rpcId: string | undefined;
  payload: Uint8Array;
}

export interface ReadPage extends ListPage {
  /** An empty cursor led to what the first page held already: nothing of it was taken. */
  isFirstAgain: boolean;
}

/** Reads the pages of one walk into its section, live or from a recording. */
export class PageReader {
  #walk: Walk;
  #list: ListName;
  #key: string;
  #revision: string;
  /** The list of the first page, kept while only an empty cursor leads on. */
  #first: Uint8Array | undefined;
  #pages = 0;
  #noted: (entry: ListEntry) => void;

  constructor(
    walk: Walk,
    of: { list: ListName; key: string; revision: string; noted?: (entry: ListEntry) => void },
  ) {
    this.#walk = walk;
    this.#list = of.list;
    this.#key = of.key;
    this.#revision = of.revision;
    this.#noted = of.noted ?? (() => {});
  }

  read({ seq, rpcId, payload }: PageFrame): ReadPage {
    const request = {
      list: this.#list,
      revision: this.#revision,
      ...(rpcId === undefined ? {} : { rpcId }),
    };
    const isSecond = ++this.#pages === 2;
    if (isSecond && this.#first !== undefined) {
      const look = readListPage(payload, request, () => false);
      if (look.at !== undefined && isSame(payload.subarray(look.at.from, look.at.to), this.#first)) {
        this.#walk.paged(seq, 0);
        return { ...look, isFirstAgain: true };
      }
    }
    this.#first = undefined;
    const wrong: string[] = [];
    const page = readListPage(payload, request, (entry, index) => {
      const words = entry.marks.find(({ kind }) => kind === 'malformed')?.words;
      if (words !== undefined && wrong.length <= MOST_ENTRIES)
        wrong.push(
          wrong.length === MOST_ENTRIES
            ? `further entries of \`${this.#key}\` are wrong as well`
            : `\`${this.#key}[${index}]\` ${words}`,
        );
      this.#noted(entry);
      return this.#walk.take(entry, seq);
    });
    if (this.#pages === 1 && page.nextCursor === '' && page.at !== undefined)
      this.#first = payload.slice(page.at.from, page.at.to);
    this.#walk.paged(seq, page.entries);
    return { ...page, complaints: [...page.complaints, ...wrong], isFirstAgain: false };
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
