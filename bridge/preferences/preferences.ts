import { join } from 'node:path';
import type { Preferences } from '../../protocol/api.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';

/** A page may keep pane sizes and saved filters here, not a library. */
const MOST_BYTES = 256 * 1024;

export interface PreferencesOptions {
  dataDir: string;
  /** Replaces a private file as a whole. */
  writePrivate(path: string, text: string): Problem | undefined;
  /** At most `cap` bytes; undefined when there is no such file. */
  readPrivate(path: string, cap: number): Outcome<Uint8Array | undefined>;
  changed(preferences: Preferences): void;
}

/** What the page remembers for a person, kept by the bridge because another port is another origin. */
export class PreferenceStore {
  #o: PreferencesOptions;
  #path: string;
  #kept: Preferences | undefined;

  constructor(options: PreferencesOptions) {
    this.#o = options;
    this.#path = join(options.dataDir, 'preferences.json');
  }

  read(): Preferences {
    this.#kept ??= this.#load();
    return this.#kept;
  }

  write(preferences: Preferences): Promise<Outcome<Preferences>> {
    const text = JSON.stringify(preferences);
    if (text.length > MOST_BYTES) {
      return Promise.resolve({
        ok: false,
        problem: {
          code: 'too-large',
          message: `Preferences of more than ${MOST_BYTES / 1024} KiB are not kept.`,
        },
      });
    }
    this.#kept = preferences;
    this.#o.changed(preferences);
    const problem = this.#o.writePrivate(this.#path, text);
    return Promise.resolve(problem === undefined ? { ok: true, value: preferences } : { ok: false, problem });
  }

  #load(): Preferences {
    const read = this.#o.readPrivate(this.#path, MOST_BYTES);
    if (!read.ok || read.value === undefined) return {};
    try {
      const parsed: unknown = JSON.parse(new TextDecoder().decode(read.value));
      return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
        ? (parsed as Preferences)
        : {};
    } catch {
      // SyntaxError: a file damaged by hand costs pane sizes, nothing else.
      return {};
    }
  }
}
