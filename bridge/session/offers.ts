import { Inventory } from '../inventory/inventory.ts';
import { PageReader } from '../inventory/page-reader.ts';
import type { ListName } from '../../protocol/inventory.ts';
import { capabilityWords } from '../../protocol/mcp/capability-words.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import type { HeaderParam } from '../../protocol/mcp/http-headers.ts';
import type { ListEntry } from '../../protocol/mcp/list-entry.ts';
import { LIST_METHODS, LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import { readServerRows } from '../../protocol/mcp/server-rows.ts';
import { type PageEnd, type WalkEnd, walkList } from './lists.ts';
import type { Opened } from './opening.ts';
import type { Answer, CallOptions } from './requester.ts';
import { errorWords } from './results.ts';
import type { SessionRecord } from './session-record.ts';

/** A Map: method names are the server's, and `constructor` is one that an object would know. */
const RELIST = new Map<string, ListName[]>([
  ['notifications/tools/list_changed', ['tools']],
  ['notifications/prompts/list_changed', ['prompts']],
  ['notifications/resources/list_changed', ['resources', 'templates']],
]);

/** ms between two walks of one list: a server that changes it with every answer must not drive us. */
const WALK_EVERY = 1000;
const FREE_WALKS = 5;
const STORM = 100;
/** ms between two words on a list that is still growing. */
const TELL_EVERY = 100;
/** Lists that took longer, or are larger, are asked for again by the person or by the server, and by nobody else. */
const MOST_AGAIN = { ms: 2000, pages: 200, bytes: 8 * 1024 * 1024 };
/** Header annotations held, over all tools. */
const MOST_HEADERS = 100_000;

/** Walks what a server offers, at the beginning and whenever it says that a list changed. */
export class Offers {
  readonly inventory = new Inventory();
  #record: SessionRecord;
  #call: (options: CallOptions) => Promise<Answer>;
  #opened: Opened;
  #headerParams = new Map<string, HeaderParam[]>();
  /** Lists being walked; asked for again meanwhile: walked once more. */
  #walking = new Map<ListName, 'once' | 'again'>();
  #notices = 0;
  /** When each list was walked lately. */
  #walks = new Map<ListName, number[]>();
  /** What asking for all lists came to the last time, and when it began. */
  #listing = { at: -Infinity, ms: 0, pages: 0, bytes: 0 };
  /** It is being asked for what it says of itself. */
  #isAskingServer = false;
  #told = -Infinity;
  #telling: NodeJS.Timeout | undefined;

  constructor(record: SessionRecord, opened: Opened, call: (options: CallOptions) => Promise<Answer>) {
    this.#record = record;
    this.#opened = opened;
    this.#call = call;
  }

  /** What tools want repeated as HTTP headers (`x-mcp-header`), by name. */
  get headerParams(): Map<string, HeaderParam[]> {
    return this.#headerParams;
  }

  /** All lists at once: none waits for another that is slow or endless. Tools are asked for first. */
  async listAll(): Promise<void> {
    this.#record.stageBegins('lists');
    const { capabilities } = this.#opened;
    this.#record.update({ capabilities: capabilityWords(capabilities) });
    const wanted = LIST_NAMES.filter((list) => isObject(capabilities[LIST_METHODS[list].capability]));
    for (const list of LIST_NAMES) if (!wanted.includes(list)) this.inventory.absent(list);
    await this.#noteServer(this.#opened.answer);
    this.#tell();
    await this.#walkAll(wanted);
    const { offers = {} } = this.#record.current;
    const words = wanted.map((list) => `${offers[list] ?? 0} ${list}`).join(', ');
    this.#record.stageEnds('lists', 'done', words === '' ? 'offers no lists' : words);
  }

  /** Asks for every list once more, and for what the server says of itself, though nobody said that it changed. */
  async listAgain(): Promise<void> {
    if (this.#record.current.state.kind !== 'open') return;
    const { capabilities } = this.#opened;
    const wanted = LIST_NAMES.filter((list) => isObject(capabilities[LIST_METHODS[list].capability]));
    await Promise.all([this.#walkAll(wanted), this.#askServerAgain()]);
  }

  get listedAt(): number {
    return this.#listing.at;
  }

  get isListing(): boolean {
    return this.#walking.size > 0 || this.#isAskingServer;
  }

  /** Why lists are not asked for again unasked. */
  get tooMuch(): string | undefined {
    const { ms, pages, bytes } = this.#listing;
    const of =
      ms > MOST_AGAIN.ms
        ? `took ${(ms / 1000).toFixed(1)} s`
        : pages > MOST_AGAIN.pages
          ? `had ${pages} pages`
          : bytes > MOST_AGAIN.bytes
            ? `had ${Math.round(bytes / 1024 / 1024)} MiB`
            : undefined;
    return of === undefined
      ? undefined
      : `not asked for again after calls or by the clock: the last time ${of}`;
  }

  note(words: string): void {
    this.#record.stageNotes('lists', words);
  }

  /** A notification came; when it says that lists changed, they are walked again. */
  noted(method: string): void {
    for (const list of RELIST.get(method) ?? []) void this.#walk(list);
  }

  async #walkAll(lists: readonly ListName[]): Promise<void> {
    const at = performance.now();
    const listing = { at, ms: 0, pages: 0, bytes: 0 };
    this.#listing = listing;
    await Promise.all(lists.map((list) => this.#walk(list)));
    listing.ms = performance.now() - at;
  }

  /** A handshake is made once; only `server/discover` can be asked again, where it was answered before. */
  async #askServerAgain(): Promise<void> {
    if (this.#opened.era !== 'modern' || this.#opened.answer === undefined || this.#isAskingServer) return;
    this.#isAskingServer = true;
    const answer = await this.#call({ method: 'server/discover' }).finally(
      () => (this.#isAskingServer = false),
    );
    if (this.#record.current.state.kind !== 'open') return;
    this.#listing.bytes += answer.frame?.summary.bytes ?? 0;
    if (answer.outcome === 'result') await this.#noteServer(answer);
    else this.inventory.begin('server').end('failed', refusalWords(answer));
    this.#tellNow();
  }

  async #noteServer(answer: Answer | undefined): Promise<void> {
    const frame = answer?.frame;
    if (frame === undefined) {
      this.inventory.absent('server', 'it told nothing of itself when the session was opened');
      return;
    }
    const walk = this.inventory.begin('server');
    try {
      const rows = readServerRows(await frame.message(), answer?.rpcId);
      for (const row of rows) walk.take(row, frame.summary.seq);
      walk.paged(frame.summary.seq, rows.length);
      walk.end('done');
    } catch (error) {
      walk.end('failed', wordsOf(error));
    }
  }

  /** Resolves after one walk; the next one of a list that changes all the time is waited for by nobody. */
  async #walk(list: ListName): Promise<void> {
    if (this.#walking.has(list)) {
      this.#walking.set(list, 'again');
      this.#notices++;
      if (this.#notices === STORM)
        this.#record.deviates(
          `${STORM} notifications that lists changed; each list is asked for once a second at most`,
        );
      return;
    }
    this.#walking.set(list, 'once');
    await this.#turn(list);
    // It may have ended while this list waited for its turn.
    if (this.#record.current.state.kind === 'open') await this.#walkOnce(list);
    const isWantedAgain = this.#walking.get(list) === 'again';
    this.#walking.delete(list);
    if (isWantedAgain && this.#record.current.state.kind === 'open') void this.#walk(list);
  }

  /** Never rejects: whatever goes wrong is said where the list is shown. */
  async #walkOnce(list: ListName): Promise<void> {
    const { method, key } = LIST_METHODS[list];
    const headers = new Map<string, HeaderParam[]>();
    const walk = this.inventory.begin(list);
    const reader = new PageReader(walk, {
      list,
      key,
      revision: this.#opened.revision,
      noted: (entry) => this.#noteTool(entry, headers),
    });
    let end: WalkEnd;
    try {
      end = await walkList(list, {
        page: (name, params) => this.#page(list, name, params, reader),
        complain: (text) => this.#record.deviates(text),
      });
    } catch (error) {
      end = { state: 'failed', words: wordsOf(error) };
      this.#record.deviates(`${method}: the answer could not be read (${wordsOf(error)})`);
    }
    walk.end(end.state, end.words);
    if (list === 'tools' && end.state !== 'failed') this.#headerParams = headers;
    this.#tellNow();
  }

  /** The first few walks are at once: servers say several times at their start that everything changed. */
  async #turn(list: ListName): Promise<void> {
    const now = performance.now();
    const recent = (this.#walks.get(list) ?? []).filter((at) => at > now - FREE_WALKS * WALK_EVERY);
    this.#walks.set(list, [...recent, now]);
    if (recent.length >= FREE_WALKS) await new Promise((later) => setTimeout(later, WALK_EVERY).unref());
  }

  async #page(
    list: ListName,
    method: string,
    params: string | undefined,
    reader: PageReader,
  ): Promise<PageEnd> {
    const answer = await this.#call(params === undefined ? { method } : { method, params });
    const { frame } = answer;
    if (answer.outcome !== 'result' || frame === undefined) return this.#refused(list, method, answer);
    const { seq } = frame.summary;
    this.#listing.pages++;
    this.#listing.bytes += frame.summary.bytes;
    const page = reader.read({ seq, rpcId: answer.rpcId, payload: await frame.message() });
    for (const text of page.complaints) this.#record.deviates(`${method}: ${text}`, seq);
    this.#tell();
    if (!page.isRead) return { kind: 'failed', words: page.complaints.join('; ') };
    return { kind: 'page', next: page.nextCursor, isFirstAgain: page.isFirstAgain };
  }

  #refused(list: ListName, method: string, answer: Answer): PageEnd {
    if (answer.outcome === 'error') {
      const { seq, errorCode } = answer.frame!.summary;
      // Templates have no capability of their own: a server of resources may well know none.
      if (list === 'templates' && errorCode === '-32601')
        return { kind: 'absent', words: 'the server knows no resource templates' };
      this.#record.deviates(
        `${method} was answered with error ${errorCode ?? 'without a code'} though the capability is declared`,
        seq,
      );
    }
    return { kind: 'failed', words: refusalWords(answer) };
  }

  #noteTool({ name, headers }: ListEntry, found: Map<string, HeaderParam[]>): void {
    if (name === undefined || headers.length === 0) return;
    let held = headers.length;
    for (const params of found.values()) held += params.length;
    if (held <= MOST_HEADERS) found.set(name, headers);
  }

  /** Pages of an endless list are told a few times a second. */
  #tell(): void {
    if (this.#telling !== undefined) return;
    const wait = this.#told + TELL_EVERY - performance.now();
    if (wait <= 0) this.#tellNow();
    else this.#telling = setTimeout(() => this.#tellNow(), wait).unref();
  }

  #tellNow(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#told = performance.now();
    this.#record.update({ inventory: this.inventory.version, offers: this.inventory.counts() });
  }
}

function refusalWords(answer: Answer): string {
  switch (answer.outcome) {
    case 'error':
      return `the server answered with ${errorWords(answer)}`;
    case 'http':
      return `the server answered with HTTP ${answer.http?.status ?? 'nothing'}`;
    case 'closed':
      return answer.problem?.message ?? 'the session ended';
    default:
      return `it was ${answer.outcome}`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** 2026-07-28: what `subscriptions/listen` asks for; undefined when the server announces no changes. */
export function subscriptionFilter(opened: Opened): Record<string, true> | undefined {
  if (opened.era !== 'modern') return undefined;
  const changes = (name: string): boolean => {
    const capability = opened.capabilities[name];
    return isObject(capability) && capability['listChanged'] === true;
  };
  const filter: Record<string, true> = {};
  if (changes('tools')) filter['toolsListChanged'] = true;
  if (changes('prompts')) filter['promptsListChanged'] = true;
  if (changes('resources')) filter['resourcesListChanged'] = true;
  return Object.keys(filter).length === 0 ? undefined : filter;
}
