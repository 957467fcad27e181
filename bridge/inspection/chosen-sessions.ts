import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { isOver } from './inspections-options.ts';

/** The sessions that can be inspected again: that one, or all; oldest last. What another process records cannot. */
export function chosenSessions(
  all: readonly Session[],
  id: string | undefined,
  isLiveHere: (session: string) => boolean,
): Outcome<Session[]> {
  const wanted = id === undefined ? [...all].reverse() : all.filter((session) => session.id === id);
  if (id !== undefined && wanted.length === 0)
    return refuse('no-such-session', `There is no session ${id.slice(0, 40)}.`);
  const able = wanted.filter((session) => isLiveHere(session.id) || isOver(session));
  if (id !== undefined && able.length === 0)
    return refuse('session-live', 'Another process is recording this session.', 'Wait for its end.');
  return { ok: true, value: able };
}

function refuse(code: string, message: string, hint?: string): Outcome<never> {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
