import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import type { World } from '../../fuzz/world.ts';
import type { FuzzPlan } from '../../protocol/fuzz.ts';
import type { NamedText, StdioSpec } from '../../protocol/target.ts';
import { homeVariables } from '../runs/varied.ts';
import type { LaunchWorld } from '../targets/launch-plan.ts';

type Words = FuzzPlan['substituted'];

/** `{{fuzz:root}}` in a word stands for the folder of the run; where one is written, nothing else is guessed. */
const WRITTEN = /\{\{fuzz:(root|db|home|drop)\}\}/g;
const DATABASE_FILE = /\.(?:db|db3|sqlite|sqlite3)$/i;
const DATABASE_OPTION = /^-{1,2}(?:db|database|sqlite|sqlite3)(?:[-_](?:path|file))?$/i;
const DATABASE_VARIABLE = /(?:^|_)(?:DB|DATABASE|SQLITE)(?:_(?:PATH|FILE|NAME))?$/;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
/** These say where a launcher finds the program, not what it may work on. */
const LAUNCHER_OPTION =
  /^(?:--directory|--project|--prefix|--cwd|--dir|--workspace|--from|--with|--with-editable|--python|--cache-dir|--require|--import|--loader|-C|-r|-p|-w)$/;
const LAUNCHER =
  /^(?:uvx?|npx|npm|pnpm|pnpx|yarn|bunx?|deno|pipx|python[\d.]*|node|nodejs|tsx|ts-node)(?:\.(?:exe|cmd))?$/i;
const SUBCOMMAND = /^(?:run|exec|dlx|x|tool|start)$/;
const CONTAINER = /^(?:docker|podman|nerdctl|ssh|wsl)(?:\.exe)?$/i;
/** Variables that lead to programs, libraries, caches and settings of the machine. */
const OF_THE_MACHINE =
  /^(?:PATH|PWD|HOME|SHELL|TMPDIR|TEMP|TMP|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAM.*|SYSTEM.*|WINDIR|.*PATH_EXT|(?:NODE|PYTHON|RUBY|PERL5|GO|LD|DYLD|CLASS|LD_LIBRARY|DYLD_LIBRARY)_?(?:PATH|LIB|HOME|OPTIONS)?|GOROOT|JAVA_HOME|VIRTUAL_ENV|CONDA.*|NVM_.*|VOLTA_.*|XDG_.*|UV_.*|PIP_.*|NPM_.*|npm_.*|.*CACHE.*)$/;

export interface Substituted {
  spec: StdioSpec;
  /** One for every word that is another than it was. */
  words: Words;
}

/** Whether the command asks for a database that one made for the run can stand in for. */
export function asksForDatabase(spec: StdioSpec): boolean {
  const { written, database } = reading(spec);
  return written === undefined ? database : written.has('db');
}

/** The same command, let loose in a world instead of where the person works. Home folder and files are those of the world. */
export function substitute(spec: StdioSpec, world: World, launch: LaunchWorld): Substituted {
  const { written } = reading(spec);
  const words: Words = [];
  const swap = (where: string, was: string, is: string): string => {
    if (was !== is) words.push({ where, was, is });
    return is;
  };
  const args = spec.args.map((word, at) => {
    const is =
      written === undefined
        ? (standIn(spec, at, world) ?? word)
        : word.replace(WRITTEN, (_, name: string) => pathOf(world, name));
    return swap(`argument ${at + 1}`, word, is);
  });
  const own = spec.env.map((variable) => {
    if (variable.text.from !== 'plain') return variable;
    const was = variable.text.value;
    const is =
      written === undefined
        ? (variableStandIn(variable.name, was, spec, world) ?? was)
        : was.replace(WRITTEN, (_, name: string) => pathOf(world, name));
    return { ...variable, text: { from: 'plain' as const, value: swap(variable.name, was, is) } };
  });
  const home = homeVariables(spec, world.home.folder, launch).filter(
    ({ name }) => !own.some((variable) => variable.name === name),
  );
  for (const { name, text } of home)
    if (text.from === 'plain' && text.value === world.home.folder)
      words.push({ where: name, was: launch.env[name] ?? '', is: text.value });
  return { spec: { ...spec, args, env: [...own, ...home] satisfies NamedText[] }, words };
}

function pathOf(world: World, name: string): string {
  if (name === 'home') return world.home.folder;
  if (name === 'drop') return world.drop;
  return name === 'db' ? (world.database?.path ?? '') : world.root;
}

/** What a command asks for. `written`: the names that stand in it in double braces; absent: none does. */
function reading(spec: StdioSpec): { written?: Set<string>; database: boolean } {
  const texts = [
    ...spec.args,
    ...spec.env.flatMap(({ text }) => (text.from === 'plain' ? [text.value] : [])),
  ];
  const written = new Set(texts.flatMap((text) => [...text.matchAll(WRITTEN)].map(([, name]) => name ?? '')));
  const database =
    spec.args.some((_, at) => databaseWord(spec, at) !== undefined) ||
    spec.env.some(({ name, text }) => text.from === 'plain' && isDatabaseVariable(name, text.value));
  return { ...(written.size > 0 && { written }), database };
}

