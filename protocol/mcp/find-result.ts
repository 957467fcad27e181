import { afterBlank, eachElement, eachMember, endOfValue, kindAt, KnownKeys } from '../json/bytes.ts';
import { idKey } from './summary.ts';
import { decodeUtf8 } from './text.ts';

export interface FoundResult {
  at: number;
  to: number;
  /** Where the values of the wanted keys begin, when it is an object. */
  members: Map<string, number>;
}

const MESSAGE = new KnownKeys(['id', 'result']);

/**
 * The result of the answer with this id, in a payload that holds one message, a batch, or several
 * messages in a row. Of repeated keys the last one counts, as for most parsers. `rpcId` undefined:
 * the first result there is.
 */
export function findResult(
  payload: Uint8Array,
  rpcId: string | undefined,
  keys: KnownKeys = NO_KEYS,
): FoundResult | undefined {
  const wanted = rpcId === undefined ? undefined : idKey(rpcId);
  let found: FoundResult | undefined;
  const look = (at: number): number => {
    const message = readMessage(payload, at, keys);
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

const NO_KEYS = new KnownKeys([]);

interface FoundMessage {
  end: number;
  id: string | undefined;
  result: FoundResult | undefined;
}

function readMessage(b: Uint8Array, at: number, keys: KnownKeys): FoundMessage {
  let id: string | undefined;
  let result: FoundResult | undefined;
  if (kindAt(b, at) !== 'object') return { end: endOfValue(b, at), id, result };
  const visit = (key: string, value: number): number => {
    if (key === 'result') {
      result = readResult(b, value, keys);
      return result.to;
    }
    const valueEnd = endOfValue(b, value);
    if (key === 'id') id = idKey(decodeUtf8(b.subarray(value, valueEnd)));
    return valueEnd;
  };
  const { at: end } = eachMember(b, at, visit, MESSAGE);
  return { end, id, result };
}

/** Its members are found on the way to its end: a list of megabytes is passed over once. */
function readResult(b: Uint8Array, at: number, keys: KnownKeys): FoundResult {
  const members = new Map<string, number>();
  if (kindAt(b, at) !== 'object') return { at, to: endOfValue(b, at), members };
  const visit = (key: string, value: number): number => {
    if (key !== '') members.set(key, value);
    return endOfValue(b, value);
  };
  const { at: to } = eachMember(b, at, visit, keys);
  return { at, to, members };
}
