import type { FrameHead, FrameSummary } from '../frame.ts';
import type { MessageHead } from './message-head.ts';
import type { MeantRequest } from './meant.ts';
import type { Scan } from './scan.ts';
import { Conversations } from './conversations.ts';
import { decodeJsonString } from './text.ts';

/** Turns frames of one session, in order of seq, into rows; pairs answers with requests. Pure. */
export interface Summariser {
  /** `scan` is absent when the frame has no payload. `rawBytes` is its length on the wire. */
  summarise(
    placed: { seq: number; n: number },
    head: FrameHead,
    rawBytes: number,
    scan: Scan | undefined,
  ): FrameSummary;
}

interface OpenRequest {
  seq: number;
  mono: number;
  method: string | undefined;
  name: string | undefined;
  answers: number;
  isCancelled: boolean;
  /** seq of the first request of the conversation it belongs to: its own, where it begins one. */
  root: number;
}

const TEXT_CAP = 240;
/** Requests remembered for pairing, per direction; beyond it the oldest answered ones are forgotten. */
const REMEMBERED = 20_000;

/** Ids are equal when they mean the same JSON value: `"a"` and `"\u0061"` are, `1` and `"1"` are not. */
export function idKey(rpcId: string): string {
  return rpcId.startsWith('"') ? `s${decodeJsonString(encoder.encode(rpcId))}` : rpcId;
}
const encoder = new TextEncoder();

/** Requests of one direction, waiting for their answers or answered not long ago. */
class Ledger {
  #byId = new Map<string, OpenRequest>();

