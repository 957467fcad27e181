import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowsPage } from '../../protocol/api.ts';
import type { Journal } from '../../bridge/journal/journal.ts';
import { openJournal } from '../../bridge/journal/open-journal.ts';
import { Recorder } from '../journal/recorder.ts';
import type { Bench, OpenBenches } from './bench.ts';

const FRAMES = 1_000_000;
const WORDS =
  'alpha beta gamma delta read write path content tool server value number hello lorem ipsum dolor'.split(
    ' ',
  );
const FILLER = 'text to make it as long as answers usually are '.repeat(5);
const workerUrl = new URL('../../dist/index-worker.js', import.meta.url);

function openAt(dir: string): Journal {
  const opened = openJournal({ dir, build: 'bench', clock: { wall: () => Date.now() }, workerUrl });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value;
}

const word = (i: number): string => WORDS[i % WORDS.length] ?? '';
const requestOf = (id: number): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${id % 50 === 0 ? 'read_file' : 'echo'}","arguments":{"q":"${word(id)} ${word(id * 7)}"}}}\n`;
const answerOf = (id: number): string =>
  `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"${word(id * 3)} ${id} ${FILLER}${id % 100_000 === 77 ? 'needleinhay' : ''}"}]${id % 1000 === 7 ? ',"isError":true' : ''}}}\n`;

/** A journal of a million frames: three sessions, requests and their answers. */
async function fill(dir: string): Promise<void> {
  const journal = openAt(dir);
  const sessions = [new Recorder(journal), new Recorder(journal), new Recorder(journal)];
  for (let i = 0; i < FRAMES; i += 2) {
    const session = sessions[(i >> 12) % 3]!;
    session.sent(requestOf(i >> 1));
    session.received(answerOf(i >> 1));
    if (i % 100 === 98) for (const one of sessions) one.flush();
    if (i % 20_000 === 0) await new Promise((turn) => setImmediate(turn));
  }
  for (const one of sessions) await one.end();
  await journal.settled();
  await journal.close();
}

async function pageOf(
  journal: Journal,
  q: string,
  mode: 'frames' | 'exchanges' = 'frames',
): Promise<RowsPage> {
  const page = await journal.rows({ q, mode, from: -100, limit: 100 });
  if (!page.ok) throw new Error(page.problem.message);
  return page.value;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The journal with its million frames, made when the first figure asks for it. */
class Filled {
  readonly base = mkdtempSync(join(tmpdir(), 'journal-bench-'));
  #dir = join(this.base, 'filled');
  #journal: Promise<Journal> | undefined;
  #turn = 0;

  journal(): Promise<Journal> {
    this.#journal ??= fill(this.#dir).then(() => openAt(this.#dir));
    return this.#journal;
  }

  async reopen(): Promise<number> {
    await (await this.journal()).close();
    return timed(async () => {
      const journal = openAt(this.#dir);
      this.#journal = Promise.resolve(journal);
      await pageOf(journal, '');
    });
  }

  /** Another number every time, so that no list is found ready. */
  turn(): number {
    return ++this.#turn;
  }

  async close(): Promise<void> {
    await (await this.#journal)?.close();
    rmSync(this.base, { recursive: true, force: true });
  }
}

const open: OpenBenches = () => {
  const filled = new Filled();
  const first = (
    name: string,
    q: (turn: number) => string,
    mode: 'frames' | 'exchanges' = 'frames',
  ): Bench => ({
    name: `1,000,000 frames: first page of ${name}`,
    unit: 'ms',
    aim: { below: 100 },
    async measure() {
      const journal = await filled.journal();
      return timed(() => pageOf(journal, q(filled.turn()), mode));
    },
  });
  const benches: Bench[] = [
    { name: '50,000 frames to their segment', unit: 'ms', measure: () => append(filled.base) },
    {
      name: '1,000,000 frames: index re-open to the first page',
      unit: 'ms',
      aim: { below: 1000 },
      measure: async () => {
        await filled.journal();
        return filled.reopen();
      },
    },
    first('tool:read_file', (turn) => `tool:read_file seq>${turn}`),
    first('is:error, one in 2,000', (turn) => `is:error seq>${turn}`),
    first('is:error as exchanges', (turn) => `is:error seq>${turn}`, 'exchanges'),
    first('text in every tenth', (turn) => `text:lorem seq>${turn}`),
    first('text in five of them', (turn) => `text:needleinhay seq>${turn}`),
    first('text that is nowhere', (turn) => `text:"nosuchtext${turn}"`),
    {
      name: '1,000,000 frames: a new frame to its row, worst of 10, while all are searched',
      unit: 'ms',
      aim: { below: 100 },
      measure: async () => tailUnderSearch(await filled.journal(), filled.turn()),
    },
  ];
  return Promise.resolve({ benches, close: () => filled.close() });
};

/** Writes as the pipeline does for chunks of 64 KiB; no scan, no row, no index. */
async function append(base: string): Promise<number> {
  const journal = openAt(mkdtempSync(join(base, 'append-')));
  const { log } = new Recorder(journal);
  const raw = Buffer.from(answerOf(1));
  const begun = performance.now();
  for (let i = 0; i < 50_000; i++) {
    const head = {
      channel: 'stdout',
      toward: 'client',
      leg: 'server',
      author: 'server',
      wall: 1e12 + i,
      mono: i,
    } as const;
    log.append(head, raw, { kind: 'slice', from: 0, to: raw.length });
    if (i % 170 === 0) log.flush();
  }
  log.flush();
  const took = performance.now() - begun;
  await log.close();
  await journal.close();
  return took;
}

/** While a text that must be read from every frame is looked for, how long until a new frame is in a list. */
async function tailUnderSearch(journal: Journal, turn: number): Promise<number> {
  const session = new Recorder(journal);
  await pageOf(journal, `text:"q${turn % 10}"`);
  let worst = 0;
  for (let i = 0; i < 10; i++) {
    session.received(answerOf(i));
    session.flush();
    const took = await timed(() => pageOf(journal, `session:${session.session.number}`));
    worst = Math.max(worst, took);
  }
  await session.end();
  return worst;
}

export default open;
