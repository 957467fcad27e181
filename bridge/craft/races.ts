import { randomBytes } from 'node:crypto';
import type { SendText } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { MOST_RACERS, type Race, type StartRace } from '../../protocol/race.ts';
import { MOST_WIRE_BYTES, tooLong } from '../../protocol/raw/limits.ts';
import type { AskUsualForm, UsualForm } from '../../protocol/raw/usual-form.ts';
import type { CraftSends, TypedText } from '../session/craft-sends.ts';
import type { LiveSession } from '../session/live-session.ts';
import { canaryFor, withCanary } from './canaries.ts';
import { StartingGate } from './starting-gate.ts';
import { RunningRace, type RaceParts } from './running-race.ts';

export interface RacesParts extends RaceParts {
  live(session: string): LiveSession | undefined;
  /** Puts values in the place of placeholders, for a target. */
  fill(target: string, text: SendText): Promise<Outcome<TypedText>>;
}

interface FilledRacer {
  entry: number;
  text: SendText;
  canary: string | undefined;
  typed: Outcome<TypedText>;
}

/** Races that are remembered; the frames of older ones are in the recording all the same. */
const MOST_RACES = 50;

/** Sends texts that are let go together, and tells what became of each. */
export class Races {
  #o: RacesParts;
  #races = new Map<string, RunningRace>();

  constructor(parts: RacesParts) {
    this.#o = parts;
  }

  /** How a text would go out through a session; nothing is sent. */
  usualForm(session: string, asked: AskUsualForm): Promise<Outcome<UsualForm>> {
    const crafts = this.#crafts(session);
    return crafts.ok ? crafts.value.crafts.usualForm(asked) : Promise.resolve(crafts);
  }

  /** Answers when they have been let go. */
  async start(session: string, { entries, copies }: StartRace): Promise<Outcome<Race>> {
    const found = this.#crafts(session);
    if (!found.ok) return found;
    const { live, crafts } = found.value;
    if (entries.length * copies > MOST_RACERS) return refused(tooMany(entries.length * copies));
    if (entries.reduce((sum, { text }) => sum + text.length, 0) * copies > MOST_WIRE_BYTES) return tooLong();
    const gate = new StartingGate(entries.length * copies);
    const id = randomBytes(16).toString('hex');
    const race = new RunningRace({ id, session, ...this.#o });
    for (const filled of await this.#fillAll(live.record.current.target, entries, copies)) {
      const { entry, text, canary, typed } = filled;
      if (!typed.ok) {
        race.failed(entry, canary, typed.problem);
        gate.fell();
        continue;
      }
      // What is remembered of it is what was written, without a canary.
      const sent = crafts.start({ ...typed.value, typed: text.text }, gate.hold);
      race.started(entry, canary, sent, notesOn(text));
      void sent.sent.then((it) => it.ok || gate.fell());
    }
    this.#keep(id, race);
    await gate.allReady();
    race.released(crafts.now, gate.words(crafts.isHttp));
    gate.release();
    // Who could not be sent at all is known in a moment; everybody else takes as long as it takes.
    await race.settledSends();
    return { ok: true, value: race.state() };
  }

  get(session: string, id: string): Outcome<Race> {
    const race = this.#races.get(id);
    if (race?.session === session) return { ok: true, value: race.state() };
    return refused({ code: 'no-such-race', message: `There is no race ${id.slice(0, 40)} in this session.` });
  }

  /** All of them before the first is made ready, so that nobody is held for longer than it takes. */
  async #fillAll(target: string, entries: readonly SendText[], copies: number): Promise<FilledRacer[]> {
    const filled: FilledRacer[] = [];
    for (const [entry, { answers: _, ...text }] of entries.entries()) {
      for (let copy = 0; copy < copies; copy++) {
        const canary = canaryFor(text, randomBytes);
        const typed = await this.#o.fill(target, withCanary(text, canary));
        filled.push({ entry, text, canary, typed });
      }
    }
    return filled;
  }

  #crafts(session: string): Outcome<{ live: LiveSession; crafts: CraftSends }> {
    const live = this.#o.live(session);
    if (live === undefined) return refused(notLive(session));
    const { crafts } = live;
    return crafts.ok ? { ok: true, value: { live, crafts: crafts.value } } : crafts;
  }

  #keep(id: string, race: RunningRace): void {
    this.#races.set(id, race);
    const oldest = this.#races.keys().next();
    if (this.#races.size > MOST_RACES && oldest.done !== true) this.#races.delete(oldest.value);
  }
}

function notesOn({ wire }: Pick<SendText, 'wire'>): string[] {
  return wire !== undefined && wire.parts > 1
    ? ['Its parts and pauses are not kept: what is let go together is written at once.']
    : [];
}

function refused(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function tooMany(count: number): Problem {
  return {
    code: 'too-many',
    message: `${count} messages are more than are let go together: ${MOST_RACERS}.`,
    hint: 'Take fewer copies or fewer entries.',
  };
}

function notLive(session: string): Problem {
  return {
    code: 'not-live',
    message: `Session ${session.slice(0, 40)} is not live.`,
    hint: 'Connect to its target again.',
  };
}
