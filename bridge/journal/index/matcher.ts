import { chunksOf, marks } from './chunks.ts';
import type { CompiledQuery, TextTree } from './compile.ts';
import type { Database, SqlRow, SqlValue } from './driver.ts';
import type { NeedleSearch } from './needle-search.ts';
import type { Pause } from './pause.ts';
import type { Sql } from './sql.ts';
import type { Candidates, TextIndex } from './text-index.ts';

const LONGEST_EXCHANGE = 1000;
/** More frames than this are found as quickly by looking at all of them. */
const MOST_SHORT = 20_000;
const PLACE = 'f.n, f.session, f.kind, f.request, m.segment, m.offset, m.size, s.id';
const PLACED = 'frame f JOIN frame_more m ON m.n = f.n JOIN session s ON s.key = f.session';
const EXCHANGE = 'exchange e JOIN frame r ON r.n = e.n LEFT JOIN frame a ON a.n = e.answer';

/** Says which positions match a query. Text is looked up where it is indexed and read from the bytes to be sure. */
export class Matcher {
  #database: Database;
  #texts: TextIndex;
  #search: NeedleSearch;
  #query: CompiledQuery;
  #pause: Pause;
  /** All matches are among few frames that are known: stretches may be as long as one likes. */
  readonly isShort: boolean;
  /** Whether somebody waits for it; told by whoever asks. */
  isUrgent: () => boolean = () => true;
  /** Exchanges: per needle, requests below the last stretch in whose exchange it was found. */
  #hits: Set<number>[];

  constructor(
    database: Database,
    texts: TextIndex,
    search: NeedleSearch,
    query: CompiledQuery,
    pause: Pause,
  ) {
    this.#database = database;
    this.#texts = texts;
    this.#search = search;
    this.#query = query;
    this.#pause = pause;
    this.#hits = (query.text?.needles ?? []).map(() => new Set());
    this.isShort = query.shortList !== undefined && this.#isFew(query.shortList);
  }

