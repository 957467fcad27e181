import type { SignedIn } from '../../protocol/api.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { ask } from './ask.ts';

const TOKEN = 'token';

/**
 * Takes the one-time code out of the address before anything else of the page runs, so that it is
 * in no history, screenshot or copied link.
 */
export function takeCode(): string | undefined {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

/** Exchanges the code for the token of this run of the bridge and keeps that for reloads of this tab. */
export async function signIn(code: string): Promise<Outcome<string>> {
  const answer = await ask<SignedIn>('POST', '/sign-in', { body: { code } });
  if (!answer.ok) return answer;
  sessionStorage.setItem(TOKEN, answer.value.token);
  return { ok: true, value: answer.value.token };
}

export function keptToken(): string | undefined {
  return sessionStorage.getItem(TOKEN) ?? undefined;
}

export function forgetToken(): void {
  sessionStorage.removeItem(TOKEN);
}
