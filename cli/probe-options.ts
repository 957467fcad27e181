import type { ProbeCall } from '../protocol/probe.ts';
import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { addValues, OF_TARGET, readWords, SEE_HELP, type Name, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';
import { readTarget } from './target-words.ts';

/** Which probes are run, and what may be called besides. */
export interface Probing {
  only?: string[];
  calls: ProbeCall[];
  json: boolean;
  /** ms until the server has to be ready. */
  timeout?: number;
}

const ALLOWED: readonly Name[] = [...OF_TARGET, 'only', 'call', 'json', 'timeout'];
const TARGET = {
  command: 'probe',
  missing: {
    message: 'probe needs one target.',
    hint: 'Give the name of a known one, an address, or a command in quotes: mcp-sec-inspect probe "npx -y some-server"',
  },
};

/**
 * Reads the words after `probe`. The target is one word, or comes from --config, or is a command after `--`. `values`
 * gets the options found among them.
 */
export function readProbe(args: string[], values: Values): Outcome<{ probing: Probing; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  const { words, afterTerminator = [] } = read.value;
  addValues(read.value.values, values);
  const foreign = [...values.keys()].find((name) => !ALLOWED.includes(name));
  if (foreign !== undefined && foreign !== 'help' && foreign !== 'version')
    return bad(`--${foreign} is not for probe.`, SEE_HELP);
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const wanted = readTarget(words, afterTerminator, values, TARGET);
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
