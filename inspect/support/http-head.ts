import { headerSpans } from '../header-spans.ts';
import type { RecordedFrame } from '../message.ts';
import { placeOfBytes, type Place } from '../place.ts';

/** A header of a frame, as it was sent. */
export interface Header {
  readonly value: string;
  place(from?: number, to?: number): Place;
}

/** Headers of that name (lower-case), in order. */
export function headersOf(frame: RecordedFrame, name: string): Header[] {
  const pairs = frame.head.http?.headers;
  if (pairs === undefined || !pairs.some(([one]) => one.toLowerCase() === name)) return [];
  const found: Header[] = [];
  for (const span of headerSpans(frame)) {
    if (span.name.toLowerCase() !== name) continue;
    found.push({
      value: span.value,
      place: (from = 0, to = span.value.length) =>
        placeOfBytes(frame, 'raw', span.from + from, span.from + to, span.value.slice(from, to), span.name),
    });
  }
  return found;
}

export function headerOf(frame: RecordedFrame, name: string): string | undefined {
  return frame.head.http?.headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** Where the request or status line stands. */
export function startLinePlace(frame: RecordedFrame, from = 0, to?: number): Place {
  const line = frame.head.http?.startLine ?? '';
  const end = to ?? line.length;
  return frame.place('raw', from, Math.min(end, frame.raw.length), line.slice(from, end));
}

/** What of a request its answer is judged by. */
export interface RequestHead {
  readonly hasCredentials: boolean;
  readonly origin: string | undefined;
  /** The request target: path and query. */
  readonly target: string;
  readonly method: string;
}

const CREDENTIALS = new Set(['authorization', 'cookie', 'x-api-key', 'api-key', 'proxy-authorization']);
const MOST_REQUESTS = 2_000;

export function hasCredentials(frame: RecordedFrame): boolean {
  return frame.head.http?.headers.some(([name]) => CREDENTIALS.has(name.toLowerCase())) ?? false;
}

/** The requests of a session by frame, the newest of them: give it every frame, ask it with an answer. */
export class RequestHeads {
  #bySeq = new Map<number, RequestHead>();

  take(frame: RecordedFrame): void {
    const { http, toward } = frame.head;
    if (toward !== 'server' || http === undefined) return;
    const [method = '', target = ''] = http.startLine.split(' ', 2);
    this.#bySeq.set(frame.seq, {
      hasCredentials: hasCredentials(frame),
      origin: headerOf(frame, 'origin'),
      target,
      method,
    });
    if (this.#bySeq.size <= MOST_REQUESTS) return;
    for (const oldest of this.#bySeq.keys()) {
      this.#bySeq.delete(oldest);
      return;
    }
  }

  of(seq: number | undefined): RequestHead | undefined {
    return seq === undefined ? undefined : this.#bySeq.get(seq);
  }
}

/** `localhost` and addresses that never leave the machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
}

export function urlOf(text: string | undefined, base?: string): URL | undefined {
  return text !== undefined && URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/** A secret as it may be shown: its first four characters and its last two. */
export function masked(secret: string): string {
  return secret.length < 12 ? '…' : `${secret.slice(0, 4)}…${secret.slice(-2)}`;
}
