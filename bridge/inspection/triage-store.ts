import * as z from 'zod/mini';
import { Triage, type SetTriage } from '../../protocol/finding.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';

const VERSION = 1;
const MOST = 20_000;
const LONGEST_REASON = 2000;
const FINGERPRINT = /^[0-9a-f]{32}$/;

const TriageFile = z.object({
  version: z.literal(VERSION),
  decided: z.array(z.object({ fingerprint: z.string(), ...Triage.shape })),
});

/** What a person decided about findings, over all sessions and targets; `triage.json` of the data directory (0600). */
export class TriageStore {
  #file: KeptFile<z.infer<typeof TriageFile>>;
  #now: () => number;
  #onProblem: (problem: Problem) => void;
  #loaded: Map<string, Triage> | undefined;
  #hasFailed = false;

  constructor(options: { dataDir: string; now: () => number; onProblem: (problem: Problem) => void }) {
    const { dataDir, now, onProblem } = options;
    const cap = 64 * 1024 * 1024;
    this.#file = new KeptFile({ dataDir, name: 'triage.json', version: VERSION, shape: TriageFile, cap });
    this.#now = now;
    this.#onProblem = onProblem;
  }

  /** undefined: open. While the file cannot be read everything is. */
  of(fingerprint: string): Triage | undefined {
    if (this.#loaded === undefined && !this.#hasFailed) this.#look();
    return this.#loaded?.get(fingerprint);
  }

  set(fingerprint: string, { state, reason }: SetTriage): Outcome<Triage> {
    // Looked at again where it failed before: the person may have moved it away.
    const loaded = this.#read();
    if (!loaded.ok) return loaded;
    const words = reason.trim();
    if (!FINGERPRINT.test(fingerprint)) return refuse('no-such-finding', 'There is no such finding.');
    if (state === 'accepted' && words === '')
      return refuse(
        'reason-needed',
        'A finding is accepted with a reason.',
        'Write one for whoever comes next.',
      );
    if (words.length > LONGEST_REASON)
      return refuse('reason-too-long', `A reason has at most ${LONGEST_REASON} characters.`);
    const decided = new Map(loaded.value);
    const triage: Triage = { state, reason: words, at: this.#now() };
    if (state === 'open') decided.delete(fingerprint);
    else decided.set(fingerprint, triage);
    if (decided.size > MOST)
      return refuse('too-many-decisions', `${MOST} decisions are kept; this one is not.`, 'Open some again.');
    const problem = this.#file.write(textOf(decided));
    if (problem !== undefined) return { ok: false, problem };
    this.#loaded = decided;
    return { ok: true, value: triage };
  }

  /** Of drift, which is decided elsewhere: many at once, with one write. */
  setAll(fingerprints: readonly string[], { state, reason }: SetTriage): Problem | undefined {
    if (fingerprints.length === 0) return undefined;
    const loaded = this.#read();
    if (!loaded.ok) return loaded.problem;
    const decided = new Map(loaded.value);
    for (const fingerprint of fingerprints) {
      if (state === 'open') decided.delete(fingerprint);
      else if (decided.size < MOST)
        decided.set(fingerprint, { state, reason: reason.slice(0, LONGEST_REASON), at: this.#now() });
    }
    const problem = this.#file.write(textOf(decided));
    if (problem === undefined) this.#loaded = decided;
    return problem;
  }

  #look(): void {
    const read = this.#read();
    if (read.ok) return;
    this.#hasFailed = true;
    this.#onProblem(read.problem);
  }

  #read(): Outcome<Map<string, Triage>> {
    if (this.#loaded !== undefined) return { ok: true, value: this.#loaded };
    const read = this.#file.read();
    if (!read.ok) return read;
    const decided = new Map<string, Triage>();
    for (const { fingerprint, ...triage } of read.value?.decided.slice(0, MOST) ?? [])
      decided.set(fingerprint, triage);
    this.#loaded = decided;
    return { ok: true, value: decided };
  }
}

function textOf(decided: ReadonlyMap<string, Triage>): string {
  const lines = [...decided].map(([fingerprint, triage]) => JSON.stringify({ fingerprint, ...triage }));
  return `{"version":${VERSION},"decided":[\n${lines.join(',\n')}\n]}\n`;
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
