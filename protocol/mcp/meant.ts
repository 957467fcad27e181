import { textOf } from '../json/value.ts';
import { isAnswer, readMessageText } from './message-text.ts';

/** A request that bytes were meant as, though they are no JSON to a strict reader. */
export interface MeantRequest {
  /** JSON text of its id. */
  rpcId: string;
  /** Decoded; absent: it could not be told. */
  method?: string;
}

/** What is looked at of a message that cannot be read; ids stand at its beginning mostly. */
export const MOST_MEANT = 256 * 1024;
const MOST_IDS = 64;
/** JSON text of an id; what else may be one is nothing an answer comes back with. */
const ID = /"id"\s*:\s*("(?:[^"\\\n]|\\.){0,256}"|-?\d[\d.eE+-]{0,255})/g;

/**
 * The requests that bytes were meant as by whoever wrote them: in UTF-16, with comments, cut off or run together. A
 * server may read them, and then its answer carries an id that was asked with.
 */
export function requestsMeant(bytes: Uint8Array): MeantRequest[] {
  const text = decodedText(bytes.subarray(0, MOST_MEANT));
  const message = readMessageText(text);
  if (message === undefined) {
    const ids = Array.from(text.matchAll(ID), ([, id = '']) => id).slice(0, MOST_IDS);
    return [...new Set(ids)].map((rpcId) => ({ rpcId }));
  }
  const { document, id, method } = message;
  if (id === undefined || isAnswer(message)) return [];
  return [{ rpcId: textOf(document, id), ...(method === undefined ? {} : { method }) }];
}

/** A mark says which encoding it is, and so do zeros beside the first characters; anything else is UTF-8. */
export function decodedText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // RFC 4627, section 3: the first two characters of JSON are ASCII.
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : 'utf-8';
}