/** Where the program is named that a launcher starts; -1: the command is the program itself. */
function programAt({ command, args }: StdioSpec): number {
  if (!LAUNCHER.test(basename(command))) return -1;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '-m') return at + 1;
    if (LAUNCHER_OPTION.test(word)) at++;
    else if (!word.startsWith('-') && !SUBCOMMAND.test(word)) return at;
  }
  return args.length;
}

/** What an argument becomes; undefined: it stays. */
function standIn(spec: StdioSpec, at: number, world: World): string | undefined {
  if (CONTAINER.test(basename(spec.command))) return undefined;
  const database = databaseWord(spec, at);
  if (database !== undefined) return world.database && `${database}${world.database.path}`;
  const { option, value } = splitWord(spec.args, at);
  // What stands before the program says how it is found, not what it may work on.
  if (at <= programAt(spec)) return undefined;
  if (!isPathWord(value) || !isFolder(resolve(spec.cwd, value))) return undefined;
  return option === undefined ? world.root : `${option}=${world.root}`;
}

function variableStandIn(name: string, value: string, spec: StdioSpec, world: World): string | undefined {
  if (OF_THE_MACHINE.test(name)) return undefined;
  if (isDatabaseVariable(name, value)) {
    const prefix = /^(?:sqlite:\/{2,3}|file:)/i.exec(value)?.[0] ?? '';
    return world.database && prefix + world.database.path;
  }
  if (!isAbsolute(value) || !isFolder(value) || holdsProgram(spec, value)) return undefined;
  return world.root;
}

/** What stands before the path of a database in a word: `--db=`, `sqlite:///`; undefined: it is no such word. */
function databaseWord({ args, cwd, command }: StdioSpec, at: number): string | undefined {
  if (CONTAINER.test(basename(command))) return undefined;
  const { option, value, before } = splitWord(args, at);
  const prefix = option === undefined ? '' : `${option}=`;
  const scheme = /^(?:sqlite:\/{2,3}|file:)/i.exec(value)?.[0] ?? '';
  const path = value.slice(scheme.length);
  if (path === '' || path.startsWith('-') || path === ':memory:') return undefined;
  if (DATABASE_FILE.test(path.replace(/\?.*$/, ''))) return prefix + scheme;
  const isAsked = DATABASE_OPTION.test(option ?? before);
  if (!isAsked || ADDRESS.test(value) || isFolder(resolve(cwd, path))) return undefined;
  return isPathWord(path) ? prefix + scheme : undefined;
}

function isDatabaseVariable(name: string, value: string): boolean {
  if (ADDRESS.test(value) && !/^sqlite:/i.test(value)) return false;
  if (DATABASE_FILE.test(value.replace(/\?.*$/, ''))) return true;
  return DATABASE_VARIABLE.test(name) && isAbsolute(value) && !isFolder(value);
}

/** `--root=/x` as its two halves; `before`: the word in front, which may be an option that this is the value of. */
function splitWord(args: readonly string[], at: number): { option?: string; value: string; before: string } {
  const word = args[at] ?? '';
  const before = args[at - 1] ?? '';
  const [, option, value] = /^(-{1,2}[\w-]+)=([^]*)$/.exec(word) ?? [];
  return option === undefined ? { value: word, before } : { option, value: value ?? '', before };
}

/** A name without any sign of a path may be a subcommand that happens to be a folder here. */
function isPathWord(word: string): boolean {
  return word === '.' || word === '..' || isAbsolute(word) || /^\.{1,2}[\\/]|[\\/]/.test(word);
}

/** Whether the program, or one of the files it is given, lies below a folder: without it nothing would start. */
function holdsProgram({ command, args, cwd }: StdioSpec, folder: string): boolean {
  return [command, ...args].some((word) => {
    if (!isPathWord(word)) return false;
    const path = resolve(cwd, word);
    const way = relative(folder, path);
    return (
      way !== '' && !way.startsWith('..') && !isAbsolute(way) && isFile(path) && isCode(path, word, command)
    );
  });
}

function isCode(path: string, word: string, command: string): boolean {
  return (
    word === command ||
    /\.(?:[cm]?[jt]sx?|py|rb|jar|wasm|php|pl|sh|exe|dll)$/i.test(path) ||
    isScriptName(path)
  );
}

/** `bin/server`, without an ending. */
function isScriptName(path: string): boolean {
  return !basename(path).includes('.') && /^(?:bin|scripts?)$/.test(basename(dirname(path)));
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

function statOf(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // EACCES, ENAMETOOLONG, a NUL in it: then it is no folder that can be used.
    return undefined;
  }
}
