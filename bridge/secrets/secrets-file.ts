import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { inspect } from 'node:util';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { hiddenSecrets, type KnownSecret, MemorySecrets, type Secrets } from './secrets.ts';

/** Format of the file; a newer one is refused rather than overwritten. */
const VERSION = 1;
const MOST_BYTES = 16 * 1024 * 1024;

export interface SecretsFileParts {
  path: string;
  randomBytes(size: number): Buffer;
  /** The file could not be written; the value is kept in memory all the same. */
  onProblem(problem: Problem): void;
}

/** One file, mode 0600, for people who asked for values to outlive the bridge. Absent: starts empty. */
export function openSecretsFile(parts: SecretsFileParts): Outcome<Secrets> {
  const read = readEntries(parts.path);
  return read.ok ? { ok: true, value: new FileSecrets(parts, read.value) } : read;
}

class FileSecrets implements Secrets {
  readonly #memory: MemorySecrets;
  readonly #parts: SecretsFileParts;

  constructor(parts: SecretsFileParts, known: [string, KnownSecret][]) {
    this.#parts = parts;
    this.#memory = new MemorySecrets(parts.randomBytes, known);
  }

  get revision(): number {
    return this.#memory.revision;
  }

  put(value: string, name: string): string {
    return this.#saving(() => this.#memory.put(value, name));
  }

  get(ref: string): string | undefined {
    return this.#memory.get(ref);
  }

  remove(ref: string): void {
    this.#saving(() => this.#memory.remove(ref));
  }

  values(): KnownSecret[] {
    return this.#memory.values();
  }

  toJSON(): string {
    return hiddenSecrets;
  }

  [inspect.custom](): string {
    return hiddenSecrets;
  }

  #saving<T>(change: () => T): T {
    const before = this.#memory.revision;
    const result = change();
    if (this.#memory.revision !== before) this.#save();
    return result;
  }

  #save(): void {
    const text = JSON.stringify({ version: VERSION, secrets: this.#memory.entries() });
    const draft = `${this.#parts.path}.${this.#parts.randomBytes(8).toString('hex')}`;
    try {
      writePrivately(draft, text);
      renameSync(draft, this.#parts.path);
    } catch (error) {
      removeIfThere(draft);
      this.#parts.onProblem({
        code: 'secrets-not-saved',
        message: `The secrets file ${this.#parts.path} could not be written: ${(error as Error).message}`,
        hint: 'The values are kept until the bridge ends. Check the folder and its free space.',
      });
    }
  }
}

/** Never follows a link and never reuses a file: what is there under this name is not ours. */
function writePrivately(path: string, text: string): void {
  const fd = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0),
    0o600,
  );
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // ENOENT: the draft was never made, or is renamed already.
  }
}

function readEntries(path: string): Outcome<[string, KnownSecret][]> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ok: true, value: [] };
    return refuse(
      'secrets-unreadable',
      `The secrets file ${path} could not be opened: ${(error as Error).message}`,
    );
  }
  try {
    const { mode, size, uid } = fstatSync(fd);
    if (process.platform !== 'win32' && ((mode & 0o077) !== 0 || uid !== process.getuid?.())) {
      return refuse(
        'secrets-not-private',
        `Others than you can read or own the secrets file ${path}.`,
        `chmod 600 ${path}`,
      );
    }
    if (size > MOST_BYTES)
      return refuse('secrets-unreadable', `The secrets file ${path} is over ${MOST_BYTES} bytes.`);
    return parseEntries(path, readFileSync(fd, 'utf8'));
  } finally {
    closeSync(fd);
  }
}

function parseEntries(path: string, text: string): Outcome<[string, KnownSecret][]> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    // SyntaxError: its message would quote the text, and with it a secret.
    return refuse(
      'secrets-unreadable',
      `The secrets file ${path} is not JSON.`,
      'Move it away to start without it.',
    );
  }
  const { version, secrets } = (file ?? {}) as { version?: unknown; secrets?: unknown };
  if (typeof version === 'number' && version > VERSION) {
    return refuse(
      'secrets-too-new',
      `The secrets file ${path} has format ${version}; this version reads up to ${VERSION}.`,
    );
  }
  if (version !== VERSION || !Array.isArray(secrets) || !secrets.every(isEntry)) {
    return refuse(
      'secrets-unreadable',
      `The secrets file ${path} is not one of ours.`,
      'Move it away to start without it.',
    );
  }
  return { ok: true, value: secrets };
}

function isEntry(entry: unknown): entry is [string, KnownSecret] {
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') return false;
  const secret = entry[1] as Partial<KnownSecret> | null;
  return typeof secret?.name === 'string' && typeof secret.value === 'string';
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
