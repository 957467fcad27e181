import type { CallState } from '../../protocol/craft.ts';
import type { FrameDetail, FrameSummary, HttpHead } from '../../protocol/frame.ts';
import type { AnswerReading } from '../../protocol/mcp/read-answer.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { BodyPart } from '../body/body.ts';
import type { Api } from '../connection/api.ts';
import type { Bodies } from '../connection/bodies.ts';
import { findAnswers, findRefusal } from './answer-frames.ts';
import { BodyView } from './body-view.svelte.ts';
import { Meanwhile } from './meanwhile.svelte.ts';
import type { OutputCheck } from './output-check.ts';
import { checkOutput } from './output-check.ts';
import type { View } from './place.ts';
import { responseHead } from './response-head.ts';

/** With the first answer: nothing that is read before needs it. */
const loadReading = () =>
  // The page is just being left, or its files were replaced: the answer can be read again by hand.
  import('../body/answer-bytes.ts').catch(() => undefined);

/** Read in the page's own thread; longer ones in the worker. */
const READ_HERE = 64 * 1024;
/** Longer answers are read only when the person asks. */
const READ_UNASKED = 1024 * 1024;
export const MOST_READ = 16 * 1024 * 1024;
/** ms after the answer that still belong to it. */
const FOLLOWED_FOR = 2000;
const ASK_EVERY = 200;

/** How far the content of an answer was read. `long`: shown as bytes unless the person asks. */
export type Reading =
  | { kind: 'none' }
  | { kind: 'reading' }
  | { kind: 'read'; answer: AnswerReading }
  | { kind: 'long'; bytes: number; canBeRead: boolean }
  | { kind: 'failed' };

