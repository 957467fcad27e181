import type { JsonDocument, JsonNode } from '../json/document.ts';
import { memberOf, stringOf, textOf } from '../json/value.ts';

/** JSON text of what is answered to a request of the server's. */
export type AnswerText = { result: string } | { error: string };

interface Replies {
  decline: AnswerText;
  cancel: AnswerText;
}

/**
 * How each request that a server may make is refused (client features of 2025-11-25). Elicitation
 * tells a refusal from a closed dialog; sampling knows the one error; a client without roots has none.
 */
const REPLIES = new Map<string, Replies>([
  [
    'elicitation/create',
    { decline: { result: '{"action":"decline"}' }, cancel: { result: '{"action":"cancel"}' } },
  ],
  [
    'sampling/createMessage',
    {
      decline: { error: '{"code":-1,"message":"User rejected sampling request"}' },
      cancel: { error: '{"code":-1,"message":"User rejected sampling request"}' },
    },
  ],
  [
    'roots/list',
    {
      decline: { result: '{"roots":[]}' },
      cancel: { error: '{"code":-32603,"message":"The person did not answer"}' },
    },
  ],
]);

/** Whether this is a request that a person can answer; others are refused as unknown. */
export function isQuestion(method: string): boolean {
  return REPLIES.has(method);
}

/** The person says no. Undefined for methods that nobody asks a person. */
export function declineText(method: string): AnswerText | undefined {
  return REPLIES.get(method)?.decline;
}

/** The person leaves without choosing. */
export function cancelText(method: string): AnswerText | undefined {
  return REPLIES.get(method)?.cancel;
}

/**
 * Saying no inside `inputResponses` (2026-07-28), where only results can stand. Undefined: there is no
 * such result, and the key is left out.
 */
export function declineInput(method: string): string | undefined {
  const reply = declineText(method);
  return reply !== undefined && 'result' in reply ? reply.result : undefined;
}

/** `url`: a person is sent to an address, and what they do there never comes back this way. */
export function elicitationMode(asking: JsonDocument, params: JsonNode | undefined): 'form' | 'url' {
  return stringOf(asking, memberOf(params, 'mode')) === 'url' ? 'url' : 'form';
}

/** Params of a request or of an asked input, and the text they stand in. */
export interface Question {
  method: string;
  document: JsonDocument;
  params: JsonNode | undefined;
}

const RELATED_TASK = 'io.modelcontextprotocol/related-task';

/**
 * A result to begin writing from: valid, and as little as that takes. `content` is the JSON text of
 * the form's start value. What belongs to a task says so, as its request did (2025-11-25).
 */
export function startResult({ method, document, params }: Question, content = '{}'): string {
  const parts = startParts(method, elicitationMode(document, params), content);
  const task = memberOf(memberOf(params, '_meta'), RELATED_TASK);
  if (task !== undefined) parts.push(`"_meta": { "${RELATED_TASK}": ${textOf(document, task)} }`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function startParts(method: string, mode: 'form' | 'url', content: string): string[] {
  switch (method) {
    case 'elicitation/create':
      return mode === 'url' ? ['"action": "accept"'] : ['"action": "accept"', `"content": ${content}`];
    case 'sampling/createMessage':
      return [
        '"role": "assistant"',
        '"content": { "type": "text", "text": "" }',
        '"model": "written by hand"',
        '"stopReason": "endTurn"',
      ];
    case 'roots/list':
      return ['"roots": []'];
    default:
      return [];
  }
}