  /**
   * Matching positions in [from, to), ascending. For exchanges stretches must follow each other
   * downwards without gap: all frames of an exchange lie at or above its request.
   */
  async stretch(from: number, to: number): Promise<number[]> {
    if (this.isShort) return this.among(this.#shortList(from, to));
    if (this.#query.mode === 'exchanges') {
      if (this.#query.text !== undefined) return this.#exchangesWithText(from, to);
      return this.#positions(`SELECT e.n FROM ${EXCHANGE} WHERE e.n >= ? AND e.n < ?`, 'e.n', [from, to]);
    }
    if (this.#query.text !== undefined) return this.#framesWithText(from, to);
    return this.#positions('SELECT f.n FROM frame f WHERE f.n >= ? AND f.n < ?', 'f.n', [from, to]);
  }

  /** Those of the given positions that match now. For exchanges: positions of requests. */
  async among(positions: readonly number[]): Promise<number[]> {
    const found: number[] = [];
    for (const part of chunksOf(positions)) {
      if (this.#query.mode === 'exchanges') found.push(...(await this.#someExchanges(part)));
      else if (this.#query.text !== undefined) found.push(...(await this.#someFrames(part)));
      else
        found.push(...this.#positions(`SELECT f.n FROM frame f WHERE f.n IN (${marks(part)})`, 'f.n', part));
      await this.#pause.now(() => this.isUrgent());
    }
    return [...new Set(found)].sort((a, b) => a - b);
  }

  #isFew({ sql, params }: Sql): boolean {
    const counted = this.#database
      .prepare(`SELECT count(*) AS c FROM (${sql} LIMIT ${MOST_SHORT + 1})`)
      .get(...params);
    return Number(counted?.['c']) <= MOST_SHORT;
  }

  #shortList(from: number, to: number): number[] {
    const { sql, params } = this.#query.shortList!;
    return this.#database
      .prepare(`SELECT n FROM (${sql}) WHERE n >= ? AND n < ?`)
      .all(...params, from, to)
      .map((row) => Number(row['n']));
  }

  #positions(select: string, order: string, params: readonly SqlValue[]): number[] {
    const { where } = this.#query;
    return this.#database
      .prepare(`${select} AND (${where.sql}) ORDER BY ${order}`)
      .all(...params, ...where.params)
      .map((row) => Number(row['n']));
  }

  async #framesWithText(from: number, to: number): Promise<number[]> {
    const maybe = this.#candidates(from, to);
    const narrow = shortest(this.#query.text!.required.map((needle) => maybe[needle]));
    const rows =
      narrow === undefined
        ? this.#rows(`SELECT ${PLACE}#COLUMNS FROM ${PLACED} WHERE f.n >= ? AND f.n < ?`, [from, to])
        : this.#rowsAt(narrow.positions);
    return this.#matching(rows, maybe);
  }

  async #someFrames(positions: readonly number[]): Promise<number[]> {
    const from = Math.min(...positions);
    const to = Math.max(...positions) + 1;
    return this.#matching(this.#rowsAt(positions), to - from > 100_000 ? [] : this.#candidates(from, to));
  }

  async #matching(rows: readonly SqlRow[], maybe: readonly (Candidates | undefined)[]): Promise<number[]> {
    const sets = maybe.map((one) => (one === undefined ? undefined : new Set(one.positions)));
    const found: number[] = [];
    for (const row of rows) {
      const n = Number(row['n']);
      const holds = await decide(this.#query.text!.tree, row, async (needle) => {
        if (sets[needle]?.has(n) === false) return false;
        return (
          (maybe[needle]?.isSure(n) ?? false) ||
          (await this.#search.has(row, this.#query.text!.needles, needle))
        );
      });
      if (holds) found.push(n);
      await this.#pause.now(() => this.isUrgent());
    }
    return found;
  }

  async #exchangesWithText(from: number, to: number): Promise<number[]> {
    const text = this.#query.text!;
    const maybe = this.#candidates(from, to);
    for (let needle = 0; needle < text.needles.length; needle++)
      await this.#collectHits(needle, maybe[needle], from, to);
    const required = shortest(
      text.required.map((needle) => ({
        positions: [...this.#hits[needle]!].filter((n) => n >= from && n < to),
      })),
    );
    const rows =
      required === undefined
        ? this.#rows(`SELECT e.n#COLUMNS FROM ${EXCHANGE} WHERE e.n >= ? AND e.n < ?`, [from, to])
        : this.#exchangesAt(required.positions.sort((a, b) => a - b));
    const found: number[] = [];
    for (const row of rows) {
      const n = Number(row['n']);
      if (await decide(text.tree, row, (needle) => Promise.resolve(this.#hits[needle]!.has(n))))
        found.push(n);
    }
    for (const hits of this.#hits) for (const n of hits) if (n >= from) hits.delete(n);
    return found;
  }

  /** Reads the frames that may contain a needle and remembers to which requests they belong. */
  async #collectHits(needle: number, maybe: Candidates | undefined, from: number, to: number): Promise<void> {
    const text = this.#query.text!;
    const rows =
      maybe === undefined
        ? this.#database.prepare(`SELECT ${PLACE} FROM ${PLACED} WHERE f.n >= ? AND f.n < ?`).all(from, to)
        : chunksOf(maybe.positions).flatMap((part) =>
            this.#database
              .prepare(`SELECT ${PLACE} FROM ${PLACED} WHERE f.n IN (${marks(part)}) ORDER BY f.n`)
              .all(...part),
          );
    const requests = rows.map((row) => (Number(row['kind']) === 0 ? Number(row['n']) : this.#requestOf(row)));
    const wanted = this.#fulfilling(requests);
    for (const [i, row] of rows.entries()) {
      const n = Number(row['n']);
      const request = requests[i];
      if (request === undefined || this.#hits[needle]!.has(request)) continue;
      if (wanted?.has(request) === false) continue;
      if (maybe?.isSure(n) === true || (await this.#search.has(row, text.needles, needle)))
        this.#hits[needle]!.add(request);
      await this.#pause.now(() => this.isUrgent());
    }
  }

  /** Those whose exchange fulfils what needs no text: nothing has to be read for the others. undefined: all do. */
  #fulfilling(requests: readonly (number | undefined)[]): ReadonlySet<number> | undefined {
    if (this.#query.where.sql === '1') return undefined;
    const known = new Set(requests.filter((request) => request !== undefined));
    const found = chunksOf([...known]).flatMap((part) =>
      this.#positions(`SELECT e.n FROM ${EXCHANGE} WHERE e.n IN (${marks(part)})`, 'e.n', part),
    );
    return new Set(found);
  }

  #requestOf(row: SqlRow): number | undefined {
    if (row['request'] === null) return undefined;
    const found = this.#database
      .prepare('SELECT n FROM frame WHERE session = ? AND seq = ? AND kind = 0')
      .get(row['session']!, row['request']!);
    return found === undefined ? undefined : Number(found['n']);
  }

  async #someExchanges(positions: readonly number[]): Promise<number[]> {
    const { text } = this.#query;
    if (text === undefined)
      return this.#positions(
        `SELECT e.n FROM ${EXCHANGE} WHERE e.n IN (${marks(positions)})`,
        'e.n',
        positions,
      );
    const found: number[] = [];
    for (const row of this.#exchangesAt(positions)) {
      const holds = await decide(text.tree, row, (needle) => this.#exchangeHas(Number(row['n']), needle));
      if (holds) found.push(Number(row['n']));
    }
    return found;
  }

  async #exchangeHas(n: number, needle: number): Promise<boolean> {
    const frames = this.#database
      .prepare(
        `SELECT ${PLACE} FROM ${PLACED} WHERE f.n = ?1 OR (f.session = (SELECT session FROM frame WHERE n = ?1)
         AND f.request = (SELECT seq FROM frame WHERE n = ?1)) LIMIT ${LONGEST_EXCHANGE}`,
      )
      .all(n);
    for (const frame of frames) {
      if (await this.#search.has(frame, this.#query.text!.needles, needle)) return true;
      await this.#pause.now(() => this.isUrgent());
    }
    return false;
  }

  #candidates(from: number, to: number): (Candidates | undefined)[] {
    return this.#query.text!.needles.map((needle) => this.#texts.candidates(needle, from, to));
  }

  #rowsAt(positions: readonly number[]): SqlRow[] {
    return chunksOf(positions).flatMap((part) =>
      this.#rows(`SELECT ${PLACE}#COLUMNS FROM ${PLACED} WHERE f.n IN (${marks(part)})`, part, 'f.n'),
    );
  }

  #exchangesAt(positions: readonly number[]): SqlRow[] {
    return chunksOf(positions).flatMap((part) =>
      this.#rows(`SELECT e.n#COLUMNS FROM ${EXCHANGE} WHERE e.n IN (${marks(part)})`, part, 'e.n'),
    );
  }

  /** Rows that fulfil what needs no text, with the other conditions as columns c0, c1, … */
  #rows(select: string, params: readonly SqlValue[], order?: string): SqlRow[] {
    const { where, text } = this.#query;
    const columns = (text?.columns ?? []).map((column, i) => `, (${column.sql}) AS c${i}`).join('');
    const before = (text?.columns ?? []).flatMap((column) => column.params);
    const sql = `${select.replace('#COLUMNS', () => columns)} AND (${where.sql})${order === undefined ? '' : ` ORDER BY ${order}`}`;
    return this.#database.prepare(sql).all(...before, ...params, ...where.params);
  }
}

function shortest<T extends { positions: readonly number[] }>(
  among: readonly (T | undefined)[],
): T | undefined {
  return among.reduce((best, one) => {
    if (one === undefined) return best;
    return best === undefined || one.positions.length < best.positions.length ? one : best;
  }, undefined);
}

/** Decides a row. Columns are known; needles are asked for last, and only when they matter. */
async function decide(
  tree: TextTree,
  row: SqlRow,
  has: (needle: number) => Promise<boolean>,
): Promise<boolean> {
  switch (tree.kind) {
    case 'needle':
      return has(tree.needle);
    case 'column':
      return row[`c${tree.column}`] === 1;
    case 'not':
      return !(await decide(tree.part, row, has));
    case 'and':
    case 'or': {
      const isOr = tree.kind === 'or';
      for (const part of tree.parts) if ((await decide(part, row, has)) === isOr) return isOr;
      return !isOr;
    }
  }
}
