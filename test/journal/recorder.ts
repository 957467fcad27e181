import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal, Placed, SessionLog } from '../../bridge/journal/journal.ts';
import { type JournalOptions, openJournal } from '../../bridge/journal/open-journal.ts';
import type { RowsPage } from '../../protocol/api.ts';
import type { FrameHead, FrameSummary, Payload } from '../../protocol/frame.ts';
import { scanPayload } from '../../protocol/mcp/scan.ts';
import { createSummariser, type Summariser } from '../../protocol/mcp/summary.ts';
import type { Session } from '../../protocol/session.ts';

export const FREE = (): number => 1e15;

/** Records as the pipeline does, without a transport: frames of one session, told to the index after each flush. */
export class Recorder {
  readonly session: Session;
  readonly log: SessionLog;
  #journal: Journal;
  #summariser: Summariser;
  #unwritten: FrameSummary[] = [];
  #mono = 0;

  constructor(journal: Journal, target = 'everything') {
    const created = journal.createSession({
      target,
      targetName: target,
      transport: 'stdio',
      reachedBy: 'test',
      profile: 'default',
      principal: 'none',
    });
    if (!created.ok) throw new Error(created.problem.message);
    this.session = created.value.session;
    this.log = created.value.log;
    this.#journal = journal;
    this.#summariser = createSummariser(this.session.id);
  }

  /** From the server. */
  received(text: string, more: Partial<FrameHead> = {}): Placed {
    return this.add(text, { channel: 'stdout', toward: 'client', author: 'server', ...more });
  }

  /** To the server. */
  sent(text: string, more: Partial<FrameHead> = {}): Placed {
    return this.add(text, { channel: 'stdin', toward: 'server', author: 'client', ...more });
  }

  add(text: string | Uint8Array, more: Partial<FrameHead>, payload?: Payload, stored?: Uint8Array): Placed {
    const raw = typeof text === 'string' ? Buffer.from(text) : text;
    const head = this.#head(more);
    const where = payload ?? { kind: 'slice', from: 0, to: raw.length };
    const placed = this.log.append(head, raw, where, stored);
    const message = where.kind === 'slice' ? raw.subarray(where.from, where.to) : stored;
    const scan = message === undefined ? undefined : scanPayload(head.channel, message);
    this.#unwritten.push(this.#summariser.summarise(placed, head, raw.length, scan));
    return placed;
  }

  /** A frame in parts; `raw` is its message too. */
  large(chunks: Iterable<Uint8Array>, more: Partial<FrameHead> = {}): Placed {
    const head = this.#head({ channel: 'stdout', toward: 'client', author: 'server', ...more });
    const frame = this.log.begin(head.channel);
    const all: Uint8Array[] = [];
    let bytes = 0;
    for (const chunk of chunks) {
      frame.raw(chunk);
      bytes += chunk.length;
      if (bytes < 2e6) all.push(chunk);
      this.log.flush();
    }
    const placed = frame.end(head, { kind: 'slice', from: 0, to: bytes });
    this.#unwritten.push(
      this.#summariser.summarise(placed, head, bytes, scanPayload(head.channel, Buffer.concat(all))),
    );
    return placed;
  }

  /** Writes, then tells the index. */
  flush(): FrameSummary[] {
    const problem = this.log.flush();
    if (problem !== undefined) throw new Error(problem.message);
    const rows = this.#unwritten;
    this.#unwritten = [];
    this.#journal.index(rows);
    return rows;
  }

  async end(): Promise<void> {
    this.flush();
    await this.log.close();
    this.#journal.saveSession({
      ...this.session,
      state: { kind: 'closed', reason: 'test' },
      endedAt: 1e12 + 1e6,
    });
  }

  #head(more: Partial<FrameHead>): FrameHead {
    this.#mono += 10;
    const wall = 1e12 + this.#mono;
    return {
      channel: 'stdout',
      toward: 'client',
      leg: 'server',
      author: 'server',
      wall,
      mono: this.#mono,
      ...more,
    };
  }
}

/** Data directories of one test file, removed at its end. */
export class Scratch {
  #base = mkdtempSync(join(tmpdir(), 'journal-'));
  #open = new Set<Journal>();
  #count = 0;

  folder(): string {
    return join(this.#base, `data-${++this.#count}`);
  }

  open(dir: string, more: Partial<JournalOptions> = {}): Journal {
    const opened = openJournal({
      dir,
      build: '0.0.0-test',
      clock: { wall: () => 1e12 },
      freeBytes: FREE,
      ...more,
    });
    if (!opened.ok) throw new Error(`${opened.problem.message} ${opened.problem.hint ?? ''}`);
    this.#open.add(opened.value);
    return opened.value;
  }

  async close(journal: Journal): Promise<void> {
    this.#open.delete(journal);
    await journal.close();
  }

  async remove(): Promise<void> {
    for (const journal of this.#open) await journal.close();
    rmSync(this.#base, { recursive: true, force: true });
  }
}

/** The page of a query, whole: asked for again until everything was looked at. */
export async function allRows(
  journal: Journal,
  q: string,
  mode: 'frames' | 'exchanges' = 'frames',
): Promise<RowsPage> {
  for (;;) {
    const page = await journal.rows({ q, mode, from: -1000, limit: 1000 });
    if (!page.ok) throw new Error(page.problem.message);
    if (page.value.complete) return page.value;
  }
}

/** seqs of what matches. */
export async function seqs(
  journal: Journal,
  q: string,
  mode: 'frames' | 'exchanges' = 'frames',
): Promise<number[]> {
  const page = await allRows(journal, q, mode);
  return page.rows.map((row) =>
    'request' in row && typeof row.request === 'object' ? row.request.seq : (row as FrameSummary).seq,
  );
}
