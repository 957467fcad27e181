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

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** One request to the bridge. Every failure, also a dead bridge, is a Problem. */
export async function ask<T>(method: Method, path: string, options: AskOptions = {}): Promise<Outcome<T>> {
  const headers: Record<string, string> = {};
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (method !== 'GET') headers['content-type'] = 'application/json';
  const body = method === 'GET' ? null : JSON.stringify(options.body ?? {});
  let answer: Response;
  let value: unknown;
  try {
    answer = await fetch(path, { method, headers, body, signal: options.signal ?? null });
    value = await answer.json();
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
