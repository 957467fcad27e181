import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Journal } from '../../bridge/journal/journal.ts';
import { openJournal } from '../../bridge/journal/open-journal.ts';
import { FORTY, type ListedQuery } from '../journal/forty-queries.ts';
import { annotateMany, recordMany } from '../journal/many-frames.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Bench, OpenBenches } from './bench.ts';

const FRAMES = 1_000_000;
const PAGE = 100;
/** Aims: whatever is looked up, and whatever frames are gone through for. */
const LOOKED_UP_MS = 200;
const GONE_THROUGH_MS = 1000;
const TYPED = 'tool:search text:"hello gamma" -is:error';
const BETWEEN_LETTERS_MS = 30;
const workerUrl = new URL('../../dist/index-worker.js', import.meta.url);
type Mode = 'frames' | 'exchanges';

function openAt(dir: string): Journal {
  const opened = openJournal({ dir, build: 'bench', clock: { wall: () => Date.now() }, workerUrl });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value;
}

async function pageOf(
  journal: Journal,
  q: string,
  mode: Mode,
): Promise<{ total: number; complete: boolean }> {
  const page = await journal.rows({ q, mode, from: -PAGE, limit: PAGE });
  if (!page.ok) throw new Error(page.problem.message);
  return page.value;
}

/** ms until anything was answered, until a row was, and until a whole page was, or it is known that there is no more. */
async function ask(
  journal: Journal,
  q: string,
  mode: Mode,
): Promise<Record<'answer' | 'hit' | 'page' | 'total', number>> {
  const begun = performance.now();
  let answer: number | undefined;
  let hit: number | undefined;
  for (;;) {
    const { total, complete } = await pageOf(journal, q, mode);
    const now = performance.now() - begun;
    answer ??= now;
    if (total > 0 || complete) hit ??= now;
    if (total >= PAGE || complete) return { answer, hit: hit ?? now, page: now, total };
  }
}

/** A million frames of every sort, made when the first figure asks for them. */
class Million {
  #base = mkdtempSync(join(tmpdir(), 'million-bench-'));
  #journal: Journal | undefined;
  #sessions: Recorder[] | undefined;

  /** The index as a bridge finds it that has just been started: nothing was asked before. */
  async fresh(): Promise<Journal> {
    const dir = join(this.#base, 'filled');
    if (this.#sessions === undefined) await this.#record(dir);
    await this.#journal?.close();
    const journal = openAt(dir);
    this.#journal = journal;
    annotateMany(journal, this.#sessions ?? []);
    await pageOf(journal, '', 'frames');
    return journal;
  }

  async close(): Promise<void> {
    await this.#journal?.close();
    rmSync(this.#base, { recursive: true, force: true });
  }

  async #record(dir: string): Promise<void> {
    const journal = openAt(dir);
    this.#journal = journal;
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    this.#sessions = (await recordMany(journal, FRAMES, { turn })).sessions;
    await journal.settled();
  }
}

/** Every query by itself, then what all of them together do to whoever shares the bridge with them. */
const open: OpenBenches = () => {
  const million = new Million();
  const figure = (
    name: string,
    below: number,
    measure: (journal: Journal) => Promise<number>,
    more: Partial<Bench> = {},
  ): Bench => ({
    name: `million: ${name}`,
    unit: 'ms',
    aim: { below },
    measure: async () => measure(await million.fresh()),
    ...more,
  });
  const ofQuery = ({ q, how }: ListedQuery): Bench[] => {
    const name = q === '' ? '(everything)' : q;
    return how === 'indexed'
      ? [
          figure(
            `${name}  [indexed, first page]`,
            LOOKED_UP_MS,
            async (j) => (await ask(j, q, 'frames')).page,
          ),
        ]
      : [
          figure(
            `${name}  [scanning, first answer]`,
            LOOKED_UP_MS,
            async (j) => (await ask(j, q, 'frames')).answer,
          ),
          figure(
            `${name}  [scanning, first hits]`,
            GONE_THROUGH_MS,
            async (j) => (await ask(j, q, 'frames')).hit,
          ),
        ];
  };
  const benches = [
    ...FORTY.flatMap(ofQuery),
    figure('the forty as exchanges, slowest first page of the indexed', LOOKED_UP_MS, async (journal) => {
      const took = [];
      for (const { q, how } of FORTY)
        if (how === 'indexed') took.push((await ask(journal, q, 'exchanges')).page);
      return Math.max(...took);
    }),
    figure(
      'the forty as exchanges, slowest first hits of those that have any',
      GONE_THROUGH_MS,
      async (journal) => {
        const took = [];
        for (const { q } of FORTY) {
          const { hit, total } = await ask(journal, q, 'exchanges');
          if (total > 0) took.push(hit);
        }
        return Math.max(...took);
      },
      // To know that there is none takes seconds, for a third of them.
      { runs: 1, warmups: 0 },
    ),
    figure('a query typed letter by letter, from the last letter to its page', LOOKED_UP_MS, typed),
    figure('longest turn of the bridge while the forty are asked', 50, async (journal) => {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      for (const { q } of FORTY) await pageOf(journal, q, 'frames');
      delay.disable();
      return delay.max / 1e6 - 5;
    }),
  ];
  return Promise.resolve({ benches, close: () => million.close() });
};

/** As the page asks while one types: every beginning that can be read, none of them waited for. */
async function typed(journal: Journal): Promise<number> {
  for (let end = 1; end < TYPED.length; end++) {
    void journal.rows({ q: TYPED.slice(0, end), mode: 'frames', from: -PAGE, limit: PAGE });
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LETTERS_MS));
  }
  return (await ask(journal, TYPED, 'frames')).page;
}

export default open;
