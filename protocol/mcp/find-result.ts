import { afterBlank, eachElement, eachMember, endOfValue, kindAt } from '../json/bytes.ts';
import { idKey } from './summary.ts';
import { decodeUtf8 } from './text.ts';

/**
 * Where the result of the answer with this id begins in a payload that holds one message, a batch,
 * or several messages in a row. Of repeated keys the last one counts, as for most parsers.
 * `rpcId` undefined: the first result there is.
 */
export function findResult(payload: Uint8Array, rpcId: string | undefined): number | undefined {
  const wanted = rpcId === undefined ? undefined : idKey(rpcId);
  let found: number | undefined;
  const look = (at: number): number => {
    const message = readMessage(payload, at);
    const isIt = message.result !== undefined && (wanted === undefined || message.id === wanted);
    if (isIt) found ??= message.result;
    return message.end;
  };
  let at = payload[0] === 0xef && payload[1] === 0xbb && payload[2] === 0xbf ? 3 : 0;
  for (at = afterBlank(payload, at); at < payload.length && found === undefined;) {
    const end =
      kindAt(payload, at) === 'list'
        ? eachElement(payload, at, (element) => (found === undefined ? look(element) : undefined)).at
        : look(at);
    at = afterBlank(payload, Math.max(end, at + 1));
  }
  return found;
}

function readMessage(
  b: Uint8Array,
  at: number,
): { end: number; id: string | undefined; result: number | undefined } {
  let id: string | undefined;
  let result: number | undefined;
  if (kindAt(b, at) !== 'object') return { end: endOfValue(b, at), id, result };
  const { at: end } = eachMember(b, at, (key, value) => {
    const valueEnd = endOfValue(b, value);
    if (key === 'id') id = idKey(decodeUtf8(b.subarray(value, valueEnd)));
    else if (key === 'result') result = value;
    return valueEnd;
  });
  return { end, id, result };
}
