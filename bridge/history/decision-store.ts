import { join } from 'node:path';
import * as z from 'zod/mini';
import { Approval } from '../../protocol/baseline.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { SnapshotSource } from '../../protocol/snapshot.ts';
import { KeptFile } from '../craft/kept-file.ts';
import { preparePrivateDir } from '../platform/private-files.ts';
import { Decisions } from './decisions.ts';
import { fileNameOf } from './hash.ts';

const VERSION = 1;
/** Of one target. */
export const MOST_DECISIONS = 100_000;

export const BaselineFile = z.object({
  version: z.literal(VERSION),
  target: z.string(),
  /** Grows with every change. */
  revision: z.number(),
  /** When something was decided for the first time: what was offered then and is not decided is known, not new. */
  since: z.optional(z.number()),
  /** How it was asked when somebody approved of it. */
  source: z.optional(SnapshotSource),
  decided: z.array(Approval),
});
export type BaselineFile = z.infer<typeof BaselineFile>;

/** What a person decided about a target's wordings; a file of `baselines/` each (0600). */
export class DecisionStore {
  #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'baselines');
  }

  read(target: string): Outcome<Decisions> {
    const read = this.#file(target).read();
    if (!read.ok) return read;
    const file = read.value ?? { version: VERSION, target, revision: 0, decided: [] };
    return { ok: true, value: new Decisions(file) };
  }

  write(decisions: Decisions): Problem | undefined {
    const { decided, ...head } = decisions.file();
    if (decided.length > MOST_DECISIONS)
      return {
        code: 'too-many-decisions',
        message: `${MOST_DECISIONS} decisions are kept of one target; these are not.`,
      };
    const unusable = preparePrivateDir(this.#folder);
    if (unusable !== undefined) return unusable;
    const lines = decided.map((one) => JSON.stringify(one));
    const text = `${JSON.stringify(head).slice(0, -1)},"decided":[\n${lines.join(',\n')}\n]}\n`;
    return this.#file(head.target).write(text);
  }

  #file(target: string): KeptFile<BaselineFile> {
    const name = `${fileNameOf(target)}.json`;
    const cap = 256 * 1024 * 1024;
    return new KeptFile({ dataDir: this.#folder, name, version: VERSION, shape: BaselineFile, cap });
  }
}
