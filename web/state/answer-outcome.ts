import { nameOfErrorCode } from '../../protocol/mcp/error-codes.ts';
import type { CallState } from '../../protocol/craft.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { AnswerBody } from '../../protocol/mcp/read-answer.ts';

/** How a send ended, in words. `tone` colours them; the words alone say the same. */
export interface Outcome {
  words: string;
  tone: 'plain' | 'waiting' | 'warn' | 'wrong';
  /** What it means, where the words alone leave a doubt. */
  sentence?: string;
}

interface Known {
  call: CallState | undefined;
  request: FrameSummary | undefined;
  answer: FrameSummary | undefined;
  body: AnswerBody | undefined;
  isLive: boolean;
}

/** Undefined while nothing is known yet. */
export function outcomeOf(known: Known): Outcome | undefined {
  const { call, request, answer } = known;
  const answered = answer === undefined ? undefined : answerWords(answer, known.body);
  switch (call?.outcome) {
    case 'cancelled':
      return withdrawn('cancelled', 'You cancelled it, and the server was told.', answered);
    case 'timed-out':
      return withdrawn('timed out', 'The time limit ran out, and the server was told to stop.', answered);
    case 'closed':
      return {
        words: 'server gone',
        tone: 'wrong',
        sentence: call.problem?.message ?? 'The connection ended before an answer came.',
      };
    case 'http':
      return {
        words:
          answer?.status === undefined ? 'no answer over HTTP' : `HTTP ${answer.status} without an answer`,
        tone: 'wrong',
        sentence: call.problem?.message ?? 'HTTP ended without a JSON-RPC answer.',
      };
    default:
  }
  if (answered !== undefined) return answered;
  if (request === undefined) return undefined;
  if (request.kind !== 'request' || request.rpcId === undefined)
    return { words: 'sent', tone: 'plain', sentence: 'It asks for no answer, so none is waited for.' };
  if (call?.state === 'waiting') return { words: 'waiting', tone: 'waiting' };
  if (call === undefined) return undefined;
  return {
    words: 'no answer',
    tone: 'warn',
    sentence: known.isLive
      ? 'None was recorded so far; the bridge does not wait for it any more.'
      : 'The session ended before one came.',
  };
}

function withdrawn(words: string, sentence: string, answered: Outcome | undefined): Outcome {
  if (answered === undefined)
    return { words, tone: 'warn', sentence: `${sentence} An answer that still comes is shown here.` };
  return {
    words: `${words}, then ${answered.words}`,
    tone: answered.tone === 'wrong' ? 'wrong' : 'warn',
    sentence: `${sentence} The server answered all the same.`,
  };
}

/** What an answer is by itself: a tool that failed is told apart from a call that was refused. */
function answerWords(answer: FrameSummary, body: AnswerBody | undefined): Outcome {
  if (answer.kind === 'error') {
    const code = answer.errorCode ?? '';
    return {
      words: `error ${withMinus(code)} ${nameOfErrorCode(code)}`,
      tone: 'wrong',
      sentence: 'A protocol error: the server refused the request or failed on it; no tool reported this.',
    };
  }
  if (answer.kind === 'http')
    return { words: `HTTP ${answer.status ?? ''} without an answer`, tone: 'wrong' };
  if (answer.isError === true)
    return {
      words: 'isError result',
      tone: 'warn',
      sentence: 'For the protocol the call succeeded: the result itself says that the tool failed.',
    };
  if (body?.kind === 'asks')
    return {
      words: 'input required',
      tone: 'waiting',
      sentence: 'The server asks back before it goes on. The call is not finished.',
    };
  if (body?.kind === 'task')
    return {
      words: 'task started',
      tone: 'waiting',
      sentence: 'The call goes on as a task; its result comes later.',
    };
  return { words: 'ok', tone: 'plain' };
}

/** Error codes are written with a true minus, as in prose. */
function withMinus(code: string): string {
  return code.startsWith('-') ? `−${code.slice(1)}` : code;
}
