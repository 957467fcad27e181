import type { Journal } from '../../bridge/journal/journal.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { Severity } from '../../protocol/finding.ts';
import type { FrameHead, FrameSummary } from '../../protocol/frame.ts';
import { Recorder } from './recorder.ts';

const WORDS =
  'alpha beta gamma delta read write path content tool server value number hello lorem ipsum dolor'.split(
    ' ',
  );
const FILLER = 'text to make it as long as answers usually are '.repeat(5);
const TARGETS = ['everything', 'memory', 'filesystem', 'git'];
const TOOLS = ['echo', 'echo', 'echo', 'read_file', 'write_file', 'search', 'add', '__proto__'];

/** When the first frame was made, ms since the epoch. */
export const BEGAN = Date.parse('2026-03-01T12:00:00Z');

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A frame as it was made: its row, and its text as it went. */
export interface MadeFrame {
  row: FrameSummary;
  text: string;
}

export interface ManyFrames {
  sessions: Recorder[];
  /** In the order they were recorded, where they were asked for. */
  made: MadeFrame[];
}

/**
 * Records frames of every sort in several sessions, in the mix a busy day has: calls and their answers,
 * some slow, some failing, some never answered, progress, logs, stderr, broken lines, HTTP refusals.
 */
export async function recordMany(
  journal: Journal,
  frames: number,
  options: { sessions?: number; keeps?: boolean; leavesOpen?: number; turn?: () => Promise<void> } = {},
): Promise<ManyFrames> {
  const { sessions: count = 12, keeps = false, leavesOpen = 0, turn = () => Promise.resolve() } = options;
  const sessions = Array.from(
    { length: count },
    (_, i) => new Recorder(journal, TARGETS[i % TARGETS.length]),
  );
  const makers = sessions.map((session, i) => new Maker(session, i));
  const made: MadeFrame[] = [];
  let total = 0;
  while (total < frames) {
    const maker = makers[(total >> 8) % count]!;
    total += maker.make(total);
    if (total % 256 < 3) for (const one of makers) keep(one);
    if (total % 20_000 < 3) await turn();
  }
  for (const one of makers) keep(one);
  for (const one of sessions.slice(leavesOpen)) await one.end();
  return { sessions, made: made.sort((a, b) => a.row.n - b.row.n) };

  function keep({ session, texts }: Maker): void {
    const rows = session.flush();
    if (keeps) rows.forEach((row, k) => made.push({ row, text: texts[k] ?? '' }));
    texts.length = 0;
  }
}

class Maker {
  readonly session: Recorder;
  /** Of frames that are not flushed. */
  readonly texts: string[] = [];
  #pick: (below: number) => number;
  #mono = 0;
  #id = 0;
  #lastSeq = 0;

  constructor(session: Recorder, seed: number) {
    this.session = session;
    this.#pick = sequence(seed + 1);
  }

