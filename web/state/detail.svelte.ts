import type { FrameDetail } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { BodyPart } from '../body/body.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { Bodies } from '../connection/bodies.ts';
import { BodyView } from './body-view.svelte.ts';
import type { FrameRef, View } from './place.ts';
import { isSameRef } from './place.ts';

/** Frames of an exchange looked at to find the answer; it is the last one nearly always. */
const MOST_LOOKED_AT = 40;
const LOOK_AGAIN_EVERY = 300;

/** What belongs to the frame that was selected. `answer` is absent while it is waited for. */
export interface Shown {
  selected: FrameDetail;
  request: FrameDetail | undefined;
  answer: FrameDetail | undefined;
  /** The request was withdrawn; an answer may come all the same. */
  isCancelled: boolean;
}

type Found = Pick<Shown, 'answer' | 'isCancelled'>;

function isAnswerTo({ summary }: FrameDetail, request: number): boolean {
  return summary.request === request && (summary.kind === 'result' || summary.kind === 'error');
}

/** HTTP said no by itself: no JSON-RPC answer will come. */
function isRefusalOf({ summary }: FrameDetail, request: number): boolean {
  return summary.request === request && summary.kind === 'http' && (summary.status ?? 0) >= 300;
}

/** The frame that is looked at, with the other half of its exchange. */
export class Detail {
  #api: Api;
  #bodies: Bodies;
  #at: FrameRef | undefined;
  #shownAt: FrameRef | undefined;
  /** Frames of the exchange that were looked at and are no answer. */
  #passed = new Map<number, FrameDetail>();
  #shown = $state.raw<Shown | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, bodies: Bodies) {
    this.#api = api;
    this.#bodies = bodies;
  }

  get shown(): Shown | undefined {
    return this.#shown;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  show(at: FrameRef | undefined): void {
    if (isSameRef(at, this.#at)) return;
    this.#at = at;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#problem = undefined;
    this.#passed.clear();
    if (at === undefined) this.#shown = undefined;
    else {
      this.#bodies.warm();
      void this.#load(at);
    }
  }

  /** The bridge is back: asks again for what could not be had while it was gone. */
  again(): void {
    if (this.#problem !== undefined && this.#at !== undefined) void this.#load(this.#at);
    else this.heard();
  }

  /** Frames came: an answer that is waited for may be among them. */
  heard(): void {
    const shown = this.#shown;
    if (shown?.request === undefined || shown.answer !== undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#at !== undefined) void this.#load(this.#at);
    }, LOOK_AGAIN_EVERY);
  }

  /** Rows of a frame's bytes. Pretty and What the model sees show the message, the others every byte on the wire. */
  body(detail: FrameDetail, view: View): BodyView {
    const { session, seq, bytes, kind } = detail.summary;
    const isOfMessage = (view === 'pretty' || view === 'model') && detail.payload.kind !== 'none';
    const part: BodyPart = isOfMessage ? 'payload' : 'raw';
    const total = part === 'payload' ? detail.payloadBytes : bytes;
    const isJson = kind !== 'not-json' && kind !== 'log' && kind !== 'http';
    const mode = view === 'pretty' && !isJson ? 'raw' : view;
    return new BodyView(this.#bodies, { session, seq, part, mode, total });
  }

  /** The message as text, for the clipboard. */
  async text(detail: FrameDetail, most: number): Promise<string | undefined> {
    const bytes = await this.#api.frameBytes(detail.summary.session, detail.summary.seq, most);
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  async #load(at: FrameRef): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const selected = await this.#api.frame(at.session, at.seq, asking.signal);
    if (this.#asking !== asking) return;
    if (!selected.ok) {
      const isShown = selected.problem.code === UNREACHABLE && isSameRef(at, this.#shownAt);
      if (selected.problem.code === STOPPED || isShown) return;
      this.#problem = selected.problem;
      this.#shown = this.#shownAt = undefined;
      return;
    }
    const shown = await this.#withOtherHalf(selected.value, asking.signal);
    if (this.#asking !== asking) return;
    this.#shown = shown;
    this.#shownAt = at;
    this.#problem = undefined;
  }

  async #withOtherHalf(selected: FrameDetail, signal: AbortSignal): Promise<Shown> {
    const { exchange, summary } = selected;
    if (exchange === undefined)
      return { selected, request: undefined, answer: undefined, isCancelled: false };
    const isRequest = summary.seq === exchange.request;
    const request = isRequest ? selected : await this.#frame(summary.session, exchange.request, signal);
    if (isAnswerTo(selected, exchange.request))
      return { selected, request, answer: selected, isCancelled: false };
    return { selected, request, ...(await this.#findAnswer(selected, signal)) };
  }

  async #findAnswer({ exchange, summary }: FrameDetail, signal: AbortSignal): Promise<Found> {
    const found: Found = { answer: undefined, isCancelled: false };
    const others = exchange?.frames.filter((seq) => seq !== exchange.request && seq !== summary.seq) ?? [];
    for (const seq of others.reverse().slice(0, MOST_LOOKED_AT)) {
      const detail = this.#passed.get(seq) ?? (await this.#frame(summary.session, seq, signal));
      if (detail === undefined || exchange === undefined) continue;
      if (isAnswerTo(detail, exchange.request)) return { ...found, answer: detail };
      this.#passed.set(seq, detail);
      if (isRefusalOf(detail, exchange.request)) found.answer = detail;
      if (detail.summary.method === 'notifications/cancelled') found.isCancelled = true;
    }
    return found;
  }

  async #frame(session: string, seq: number, signal: AbortSignal): Promise<FrameDetail | undefined> {
    const detail = await this.#api.frame(session, seq, signal);
    return detail.ok ? detail.value : undefined;
  }
}
