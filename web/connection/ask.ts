import type { Failure } from '../../protocol/api.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface AskOptions {
  token?: string | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** Codes of failures that the bridge did not name itself. */
export const UNREACHABLE = 'bridge-unreachable';
export const STOPPED = 'stopped';
export const NOT_SIGNED_IN = 'not-signed-in';

const unreachable: Problem = {
  code: UNREACHABLE,
  message: 'The bridge does not answer.',
  hint: 'If it was ended, start it again; the page goes on by itself when it is back.',
};

/** Of session files: what is sent and answered as bytes, not as JSON. */
const FILE_TYPE = 'application/gzip';

/** The query of a list of which a window is wanted. */
export function windowOf({ q, from, limit }: { q: string; from: number; limit: number }): URLSearchParams {
  return new URLSearchParams({ q: q.toWellFormed(), from: String(from), limit: String(limit) });
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

const isFile = (type: string | null): boolean => type === FILE_TYPE || type === 'application/octet-stream';

/** One request to the bridge. Every failure, also a dead bridge, is a Problem. */
export async function ask<T>(method: Method, path: string, options: AskOptions = {}): Promise<Outcome<T>> {
  const headers: Record<string, string> = {};
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  const file = options.body instanceof Blob ? options.body : undefined;
  if (method !== 'GET') headers['content-type'] = file === undefined ? 'application/json' : FILE_TYPE;
  const body = method === 'GET' ? null : (file ?? JSON.stringify(options.body ?? {}));
  let answer: Response;
  let value: unknown;
  try {
    answer = await fetch(path, { method, headers, body, signal: options.signal ?? null });
    value = await (isFile(answer.headers.get('content-type')) ? answer.blob() : answer.json());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      return { ok: false, problem: { code: STOPPED, message: 'Not needed any more.' } };
    }
    // TypeError: no connection, or cut off; SyntaxError: cut off in the middle of the JSON.
    if (error instanceof TypeError || error instanceof SyntaxError)
      return { ok: false, problem: unreachable };
    throw error;
  }
  if (answer.ok) return { ok: true, value: value as T };
  if (isFailure(value)) return { ok: false, problem: value.problem };
  return {
    ok: false,
    problem: { code: 'unexpected-answer', message: `The bridge answered ${answer.status}.` },
  };
}
