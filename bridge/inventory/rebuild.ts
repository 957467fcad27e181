import type { Author, FrameSummary } from '../../protocol/frame.ts';
import type { ListName } from '../../protocol/inventory.ts';
import { eachMember, endOfValue, kindAt } from '../../protocol/json/bytes.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import { findResult } from '../../protocol/mcp/find-result.ts';
import { LIST_METHODS, LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import { isRevision, LATEST_HANDSHAKE } from '../../protocol/mcp/revision.ts';
import { readServerRows } from '../../protocol/mcp/server-rows.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { completePage } from '../journal/complete-page.ts';
import type { Journal } from '../journal/journal.ts';
import { wholePayload } from '../journal/whole-payload.ts';
import { CursorTrail } from '../session/lists.ts';
import { Inventory, type Walk } from './inventory.ts';
import { PageReader } from './page-reader.ts';

const WINDOW = 500;
/** Rows looked at per list, newest first; a storm of changes may have left many walks. */
const MOST_ROWS = 20_000;
/** Walks looked at for a whole one, newest first. */
const MOST_WALKS = 50;
/** Batches looked at for an answer that came in one. */
const MOST_BATCHES = 200;

/** Who walks lists: the bridge by itself, or for a probe. What a person sent by hand is no walk. */
const OWN: ReadonlySet<Author> = new Set(['client', 'probe']);

type Recorded = Pick<Journal, 'rows' | 'bytes'>;

/** What an ended session's server offered: the newest whole walk through each list, read from its frames. */
export async function rebuildInventory(journal: Recorded, session: Session): Promise<Outcome<Inventory>> {
  // The version the live one had in the end: pages that hold it see no change.
  const inventory = new Inventory();
  const rebuild = new Rebuild(journal, session, inventory);
  await rebuild.server();
  for (const list of LIST_NAMES) await rebuild.list(list);
  inventory.version = session.inventory ?? inventory.version;
  return { ok: true, value: inventory };
}

/** One page of a walk: what was asked, and what came back. */
interface AskedPage {
  request: FrameSummary;
  answer: FrameSummary | undefined;
}

class Rebuild {
  #journal: Recorded;
  #session: Session;
  #inventory: Inventory;
  #capabilities: Record<string, unknown> = {};

  constructor(journal: Recorded, session: Session, inventory: Inventory) {
    this.#journal = journal;
    this.#session = session;
    this.#inventory = inventory;
  }

  get #revision(): string {
    const { revision } = this.#session;
    return revision !== undefined && isRevision(revision) ? revision : LATEST_HANDSHAKE;
  }

  async server(): Promise<void> {
    const method = this.#session.era === 'modern' ? 'server/discover' : 'initialize';
    const answer = (await this.#rows(`method:${method} kind:result`, 1)).at(-1);
    if (answer === undefined) {
      this.#inventory.absent('server', 'it told nothing of itself before the session ended');
      return;
    }
    const walk = this.#inventory.begin('server');
    const payload = await this.#payload(answer);
    const rows = readServerRows(payload, answer.rpcId);
    for (const row of rows) walk.take(row, answer.seq);
    walk.paged(answer.seq, rows.length);
    walk.end('done');
    const declared = rows.findLast((row) => row.name === 'capabilities');
    if (declared !== undefined) this.#capabilities = parsed(payload.subarray(declared.from, declared.to));
  }

  async list(list: ListName): Promise<void> {
    const walks = await this.#walks(list);
    if (walks.length === 0) {
      const isDeclared = isObject(this.#capabilities[LIST_METHODS[list].capability]);
      if (!isDeclared) this.#inventory.absent(list);
      else this.#inventory.begin(list).end('failed', 'it was not asked for before the session ended');
      return;
    }
    // As it was when it happened: a whole walk replaces the rows, one that broke off leaves them.
    for (const pages of walks.slice(await this.#newestWhole(list, walks)))
      await this.#read(this.#inventory, list, pages);
  }

  async #newestWhole(list: ListName, walks: AskedPage[][]): Promise<number> {
    const oldest = Math.max(0, walks.length - MOST_WALKS);
    for (let at = walks.length - 1; at > oldest; at--)
      if (await this.#read(new Inventory(), list, walks[at]!)) return at;
    return oldest;
  }

  /** Oldest first. */
  async #walks(list: ListName): Promise<AskedPage[][]> {
    const { method } = LIST_METHODS[list];
    const rows = await this.#rows(`method:${method}`, MOST_ROWS);
    const answers = new Map<number, FrameSummary>();
    for (const row of rows) {
      const isAnswer = row.kind === 'result' || row.kind === 'error';
      if (isAnswer && row.request !== undefined && !answers.has(row.request)) answers.set(row.request, row);
    }
    const walks: AskedPage[][] = [];
    for (const request of rows) {
      if (request.kind !== 'request' || !OWN.has(request.author)) continue;
      const page = { request, answer: answers.get(request.seq) };
      if (walks.length === 0 || !(await this.#goesOn(request))) walks.push([page]);
      else walks.at(-1)!.push(page);
    }
    return walks;
  }

  /** Whether a request carries a cursor; an empty one leaves no words in its row. */
  async #goesOn(request: FrameSummary): Promise<boolean> {
    if (request.preview !== undefined) return true;
    const payload = await this.#payload(request);
    let hasCursor = false;
    eachMember(payload, 0, (key, params) => {
      if (key === 'params' && kindAt(payload, params) === 'object')
        eachMember(payload, params, (name, value) => {
          hasCursor ||= name === 'cursor';
          return endOfValue(payload, value);
        });
      return endOfValue(payload, params);
    });
    return hasCursor;
  }

  /** Whether the walk came to its end. */
  async #read(inventory: Inventory, list: ListName, pages: AskedPage[]): Promise<boolean> {
    const walk = inventory.begin(list);
    const reader = new PageReader(walk, { list, key: LIST_METHODS[list].key, revision: this.#revision });
    const trail = new CursorTrail();
    for (const page of pages) {
      const step = await this.#readPage(page, reader, trail, walk);
      if (step !== 'go') return step === 'whole';
    }
    walk.end('failed', 'the session ended before the list did');
    return false;
  }

  async #readPage(
    { request, answer }: AskedPage,
    reader: PageReader,
    trail: CursorTrail,
    walk: Walk,
  ): Promise<'go' | 'whole' | 'broken'> {
    const frame = answer ?? (await this.#inBatches(request));
    if (frame === undefined) {
      walk.end('failed', 'it was not answered before the session ended');
      return 'broken';
    }
    if (frame.kind === 'error') {
      if (request.method === LIST_METHODS.templates.method && frame.errorCode === '-32601') {
        walk.end('absent', 'the server knows no resource templates');
        return 'whole';
      }
      walk.end('failed', `the server answered with error ${frame.errorCode ?? 'without a code'}`);
      return 'broken';
    }
    const page = reader.read({
      seq: frame.seq,
      rpcId: request.rpcId,
      payload: await this.#payload(frame),
    });
    if (!page.isRead) {
      walk.end('failed', page.complaints.join('; '));
      return 'broken';
    }
    const step = trail.step(page.nextCursor, page.isFirstAgain);
    if (step.kind === 'go') return 'go';
    walk.end('done', step.kind === 'left' ? step.words : undefined);
    return 'whole';
  }

  /** An answer that came in a batch stands in no row of its own. */
  async #inBatches(request: FrameSummary): Promise<FrameSummary | undefined> {
    if (request.rpcId === undefined) return undefined;
    const batches = await this.#rows(`kind:batch dir:in seq>${request.seq}`, MOST_BATCHES);
    for (const batch of batches) {
      const payload = await this.#payload(batch);
      if (findResult(payload, request.rpcId) !== undefined) return batch;
    }
    return undefined;
  }

  /** Frames of this session that match, oldest first; the newest `most` of them. */
  async #rows(q: string, most: number): Promise<FrameSummary[]> {
    const query = `session:${this.#session.number} ${q}`;
    const limit = Math.min(WINDOW, most);
    const rows: FrameSummary[] = [];
    /** Index of the oldest row held, counted from the oldest match. */
    let oldest: number | undefined;
    for (let from = -limit; ;) {
      const page = await completePage(this.#journal, { q: query, mode: 'frames', from, limit });
      if (!page.ok) return rows;
      const found = page.value.rows.filter((row): row is FrameSummary => 'seq' in row);
      rows.unshift(...(oldest === undefined ? found : found.slice(0, oldest - page.value.from)));
      oldest = page.value.from;
      if (oldest === 0 || rows.length >= most) return rows;
      from -= limit;
    }
  }

  #payload(frame: FrameSummary): Promise<Uint8Array> {
    return wholePayload(this.#journal, this.#session.id, frame.seq);
  }
}

const utf8 = new TextDecoder();

function parsed(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return isObject(value) ? value : {};
  } catch {
    // SyntaxError: capabilities that cannot be read declare nothing.
    return {};
  }
}
