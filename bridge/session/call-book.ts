import type { CallState } from '../../protocol/craft.ts';

const MOST_CALLS = 1000;
/** Sessions that ended keep theirs; beyond this many the journal is asked. */
const MOST_SESSIONS = 200;

/** How the calls of this run stand: the newest of each session, also after it ended. */
export class CallBook {
  #sessions = new Map<string, Map<number, CallState>>();

  note(call: CallState): void {
    const calls = this.#sessions.get(call.session) ?? new Map<number, CallState>();
    // Put last again: what was heard of lately is kept longest.
    this.#sessions.delete(call.session);
    this.#sessions.set(call.session, calls);
    calls.delete(call.request);
    calls.set(call.request, call);
    dropOldest(calls, MOST_CALLS);
    dropOldest(this.#sessions, MOST_SESSIONS);
  }

  get(session: string, request: number): CallState | undefined {
    return this.#sessions.get(session)?.get(request);
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }
}

function dropOldest(map: Map<unknown, unknown>, most: number): void {
  if (map.size <= most) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
