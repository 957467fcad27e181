import type { FrameDetail, HttpHead } from '../../protocol/frame.ts';
import type { Api } from '../connection/api.ts';

/** Frames of an exchange looked at for its head; it is the first that comes back. */
const MOST_LOOKED_AT = 5;

/** Status line and headers of the response that a send got; undefined where there is no HTTP. */
export async function responseHead(
  api: Api,
  request: FrameDetail,
  answer: FrameDetail,
): Promise<HttpHead | undefined> {
  if (answer.head.http !== undefined) return answer.head.http;
  const { session, seq } = request.summary;
  if (request.head.http === undefined) return undefined;
  const others = (request.exchange?.frames ?? []).filter((one) => one > seq && one < answer.summary.seq);
  for (const other of others.slice(0, MOST_LOOKED_AT)) {
    const frame = await api.frame(session, other);
    if (frame.ok && frame.value.summary.toward === 'client' && frame.value.head.http !== undefined)
      return frame.value.head.http;
  }
  return undefined;
}
