import { closeSync, constants, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { openPrivateAppend, readPrivateFile, writePrivateFile } from '../platform/private-files.ts';

/** Where a line's JSON stands in the file. */
export interface LinePlace {
  readonly at: number;
  readonly length: number;
}

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const CHECK = 9;
const NEW_LINE = 0x0a;

/**
 * Lines of JSON, each behind a checksum, in a private file that only grows. A tail that was not written to its
 * end is cut off; a line that is not what was written is passed over and counted.
 */
export class LogFile {
  readonly path: string;
  #fd: number;
  #size: number;

  private constructor(path: string, fd: number, size: number) {
    this.path = path;
    this.#fd = fd;
    this.#size = size;
  }

  /**
   * Gives every whole line to `take`, in order; the first line to `begins`, which may refuse the file: then it is
   * left as it is. Longer than `cap` bytes: a Problem.
   */
  static open(
    path: string,
    cap: number,
    begins: (json: unknown) => Problem | undefined,
    take: (json: unknown, place: LinePlace) => void,
  ): Outcome<{ log: LogFile; damaged: number }> {
    const read = readPrivateFile(path, cap);
    if (!read.ok) return read;
    const held = read.value ?? Buffer.alloc(0);
    let damaged = 0;
    let whole = 0;
    for (let at = 0; at < held.length;) {
      const end = held.indexOf(NEW_LINE, at);
      if (end === -1) break;
      const json = readLine(held.subarray(at, end));
      const problem = at === 0 ? begins(json) : undefined;
      if (problem !== undefined) return { ok: false, problem };
      if (json === undefined) damaged++;
      else take(json, { at: at + CHECK, length: end - at - CHECK });
      at = end + 1;
      whole = at;
    }
    const opened = openPrivateAppend(path);
    if (!opened.ok) return opened;
    // Appending descriptors write at the end only, wherever that is; what is torn has to go first.
    if (whole < held.length) ftruncateSync(opened.value, whole);
    closeSync(opened.value);
    const fd = openSync(path, constants.O_RDWR | NO_FOLLOW);
    return { ok: true, value: { log: new LogFile(path, fd, whole), damaged } };
  }

  get size(): number {
    return this.#size;
  }

  /** Writes these lines at the end, with one write. Throws errors of the file system; then nothing was added. */
  append(lines: readonly string[], isSynced: boolean): LinePlace[] {
    const places: LinePlace[] = [];
    const parts: Buffer[] = [];
    let at = this.#size;
    for (const line of lines) {
      const json = Buffer.from(line);
      places.push({ at: at + CHECK, length: json.length });
      parts.push(checked(json));
      at += CHECK + json.length + 1;
    }
    this.#write(Buffer.concat(parts), this.#size);
    this.#size = at;
    if (isSynced) fsyncSync(this.#fd);
    return places;
  }

  /** Puts a line in the place of the last one. */
  replaceLast({ at }: LinePlace, line: string): LinePlace {
    this.#size = at - CHECK;
    ftruncateSync(this.#fd, this.#size);
    return this.append([line], false)[0]!;
  }

  read({ at, length }: LinePlace): unknown {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(this.#fd, bytes, filled, length - filled, at + filled);
      if (read === 0) throw new Error(`${this.path} ends before what was written into it`);
      filled += read;
    }
    return JSON.parse(bytes.toString('utf8')) as unknown;
  }

  /** Replaces the whole file by these lines. It has to be opened anew then. */
  static rewrite(path: string, lines: readonly string[]): Outcome<undefined> {
    const content = Buffer.concat(lines.map((line) => checked(Buffer.from(line))));
    const problem = writePrivateFile(path, content);
    return problem === undefined ? { ok: true, value: undefined } : { ok: false, problem };
  }

  close(): void {
    closeSync(this.#fd);
  }

  #write(bytes: Buffer, from: number): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at, bytes.length - at, from + at);
    } catch (error) {
      // A full disk: what came half is taken back, so that the next line begins a line.
      ftruncateSync(this.#fd, from);
      throw error;
    }
  }
}

function checked(json: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${checkOf(json)} `), json, Buffer.from('\n')]);
}

function readLine(line: Buffer): unknown {
  const json = line.subarray(CHECK);
  if (line.length <= CHECK || line.toString('latin1', 0, CHECK - 1) !== checkOf(json)) return undefined;
  try {
    return JSON.parse(json.toString('utf8')) as unknown;
  } catch {
    // SyntaxError: a checksum that fits by chance, or a line of another program.
    return undefined;
  }
}

function checkOf(json: Buffer): string {
  return crc32(json).toString(16).padStart(8, '0');
}
