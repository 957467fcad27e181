import * as z from 'zod/mini';
import { PracticePlace } from '../../protocol/practice.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';

const VERSION = 1;
const CAP = 1024 * 1024;

const KeptList = z.object({
  since: z.number(),
  hints: z.array(z.string()),
  found: z.record(z.string(), z.object({ at: z.number(), place: PracticePlace })),
});
export type KeptList = z.infer<typeof KeptList>;

const PracticeFile = z.object({ version: z.literal(VERSION), lists: z.record(z.string(), KeptList) });

/** How far somebody came with each practice server, by target; `practice.json` of the data directory (0600). */
export class PracticeStore {
  #file: KeptFile<z.infer<typeof PracticeFile>>;
  #lists: Map<string, KeptList> | undefined;

  constructor(dataDir: string) {
    this.#file = new KeptFile({
      dataDir,
      name: 'practice.json',
      version: VERSION,
      shape: PracticeFile,
      cap: CAP,
    });
  }

  get(target: string): Outcome<KeptList> {
    const lists = this.#read();
    if (!lists.ok) return lists;
    return { ok: true, value: lists.value.get(target) ?? { since: 0, hints: [], found: {} } };
  }

  put(target: string, list: KeptList): Problem | undefined {
    const lists = this.#read();
    if (!lists.ok) return lists.problem;
    lists.value.set(target, list);
    return this.#write(lists.value);
  }

  forget(target: string): Problem | undefined {
    const lists = this.#read();
    if (!lists.ok || !lists.value.delete(target)) return undefined;
    return this.#write(lists.value);
  }

  #read(): Outcome<Map<string, KeptList>> {
    if (this.#lists !== undefined) return { ok: true, value: this.#lists };
    const read = this.#file.read();
    if (!read.ok) return read;
    this.#lists = new Map(Object.entries(read.value?.lists ?? {}));
    return { ok: true, value: this.#lists };
  }

  #write(lists: Map<string, KeptList>): Problem | undefined {
    return this.#file.write(
      `${JSON.stringify({ version: VERSION, lists: Object.fromEntries(lists) }, null, 2)}\n`,
    );
  }
}
