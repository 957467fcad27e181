import type { Problem } from '../../protocol/problem.ts';
import type { AnswerEnd } from './answer.ts';
import type { Dripped } from './drip.ts';
import type { Endpoint } from './endpoint.ts';
import { originOf } from './request.ts';
import type { Exact, Outgoing, SendResult, Sent } from './transport.ts';

export interface ExactWay {
  /** Success of a POST brings an MCP message. */
  expectsMessage: boolean;
  /** Accepted, a request is answered on another stream (2024-11-05). */
  answersElsewhere: boolean;
  tell(problem: Problem): void;
}

/**
 * Sends bytes as they are, on a connection of their own. What comes back is recorded and changes nothing of the
 * transport: no session id is taken over, no stream resumed, no redirect followed.
 */
export async function sendExact(
  endpoint: Endpoint,
  outgoing: Outgoing & { exact: Exact },
  { expectsMessage, answersElsewhere, tell }: ExactWay,
): Promise<Sent> {
  const { exact, hold } = outgoing;
  const asked = await endpoint.askExactly({
    exact,
    origin: originOf(outgoing),
    expectsMessage,
    ...(hold === undefined ? {} : { hold }),
    listener: { recorded: (frame) => outgoing.recorded?.(frame) },
  });
  if (!asked.ok) {
    return { frame: 0, done: Promise.resolve({ kind: 'failed', problem: asked.problem }), abort() {} };
  }
  const { frame, written, end, abort } = asked.value;
  let isAborted = false;
  void written.then((how) => {
    if (how.error !== undefined && !isAborted) tell(brokenOff(endpoint, how));
  });
  const resultOf = (it: AnswerEnd): SendResult => {
    const { frame: answer, head, messages, missing } = it;
    if (answer === undefined || head?.status === undefined || (missing !== undefined && !isAborted)) {
      const problem = isAborted
        ? { code: 'http-aborted', message: 'The request was closed by us before its answer began.' }
        : endpoint.problemOf(it, 'the request');
      return { kind: 'failed', problem };
    }
    const { status } = head;
    const isTaken = status >= 200 && status < 300 && messages === 0;
    if (answersElsewhere && isTaken && outgoing.awaitsAnswer?.() === true) return { kind: 'written' };
    return { kind: 'http', status, frame: answer, head, messages, aborted: isAborted };
  };
  return {
    frame,
    done: end.then(resultOf),
    abort() {
      isAborted = true;
      abort('we closed the connection');
    },
  };
}

function brokenOff(endpoint: Endpoint, { bytes, parts }: Dripped): Problem {
  return {
    code: 'http-not-taken',
    message: `${endpoint.url.host} closed the connection before the request was sent whole: ${bytes} bytes in ${parts} ${parts === 1 ? 'part' : 'parts'} were handed over.`,
    hint: 'What came back is recorded; the frame holds all of the request as it was to be sent.',
  };
}
