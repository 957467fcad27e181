import { parseChallenges } from '../../protocol/mcp/www-authenticate.ts';
import { eraOf, isRevision } from '../../protocol/mcp/revision.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import type { SessionState, Stage } from '../../protocol/session.ts';
import type { Refusal } from './connection.ts';
import type { Answer } from './requester.ts';
import { readMessage } from './results.ts';
import type { SessionRecord } from './session-record.ts';

/** How opening can end other than open, and what an answer says about it. */
export type Refused = Extract<SessionState, { kind: 'unauthorised' | 'failed' }>;

interface Around {
  record: SessionRecord;
  lastWords(): string | undefined;
}

/** 401 or 403 to a stream that was opened before anything was asked (HTTP+SSE). */
export function refusedEntry(refusal: Refusal | undefined): Refused | undefined {
  if (refusal === undefined || (refusal.status !== 401 && refusal.status !== 403)) return undefined;
  return {
    kind: 'unauthorised',
    status: refusal.status,
    challenges: challengesOf(refusal.head),
    frame: refusal.frame,
  };
}

function challengesOf(head: Refusal['head'] | undefined): ReturnType<typeof parseChallenges> {
  const values = (head?.headers ?? []).filter(([name]) => name.toLowerCase() === 'www-authenticate');
  return parseChallenges(values.map(([, value]) => value));
}

/** `error.data.supported` of -32022, and of older servers that refuse a revision. */
export async function offeredVersions(answer: Answer): Promise<string[]> {
  if (answer.frame === undefined) return [];
  const message = await readMessage(answer.frame, answer.rpcId);
  const error = message?.['error'];
  const details = isObject(error) ? error['data'] : undefined;
  return isObject(details) ? stringsOf(details['supported'] ?? details['supportedVersions']) : [];
}

export function bestHandshake(versions: string[]): string | undefined {
  return versions
    .filter((v) => isRevision(v) && eraOf(v) === 'handshake')
    .sort()
    .at(-1);
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

export function spanOf(answer: Answer): [number, number] | undefined {
  if (answer.request === 0) return undefined;
  return [answer.request, answer.frame?.summary.seq ?? answer.http?.frame ?? answer.request];
}

export function unauthorised(c: Around, stage: Stage, answer: Answer): Refused {
  const { http } = answer;
  c.record.stageEnds(
    stage,
    'failed',
    `HTTP ${http?.status}: the server wants to know who asks`,
    spanOf(answer),
  );
  return {
    kind: 'unauthorised',
    status: http?.status ?? 401,
    challenges: challengesOf(http?.head),
    ...(http === undefined ? {} : { frame: http.frame }),
  };
}

export function httpFailed(c: Around, stage: Stage, answer: Answer): Refused {
  const status = answer.http?.status ?? 0;
  const location = answer.http?.head.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location !== undefined && status >= 300 && status < 400) {
    return failed(
      c,
      stage,
      'redirected',
      `HTTP ${status}: the server points to ${location}. Redirects are not followed.`,
      spanOf(answer),
      'If you trust that address, add it as the target’s URL.',
    );
  }
  const hint =
    status >= 500
      ? 'The server itself failed; its answer is in the frames.'
      : 'Check that the URL is the MCP endpoint itself, often /mcp or /sse.';
  return failed(
    c,
    stage,
    'http-status',
    `The server answered ${stage} with HTTP ${status} and no MCP message.`,
    spanOf(answer),
    hint,
  );
}

export function connectionFailed(c: Around, stage: Stage, answer: Answer): Refused {
  const words = c.lastWords();
  if (words === undefined && answer.problem !== undefined) {
    c.record.stageEnds(stage, 'failed', answer.problem.message, spanOf(answer));
    return { kind: 'failed', stage, problem: answer.problem };
  }
  return failed(
    c,
    stage,
    'gone',
    `The server’s ${words ?? 'connection went away'} before it answered.`,
    spanOf(answer),
    'Its last words are in stderr.',
  );
}

export function failed(
  c: Around,
  stage: Stage,
  code: string,
  message: string,
  frames?: [number, number],
  hint?: string,
): Refused {
  c.record.stageEnds(stage, 'failed', message, frames);
  return { kind: 'failed', stage, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
