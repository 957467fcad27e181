import type { Session } from '../../protocol/session.ts';
import type { SessionStart } from './journal.ts';

/** A session as it is before anything happened in it. */
export function newSession(start: SessionStart, id: string, number: number, startedAt: number): Session {
  return {
    ...start,
    id,
    number,
    startedAt,
    state: { kind: 'connecting', stage: start.transport === 'stdio' ? 'spawn' : 'connect' },
    stages: [],
    questions: [],
    deviations: [],
    frames: 0,
    bytes: 0,
  };
}
