import type { Outcome } from '../protocol/problem.ts';
import { bad } from './option-values.ts';
import { addValues, readWords, SEE_HELP, type Values } from './option-table.ts';
import type { Wanted } from './options.ts';

/** JSON text for a call: typed, in a file, or on standard input. */
export type Input =
  { from: 'nothing' } | { from: 'text'; text: string } | { from: 'file'; file: string } | { from: 'stdin' };

/** What is asked of a server from the terminal. */
export type Ask =
  | { kind: 'list'; json: boolean; timeout?: number }
  /** `word`: a method of MCP, or the name of a tool. */
  | { kind: 'call'; word: string; input: Input; json: boolean; timeout?: number };

/**
 * Reads the words after `list` or `call`. `values` gets the options found among them. The target is one
 * word, or comes from --config; after `list --` everything is a command.
 */
export function readAsk(
  kind: Ask['kind'],
  args: string[],
  values: Values,
): Outcome<{ ask: Ask; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  const { words, afterTerminator = [] } = read.value;
  addValues(read.value.values, values);
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const how = { json: values.has('json'), ...(timeout.value !== undefined && { timeout: timeout.value }) };
  const hasConfig = values.has('config');
  if (hasConfig && !values.has('server'))
    return bad('--config FILE names many servers.', 'Choose one with --server NAME.');
  if (kind === 'list' && words.length === 0 && afterTerminator.length > 0 && !hasConfig) {
    const [command = '', ...rest] = afterTerminator;
    return { ok: true, value: { ask: { kind, ...how }, wanted: { kind: 'command', command, args: rest } } };
  }
  const all = [...words, ...afterTerminator];
  const target = hasConfig ? undefined : all.shift();
  const wanted: Outcome<Wanted> = hasConfig ? configOf(values) : namedOf(kind, target);
  if (!wanted.ok) return wanted;
  if (kind === 'list')
    return all.length === 0
      ? { ok: true, value: { ask: { kind, ...how }, wanted: wanted.value } }
      : tooMany(all[0]!, kind);
  const [word, input, more] = all;
  if (word === undefined || word === '')
    return bad(
      'call needs a method or the name of a tool.',
      'For example: mcp-sec-inspect call TARGET echo \'{"message":"hi"}\'',
    );
  if (more !== undefined) return tooMany(more, kind);
  return { ok: true, value: { ask: { kind, word, input: inputOf(input), ...how }, wanted: wanted.value } };
}

function namedOf(kind: Ask['kind'], target: string | undefined): Outcome<Wanted> {
  if (target === undefined || target.trim() === '')
    return bad(
      `${kind} needs a target.`,
      'Give the name of a known one, an address, or a command in quotes: mcp-sec-inspect list "npx -y some-server"',
    );
  return { ok: true, value: { kind: 'named', text: target } };
}

function configOf(values: Values): Outcome<Wanted> {
  const [file = ''] = values.get('config') ?? [];
  const [server = ''] = values.get('server') ?? [];
  return { ok: true, value: { kind: 'config', file, server } };
}

function tooMany(word: string, kind: string): Outcome<never> {
  return bad(
    `"${word}" is one word too many after ${kind}.`,
    `A command with arguments is one word, in quotes. ${SEE_HELP}`,
  );
}

function inputOf(text: string | undefined): Input {
  if (text === undefined) return { from: 'nothing' };
  if (text === '-') return { from: 'stdin' };
  return text.startsWith('@') ? { from: 'file', file: text.slice(1) } : { from: 'text', text };
}

/** Seconds, with fractions; ms in the answer. */
export function readTimeout(text: string | undefined): Outcome<number | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds < 2_000_000) return { ok: true, value: Math.ceil(seconds * 1000) };
  return bad(
    `--timeout ${text}: that is not a number of seconds.`,
    'Give for example --timeout 30, or leave it out to wait as long as it takes.',
  );
}
