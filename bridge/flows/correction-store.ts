import * as z from 'zod/mini';
import { FlowCorrection, FlowTagName, type SetFlowCorrection } from '../../protocol/flows.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';

const VERSION = 1;
const MOST = 20_000;
const LONGEST_NOTE = 2000;

const Stored = z.object({
  target: z.string(),
  tool: z.string(),
  tag: FlowTagName,
  ...FlowCorrection.shape,
});
export type StoredCorrection = z.infer<typeof Stored>;
const CorrectionsFile = z.object({ version: z.literal(VERSION), corrections: z.array(Stored) });

/** What is decided, and of which tool in which definition. */
export interface Decision extends SetFlowCorrection {
  readonly tool: string;
  readonly definition: string;
  /** Whether that tool is offered in such a definition now: decisions for others give way to this one. */
  isOffered(definition: string): boolean;
}

/** What a person said of tags, by target and name of the tool; `flow-corrections.json` of the data directory (0600). */
export class CorrectionStore {
  #file: KeptFile<z.infer<typeof CorrectionsFile>>;
  #now: () => number;
  #loaded: readonly StoredCorrection[] | undefined;

  constructor({ dataDir, now }: { dataDir: string; now: () => number }) {
    const cap = 64 * 1024 * 1024;
    const name = 'flow-corrections.json';
    this.#file = new KeptFile({ dataDir, name, version: VERSION, shape: CorrectionsFile, cap });
    this.#now = now;
  }

  /** Looked at again while it cannot be read: the person may have moved it away. */
  all(): Outcome<readonly StoredCorrection[]> {
    if (this.#loaded !== undefined) return { ok: true, value: this.#loaded };
    const read = this.#file.read();
    if (!read.ok) return read;
    this.#loaded = read.value?.corrections.slice(0, MOST) ?? [];
    return { ok: true, value: this.#loaded };
  }

  set({ target, tool, tag, definition, says, note, isOffered }: Decision): Problem | undefined {
    const all = this.all();
    if (!all.ok) return all.problem;
    const words = note.trim();
    if (words.length > LONGEST_NOTE)
      return { code: 'note-too-long', message: `A note has at most ${LONGEST_NOTE} characters.` };
    const gives = (one: StoredCorrection): boolean =>
      one.target === target &&
      one.tool === tool &&
      one.tag === tag &&
      (one.definition === definition || !isOffered(one.definition));
    const kept = all.value.filter((one) => !gives(one));
    if (says !== 'as-read') kept.push({ target, tool, tag, says, note: words, definition, at: this.#now() });
    return this.#write(kept);
  }

  /** What was said for one definition is taken back, also when no tool has it any more. */
  takeBack(target: string, tag: FlowTagName, definition: string): Problem | undefined {
    const all = this.all();
    if (!all.ok) return all.problem;
    return this.#write(
      all.value.filter((one) => one.target !== target || one.tag !== tag || one.definition !== definition),
    );
  }

  forget(target: string): Problem | undefined {
    const all = this.all();
    // A file that cannot be read is left as it is.
    if (!all.ok || !all.value.some((one) => one.target === target)) return undefined;
    return this.#write(all.value.filter((one) => one.target !== target));
  }

  #write(corrections: readonly StoredCorrection[]): Problem | undefined {
    if (corrections.length > MOST)
      return {
        code: 'too-many-decisions',
        message: `${MOST} corrections are kept; this one is not.`,
        hint: 'Take some back.',
      };
    const lines = corrections.map((one) => JSON.stringify(one));
    const problem = this.#file.write(`{"version":${VERSION},"corrections":[\n${lines.join(',\n')}\n]}\n`);
    if (problem === undefined) this.#loaded = corrections;
    return problem;
  }
}
