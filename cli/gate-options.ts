import { SEVERITIES, type Severity } from '../protocol/finding.ts';
import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { bad } from './option-values.ts';
import { addValues, readWords, SEE_HELP, type Name, type Values } from './option-table.ts';
import type { Wanted } from './options.ts';

export const FORMATS = ['text', 'json', 'sarif', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What a lock file is used for. */
export type Gate = { lock: string; timeout?: number } & (
  | { kind: 'pin'; onlyApproved: boolean }
  | { kind: 'verify'; failOn: Severity; allowsNew: boolean; format: Format }
);

const LOCK = 'mcp-sec.lock.json';
const OF_VERIFY: readonly Name[] = ['fail-on', 'allow-new', 'format'];
/** What says how one server is reached, and cannot be meant for several. */
const OF_ONE: readonly Name[] = [
  'name',
  'env',
  'header',
  'cwd',
  'ca-file',
  'insecure-no-verify',
  'revision',
  'server',
];

/**
 * Reads the words after `pin` or `verify`: each is a target, or after `--` all of them are one command. `values` gets
 * the options found among them.
 */
export function readGate(
  kind: Gate['kind'],
  args: string[],
  values: Values,
): Outcome<{ gate: Gate; wanted: Wanted[] }> {
  const read = readWords(args);
  if (!read.ok) return read;
  const { words, afterTerminator = [] } = read.value;
  addValues(read.value.values, values);
  const gate = gateOf(kind, values);
  if (!gate.ok) return gate;
  const [file] = values.get('config') ?? [];
  const [command, ...rest] = afterTerminator;
  const [server] = values.get('server') ?? [];
  if (server !== undefined && file === undefined)
    return bad('--server names one of the servers of a file.', 'Give the file with --config FILE.');
  const wanted: Wanted[] = [
    ...words.map((text): Wanted => ({ kind: 'named', text })),
    ...(command === undefined ? [] : [commandOf(command, rest)]),
    ...(file === undefined
      ? []
      : [{ kind: 'config' as const, file, ...(server === undefined ? {} : { server }) }]),
  ];
  if (wanted.length === 0 || words.some((word) => word.trim() === ''))
    return bad(
      `${kind} needs a target.`,
      `Give names of known ones, addresses, or commands in quotes: mcp-sec-inspect ${kind} "npx -y some-server"`,
    );
  const isMany = wanted.length > 1 || (file !== undefined && server === undefined);
  const ofOne = OF_ONE.find((name) => values.has(name) && !(name === 'server' && wanted.length === 1));
  if (isMany && ofOne !== undefined)
    return bad(`--${ofOne} is for one target, and several are given.`, `Call ${kind} for each of them.`);
  return { ok: true, value: { gate: gate.value, wanted } };
}

/** One word after `--` may be an address; a command line in quotes belongs before it. */
function commandOf(command: string, args: string[]): Wanted {
  return /^https?:\/\//i.test(command) && args.length === 0
    ? { kind: 'url', url: command }
    : { kind: 'command', command, args };
}

function gateOf(kind: Gate['kind'], values: Values): Outcome<Gate> {
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const [lock = LOCK] = values.get('lock') ?? [];
  const common = { lock, ...(timeout.value === undefined ? {} : { timeout: timeout.value }) };
  if (kind === 'pin') {
    const foreign = OF_VERIFY.find((name) => values.has(name));
    return foreign === undefined
      ? { ok: true, value: { kind, ...common, onlyApproved: values.has('approved') } }
      : bad(`--${foreign} belongs to verify.`, SEE_HELP);
  }
  if (values.has('approved')) return bad('--approved belongs to pin.', SEE_HELP);
  const [failOn = 'low'] = values.get('fail-on') ?? [];
  const severity = SEVERITIES.find((known) => known === failOn);
  if (severity === undefined)
    return bad(`--fail-on ${failOn}: that is no severity.`, `Give one of ${SEVERITIES.join(', ')}.`);
  const [asked = 'text'] = values.get('format') ?? [];
  const format = FORMATS.find((known) => known === asked);
  if (format === undefined)
    return bad(`--format ${asked}: that is no format.`, `Give one of ${FORMATS.join(', ')}.`);
  return {
    ok: true,
    value: { kind, ...common, failOn: severity, allowsNew: values.has('allow-new'), format },
  };
}
