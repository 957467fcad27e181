import type { FrameSummary } from '../../protocol/frame.ts';
import type { Piece } from '../body/hidden.ts';
import { splitBytes } from '../body/utf8.ts';
import type { Api } from '../connection/api.ts';
import { frameOf } from './row-cache.ts';

const MOST_LINES = 100;
const MOST_BYTES = 4096;
const ASK_EVERY = 300;

export interface StderrLine {
  seq: number;
  pieces: Piece[];
  /** Bytes of the line that are not shown. */
  more: number;
}

/** The newest lines a server wrote to stderr, as they come. */
export class Stderr {
  #api: Api;
  #session: { id: string; number: number } | undefined;
  #lines = $state.raw<StderrLine[]>([]);
  #total = $state(0);
  #known = new Map<number, StderrLine>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;

  constructor(api: Api) {
    this.#api = api;
  }

  get lines(): StderrLine[] {
    return this.#lines;
  }
  /** All lines of the session, also those before the ones that are shown. */
  get total(): number {
    return this.#total;
  }

  show(session: { id: string; number: number } | undefined): void {
    if (session?.id === this.#session?.id) return;
    this.#session = session;
    this.#known.clear();
    this.#lines = [];
    this.#total = 0;
    if (session !== undefined) void this.#ask();
  }

  heard(): void {
    if (this.#session === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, ASK_EVERY);
  }

  async #ask(): Promise<void> {
    const session = this.#session;
    if (session === undefined || this.#isAsking) return;
    this.#isAsking = true;
    const q = `session:${session.number} channel:stderr`;
    const page = await this.#api.rows({ q, mode: 'frames', from: -MOST_LINES, limit: MOST_LINES });
    const rows = page.ok ? page.value.rows.map(frameOf) : [];
    const lines = await Promise.all(rows.map((row) => this.#line(row)));
    this.#isAsking = false;
    if (this.#session !== session) void this.#ask();
    else if (page.ok) {
      this.#known = new Map(lines.map((line) => [line.seq, line]));
      this.#lines = lines;
      this.#total = page.value.total;
    }
  }

  #line(row: FrameSummary): Promise<StderrLine> {
    const known = this.#known.get(row.seq);
    return known === undefined ? this.#read(row) : Promise.resolve(known);
  }

  async #read({ session, seq, bytes }: FrameSummary): Promise<StderrLine> {
    const line = (await this.#api.frameBytes(session, seq, MOST_BYTES)) ?? new Uint8Array(0);
    const end = line[line.length - 1] === 0x0a ? line.length - 1 : line.length;
    return { seq, pieces: splitBytes(line.subarray(0, end), '\t'), more: Math.max(0, bytes - line.length) };
  }
}
