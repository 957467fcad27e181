import type { CallState } from '../../protocol/craft.ts';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';

/** A call with a thousand messages of progress has its answer at the end. */
const MOST_LOOKED_AT = 50;

/** How a call of an earlier run ended, as far as its frames tell. */
export async function recordedCall(
  journal: { frame(session: string, seq: number): Promise<FrameDetail | undefined> },
  session: string,
  request: number,
): Promise<Outcome<CallState>> {
  const asked = await journal.frame(session, request);
  if (asked === undefined || asked.summary.toward !== 'server') {
    return {
      ok: false,
      problem: {
        code: 'no-such-call',
        message: `Frame ${request} of session ${session.slice(0, 40)} is no call that was sent.`,
      },
    };
  }
  const state: CallState = { session, request, state: 'unknown' };
  const others = (asked.exchange?.frames ?? []).filter((seq) => seq !== request);
  let response: FrameSummary | undefined;
  for (const seq of others.slice(-MOST_LOOKED_AT).toReversed()) {
    const summary = (await journal.frame(session, seq))?.summary;
    if (summary?.toward !== 'client' || summary.request !== request) continue;
    if (summary.kind === 'result' || summary.kind === 'error') {
      const isLate = summary.marks?.includes('late') === true;
      const outcome = isLate ? 'cancelled' : summary.kind;
      return { ok: true, value: { ...state, state: 'done', outcome, answer: summary } };
    }
    if (summary.status !== undefined) response ??= summary;
  }
  if (response === undefined) return { ok: true, value: state };
  const message = `The server answered with HTTP ${response.status} and no message.`;
  return {
    ok: true,
    value: {
      ...state,
      state: 'done',
      outcome: 'http',
      answer: response,
      problem: { code: 'no-answer', message },
    },
  };
}
