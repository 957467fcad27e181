import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { LookupPlace, Program } from './platform.ts';

/** execvp(3): with a slash it is a path, else the entries of PATH are tried in order. */
export function findPosixProgram(command: string, place: LookupPlace): Outcome<Program> {
  const bad = unusableName(command);
  if (bad !== undefined) return { ok: false, problem: bad };
  if (command.includes('/')) {
    const file = resolve(place.cwd, command);
    const why = whyNotRunnable(file);
    return why === undefined ? checkInterpreter(file) : { ok: false, problem: notRunnable(file, why) };
  }
  let refused: Problem | undefined;
  for (const entry of (place.env['PATH'] ?? '').split(':')) {
    // An empty entry means the working directory (POSIX, PATH).
    const file = join(resolve(place.cwd, entry), command);
    const why = whyNotRunnable(file);
    if (why === undefined) {
      const note = isAbsolute(entry) ? undefined : `found through the relative PATH entry "${entry}"`;
      return checkInterpreter(file, note);
    }
    if (why !== 'ENOENT') refused ??= notRunnable(file, why);
  }
  return { ok: false, problem: refused ?? notOnPath(command) };
}

export function unusableName(command: string): Problem | undefined {
  if (command === '')
    return { code: 'no-command', message: 'The command is empty.', hint: 'Name the program to start.' };
  if (!command.includes('\0')) return undefined;
  return {
    code: 'no-command',
    message: 'The command holds a NUL character.',
    hint: 'No program has one in its name.',
  };
}

export function notOnPath(command: string): Problem {
  return {
    code: 'command-not-found',
    message: `The command "${command}" was not found on PATH.`,
    hint: 'Check the spelling, install it, or give the whole path to it.',
  };
}

/** undefined when it can be executed, else an errno name. */
function whyNotRunnable(file: string): string | undefined {
  try {
    if (!statSync(file).isFile()) return 'EISDIR';
    accessSync(file, constants.X_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'ENOENT';
    return code === 'ENOTDIR' ? 'ENOENT' : code;
  }
}

function notRunnable(file: string, code: string): Problem {
  if (code === 'ENOENT') {
    return {
      code: 'command-not-found',
      message: `There is no file ${file}.`,
      hint: 'Check the path; a relative one starts at the working directory (--cwd).',
    };
  }
  if (code === 'EISDIR') {
    return { code: 'command-not-found', message: `${file} is not a file.`, hint: 'Name the program itself.' };
  }
  return {
    code: 'command-not-executable',
    message: `${file} is there but may not be executed (${code}).`,
    hint: 'chmod +x it, or start it through its interpreter, for example `node FILE` or `python3 FILE`.',
  };
}

/** A missing interpreter makes the system say "no such file" of a script that is plainly there. */
function checkInterpreter(file: string, note?: string): Outcome<Program> {
  const program: Program = { file, before: [], ...(note === undefined ? {} : { note }) };
  const interpreter = interpreterOf(file);
  if (interpreter === undefined || whyNotRunnable(interpreter) === undefined)
    return { ok: true, value: program };
  return {
    ok: false,
    problem: {
      code: 'command-not-executable',
      message: `${file} asks for the interpreter ${interpreter}, which cannot be run here.`,
      hint: interpreter.endsWith('\r')
        ? 'Its first line ends with a carriage return: save it with Unix line ends.'
        : 'Install the interpreter or correct the first line of the script.',
    },
  };
}

function interpreterOf(file: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    // EACCES: a program may be executable without being readable.
    return undefined;
  }
  try {
    const start = Buffer.alloc(256);
    const text = start.toString('latin1', 0, readSync(fd, start, 0, start.length, 0));
    return /^#![ \t]*([^ \t\n]+)/.exec(text)?.[1];
  } finally {
    closeSync(fd);
  }
}
