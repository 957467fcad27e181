import type { Outcome } from '../protocol/problem.ts';
import { SEE_HELP, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';

/** How a command that is about one target speaks of it. */
export interface TargetWords {
  /** `probe`, `collection run`. */
  command: string;
  /** What is said where no target is named. */
  missing: { message: string; hint: string };
}

/** One server of a file; undefined where none is named by one. */
export function readConfigured(values: Values): Outcome<Wanted | undefined> {
  const [file] = values.get('config') ?? [];
  const [server] = values.get('server') ?? [];
  if (file !== undefined)
    return server === undefined
      ? bad('--config FILE names many servers.', 'Choose one with --server NAME.')
      : { ok: true, value: { kind: 'config', file, server } };
  return server === undefined
    ? { ok: true, value: undefined }
    : bad('--server names one of the servers of a file.', 'Give the file with --config FILE.');
}

/** The target of a command: one word, or one server of a file, or a command after `--`. */
export function readTarget(
  words: readonly string[],
  command: readonly string[],
  values: Values,
  { command: name, missing }: TargetWords,
): Outcome<Wanted> {
  const [word, more] = words;
  if (more !== undefined)
    return bad(
      `"${more}" is one word too many after ${name}.`,
      `A command with arguments is one word, in quotes. ${SEE_HELP}`,
    );
  const [first, ...rest] = command;
  if (values.has('config') && (word !== undefined || first !== undefined))
    return bad('--config and a word both name what to connect to.', 'Give one of them.');
  const configured = readConfigured(values);
  if (!configured.ok) return configured;
  if (configured.value !== undefined) return { ok: true, value: configured.value };
  if (word === undefined && first !== undefined)
    return /^https?:\/\//i.test(first) && rest.length === 0
      ? { ok: true, value: { kind: 'url', url: first } }
      : { ok: true, value: { kind: 'command', command: first, args: rest } };
  if (word === undefined || word.trim() === '' || first !== undefined)
    return bad(missing.message, missing.hint);
  return { ok: true, value: { kind: 'named', text: word } };
}
