import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { FrameAnnotation } from '../../protocol/annotation.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';

const VERSION = 1;
const CAP = 64 * 1024 * 1024;
export const ANNOTATIONS_FILE = 'annotations.json';
/** Frames of one session that may carry one, and characters of all their notes. */
export const MOST_ANNOTATIONS = 10_000;
export const MOST_NOTE_CHARACTERS = 8 * 1024 * 1024;

const AnnotationFile = z.object({ version: z.literal(VERSION), annotations: z.array(FrameAnnotation) });

/** What a person put on the frames of one session: `annotations.json` beside its segments, deleted with them. */
export class SessionAnnotationFile {
  #folder: string;
  #file: KeptFile<z.infer<typeof AnnotationFile>>;

  constructor(sessionsFolder: string, session: string) {
    this.#folder = join(sessionsFolder, session);
    this.#file = new KeptFile({
      dataDir: this.#folder,
      name: ANNOTATIONS_FILE,
      version: VERSION,
      shape: AnnotationFile,
      cap: CAP,
    });
  }

  read(): Outcome<Map<number, FrameAnnotation>> {
    const read = this.#file.read();
    if (!read.ok) return read;
    const found = read.value?.annotations ?? [];
    return { ok: true, value: new Map(found.map((one) => [one.seq, one])) };
  }

  write(annotations: Iterable<FrameAnnotation>): Problem | undefined {
    // Deleted meanwhile: writing would only say that in worse words.
    if (!existsSync(this.#folder))
      return { code: 'no-such-session', message: 'The session of this frame was deleted.' };
    return this.#file.write(annotationsText(annotations));
  }
}

/** The whole content of the file. */
export function annotationsText(annotations: Iterable<FrameAnnotation>): string {
  const lines = Array.from(annotations, (one) => JSON.stringify(one));
  return `{"version":${VERSION},"annotations":[\n${lines.join(',\n')}\n]}\n`;
}
