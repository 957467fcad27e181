import type { Outcome } from '../../../protocol/problem.ts';
import type { Race, StartRace } from '../../../protocol/race.ts';
import type { AskUsualForm, UsualForm } from '../../../protocol/raw/usual-form.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';

/** 64 MiB of text, of which every second character may need an escape on the way here. */
const MAX_TEXTS = 136 * 1024 * 1024;

export interface RaceActions {
  /** Sends nothing, and takes no id. */
  usualForm(session: string, asked: AskUsualForm): Promise<Outcome<UsualForm>>;
  /** Resolves when all of them were let go. */
  start(session: string, race: StartRace): Promise<Outcome<Race>>;
  get(session: string, race: string): Outcome<Race>;
}

/** How a text goes over the wire, and many of them at once. */
export function raceRoutes({ races }: { races: RaceActions }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/usual-form',
      body: (shapes) => shapes.AskUsualForm,
      maxBody: MAX_TEXTS,
      run: async ({ params, body }) => answerOutcome(await races.usualForm(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/races',
      body: (shapes) => shapes.StartRace,
      maxBody: MAX_TEXTS,
      run: async ({ params, body }) => answerOutcome(await races.start(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/races/:race',
      run: ({ params }) => answerOutcome(races.get(params.id, params.race)),
    }),
  ];
}
