import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Outcome } from '../protocol/problem.ts';
import { nearest } from './nearest.ts';
import { bad } from './option-values.ts';

export const OPTIONS = {
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'data-dir': { type: 'string' },
  name: { type: 'string' },
  header: { type: 'string', multiple: true, short: 'H' },
  env: { type: 'string', multiple: true, short: 'e' },
  cwd: { type: 'string' },
  config: { type: 'string' },
  server: { type: 'string' },
  yes: { type: 'boolean' },
  'ca-file': { type: 'string' },
  'insecure-no-verify': { type: 'boolean' },
  revision: { type: 'string' },
  json: { type: 'boolean' },
  timeout: { type: 'string' },
  session: { type: 'string' },
  lock: { type: 'string' },
  'fail-on': { type: 'string' },
  'allow-new': { type: 'boolean' },
  approved: { type: 'boolean' },
  format: { type: 'string' },
  'allow-env': { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  call: { type: 'string', multiple: true },
  raw: { type: 'string' },
  framing: { type: 'string', multiple: true },
  head: { type: 'string' },
  against: { type: 'string' },
  'fail-on-diff': { type: 'boolean' },
  pace: { type: 'string' },
  frames: { type: 'string' },
  out: { type: 'string' },
  unmasked: { type: 'boolean' },
  tool: { type: 'string', multiple: true },
  prompt: { type: 'string', multiple: true },
  template: { type: 'string', multiple: true },
  resource: { type: 'string', multiple: true },
  strategy: { type: 'string', multiple: true },
  seed: { type: 'string' },
  budget: { type: 'string' },
  rate: { type: 'string' },
  concurrency: { type: 'string' },
  within: { type: 'string' },
  'allow-destructive': { type: 'string', multiple: true },
  'authorised-host': { type: 'string' },
  case: { type: 'string' },
  resume: { type: 'string' },
  'no-world': { type: 'boolean' },
  fixed: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export type Name = keyof typeof OPTIONS;
export type Values = Map<Name, string[]>;

/** What says how one target is reached, for every command that is about one. */
export const OF_TARGET = [
  'data-dir',
  'name',
  'header',
  'env',
  'cwd',
  'config',
  'server',
  'yes',
  'ca-file',
  'insecure-no-verify',
  'revision',
] as const satisfies readonly Name[];

export const NAMES = Object.keys(OPTIONS) as Name[];
export const SEE_HELP = 'mcp-sec-inspect --help lists the options.';

export const isMultiple = (name: Name): boolean => 'multiple' in OPTIONS[name];
export const isText = (name: Name): boolean => OPTIONS[name].type === 'string';

/** Options and the words between them; after `--` everything is a word, listed apart. */
export interface ReadWords {
  values: Values;
  words: string[];
  afterTerminator: string[] | undefined;
}

/** Adds what was given to what was given before. */
export function addValues(more: Values, to: Values): void {
  for (const [name, given] of more) to.set(name, [...(to.get(name) ?? []), ...given]);
}

/** `after`: what stands before them, when they follow a URL or a command that takes no words. */
export function readValues(args: string[], after?: string): Outcome<Values> {
  const read = readWords(args);
  if (!read.ok) return read;
  const [word] = [...read.value.words, ...(read.value.afterTerminator ?? [])];
  return word === undefined
    ? { ok: true, value: read.value.values }
    : bad(`"${word}" is one word too many after ${after}.`, SEE_HELP);
}

export function readWords(args: string[]): Outcome<ReadWords> {
  const { tokens } = parseArgs({
    args,
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Values = new Map();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      words.push(token.value);
      continue;
    }
    if (token.kind === 'option-terminator')
      return { ok: true, value: { values, words, afterTerminator: args.slice(token.index + 1) } };
    const name = NAMES.find((known) => known === token.name);
    if (name === undefined) return unknownOption(token.rawName);
    if (isText(name) && token.value === undefined) return bad(`${token.rawName} needs a value.`, SEE_HELP);
    if (!isText(name) && token.value !== undefined)
      return bad(`${token.rawName} takes no value.`, `Write ${token.rawName} alone.`);
    values.set(name, [...(values.get(name) ?? []), token.value ?? '']);
  }
  return { ok: true, value: { values, words, afterTerminator: undefined } };
}

function unknownOption(raw: string): Outcome<never> {
  const like = raw.startsWith('--') ? nearest(raw.slice(2), NAMES) : undefined;
  if (like !== undefined) return bad(`There is no option ${raw}.`, `Did you mean --${like}?`);
  const isRunner = raw === '-y' || raw === '--package' || raw === '-p';
  const hint = isRunner
    ? `Options of a command follow the command: mcp-sec-inspect npx ${raw} …`
    : `Options of a server's command follow the command. ${SEE_HELP}`;
  return bad(`There is no option ${raw}.`, hint);
}
