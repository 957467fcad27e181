import type { CallState } from '../../protocol/craft.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Seen } from './judging.ts';

/** Of an answer; it is read and taken apart in the bridge's own thread. */
const MOST_BYTES = 8 * 1024 * 1024;
const STEP = 4 * 1024 * 1024;
/** Frames looked at for the head of an HTTP response. */
const MOST_LOOKED_AT = 200;

/** What of the journal answers are read from. */
export interface AnswerShelf {
  frame(session: string, seq: number): Promise<FrameDetail | undefined>;
  bytes(
    session: string,
    seq: number,
    part: 'payload',
    from: number,
    to: number,
  ): Promise<Outcome<{ bytes: Uint8Array; total: number }>>;
}

/** Reads what came back of a call that is done, exactly as it was written. */
export async function readSeen(
  shelf: AnswerShelf,
  state: CallState,
  rpcId: string | undefined,
): Promise<Seen> {
  const { session, request, answer, timings, outcome, problem } = state;
  const status = await statusOf(shelf, session, request, answer);
  const about = {
    ...(status === undefined ? {} : { status }),
    ...(timings === undefined ? {} : { ms: timings.complete }),
  };
  const words = problem?.message ?? NO_ANSWER[outcome ?? 'closed'] ?? 'no answer';
  if (
    answer === undefined ||
    (answer.kind !== 'result' && answer.kind !== 'error' && answer.kind !== 'batch')
  )
    return { outcome: 'no-answer', words, ...about };
  const late = outcome === 'timed-out' || outcome === 'cancelled';
  if (late) return { outcome: 'no-answer', words, ...about };
  const text = await textIn(shelf, session, answer.seq);
  if (!text.ok) {
    const kind = answer.kind === 'error' ? 'error' : answer.isError === true ? 'tool-error' : 'result';
    return { outcome: kind, words: kind, unread: text.problem.message, ...about };
  }
  const document = readJson(text.value);
  const node = messageIn(document, rpcId);
  if (node === undefined) return { outcome: 'no-answer', words: 'an answer that cannot be read', ...about };
  const message = { document, node };
  const error = memberOf(node, 'error');
  if (error !== undefined) {
    const code = memberOf(error, 'code');
    const errorCode = code === undefined ? undefined : textOf(document, code).slice(0, 40);
    const said = stringOf(document, memberOf(error, 'message'))?.slice(0, 200);
    return {
      outcome: 'error',
      words: `error ${errorCode ?? 'without a code'}${said === undefined ? '' : `: ${said}`}`,
      ...(errorCode === undefined ? {} : { errorCode }),
      message,
      ...about,
    };
  }
  const result = memberOf(node, 'result');
  if (result === undefined) return { outcome: 'no-answer', words: 'neither a result nor an error', ...about };
  const isError = memberOf(result, 'isError')?.kind === 'true';
  return isError
    ? { outcome: 'tool-error', words: 'a tool error (isError)', message, ...about }
    : { outcome: 'result', words: 'a result', message, ...about };
}

const NO_ANSWER: Readonly<Record<string, string>> = {
  'timed-out': 'no answer in time; the call was cancelled',
  cancelled: 'the call was cancelled',
  closed: 'the connection ended before the answer came',
};

/** Of the response that the answer came in: its own frame has it, or one before it, when it came as an event. */
async function statusOf(
  shelf: AnswerShelf,
  session: string,
  request: number,
  answer: CallState['answer'],
): Promise<number | undefined> {
  if (answer?.status !== undefined) return answer.status;
  const asked = await shelf.frame(session, request);
  if (asked?.head.http === undefined) return undefined;
  const last = Math.min(answer?.seq ?? Infinity, request + MOST_LOOKED_AT);
  for (let seq = request + 1; seq <= last; seq++) {
    const frame = await shelf.frame(session, seq);
    if (frame === undefined) return undefined;
    if (frame.head.answers === request && frame.head.http?.status !== undefined)
      return frame.head.http.status;
  }
  return undefined;
}

async function textIn(shelf: AnswerShelf, session: string, seq: number): Promise<Outcome<string>> {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; at += STEP) {
    const part = await shelf.bytes(session, seq, 'payload', at, at + STEP);
    if (!part.ok) return part;
    const { bytes, total } = part.value;
    if (total > MOST_BYTES)
      return {
        ok: false,
        problem: {
          code: 'too-large',
          message: `the answer has ${total} bytes; at most ${MOST_BYTES} are looked into`,
        },
      };
    parts.push(Uint8Array.from(bytes));
    if (bytes.length === 0 || at + bytes.length >= total) break;
  }
  return { ok: true, value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts)) };
}

/** The message with that id: an answer may come in a batch. */
function messageIn({ root, text }: JsonDocument, rpcId: string | undefined): JsonNode | undefined {
  if (root?.kind !== 'array') return root?.kind === 'object' ? root : undefined;
  return root.items.find((item) => {
    const id = memberOf(item, 'id');
    return id !== undefined && text.slice(id.from, id.to) === rpcId;
  });
}
