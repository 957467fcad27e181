import * as z from 'zod/mini';
import type { LastInput } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from './kept-file.ts';

const VERSION = 1;
const MOST_INPUTS = 1000;
const MOST_BYTES = 256 * 1024;
/** Of all of them as they lie in the file, which is written as a whole. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;
/** Names a server chose; a longer one is not worth remembering by. */
const LONGEST_NAME = 4096;
/** ms in which what was sent is written together. */
const WRITE_AFTER = 500;

const Input = z.object({ target: z.string(), method: z.string(), name: z.string(), params: z.string() });
type Input = z.infer<typeof Input>;
const InputsFile = z.object({ version: z.literal(VERSION), inputs: z.array(Input) });

interface Kept {
  target: string;
  params: string;
  json: string;
}

/** The params last sent to each tool, prompt and resource of a target, in `inputs.json` (0600). */
export class InputStore {
  #file: KeptFile<z.infer<typeof InputsFile>>;
  #onProblem: (problem: Problem) => void;
  #loaded: Map<string, Kept> | undefined;
  #bytes = 0;
  #pending: NodeJS.Timeout | undefined;
  #hasTold = false;

  constructor(options: { dataDir: string; onProblem(problem: Problem): void }) {
    const { dataDir, onProblem } = options;
    const cap = MOST_FILE_BYTES + 1024;
    this.#file = new KeptFile({ dataDir, name: 'inputs.json', version: VERSION, shape: InputsFile, cap });
    this.#onProblem = onProblem;
  }

  last(target: string, method: string, name: string): Outcome<LastInput> {
    const kept = this.#kept();
    if (!kept.ok) return kept;
    const params = kept.value.get(keyOf(target, method, name))?.params;
    return { ok: true, value: params === undefined ? {} : { params } };
  }

  /** The newest takes the place of the oldest. One that is too large to keep leaves the one before it. */
  remember(target: string, { method, name, params }: Omit<Input, 'target'>): void {
    if (Buffer.byteLength(params) > MOST_BYTES) return;
    if (method.length > LONGEST_NAME || name.length > LONGEST_NAME) return;
    const kept = this.#kept();
    if (!kept.ok) {
      if (!this.#hasTold) this.#onProblem(kept.problem);
      this.#hasTold = true;
      return;
    }
    this.#keep(kept.value, { target, method, name, params });
    this.#writeSoon(kept.value);
  }

  /** The inputs of a target go with it. */
  forget(target: string): void {
    const kept = this.#kept();
    if (!kept.ok) return;
    const theirs = [...kept.value].filter(([, one]) => one.target === target);
    for (const [key, one] of theirs) this.#drop(kept.value, key, one);
    if (theirs.length > 0) this.#writeSoon(kept.value);
  }

  /** Writes what is still pending. */
  close(): void {
    if (this.#pending === undefined || this.#loaded === undefined) return;
    clearTimeout(this.#pending);
    this.#write(this.#loaded);
  }

  #kept(): Outcome<Map<string, Kept>> {
    if (this.#loaded !== undefined) return { ok: true, value: this.#loaded };
    const read = this.#file.read();
    if (!read.ok) return read;
    this.#loaded = new Map();
    for (const input of read.value?.inputs ?? []) this.#keep(this.#loaded, input);
    return { ok: true, value: this.#loaded };
  }

  #keep(kept: Map<string, Kept>, input: Input): void {
    const { target, method, name, params } = input;
    const key = keyOf(target, method, name);
    const before = kept.get(key);
    if (before !== undefined) this.#drop(kept, key, before);
    const json = JSON.stringify({ target, method, name, params });
    kept.set(key, { target, params, json });
    this.#bytes += Buffer.byteLength(json) + 2;
    for (const [oldest, one] of kept) {
      if (kept.size <= MOST_INPUTS && this.#bytes <= MOST_FILE_BYTES) break;
      this.#drop(kept, oldest, one);
    }
  }

  #drop(kept: Map<string, Kept>, key: string, { json }: Kept): void {
    kept.delete(key);
    this.#bytes -= Buffer.byteLength(json) + 2;
  }

  #writeSoon(kept: Map<string, Kept>): void {
    this.#pending ??= setTimeout(() => this.#write(kept), WRITE_AFTER);
  }

  #write(kept: Map<string, Kept>): void {
    this.#pending = undefined;
    const inputs = [...kept.values()].map(({ json }) => json).join(',\n');
    const problem = this.#file.write(`{"version":${VERSION},"inputs":[\n${inputs}\n]}\n`);
    if (problem !== undefined) this.#onProblem(problem);
  }
}

/** Names come from servers; a lone surrogate in one cannot be asked for in a query. */
function keyOf(target: string, method: string, name: string): string {
  return JSON.stringify([target, method, name.toWellFormed()]);
}
