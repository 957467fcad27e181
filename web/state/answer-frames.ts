import type { FrameSummary } from '../../protocol/frame.ts';
import { readJson } from '../../protocol/json/read.ts';
import { stringOf } from '../../protocol/json/value.ts';
import { quote } from '../../protocol/query/tokens.ts';
import type { Api } from '../connection/api.ts';
import { frameOf } from './row-cache.ts';

/** More answers to one request than anybody needs to see. */
const MOST_ANSWERS = 20;
/** Frames of an exchange looked at for what HTTP said instead of an answer; it is the last one nearly always. */
const MOST_LOOKED_AT = 5;

/**
 * Every answer to a request that is recorded, oldest first: also late ones and second ones.
 * Undefined when the bridge could not say.
 */
export async function findAnswers(api: Api, request: FrameSummary): Promise<FrameSummary[] | undefined> {
  if (request.kind !== 'request' || request.rpcId === undefined) return [];
  const document = readJson(request.rpcId);
  const id = document.root === undefined ? undefined : stringOf(document, document.root);
  const q = `session:${request.session} seq>${request.seq} id:${quote(id ?? request.rpcId)}`;
  const page = await api.rows({ q, mode: 'frames', from: 0, limit: MOST_ANSWERS });
  if (!page.ok) return undefined;
  return page.value.rows.map(frameOf).filter((row) => isAnswerTo(row, request.seq));
}

/** What HTTP said instead of an answer, to a request that nobody waits for any more. */
export async function findRefusal(api: Api, request: FrameSummary): Promise<FrameSummary[]> {
  const detail = await api.frame(request.session, request.seq);
  const others = detail.ok ? (detail.value.exchange?.frames.filter((seq) => seq !== request.seq) ?? []) : [];
  for (const seq of others.reverse().slice(0, MOST_LOOKED_AT)) {
    const other = await api.frame(request.session, seq);
    if (other.ok && isRefusal(other.value.summary, request.seq)) return [other.value.summary];
  }
  return [];
}

function isAnswerTo({ kind, request }: FrameSummary, seq: number): boolean {
  return request === seq && (kind === 'result' || kind === 'error');
}

/** HTTP said no by itself: no JSON-RPC answer will come. */
function isRefusal({ kind, request, status }: FrameSummary, seq: number): boolean {
  return request === seq && kind === 'http' && (status ?? 0) >= 300;
}
