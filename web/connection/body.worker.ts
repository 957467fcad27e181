// Reads bodies beside the page's thread: fetches byte ranges, lays them out and hands over finished rows.
import type { BodyRequest, FromBodyWorker, Held, ToBodyWorker } from '../body/body.ts';
import { readAnswerBytes } from '../body/answer-bytes.ts';
import type { AnswerRequest } from '../body/answer-bytes.ts';
import { bytesOfText, readHeld } from '../body/held.ts';
import type { LaidOutBody } from '../body/document.ts';
import { layOut } from '../body/lay-out.ts';
import type { MaskedRange, ReadBytes } from '../body/extents.ts';

interface OpenBody {
  document: LaidOutBody;
  /** Bytes whose row was asked for before they were read. */
  wanted: number | undefined;
}

const bodies = new Map<number, OpenBody>();
const access = { token: '', api: '' };
const scope = self as unknown as DedicatedWorkerGlobalScope;

function tell(message: FromBodyWorker): void {
  scope.postMessage(message);
}

/** `from-to:name,from-to:name`; the name is percent-encoded. */
function readMasked(header: string | null): MaskedRange[] {
  return (header ?? '').split(',').flatMap((part) => {
    const found = /^(\d+)-(\d+):(.*)$/.exec(part.trim());
    if (found === null) return [];
    return [{ from: Number(found[1]), to: Number(found[2]), name: decodeURIComponent(found[3] ?? '') }];
  });
}

type Stretch = Pick<BodyRequest, 'session' | 'seq' | 'part' | 'start'>;

function readerOf({ session, seq, part, start = 0 }: Stretch): ReadBytes {
  return async (from, to, signal) => {
    const range = `from=${start + from}&to=${start + to}`;
    const url = `${access.api}/frames/${session}/${seq}/bytes?part=${part}&${range}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${access.token}` }, signal });
    if (!answer.ok) throw new Error(`the bridge answered ${answer.status}`);
    return {
      bytes: new Uint8Array(await answer.arrayBuffer()),
      masked: readMasked(answer.headers.get('x-masked')).map((range) => ({
        ...range,
        from: range.from - start,
        to: range.to - start,
      })),
    };
  };
}

const never = new AbortController().signal;

async function answer(id: number, request: AnswerRequest): Promise<void> {
  const { session, seq } = request;
  const read = readerOf({ session, seq, part: 'payload' });
  try {
    const reading = await readAnswerBytes(request, async (from, to) => {
      const { bytes, masked } = await read(from, to, never);
      return { bytes, masked: masked.length };
    });
    tell({ kind: 'answer', id, reading });
  } catch (error) {
    // The bridge is gone: the page says so and offers to try again.
    if (!(error instanceof Error)) throw error;
    tell({ kind: 'answer', id, reading: undefined });
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'the bridge does not answer';
  return error instanceof Error ? error.message : String(error);
}

async function open(id: number, request: BodyRequest, held: Held | undefined): Promise<void> {
  const bytes = typeof held === 'string' ? bytesOfText(held) : held;
  const source = bytes === undefined ? readerOf(request) : readHeld(bytes);
  const total = bytes?.length ?? request.total;
  const document = layOut(source, request.mode, request.columns, total);
  const body: OpenBody = { document, wanted: undefined };
  bodies.set(id, body);
  let read = 0;
  let rows = 0;
  try {
    await document.index((progress) => {
      read = progress.read;
      rows = progress.rows;
      tell({ kind: 'progress', id, progress });
      if (body.wanted !== undefined && (progress.done || body.wanted < progress.read))
        void find(id, body.wanted);
    });
  } catch (error) {
    if (isAbort(error)) return;
    const problem = reasonOf(error);
    tell({ kind: 'progress', id, progress: { rows, read, done: true, problem } });
  }
}

async function find(id: number, byte: number): Promise<void> {
  const body = bodies.get(id);
  if (body === undefined) return;
  body.wanted = byte;
  try {
    const row = await body.document.find(byte);
    if (row === undefined) return;
    body.wanted = undefined;
    tell({ kind: 'found', id, byte, row });
  } catch (error) {
    // The bridge is gone or the body was closed: the place is asked for again when rows are.
    if (!isAbort(error) && !(error instanceof Error)) throw error;
  }
}

async function rows(id: number, from: number, to: number): Promise<void> {
  try {
    const found = await bodies.get(id)?.document.rows(from, to);
    if (found !== undefined) tell({ kind: 'rows', id, from, rows: found });
  } catch (error) {
    if (isAbort(error)) return;
    // No rows: the page asks again when it scrolls or when the bridge is back.
    tell({ kind: 'rows', id, from, rows: [] });
  }
}

scope.onmessage = ({ data }: MessageEvent<ToBodyWorker>) => {
  switch (data.kind) {
    case 'token':
      access.token = data.token;
      access.api = data.api;
      return;
    case 'open':
      void open(data.id, data.request, data.held);
      return;
    case 'rows':
      void rows(data.id, data.from, data.to);
      return;
    case 'mark':
      bodies.get(data.id)?.document.mark(data.hits);
      return;
    case 'find':
      void find(data.id, data.byte);
      return;
    case 'answer':
      void answer(data.id, data.request);
      return;
    case 'close':
      bodies.get(data.id)?.document.close();
      bodies.delete(data.id);
  }
};
