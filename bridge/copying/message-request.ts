import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';

const MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params']);

/** Method of a message that is one well-formed request and nothing else, and where its params stand (UTF-16). */
export function requestIn(
  text: string,
): { method: string; params: { from: number; to: number } | undefined } | undefined {
  const document = readJson(text);
  const { root } = document;
  if (root?.kind !== 'object' || document.faults.length > 0 || !document.isWhole) return undefined;
  const method = stringOf(document, memberOf(root, 'method'));
  if (method === undefined || memberOf(root, 'id') === undefined) return undefined;
  if (root.members.some(({ key }) => !MEMBERS.has(key.name))) return undefined;
  const params = memberOf(root, 'params');
  return { method, params: params === undefined ? undefined : { from: params.from, to: params.to } };
}
