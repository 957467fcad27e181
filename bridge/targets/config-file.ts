import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Draft, ReadingPlace } from './draft.ts';
import { parseJsonc } from './jsonc.ts';
import { readConfig } from './read-config.ts';

const MAX_CONFIG = 8 * 1024 * 1024;

/**
 * The servers of a client's config file. A relative `cwd` in it starts at `place.cwd`, as clients do it.
 * Problems begin with `FILE:LINE:COLUMN:` where there is a place. Nothing is started.
 */
export function readConfigFile(file: string, place: ReadingPlace): Outcome<Draft[]> {
  const path = resolve(place.cwd, file);
  const content = readText(path);
  if (!content.ok) return content;
  const text = content.value.replace(/^\ufeff/, '');
  const parsed = parseJsonc(text);
  if (!parsed.ok) {
    const { code, message, hint } = parsed.problem;
    return {
      ok: false,
      problem: {
        code,
        message: `${path}:${parsed.line}:${parsed.column}: ${message}`,
        ...(hint && { hint }),
      },
    };
  }
  const { drafts, problem } = readConfig(text, place);
  if (drafts.length === 0) {
    const { code = 'no-server', message = 'No server is in it.', hint } = problem ?? {};
    return { ok: false, problem: { code, message: `${path}:1:1: ${message}`, ...(hint && { hint }) } };
  }
  return { ok: true, value: drafts };
}

/** One server of a file by its name, as it is written there. */
export function chooseServer(drafts: Draft[], name: string, file: string): Outcome<Draft> {
  const found = drafts.filter((draft) => draft.name === name);
  const [first] = found;
  if (first !== undefined && found.length === 1) return { ok: true, value: first };
  const problem: Problem =
    first === undefined
      ? {
          code: 'no-such-server',
          message: `${file} has no server "${name}".`,
          hint: `It has: ${drafts.map((draft) => draft.name).join(', ')}.`,
        }
      : {
          code: 'server-twice',
          message: `${file} has ${found.length} servers called "${name}".`,
          hint: 'Rename one of them in the file.',
        };
  return { ok: false, problem };
}

function readText(path: string): Outcome<string> {
  const failed = (why: string, hint: string): Outcome<string> => ({
    ok: false,
    problem: { code: 'config-unreadable', message: `${path}: ${why}.`, hint },
  });
  let fd: number;
  try {
    // Opening a named pipe would wait for somebody to write into it.
    if (!statSync(path).isFile()) return failed('it is not a file', 'Name the JSON file itself.');
    fd = openSync(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return failed(
      code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : message,
      'Check the path given with --config.',
    );
  }
  try {
    const { size } = fstatSync(fd);
    if (size > MAX_CONFIG)
      return failed(`it has ${size} bytes, and ${MAX_CONFIG} is the limit`, 'Is it the right file?');
    return decodeUtf8(path, readWhole(fd, size));
  } finally {
    closeSync(fd);
  }
}

function readWhole(fd: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(fd, bytes, filled, size - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function decodeUtf8(path: string, bytes: Buffer): Outcome<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // TypeError: not UTF-8.
    const lenient = bytes.toString('utf8');
    const before = lenient.slice(0, Math.max(lenient.indexOf('\ufffd'), 0)).split('\n');
    const where = `${path}:${before.length}:${before.at(-1)!.length + 1}`;
    return {
      ok: false,
      problem: {
        code: 'config-unreadable',
        message: `${where}: the file is not UTF-8.`,
        hint: 'Save it as UTF-8.',
      },
    };
  }
}
