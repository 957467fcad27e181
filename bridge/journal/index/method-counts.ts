import { setTimeout } from 'node:timers/promises';
import type { MethodFigure, MethodFigures } from '../../../protocol/method-figures.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { chunksOf, marks } from './chunks.ts';
import { Cursor } from './cursor.ts';
import type { Database, SqlRow } from './driver.ts';
import { fromSqlText } from './exact-text.ts';
import { SIDES } from './frame-rows.ts';
import type { Lists } from './lists.ts';
import type { Pause } from './pause.ts';
import { readQuery } from './read-query.ts';

/** A server that is asked under ever new names shall not fill the memory. */
const MOST_FIGURES = 1000;
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 20;
/** Positions read in one go. */
const SLICE = 4000;

export interface MethodCountsOptions {
  database: Database;
  lists: Lists;
  pause: Pause;
  head(): number;
  isCaughtUp(): boolean;
}

interface Tally {
  method: string;
  tool: string | undefined;
  toward: MethodFigure['toward'];
  count: number;
  errors: number;
  times: number[];
}

/** How long methods took to be answered, over all exchanges that match a query. */
export class MethodCounts {
  #o: MethodCountsOptions;

  constructor(options: MethodCountsOptions) {
    this.#o = options;
  }

  /** Takes its time behind whoever waits for a list. */
  async of({ q, now }: { q: string; now: number }): Promise<Outcome<MethodFigures>> {
    const read = readQuery(q);
    if (!read.ok) return read;
    const head = this.#o.head();
    const deadline = performance.now() + PATIENCE_MS;
    const tallies = new Map<string, Tally>();
    const left = new Set<string>();
    const list = this.#o.lists.of(read.value, 'exchanges', now);
    while (list instanceof Cursor && !list.complete && !list.isDropped && performance.now() < deadline) {
      await list.upToDate(() => true, 0);
      await setTimeout(LOOK_EVERY_MS);
    }
    // Taken as one: what comes in meanwhile moves the list.
    const positions = list.positions(0, list.total);
    for (let at = 0; at < positions.length; at += SLICE) {
      for (const row of this.#rows(positions.slice(at, at + SLICE))) count(row, tallies, left);
      await this.#o.pause.yield();
    }
    const figures = [...tallies.values()].map(figureOf);
    const isWhole = list.complete && !(list instanceof Cursor && list.isDropped);
    return {
      ok: true,
      value: {
        figures: figures.sort((a, b) => b.count - a.count),
        exchanges: positions.length,
        more: left.size,
        complete: isWhole && this.#o.isCaughtUp(),
        head,
      },
    };
  }

  #rows(positions: readonly number[]): SqlRow[] {
    const { database } = this.#o;
    return chunksOf(positions).flatMap((part) =>
      database
        .prepare(
          `SELECT r.method, r.name, r.toward, e.failed, a.ms FROM exchange e JOIN frame r ON r.n = e.n
           LEFT JOIN frame a ON a.n = e.answer WHERE e.n IN (${marks(part)})`,
        )
        .all(...part),
    );
  }
}

function count(row: SqlRow, tallies: Map<string, Tally>, left: Set<string>): void {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? fromSqlText(value) : undefined;
  const method = text(row['method']) ?? '';
  const toward = SIDES[Number(row['toward'])] ?? 'server';
  const tool = method === 'tools/call' ? text(row['name']) : undefined;
  for (const name of tool === undefined ? [undefined] : [undefined, tool]) {
    const key = `${toward} ${method}\n${name ?? ''}${name === undefined ? '' : '\n'}`;
    let tally = tallies.get(key);
    if (tally === undefined) {
      if (tallies.size >= MOST_FIGURES) {
        if (left.size < MOST_FIGURES) left.add(key);
        continue;
      }
      tally = { method, tool: name, toward, count: 0, errors: 0, times: [] };
      tallies.set(key, tally);
    }
    tally.count++;
    if (row['failed'] === 1) tally.errors++;
    if (typeof row['ms'] === 'number') tally.times.push(row['ms']);
  }
}

function figureOf({ method, tool, toward, count, errors, times }: Tally): MethodFigure {
  const sorted = Float64Array.from(times).sort();
  const figure = {
    method,
    ...(tool === undefined ? {} : { tool }),
    toward,
    count,
    errors,
    answered: times.length,
  };
  if (sorted.length === 0) return figure;
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { ...figure, p50: at(0.5), p95: at(0.95), max: sorted.at(-1)! };
}
