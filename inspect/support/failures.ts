import { memberOf } from '../../protocol/mcp/read-place.ts';
import type { Text } from '../text.ts';

/** Whether a text belongs to something that went wrong: a JSON-RPC error, or the answer of a tool that says so itself. */
export function isError(text: Text): boolean {
  if (text.field === 'error-message' || text.field === 'error-data') return true;
  const { message } = text;
  return message !== undefined && memberOf(message.member('result'), 'isError')?.kind === 'true';
}
