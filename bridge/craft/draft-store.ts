import * as z from 'zod/mini';
import { Draft, type Drafts } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from './kept-file.ts';

const VERSION = 1;
const MOST_DRAFTS = 200;
const MOST_BYTES = 8 * 1024 * 1024;
/** Of all of them as they lie in the file, which is written as a whole. */
const MOST_FILE_BYTES = 128 * 1024 * 1024;
const MOST_SENDS = 100;
/** ms in which changes are written together. */
const WRITE_AFTER = 20;

const DraftsFile = z.object({ version: z.literal(VERSION), drafts: z.array(Draft) });

interface Kept {
  draft: Draft;
  json: string;
}

/** The tabs of Craft, in `drafts.json` (0600). Texts come back exactly as they were put in. */
export class DraftStore {
  #file: KeptFile<z.infer<typeof DraftsFile>>;
  #loaded: Outcome<Map<string, Kept>> | undefined;
  #writing: Promise<Problem | undefined> | undefined;

  constructor(dataDir: string) {
    const cap = MOST_FILE_BYTES + 1024;
    this.#file = new KeptFile({ dataDir, name: 'drafts.json', version: VERSION, shape: DraftsFile, cap });
  }

  all(): Outcome<Drafts> {
    const kept = this.#kept();
    return kept.ok
      ? { ok: true, value: { drafts: [...kept.value.values()].map(({ draft }) => draft) } }
      : kept;
  }

  /** Answers once it is written. */
  async put(given: Draft): Promise<Outcome<Draft>> {
    const kept = this.#kept();
    if (!kept.ok) return kept;
    const draft = { ...given, sends: given.sends.slice(-MOST_SENDS) };
    const json = JSON.stringify(draft);
    const refusal = refusalOf(draft, json, kept.value);
    if (refusal !== undefined) return { ok: false, problem: refusal };
    kept.value.set(draft.id, { draft, json });
    const problem = await this.#write(kept.value);
    return problem === undefined ? { ok: true, value: draft } : { ok: false, problem };
  }

  async remove(id: string): Promise<Problem | undefined> {
    const kept = this.#kept();
    if (!kept.ok) return kept.problem;
    if (!kept.value.delete(id)) {
      return { code: 'no-such-draft', message: `There is no draft ${id.slice(0, 40)}.` };
    }
    return this.#write(kept.value);
  }

  /** The drafts of a target go with it. */
  async forget(target: string): Promise<Problem | undefined> {
    const kept = this.#kept();
    if (!kept.ok) return kept.problem;
    const theirs = [...kept.value.values()].filter(({ draft }) => draft.target === target);
    if (theirs.length === 0) return undefined;
    for (const { draft } of theirs) kept.value.delete(draft.id);
    return this.#write(kept.value);
  }

  /** Resolves when everything put so far is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #kept(): Outcome<Map<string, Kept>> {
    if (this.#loaded !== undefined) return this.#loaded;
    const read = this.#file.read();
    // Asked again next time: the person may have moved it away meanwhile.
    if (!read.ok) return read;
    const kept = (read.value?.drafts ?? []).map((draft) => ({ draft, json: JSON.stringify(draft) }));
    this.#loaded = { ok: true, value: new Map(kept.map((one) => [one.draft.id, one])) };
    return this.#loaded;
  }

  #write(kept: Map<string, Kept>): Promise<Problem | undefined> {
    this.#writing ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#writing = undefined;
        const drafts = [...kept.values()].map(({ json }) => json).join(',\n');
        resolve(this.#file.write(`{"version":${VERSION},"drafts":[\n${drafts}\n]}\n`));
      }, WRITE_AFTER);
    });
    return this.#writing;
  }
}

function refusalOf(draft: Draft, json: string, kept: Map<string, Kept>): Problem | undefined {
  const others = [...kept.values()].filter((one) => one.draft.id !== draft.id);
  if (others.length >= MOST_DRAFTS) {
    return {
      code: 'too-many-drafts',
      message: `${MOST_DRAFTS} drafts are kept; this one is not.`,
      hint: 'Close tabs that are done with.',
    };
  }
  const around = JSON.stringify({ ...draft, text: '' });
  if (Buffer.byteLength(draft.text) + Buffer.byteLength(around) > MOST_BYTES) {
    return {
      code: 'draft-too-large',
      message: `A draft of more than ${MOST_BYTES / 1024 / 1024} MiB is not kept.`,
      hint: 'It can be sent; keep it in a file of your own.',
    };
  }
  const bytes = others.reduce((sum, one) => sum + one.json.length, 0) + json.length;
  // No character takes more than three bytes, and hardly any file is near this bound.
  if (bytes * 3 <= MOST_FILE_BYTES) return undefined;
  const exact = others.reduce((sum, one) => sum + Buffer.byteLength(one.json) + 2, Buffer.byteLength(json));
  if (exact <= MOST_FILE_BYTES) return undefined;
  return {
    code: 'drafts-too-large',
    message: `All drafts together would take more than ${MOST_FILE_BYTES / 1024 / 1024} MiB; this one is not kept.`,
    hint: 'Close large tabs that are done with.',
  };
}