  /** Adds a few frames that belong together; returns how many. */
  make(nth: number): number {
    const pick = this.#pick;
    const id = ++this.#id;
    const sort = pick(1000);
    const words = `${WORDS[pick(16)]} ${WORDS[pick(16)]}`;
    if (sort < 20) return this.#in(`stderr line ${id} ${words}\n`, { channel: 'stderr' });
    if (sort < 30)
      return this.#in(
        `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${words}"}}\n`,
      );
    if (sort < 31) return this.#in(`{"broken": ${words}\n`);
    if (sort < 32)
      return this.#in(`{"jsonrpc":"2.0","method":"notifications/a","method":"notifications/${words}"}\n`);
    if (sort < 33)
      return this.#in(`{"jsonrpc":"2.0","id":"unasked-${id}","result":{}}\n`, {
        problem: `cut off after ${id} bytes`,
      });
    if (sort < 36) return this.#refused(id);
    if (sort < 39)
      return this.#out(`{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"sleep"}}\n`);
    if (sort < 40 || id === 1) return this.#inSteps(id, words);
    if (sort < 42) return this.#tooLate(id, words);
    const [method, params] = this.#called(sort, words);
    const author = pick(50) === 0 ? 'craft' : 'client';
    const requested = this.#out(
      `{"jsonrpc":"2.0","id":${id % 7 === 0 ? `"s-${id}"` : id},"method":"${method}"${params}}\n`,
      { author },
    );
    const rpcId = id % 7 === 0 ? `"s-${id}"` : String(id);
    this.#mono += pick(200) === 0 ? 500 + pick(4000) : 1 + pick(40);
    if (pick(400) === 0)
      return (
        requested +
        this.#in(`{"jsonrpc":"2.0","id":${rpcId},"error":{"code":-3260${pick(4)},"message":"no ${words}"}}\n`)
      );
    const rare = (nth % 200_000 < 12 ? 'needleinhay' : '') + (nth % 5000 < 12 ? 'q9' : '');
    const long = pick(300) === 0 ? FILLER.repeat(20) : FILLER;
    return (
      requested +
      this.#in(
        `{"jsonrpc":"2.0","id":${rpcId},"result":{"content":[{"type":"text","text":"${words} ${id} ${long}${rare}"}]${pick(500) === 0 ? ',"isError":true' : ''}}}\n`,
      )
    );
  }

  #called(sort: number, words: string): [string, string] {
    const pick = this.#pick;
    if (sort < 60) return ['resources/read', `,"params":{"uri":"file:///notes/${WORDS[pick(16)]}.txt"}`];
    if (sort < 75) return ['prompts/get', `,"params":{"name":"${pick(2) === 0 ? 'summarise' : 'review'}"}`];
    if (sort < 90) return ['tools/list', ''];
    if (sort < 95) return ['ping', ''];
    return ['tools/call', `,"params":{"name":"${TOOLS[pick(TOOLS.length)]}","arguments":{"q":"${words}"}}`];
  }

  /** A call that is asked back once. */
  #inSteps(id: number, words: string): number {
    const call = (of: string, more: string): number =>
      this.#out(
        `{"jsonrpc":"2.0","id":"${of}","method":"tools/call","params":{"name":"book","arguments":{"q":"${words}"}${more}}}\n`,
      );
    const answered = (of: string, result: string): number =>
      this.#in(`{"jsonrpc":"2.0","id":"${of}","result":${result}}\n`);
    return (
      call(`c-${id}`, '') +
      answered(
        `c-${id}`,
        `{"resultType":"input_required","requestState":"state ${id}","inputRequests":{"a":{}}}`,
      ) +
      call(`d-${id}`, `,"inputResponses":{"a":{}},"requestState":"state ${id}"`) +
      answered(`d-${id}`, `{"resultType":"complete","content":[{"type":"text","text":"${words}"}]}`)
    );
  }

  /** A call that is given up, and answered twice nevertheless. */
  #tooLate(id: number, words: string): number {
    const answer = `{"jsonrpc":"2.0","id":"l-${id}","result":{"content":[{"type":"text","text":"${words}"}]}}\n`;
    return (
      this.#out(`{"jsonrpc":"2.0","id":"l-${id}","method":"tools/call","params":{"name":"sleep"}}\n`) +
      this.#out(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"l-${id}"}}\n`) +
      this.#in(answer) +
      this.#in(answer)
    );
  }

  /** A request over HTTP and the refusal of it. */
  #refused(id: number): number {
    const body = `{"jsonrpc":"2.0","id":${id},"method":"ping"}`;
    const asked = `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const status = [401, 404, 500, 503][this.#pick(4)]!;
    const head = `HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`;
    const http = { headers: [], bodyAt: asked.length };
    this.#add(asked + body, {
      ...{ channel: 'c1>', toward: 'server', author: 'client' },
      http: { ...http, startLine: 'POST /mcp HTTP/1.1' },
      payload: { kind: 'slice', from: asked.length, to: asked.length + body.length },
    });
    this.#mono += 3;
    this.#add(head, {
      ...{ channel: 'c1<', toward: 'client', author: 'server', answers: this.#lastSeq },
      http: { ...http, startLine: `HTTP/1.1 ${status} No`, status, bodyAt: head.length },
      payload: { kind: 'none' },
    });
    return 2;
  }

  #in(text: string, more: Partial<FrameHead> = {}): number {
    return this.#add(text, { channel: 'stdout', toward: 'client', author: 'server', ...more });
  }

  #out(text: string, more: Partial<FrameHead> = {}): number {
    return this.#add(text, { channel: 'stdin', toward: 'server', author: 'client', ...more });
  }

  #add(
    text: string,
    { payload, ...more }: Partial<FrameHead> & { payload?: Parameters<Recorder['add']>[2] },
  ): number {
    this.#mono += 1;
    const placed = this.session.add(text, { mono: this.#mono, wall: BEGAN + this.#mono, ...more }, payload);
    this.#lastSeq = placed.seq;
    this.texts.push(text);
    return 1;
  }
}

/** What is laid beside the frames of every session, by their numbers in it. */
export const ANNOTATED: ReadonlyMap<number, FrameAnnotation> = new Map(
  Array.from({ length: 40 }, (_, i): FrameAnnotation => ({
    seq: (i + 1) * 49,
    at: 1,
    ...(i % 2 === 1 ? { mark: true } : {}),
    ...(i % 5 === 0 ? { colour: 'red' } : {}),
    ...(i % 7 === 0 ? { note: 'look at this Token' } : {}),
  }))
    .filter(({ mark, colour, note }) => mark ?? colour ?? note)
    .map((annotation) => [annotation.seq, annotation]),
);
export const FOUND: ReadonlyMap<number, Severity> = new Map(
  Array.from({ length: 400 }, (_, i) => [(i + 1) * 47, i % 5 === 0 ? 'critical' : 'low']),
);
const MARK_OF = { low: 2, critical: 16 } as Partial<Record<Severity, number>>;

/** Marks, colours, notes and findings on some of the frames, as a person and inspection would leave them. */
export function annotateMany(journal: Journal, sessions: readonly Recorder[]): void {
  const found = Uint32Array.from([...FOUND].flatMap(([seq, severity]) => [seq, MARK_OF[severity] ?? 0]));
  for (const { session } of sessions) {
    journal.annotated(session.id, [...ANNOTATED.values()], true);
    journal.found(session.id, found, true);
  }
}
