import type { FilledText, FillText } from '../../protocol/placeholders.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Race, StartRace } from '../../protocol/race.ts';
import type { AskUsualForm, UsualForm } from '../../protocol/raw/usual-form.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about a text before it is sent, and about many sent at once. */
export class CraftApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Sends nothing, and takes no number. */
  fill(session: string, text: FillText, signal?: AbortSignal): Promise<Outcome<FilledText>> {
    return this.#ask('POST', `sessions/${session}/fill`, text, signal);
  }
  usualForm(session: string, asked: AskUsualForm): Promise<Outcome<UsualForm>> {
    return this.#ask('POST', `sessions/${session}/usual-form`, asked);
  }
  race(session: string, race: StartRace): Promise<Outcome<Race>> {
    return this.#ask('POST', `sessions/${session}/races`, race);
  }
  raceState(session: string, race: string): Promise<Outcome<Race>> {
    return this.#ask('GET', `sessions/${session}/races/${encodeURIComponent(race)}`);
  }
}
