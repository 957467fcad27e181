import { mergedHeaders, securityHeaders, type AnswerHeaders } from '../../inspect/drift/security-headers.ts';
import type { RawHeader } from '../../protocol/frame.ts';
import type { Journal } from '../journal/journal.ts';

/** Frames gone through for the beginning of a stream. */
const MOST_STEPS = 10_000;

/**
 * Headers that came with frames of a session, read one by one: for a session that is looked at once. `shown`: a
 * value as it may leave the bridge, known secrets masked. Undefined where none of them came over HTTP.
 */
export async function recordedHeaders(
  journal: Pick<Journal, 'frame'>,
  session: string,
  frames: ReadonlySet<number>,
  shown: (text: string) => string,
): Promise<Record<string, string> | undefined> {
  const answers = new Map<number, AnswerHeaders>();
  for (const frame of [...frames].sort((a, b) => a - b)) {
    const request = (await journal.frame(session, frame))?.head.answers;
    if (request === undefined || answers.has(request)) continue;
    const pairs = await headOf(journal, session, request, frame);
    if (pairs === undefined) continue;
    const masked = pairs.map(([name, value]): RawHeader => [name, shown(value)]);
    answers.set(request, securityHeaders(masked));
  }
  return answers.size === 0 ? undefined : mergedHeaders(answers.values());
}

/** A stream says its headers once, right after it was asked for. */
async function headOf(
  journal: Pick<Journal, 'frame'>,
  session: string,
  request: number,
  last: number,
): Promise<readonly RawHeader[] | undefined> {
  for (let seq = request + 1; seq <= Math.min(last, request + MOST_STEPS); seq++) {
    const { http, answers } = (await journal.frame(session, seq))?.head ?? {};
    if (answers === request && http?.status !== undefined && http.status >= 200) return http.headers;
  }
  return undefined;
}
