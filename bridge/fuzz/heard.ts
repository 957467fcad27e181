import type { Heard } from '../../fuzz/oracle.ts';
import type { Answer } from '../session/call.ts';

/** Characters of an answer that are judged; all of it is recorded. */
const MOST_TEXT = 1024 * 1024;

/** Answers that are too large to be held, read back in part. */
export interface AnswerShelf {
  head(session: string, frame: number, most: number): Promise<Uint8Array>;
}

export const NOTHING_HEARD: Heard = { outcome: 'no-answer', text: '', ms: 0, bytes: 0 };

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** An answer as it is judged. */
export async function heardOf(
  answer: Pick<Answer, 'outcome' | 'complete' | 'frame' | 'http' | 'response'>,
  session: string,
  shelf: AnswerShelf,
): Promise<Heard> {
  const { outcome, complete: ms, frame } = answer;
  if (outcome === 'http') return httpHeard(answer, session, shelf);
  if (frame === undefined)
    return { outcome: outcome === 'closed' ? 'closed' : 'no-answer', text: '', ms, bytes: 0 };
  const { bytes, seq, errorCode, isError } = frame.summary;
  const payload = bytes > MOST_TEXT ? await shelf.head(session, seq, MOST_TEXT) : await frame.message();
  const text = lenient.decode(payload.length > MOST_TEXT ? payload.subarray(0, MOST_TEXT) : payload);
  if (outcome === 'error') {
    const code = Number(errorCode);
    return { outcome: 'error', text, ms, bytes, ...(Number.isFinite(code) && { code }) };
  }
  return { outcome: isError === true ? 'tool-error' : 'ok', text, ms, bytes };
}

/** A response without the answer in it: what it says instead is judged all the same. */
async function httpHeard(
  { complete: ms, http, response }: Pick<Answer, 'complete' | 'http' | 'response'>,
  session: string,
  shelf: AnswerShelf,
): Promise<Heard> {
  const bytes = response?.bytes ?? 0;
  const seq = response?.seq ?? http?.frame;
  const text = seq === undefined ? '' : lenient.decode(await shelf.head(session, seq, MOST_TEXT));
  const code = http?.status;
  return { outcome: 'error', text, ms, bytes, ...(code === undefined ? {} : { code }) };
}