  opened(rpcId: string, request: OpenRequest): void {
    const key = idKey(rpcId);
    this.#byId.delete(key);
    this.#byId.set(key, request);
    if (this.#byId.size <= REMEMBERED) return;
    let looked = 0;
    for (const [old, was] of this.#byId) {
      // A few only: a server that never answers would make every request look through all of them.
      if (looked++ > 32) break;
      if (was.answers === 0) continue;
      this.#byId.delete(old);
      return;
    }
    const oldest = this.#byId.keys().next();
    if (oldest.done !== true) this.#byId.delete(oldest.value);
  }

  find(rpcId: string): OpenRequest | undefined {
    return this.#byId.get(idKey(rpcId));
  }
}

export function createSummariser(session: string): Summariser {
  const towardServer = new Ledger();
  const towardClient = new Ledger();
  const progress = new Map<string, OpenRequest>();
  const http = new Map<number, number>();
  const conversations = new Conversations();
  /** Something was sent that a server may be unable to read: it answers that without an id (JSON-RPC 2.0, section 5). */
  let sentOddly = false;

  /** A request that a frame of ours was meant as. A plain one that waits with this id stays what is answered. */
  function note({ seq, mono }: FrameSummary, { rpcId, method }: MeantRequest): void {
    if (towardServer.find(rpcId)?.answers === 0) return;
    towardServer.opened(rpcId, {
      seq,
      mono,
      method,
      name: undefined,
      answers: 0,
      isCancelled: false,
      root: seq,
    });
  }

  function pair(row: FrameSummary, message: MessageHead): void {
    const own = row.toward === 'server' ? towardServer : towardClient;
    const other = row.toward === 'server' ? towardClient : towardServer;
    const marks: string[] = [];
    if (row.toward === 'server' && (message.kind === 'not-rpc' || row.kind === 'batch')) sentOddly = true;
    if (row.toward === 'server' && message.kind === 'not-rpc' && message.rpcId !== undefined)
      note(row, { rpcId: message.rpcId });
    if (message.kind === 'request' && message.rpcId !== undefined) {
      const request: OpenRequest = {
        seq: row.seq,
        mono: row.mono,
        method: message.method,
        name: message.name,
        answers: 0,
        isCancelled: false,
        root: conversations.rootOf(message) ?? row.seq,
      };
      if (request.root !== row.seq) row.continues = request.root;
      own.opened(message.rpcId, request);
      if (message.progressToken !== undefined) remember(progress, idKey(message.progressToken), request);
    } else if (message.kind === 'result' || message.kind === 'error') {
      const request = message.rpcId === undefined ? undefined : other.find(message.rpcId);
      if (request === undefined) {
        const hasNone = message.rpcId === undefined || message.rpcId === 'null';
        if (!(hasNone && message.kind === 'error' && row.toward === 'client' && sentOddly))
          marks.push('unknown id');
      } else {
        row.request = request.seq;
        row.ms = row.mono - request.mono;
        if (request.method !== undefined) row.method = request.method;
        if (request.name !== undefined) row.name = cut(request.name);
        const asks = conversations.answered(request, message);
        if (asks !== undefined) row.asks = asks;
        if (request.answers > 0) marks.push('duplicate');
        else if (request.isCancelled) marks.push('late');
        request.answers++;
      }
    } else if (message.kind === 'notification') {
      if (message.method === 'notifications/cancelled' && message.cancels !== undefined) {
        const request = own.find(message.cancels);
        if (request === undefined) marks.push('unknown id');
        else {
          row.request = request.seq;
          if (request.name !== undefined) row.name = cut(request.name);
          request.isCancelled = true;
        }
      } else if (message.method === 'notifications/progress' && message.progressToken !== undefined) {
        const request = progress.get(idKey(message.progressToken));
        if (request === undefined) marks.push('unknown token');
        else {
          row.request = request.seq;
          if (request.name !== undefined) row.name = cut(request.name);
          if (request.answers > 0) marks.push('late');
        }
      }
    }
    if (marks.length > 0) row.marks = [...(row.marks ?? []), ...marks];
  }

  return {
    summarise(placed, head, rawBytes, scan) {
      const row: FrameSummary = {
        n: placed.n,
        session,
        seq: placed.seq,
        wall: head.wall,
        mono: head.mono,
        channel: head.channel,
        toward: head.toward,
        leg: head.leg,
        author: head.author,
        kind: 'http',
        bytes: rawBytes,
      };
      if (head.http?.status !== undefined) row.status = head.http.status;
      if (head.problem !== undefined) row.problem = cut(head.problem);
      if (head.http !== undefined && head.toward === 'server') remember(http, placed.seq, head.mono);
      if (scan === undefined) describeHttp(row, head, http);
      else if (scan.form === 'not-json') {
        row.kind = head.channel === 'stderr' ? 'log' : 'not-json';
        if (scan.text !== undefined && scan.text !== '') row.preview = cut(scan.text);
        if (row.kind === 'not-json' && scan.complaint !== undefined) row.problem ??= scan.complaint;
        if (row.toward === 'server') {
          sentOddly = true;
          for (const meant of scan.meant ?? []) note(row, meant);
        }
      } else describeMessages(row, scan, pair);
      return row;
    },
  };
}

function describeMessages(
  row: FrameSummary,
  scan: Scan,
  pair: (row: FrameSummary, m: MessageHead) => void,
): void {
  const first = scan.messages[0];
  if (first === undefined) return;
  if (scan.complaint !== undefined) row.problem ??= scan.complaint;
  if (!scan.whole) row.problem ??= 'not read beyond 64 MiB';
  if (scan.form === 'single') {
    row.kind = first.kind;
    if (first.method !== undefined) row.method = cut(first.method);
    if (first.name !== undefined) row.name = cut(first.name);
    if (first.rpcId !== undefined) row.rpcId = first.rpcId;
    if (first.preview !== undefined && first.preview !== '') row.preview = cut(first.preview);
    if (first.errorCode !== undefined) row.errorCode = first.errorCode;
    if (first.isError === true) row.isError = true;
    if (first.repeated !== undefined) row.marks = ['duplicate key'];
    pair(row, first);
    return;
  }
  row.kind = 'batch';
  row.preview = `${scan.count} messages${scan.form === 'several' ? ' in one frame' : ''}`;
  for (const message of scan.messages) {
    // Pairing of a batch is remembered for its requests; the row itself answers nothing in particular.
    pair({ ...row }, message);
  }
}

function describeHttp(row: FrameSummary, head: FrameHead, http: Map<number, number>): void {
  if (head.http !== undefined) row.preview = cut(head.http.startLine);
  else if (head.sse !== undefined) row.preview = 'event without a message';
  if (head.answers === undefined) return;
  row.request = head.answers;
  const began = http.get(head.answers);
  if (began !== undefined && head.http !== undefined) row.ms = head.mono - began;
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= REMEMBERED) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}

function cut(text: string): string {
  if (text.length <= TEXT_CAP) return text;
  const last = text.charCodeAt(TEXT_CAP - 2);
  // Never between the halves of a surrogate pair: the row must stay well-formed text.
  const end = last >= 0xd800 && last < 0xdc00 ? TEXT_CAP - 2 : TEXT_CAP - 1;
  return `${text.slice(0, end)}…`;
}
