import type { RowsPage, RowsRequest } from '../../../protocol/api.ts';
import type { ExchangeSummary } from '../../../protocol/exchange.ts';
import type { FrameSummary } from '../../../protocol/frame.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { type Query, type QueryNode, topTerms } from '../../../protocol/query/index.ts';
import { chunksOf, marks } from './chunks.ts';
import { FoundConversations } from './found-conversations.ts';
import { Cursor, type MatchList } from './cursor.ts';
import type { Database, SqlRow } from './driver.ts';
import { readFrameRow, selectFrames } from './frame-rows.ts';
import type { Lists } from './lists.ts';
import { readQuery } from './read-query.ts';

const MOST_ROWS = 1000;
/** A page is given after so long with what was found by then. */
const PATIENCE_MS = 40;
/** Together, for counting what other queries would give. */
const WITHOUT_MS = 40;
const MOST_WITHOUT = 8;

export interface RowsOptions {
  database: Database;
  lists: Lists;
  recorded(): number;
  head(): number;
  /** Frames whose text is not indexed yet. */
  textBehind(): number;
  /** false while frames are being brought in that no index knows yet. */
  isCaughtUp(): boolean;
}

/** Answers pages over queries. */
export class Rows {
  #o: RowsOptions;

  constructor(options: RowsOptions) {
    this.#o = options;
  }

  async page(request: RowsRequest & { now: number }): Promise<Outcome<RowsPage>> {
    const read = readQuery(request.q);
    if (!read.ok) return read;
    const query = read.value;
    const list = await this.#list(query, request, PATIENCE_MS);
    const limit = Math.max(0, Math.min(MOST_ROWS, Math.floor(request.limit)));
    const { total } = list;
    const from =
      request.from < 0
        ? Math.max(0, total + Math.ceil(request.from))
        : Math.min(Math.floor(request.from), total);
    const positions = list.positions(from, limit);
    const page: RowsPage = {
      total,
      complete: list.complete && this.#o.isCaughtUp(),
      from,
      rows: request.mode === 'frames' ? this.#frames(positions) : this.#exchanges(positions),
      recorded: this.#o.recorded(),
      head: this.#o.head(),
    };
    if (list instanceof Cursor && !list.complete) page.looked = Math.min(list.looked, page.recorded);
    const textBehind = this.#o.textBehind();
    if (textBehind > 0 && hasText(query)) page.textBehind = textBehind;
    if (total === 0 && list.complete && page.recorded > 0) {
      const without = await this.#without(query, request);
      if (without.length > 0) page.without = without;
    }
    return { ok: true, value: page };
  }

  /** A list that takes into account all that is known now. */
  async #list(query: Query, request: RowsRequest & { now: number }, patience: number): Promise<MatchList> {
    for (let attempt = 1; ; attempt++) {
      const list = this.#o.lists.of(query, request.mode, request.now);
      if (!(list instanceof Cursor)) return list;
      // From the oldest on, a page only stays true when all was counted.
      const enough = (): boolean => request.from < 0 && list.total >= -request.from;
      await list.upToDate(enough, patience);
      // Dropped while it was waited for: a session was deleted, or too much came in.
      if (!list.isDropped || attempt === 5) return list;
    }
  }

  #frames(positions: readonly number[]): FrameSummary[] {
    const byPosition = this.#read(positions);
    return positions.flatMap((n) => byPosition.get(n) ?? []);
  }

  #exchanges(positions: readonly number[]): ExchangeSummary[] {
    const rows = chunksOf(positions).flatMap((part) =>
      this.#o.database
        .prepare(
          `SELECT e.*, f.session, s.is_over FROM exchange e JOIN frame f ON f.n = e.n JOIN session s ON s.key = f.session WHERE e.n IN (${marks(part)})`,
        )
        .all(...part),
    );
    const byPosition = new Map(rows.map((row) => [Number(row['n']), row]));
    const answers = rows.flatMap((row) => (row['answer'] === null ? [] : [Number(row['answer'])]));
    const frames = this.#read([...positions, ...answers]);
    const conversations = new FoundConversations(this.#o.database);
    return positions.flatMap((n) => {
      const row = byPosition.get(n);
      const request = frames.get(n);
      if (row === undefined || request === undefined) return [];
      const answer = frames.get(Number(row['answer']));
      const conversation = conversations.of(Number(row['session']), request);
      const counts = {
        answers: Number(row['answers']),
        others: Number(row['others']),
        state: stateOf(row),
        ...(conversation === undefined ? {} : { conversation }),
      };
      return answer === undefined ? { request, ...counts } : { request, answer, ...counts };
    });
  }

  #read(positions: readonly number[]): Map<number, FrameSummary> {
    const found = new Map<number, FrameSummary>();
    for (const part of chunksOf(positions)) {
      for (const row of this.#o.database.prepare(selectFrames(`f.n IN (${marks(part)})`)).all(...part))
        found.set(Number(row['n']), readFrameRow(row));
    }
    return found;
  }

  /** What each query with one term less would give, as far as that is found quickly. */
  async #without(
    query: Query,
    request: RowsRequest & { now: number },
  ): Promise<{ term: string; total: number }[]> {
    const tops = topTerms(query);
    const found: { term: string; total: number }[] = [];
    const end = performance.now() + WITHOUT_MS;
    for (const top of tops.slice(0, MOST_WITHOUT)) {
      const rest = tops.filter((one) => one !== top);
      const shorter: Query = { text: query.text };
      if (rest.length > 0) shorter.root = rest.length === 1 ? rest[0]! : { kind: 'and', parts: rest };
      const list = await this.#list(shorter, { ...request, from: 0 }, Math.max(0, end - performance.now()));
      if (list.complete) found.push({ term: termText(query.text, top), total: list.total });
    }
    return found;
  }
}

function stateOf(row: SqlRow): ExchangeSummary['state'] {
  if (row['failed'] === 1) return 'failed';
  if (Number(row['answers']) > 0) return 'answered';
  if (row['cancelled'] === 1) return 'cancelled';
  return row['is_over'] === 1 ? 'abandoned' : 'waiting';
}

function hasText(query: Query): boolean {
  const visit = (node: QueryNode): boolean =>
    node.kind === 'term'
      ? node.field === 'text'
      : node.kind === 'not'
        ? visit(node.part)
        : node.parts.some(visit);
  return query.root !== undefined && visit(query.root);
}

/** The stretch of the query's text that a node was read from. */
function termText(text: string, node: QueryNode): string {
  const spans: { from: number; to: number }[] = [];
  const visit = (one: QueryNode): void => {
    if (one.kind === 'term') spans.push(one.span);
    else if (one.kind === 'not') visit(one.part);
    else one.parts.forEach(visit);
  };
  visit(node);
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  const begun = text.slice(0, from).match(/[-(]+$/)?.[0] ?? '';
  const opened = begun.split('(').length - 1;
  const closed = /^[)]*/.exec(text.slice(to))?.[0].slice(0, opened) ?? '';
  return begun + text.slice(from, to) + closed;
}
