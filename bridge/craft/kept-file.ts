import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { readPrivateFile, writePrivateFile } from '../platform/private-files.ts';

const Versioned = z.object({ version: z.number() });

export interface KeptFileOptions<Content> {
  dataDir: string;
  /** `drafts.json` */
  name: string;
  version: number;
  shape: z.ZodMiniType<Content>;
  /** Bytes; more are not read. */
  cap: number;
}

/** A file of what a person typed. One that this program did not write, or a newer one wrote, is left as it is. */
export class KeptFile<Content> {
  #o: KeptFileOptions<Content>;
  #path: string;

  constructor(options: KeptFileOptions<Content>) {
    this.#o = options;
    this.#path = join(options.dataDir, options.name);
  }

  /** Undefined: there is none yet. */
  read(): Outcome<Content | undefined> {
    const { cap, version, shape } = this.#o;
    const read = readPrivateFile(this.#path, cap);
    if (!read.ok) return read;
    if (read.value === undefined) return { ok: true, value: undefined };
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read.value));
    } catch (error) {
      // SyntaxError, or TypeError for bytes that are not UTF-8.
      return this.#broken((error as Error).message);
    }
    const versioned = z.safeParse(Versioned, json);
    if (versioned.success && versioned.data.version > version) return this.#newer(versioned.data.version);
    const content = z.safeParse(shape, json);
    if (content.success) return { ok: true, value: content.data };
    const [issue] = content.error.issues;
    return this.#broken(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }

  write(text: string): Problem | undefined {
    return writePrivateFile(this.#path, text);
  }

  #newer(found: number): { ok: false; problem: Problem } {
    return {
      ok: false,
      problem: {
        code: 'file-newer',
        message: `${this.#path} was written by a newer version of this program (format ${found}, this one knows ${this.#o.version}). It is left as it is.`,
        hint: 'Update this program, or choose another --data-dir.',
      },
    };
  }

  #broken(why: string): { ok: false; problem: Problem } {
    return {
      ok: false,
      problem: {
        code: 'file-broken',
        message: `${this.#path} is not what this program wrote: ${why}. It is left as it is.`,
        hint: 'Move it away to start without it.',
      },
    };
  }
}
