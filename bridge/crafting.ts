import type { Problem } from '../protocol/problem.ts';
import { ScriptStore } from './answering/script-store.ts';
import { DraftStore } from './craft/draft-store.ts';
import { Filling, type FillingParts } from './craft/filling.ts';
import { InputStore } from './craft/input-store.ts';
import { Races, type RacesParts } from './craft/races.ts';
import type { Journal } from './journal/journal.ts';
import type { Masking } from './secrets/masking.ts';
import type { Secrets } from './secrets/secrets.ts';
import { RecordedSchemas } from './validation/recorded-schemas.ts';
import { Validator } from './validation/validator.ts';

/** ms for checking one value, compiling the schema included; a person waits for it while typing. */
const CHECK_LIMIT = 1000;

/** What a person writes and sent last, and what schemas say of it; constructed here for core.ts. */
export function buildCrafting(parts: {
  dataDir: string;
  journal: Journal;
  env: FillingParts['env'];
  secrets: Pick<Secrets, 'put'>;
  masking: Pick<Masking, 'text'>;
  calls(): Pick<FillingParts, 'callState'> & Pick<RacesParts, 'live'>;
  onBug(bug: unknown): void;
  onProblem(problem: Problem): void;
}) {
  const { dataDir, journal, env, secrets, masking, calls, onProblem, onBug } = parts;
  const drafts = new DraftStore(dataDir);
  const inputs = new InputStore({ dataDir, onProblem });
  const filling = new Filling({
    env,
    now: Date.now,
    callState: (session, request) => calls().callState(session, request),
    bytes: (...place) => journal.bytes(...place),
    keepSecret: (value, name) => void secrets.put(value, name),
    masked: (text) => masking.text(text),
  });
  const races = new Races({
    now: Date.now,
    live: (session) => calls().live(session),
    fill: (target, text) => filling.fill(target, text),
    async bytes(session, seq, most) {
      const parts: Uint8Array[] = [];
      for (const part of ['raw', 'payload'] as const) {
        const read = await journal.bytes(session, seq, part, 0, most);
        if (!read.ok) return read;
        parts.push(Uint8Array.from(read.value.bytes));
      }
      return { ok: true, value: parts };
    },
    onBug,
  });
  const scripts = new ScriptStore({ dataDir, onProblem });
  const validator = new Validator({
    workerUrl: new URL('./validation/validation-worker.ts', import.meta.url),
    limit: CHECK_LIMIT,
  });
  return {
    drafts,
    inputs,
    scripts,
    filling,
    races,
    checks: new RecordedSchemas(journal, validator),
    /** A target is forgotten, and with it what was written for it. */
    forget(target: string): void {
      inputs.forget(target);
      scripts.forget(target);
      filling.forget(target);
      void drafts.forget(target).then((problem) => problem && onProblem(problem));
    },
    async close(): Promise<void> {
      await validator.close();
      inputs.close();
      await drafts.settled();
    },
  };
}
