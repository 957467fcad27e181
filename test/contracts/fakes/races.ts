import type { RaceActions } from '../../../bridge/api/routes/races.ts';
import { USUAL_STDIO } from '../../../protocol/raw/to-wire.ts';
import type { Race } from '../../../protocol/race.ts';

/** What lets messages go together, as routes see it. */
export function raceFakes(note: (...call: unknown[]) => void): { races: RaceActions } {
  const race = (id: string, session: string): Race => ({
    id,
    session,
    released: 0,
    isOver: true,
    racers: [],
    crossTalk: [],
    release: 'One write.',
  });
  return {
    races: {
      usualForm: (session, asked) => {
        note('races.usualForm', session, asked);
        return Promise.resolve({ ok: true, value: { wire: USUAL_STDIO, targetHeaders: [] } });
      },
      start: (session, started) => {
        note('races.start', session, started);
        return Promise.resolve({ ok: true, value: race('r1', session) });
      },
      get: (session, id) => (note('races.get', session, id), { ok: true, value: race(id, session) }),
    },
  };
}
