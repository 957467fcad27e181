import { idKey } from '../../protocol/mcp/summary.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import type { Answer } from './requester.ts';
import type { LiveFrame } from './live-frame.ts';

const utf8 = new TextDecoder();

/**
 * The message with this id in a frame, parsed. Undefined when it cannot be parsed as a whole
 * (several messages on one line, beyond the reading cap): the frame itself is kept all the same.
 */
export async function readMessage(
  frame: LiveFrame,
  rpcId?: string,
): Promise<Record<string, unknown> | undefined> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(await frame.message()));
  } catch {
    // SyntaxError only: the scanner accepts a little more than JSON.parse does.
    return undefined;
  }
  if (!Array.isArray(parsed)) return isObject(parsed) ? parsed : undefined;
  return parsed
    .filter(isObject)
    .find((message) => rpcId === undefined || JSON.stringify(message['id']) === idKey(rpcId));
}

/** `error -32603 "text"`, as far as the answer says so. */
export function errorWords(answer: Answer): string {
  const { errorCode, preview } = answer.frame?.summary ?? {};
  const code = errorCode === undefined ? 'an error without a code' : `error ${errorCode}`;
  return preview === undefined ? code : `${code} “${preview}”`;
}
