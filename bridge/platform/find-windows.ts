import { readFileSync, statSync } from 'node:fs';
import { win32 } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { notOnPath, unusableName } from './find-posix.ts';
import { readShim } from './npm-shim.ts';
import type { LookupPlace, Program } from './platform.ts';

/** The file system as far as the lookup needs it; passed in so that it is tested on every system. */
export interface Files {
  isFile(path: string): boolean;
  read(path: string): string;
}

export const diskFiles: Files = {
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  read: (path) => readFileSync(path, 'utf8'),
};

const DEFAULT_PATHEXT = '.COM;.EXE;.BAT;.CMD';

/** Windows names of variables have no case. */
export function windowsVariable(env: Record<string, string>, name: string): string | undefined {
  const key = Object.keys(env).find((other) => other.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

/**
 * PATH and PATHEXT as cmd.exe reads them, but without the current folder, which it would try first: a
 * project must not be able to plant an `npx.exe`. Batch files are resolved to what they start.
 */
export function findWindowsProgram(
  command: string,
  place: LookupPlace,
  files: Files = diskFiles,
): Outcome<Program> {
  const bad = unusableName(command);
  if (bad !== undefined) return { ok: false, problem: bad };
  const file = locate(command, place, files);
  if (file === undefined) return { ok: false, problem: notOnPath(command) };
  if (!/\.(cmd|bat)$/i.test(file)) return { ok: true, value: { file, before: [] } };
  return followShim(file, place, files);
}

function locate(command: string, place: LookupPlace, files: Files): string | undefined {
  const endings = (windowsVariable(place.env, 'PATHEXT') || DEFAULT_PATHEXT)
    .split(';')
    .filter((ending) => ending !== '');
  const hasEnding = endings.some((ending) => command.toUpperCase().endsWith(ending.toUpperCase()));
  const tries = hasEnding ? [command] : endings.map((ending) => command + ending.toLowerCase());
  const isPath = /[\\/:]/.test(command);
  const folders = isPath
    ? [place.cwd]
    : (windowsVariable(place.env, 'PATH') ?? '')
        .split(';')
        .map((entry) => entry.replace(/^"(.*)"$/, '$1'))
        .filter((entry) => win32.isAbsolute(entry));
  for (const folder of folders) {
    for (const name of tries) {
      const file = win32.resolve(folder, name);
      if (files.isFile(file)) return file;
    }
  }
  return undefined;
}

function followShim(file: string, place: LookupPlace, files: Files): Outcome<Program> {
  const shim = readShim(files.read(file), win32.dirname(file));
  if (shim === undefined) return { ok: false, problem: batchFile(file) };
  const beside = win32.join(win32.dirname(file), 'node.exe');
  const isBareNode = /^node(\.exe)?$/i.test(shim.program);
  const program = isBareNode && files.isFile(beside) ? beside : absolute(shim.program, place, files);
  const script = shim.before.find((word) => /\.[cm]?js$/i.test(word));
  if (program === undefined) return { ok: false, problem: notOnPath(shim.program) };
  if (script !== undefined && !files.isFile(script)) {
    return {
      ok: false,
      problem: {
        code: 'command-not-found',
        message: `${file} starts ${script}, which is not there.`,
        hint: 'Install the package again.',
      },
    };
  }
  const note = `${file} stands for ${[program, ...shim.before].join(' ')}; started directly, without cmd.exe`;
  return { ok: true, value: { file: program, before: shim.before, note } };
}

/** The program a shim names may be missing beside it: then it is looked up like any other. */
function absolute(program: string, place: LookupPlace, files: Files): string | undefined {
  if (win32.isAbsolute(program) && files.isFile(program)) return program;
  const found = locate(win32.basename(program), place, files);
  return found !== undefined && /\.exe$/i.test(found) ? found : undefined;
}

function batchFile(file: string): Problem {
  return {
    code: 'command-is-batch',
    message: `${file} is a batch file and not a shim of npm, pnpm or yarn, so only cmd.exe could run it.`,
    hint: 'Give the program it starts (for example `node script.js`). cmd.exe re-parses arguments, so it is never used silently; `cmd /d /c FILE` starts it on your own word.',
  };
}
