import { isObject, resultComplaints } from '../../protocol/mcp/conformance.ts';
import { readHeaderParams } from '../../protocol/mcp/http-headers.ts';
import { LIST_METHODS, walkList, type ListName } from './lists.ts';
import type { Opened } from './opening.ts';
import type { Answer, CallOptions } from './requester.ts';
import { readMessage } from './results.ts';
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

/** Walks what a server offers, at the beginning and whenever it says that a list changed. */
export class Offers {
  /** Input schemas of tools that want headers of their own (`x-mcp-header`), by name. */
  readonly headerSchemas = new Map<string, unknown>();
  #record: SessionRecord;
  #call: (options: CallOptions) => Promise<Answer>;
  #isModern: boolean;
  /** Lists being walked; asked for again meanwhile: walked once more. */
  #walking = new Map<ListName, 'once' | 'again'>();
  #notices = 0;
  /** When each list was walked lately. */
  #walks = new Map<ListName, number[]>();

  constructor(record: SessionRecord, opened: Opened, call: (options: CallOptions) => Promise<Answer>) {
    this.#record = record;
    this.#isModern = opened.era === 'modern';
    this.#call = call;
  }

  async listAll(capabilities: Record<string, unknown>): Promise<void> {
    this.#record.stageBegins('lists');
    const wanted = (Object.keys(LIST_METHODS) as ListName[]).filter((list) =>
      isObject(capabilities[LIST_METHODS[list].capability]),
    );
    for (const list of wanted) await this.#walk(list);
    const { offers = {} } = this.#record.current;
    const words = wanted.map((list) => `${offers[list] ?? 0} ${list}`).join(', ');
    this.#record.stageEnds('lists', 'done', words === '' ? 'offers no lists' : words);
  }

  /** A notification came; when it says that lists changed, they are walked again. */
  noted(method: string): void {
    for (const list of RELIST.get(method) ?? []) void this.#walk(list);
  }

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
    do {
      this.#walking.set(list, 'once');
      await this.#turn(list);
      if (list === 'tools') this.headerSchemas.clear();
      const total = await walkList(list, {
        page: (method, params) => this.#page(method, params),
        entries: (name, entries) => name === 'tools' && this.#learnHeaders(entries),
        complain: (text) => this.#record.deviates(text),
      });
      this.#record.update({ offers: { ...this.#record.current.offers, [list]: total } });
    } while (this.#walking.get(list) === 'again');
    this.#walking.delete(list);
  }

  /** The first few walks are at once: servers say several times at their start that everything changed. */
  async #turn(list: ListName): Promise<void> {
    const now = performance.now();
    const recent = (this.#walks.get(list) ?? []).filter((at) => at > now - FREE_WALKS * WALK_EVERY);
    this.#walks.set(list, [...recent, now]);
    if (recent.length >= FREE_WALKS) await new Promise((later) => setTimeout(later, WALK_EVERY).unref());
  }

  async #page(method: string, params: string | undefined): Promise<unknown> {
    const answer = await this.#call(params === undefined ? { method } : { method, params });
    if (answer.frame === undefined) return undefined;
    const { seq, errorCode } = answer.frame.summary;
    if (answer.outcome !== 'result') {
      // Templates have no capability of their own: a server of resources may well know none.
      if (method === LIST_METHODS.templates.method && errorCode === '-32601') return undefined;
      this.#record.deviates(
        `${method} was answered with error ${errorCode ?? 'without a code'} though the capability is declared`,
        seq,
      );
      return undefined;
    }
    const message = await readMessage(answer.frame, answer.frame.summary.rpcId);
    const result = message?.['result'];
    for (const text of resultComplaints(method, result, this.#isModern)) this.#record.deviates(text, seq);
    return result;
  }

  #learnHeaders(entries: unknown[]): void {
    for (const tool of entries) {
      if (!isObject(tool) || typeof tool['name'] !== 'string') continue;
      const { params, invalid } = readHeaderParams(tool['inputSchema']);
      if (invalid !== undefined)
        this.#record.deviates(
          `tool ${tool['name'].slice(0, 80)}: ${invalid}; a conforming client drops this tool`,
        );
      else if (params.length > 0) this.headerSchemas.set(tool['name'], tool['inputSchema']);
    }
  }
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
