import type { PendingQuestion } from '../../protocol/session.ts';
import type { MessageHead } from '../../protocol/mcp/scan.ts';
import type { LiveFrame } from './live-frame.ts';

/** What happens to requests that the server makes: the person answers, or they are declined at once. */
export type AnswerPolicy = 'hold' | 'decline';

/** JSON text of the answer. */
export type AnswerText = { result: string } | { error: string };

export type QuestionFate = { kind: 'answer'; id: string; text: AnswerText } | { kind: 'hold'; question: PendingQuestion };

/** Declining as the specification wants it, per method (client features). */
const DECLINED: Record<string, AnswerText> = {
  'roots/list': { result: '{"roots":[]}' },
  'sampling/createMessage': { error: '{"code":-1,"message":"User rejected sampling request"}' },
  'elicitation/create': { result: '{"action":"decline"}' },
};

/** `ping` is answered at once, what nobody knows is refused, the rest follows the policy. */
export function fateOf(frame: LiveFrame, message: MessageHead, policy: AnswerPolicy): QuestionFate | undefined {
  const { rpcId: id, method } = message;
  if (id === undefined || method === undefined) return undefined;
  if (method === 'ping') return { kind: 'answer', id, text: { result: '{}' } };
  const declined = Object.hasOwn(DECLINED, method) ? DECLINED[method] : undefined;
  if (declined === undefined) return { kind: 'answer', id, text: { error: '{"code":-32601,"message":"Method not found"}' } };
  if (policy === 'decline') return { kind: 'answer', id, text: declined };
  const { seq, wall } = frame.summary;
  return { kind: 'hold', question: { frame: seq, rpcId: id, method, since: wall } };
}
