import type { ProbeCall } from '../protocol/probe.ts';
import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { readWords, SEE_HELP, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';

/** Which probes are run, and what may be called besides. */
export interface Probing {
  only?: string[];
  calls: ProbeCall[];
  json: boolean;
  /** ms until the server has to be ready. */
  timeout?: number;
}

/**
 * Reads the words after `probe`. The target is one word, or comes from --config, or is a command after `--`. `values`
 * gets the options found among them.
 */
export function readProbe(args: string[], values: Values): Outcome<{ probing: Probing; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  const { words, afterTerminator = [] } = read.value;
  for (const [name, given] of read.value.values) values.set(name, [...(values.get(name) ?? []), ...given]);
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const wanted = wantedOf(words, afterTerminator, values);
  if (!wanted.ok) return wanted;
  const only = (values.get('only') ?? []).flatMap((ids) => ids.split(',')).map((id) => id.trim());
  if (only.some((id) => !/^[a-z][a-z0-9-]*$/.test(id)))
    return bad('--only takes names of probes.', 'For example --only fresh-connections,client-name');
  const calls: ProbeCall[] = [];
  for (const text of values.get('call') ?? []) {
    const call = readCall(text);
    if (!call.ok) return call;
    calls.push(call.value);
  }
  const probing: Probing = {
    calls,
    json: values.has('json'),
    ...(only.length === 0 ? {} : { only }),
    ...(timeout.value === undefined ? {} : { timeout: timeout.value }),
  };
  return { ok: true, value: { probing, wanted: wanted.value } };
}

function wantedOf(words: string[], command: string[], values: Values): Outcome<Wanted> {
  const [file] = values.get('config') ?? [];
  const [server] = values.get('server') ?? [];
  const [word, more] = words;
  if (more !== undefined)
    return bad(
      `"${more}" is one word too many after probe.`,
      `A command with arguments is one word, in quotes. ${SEE_HELP}`,
    );
  if (file !== undefined) {
    if (word !== undefined || command.length > 0)
      return bad('--config and a word both name what to probe.', 'Give one of them.');
    if (server === undefined)
      return bad('--config FILE names many servers.', 'Choose one with --server NAME.');
    return { ok: true, value: { kind: 'config', file, server } };
  }
  if (server !== undefined)
    return bad('--server names one of the servers of a file.', 'Give the file with --config FILE.');
  const [first, ...rest] = command;
  if (word === undefined && first !== undefined)
    return /^https?:\/\//i.test(first) && rest.length === 0
      ? { ok: true, value: { kind: 'url', url: first } }
      : { ok: true, value: { kind: 'command', command: first, args: rest } };
  if (word === undefined || word.trim() === '' || first !== undefined)
    return bad(
      'probe needs one target.',
      'Give the name of a known one, an address, or a command in quotes: mcp-sec-inspect probe "npx -y some-server"',
    );
  return { ok: true, value: { kind: 'named', text: word } };
}

/** `TOOL`, or `TOOL {…}`; what is no JSON object is refused before anything is started. */
function readCall(text: string): Outcome<ProbeCall> {
  const [, named = text.trim(), args = '{}'] = /^\s*(\S[\s\S]*?)\s+(\{[\s\S]*\})\s*$/.exec(text) ?? [];
  // Between values a line end is white space; over stdio it would cut the message in two.
  const line = args.replace(/[\r\n]/g, ' ');
  const refused = bad(
    `--call ${text}: that is not the name of a tool and a JSON object.`,
    'For example --call \'read_file {"path": "a.txt"}\'',
  );
  if (named === '') return refused;
  try {
    JSON.parse(line);
  } catch {
    // SyntaxError.
    return refused;
  }
  return { ok: true, value: { tool: named, args: line } };
}
