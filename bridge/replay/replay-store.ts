import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Problem } from '../../protocol/problem.ts';
import { Replay } from '../../protocol/replay.ts';
import {
  preparePrivateDir,
  readPrivateFile,
  removeQuietly,
  writePrivateFile,
} from '../platform/private-files.ts';

const VERSION = 1;
const MOST_REPLAYS = 100;
const LARGEST = 16 * 1024 * 1024;
const ID = /^[0-9a-f]{32}$/;
const File = z.object({ version: z.literal(VERSION), replay: Replay });

/** A replay as it stands in lists: its steps are asked for replay by replay. */
export function summaryOf(replay: Replay): Replay {
  return { ...replay, steps: [] };
}

/** What became of replays, a file each (0600), the newest 100. Written when they are over. */
export class ReplayStore {
  #folder: string;
  #known = new Map<string, Replay>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  put(replay: Replay): Problem | undefined {
    const problem = preparePrivateDir(this.#folder);
    if (problem !== undefined) return problem;
    const text = `${JSON.stringify({ version: VERSION, replay })}\n`;
    // What could not be read back is not written: the replay would be gone without a word.
    if (Buffer.byteLength(text) > LARGEST) return tooLarge(replay.id);
    const refused = writePrivateFile(this.#path(replay.id), text);
    if (refused === undefined) this.#known.set(replay.id, summaryOf(replay));
    this.#tidy();
    return refused;
  }

  /** Newest first, as summaries. */
  all(): Replay[] {
    const replays = this.#ids().flatMap((id) => {
      const known = this.#known.get(id);
      if (known !== undefined) return [known];
      const replay = this.get(id);
      if (replay === undefined) return [];
      this.#known.set(id, summaryOf(replay));
      return [summaryOf(replay)];
    });
    return replays.sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): Replay | undefined {
    if (!ID.test(id)) return undefined;
    const read = readPrivateFile(this.#path(id), LARGEST);
    if (!read.ok || read.value === undefined) return undefined;
    try {
      const file = z.safeParse(File, JSON.parse(read.value.toString('utf8')));
      return file.success && file.data.replay.id === id ? file.data.replay : undefined;
    } catch {
      // SyntaxError: not what was written here.
      return undefined;
    }
  }

  remove(id: string): void {
    if (!ID.test(id)) return;
    this.#known.delete(id);
    removeQuietly(this.#path(id));
  }

  /** The oldest beyond what is kept. */
  #tidy(): void {
    for (const { id } of this.all().slice(MOST_REPLAYS)) this.remove(id);
  }

  #ids(): string[] {
    try {
      return readdirSync(this.#folder).flatMap((name) => {
        const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
        return ID.test(id) ? [id] : [];
      });
    } catch {
      // ENOENT: there was never a replay.
      return [];
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function tooLarge(id: string): Problem {
  return {
    code: 'replay-too-large',
    message: `Replay ${id} is longer than ${LARGEST / 1024 / 1024} MiB and was not kept.`,
    hint: 'What it sent and what came back is in its session all the same.',
  };
}