/** One send and all that came back. Any number of them may be looked at at the same time. */
export class Answer {
  readonly session: string;
  readonly seq: number;
  #api: Api;
  #bodies: Bodies;
  #request = $state.raw<FrameDetail | undefined>(undefined);
  #answers = $state.raw<FrameSummary[]>([]);
  #detail = $state.raw<FrameDetail | undefined>(undefined);
  #http = $state.raw<HttpHead | undefined>(undefined);
  #reading = $state.raw<Reading>({ kind: 'none' });
  #check = $state.raw<OutputCheck | undefined>(undefined);
  #meanwhile = $state.raw<Meanwhile | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #call: CallState | undefined;
  /** Wall time of the end, as far as it is known. */
  #end: number | undefined;
  #readSeq: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(api: Api, bodies: Bodies, session: string, seq: number) {
    this.#api = api;
    this.#bodies = bodies;
    this.session = session;
    this.seq = seq;
    void this.#load();
  }

  get request(): FrameDetail | undefined {
    return this.#request;
  }
  /** All answers that came, the first one first. A second one breaks the specification. */
  get answers(): FrameSummary[] {
    return this.#answers;
  }
  /** The first answer, or what HTTP said instead of one. */
  get answer(): FrameSummary | undefined {
    return this.#answers[0];
  }
  get detail(): FrameDetail | undefined {
    return this.#detail;
  }
  /** Status and headers of the response, over HTTP. */
  get http(): HttpHead | undefined {
    return this.#http;
  }
  get reading(): Reading {
    return this.#reading;
  }
  get check(): OutputCheck | undefined {
    return this.#check;
  }
  get meanwhile(): Meanwhile | undefined {
    return this.#meanwhile;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** Wall time until which frames belong to it. */
  get until(): number | undefined {
    return this.#end === undefined ? undefined : this.#end + FOLLOWED_FOR;
  }

  /** How the bridge says that the call stands. */
  stands(call: CallState | undefined, sessionEnd: number | undefined): void {
    const was = this.#call?.state;
    this.#call = call;
    if (call?.state === 'unknown' && was !== 'unknown') void this.#find();
    if (call?.answer !== undefined && this.#answers.length === 0) this.#answered([call.answer]);
    if (call === undefined || call.state === 'waiting' || this.#end !== undefined) return;
    const complete = call.timings?.complete;
    const began = this.#request?.summary.wall;
    if (complete !== undefined && began !== undefined) this.#ends(began + complete);
    else if (was === 'waiting') this.#ends(Date.now());
    else if (sessionEnd !== undefined) this.#ends(sessionEnd);
  }

  /** Frames came. `hasGap`: not all of them are in `rows`. */
  heard(rows: readonly FrameSummary[], hasGap: boolean): void {
    const ours = rows.filter(({ session, seq }) => session === this.session && seq > this.seq);
    if (!hasGap && ours.length === 0) return;
    if (hasGap || ours.some((row) => row.request === this.seq && row.kind !== 'notification'))
      void this.#find();
    const isOpen = this.until === undefined || Date.now() < this.until + ASK_EVERY;
    if (isOpen) this.#timer ??= setTimeout(() => this.#askMeanwhile(), ASK_EVERY);
  }

  /** The bridge is back. */
  again(): void {
    if (this.#request === undefined || this.#problem !== undefined) void this.#load();
    else {
      void this.#find();
      this.#askMeanwhile();
      if (this.#reading.kind === 'failed') this.readAgain();
    }
  }

  /** Reads a long answer because the person asked, or one that could not be read before. */
  readAgain(): void {
    const { answer } = this;
    if (answer !== undefined) void this.#read(answer, MOST_READ);
  }

  /** Rows of the answer's bytes. Pretty shows the message, the others every byte on the wire. */
  body(detail: FrameDetail, view: View): BodyView {
    const { session, seq, bytes, kind } = detail.summary;
    const part: BodyPart = view === 'pretty' && detail.payload.kind !== 'none' ? 'payload' : 'raw';
    const total = part === 'payload' ? detail.payloadBytes : bytes;
    const isJson = kind !== 'not-json' && kind !== 'log' && kind !== 'http';
    return new BodyView(this.#bodies, {
      session,
      seq,
      part,
      mode: isJson || view !== 'pretty' ? view : 'raw',
      total,
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#lastTimer);
  }

  async #load(): Promise<void> {
    const request = await this.#api.frame(this.session, this.seq);
    if (this.#isClosed) return;
    this.#problem = request.ok ? undefined : request.problem;
    if (!request.ok) return;
    this.#request = request.value;
    this.#meanwhile = new Meanwhile(this.#api, request.value.summary);
    this.stands(this.#call, undefined);
    const { answer } = this;
    if (answer !== undefined) void this.#read(answer, READ_UNASKED);
    this.#askMeanwhile();
    await this.#find();
  }

  async #find(): Promise<void> {
    const request = this.#request?.summary;
    if (request === undefined) return;
    let found = await findAnswers(this.#api, request);
    // A call that is waited for, or was a moment ago, tells of that itself.
    if (found?.length === 0 && this.#call?.state === 'unknown') found = await findRefusal(this.#api, request);
    if (!this.#isClosed && found !== undefined && found.length > 0) this.#answered(found);
  }

  #answered(answers: FrameSummary[]): void {
    const [first] = answers;
    if (first === undefined) return;
    // What HTTP said is kept until a real answer is found, never the other way round.
    if (first.kind === 'http' && this.answer !== undefined) return;
    this.#answers = answers;
    this.#ends(first.wall);
    if (this.#request !== undefined) void this.#read(first, READ_UNASKED);
  }

  #ends(wall: number): void {
    if (this.#end === wall) return;
    this.#end = wall;
    this.#askMeanwhile();
    clearTimeout(this.#lastTimer);
    const left = wall + FOLLOWED_FOR - Date.now();
    if (left > 0) this.#lastTimer = setTimeout(() => this.#askMeanwhile(), left + ASK_EVERY);
  }

  #askMeanwhile(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isClosed) void this.#meanwhile?.ask(this.until);
  }

  async #read(answer: FrameSummary, most: number): Promise<void> {
    const isReading = this.#readSeq === answer.seq && this.#reading.kind !== 'failed';
    if (isReading && this.#reading.kind !== 'long') return;
    this.#readSeq = answer.seq;
    this.#reading = { kind: 'reading' };
    const [detail, reading] = await Promise.all([
      this.#api.frame(this.session, answer.seq),
      answer.kind === 'http' ? undefined : this.#readContent(answer, most),
    ]);
    if (this.#isClosed || this.#readSeq !== answer.seq) return;
    if (detail.ok) this.#detail = detail.value;
    if (detail.ok && this.#request !== undefined) void this.#readHead(this.#request, detail.value);
    this.#reading = detail.ok ? (reading ?? { kind: 'none' }) : { kind: 'failed' };
    if (reading?.kind === 'read') void this.#checkOutput(reading.answer);
  }

  async #readHead(request: FrameDetail, answer: FrameDetail): Promise<void> {
    // Asked again: the exchange had not all its frames when the request was read.
    const now = await this.#api.frame(this.session, this.seq);
    const http = await responseHead(this.#api, now.ok ? now.value : request, answer);
    if (!this.#isClosed) this.#http = http;
  }

  async #readContent({ seq, rpcId }: FrameSummary, most: number): Promise<Reading> {
    const at = { frame: seq, from: 0, to: READ_HERE };
    const first = await this.#api.payloadCounted(this.session, at);
    if (first === undefined) return { kind: 'failed' };
    const { total } = first;
    if (total > most) return { kind: 'long', bytes: total, canBeRead: total <= MOST_READ };
    const { method } = this.#request?.summary ?? {};
    const request = { session: this.session, seq, total, method, rpcId };
    const reading = total <= READ_HERE ? await loadReading() : undefined;
    if (total <= READ_HERE && reading === undefined) return { kind: 'failed' };
    const answer =
      reading === undefined
        ? await this.#bodies.readAnswer(request)
        : await reading.readAnswerBytes(request, () => Promise.resolve(first));
    return answer === undefined ? { kind: 'failed' } : { kind: 'read', answer };
  }

  async #checkOutput({ body }: AnswerReading): Promise<void> {
    const { method, name } = this.#request?.summary ?? {};
    if (body.kind !== 'content' || method !== 'tools/call' || name === undefined) return;
    // A tool that failed owes no structured content; what it gives is held against its promise all the same.
    if (body.isError && body.structured === undefined) return;
    const check = await checkOutput(this.#api, this.session, name, body.structured);
    if (!this.#isClosed) this.#check = check;
  }
}

type FramesEvent = { rows: readonly FrameSummary[]; count: number };

/** The answers that are looked at now, so that all of them hear what comes. */
export class Answers {
  #api: Api;
  #bodies: Bodies;
  #open = new Set<Answer>();

  constructor(api: Api, bodies: Bodies) {
    this.#api = api;
    this.#bodies = bodies;
  }

  /** To be given back with `close`. */
  open(session: string, seq: number): Answer {
    const answer = new Answer(this.#api, this.#bodies, session, seq);
    this.#open.add(answer);
    return answer;
  }
  close(answer: Answer): void {
    answer.close();
    this.#open.delete(answer);
  }

  heard({ rows, count }: FramesEvent): void {
    for (const answer of this.#open) answer.heard(rows, count > rows.length);
  }
  again(): void {
    for (const answer of this.#open) answer.again();
  }
}
