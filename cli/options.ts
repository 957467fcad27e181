import { parseArgs } from 'node:util';
import type { Outcome } from '../protocol/problem.ts';
import type { NamedText } from '../protocol/target.ts';
import { type Exporting, readExport, readOpenFile } from './archive-options.ts';
import { readAsk, type Ask } from './ask-options.ts';
import { readCollecting, type Collecting } from './collection-options.ts';
import { OF_FUZZ, readFuzz, type Fuzzing } from './fuzz-options.ts';
import { readGate, type Gate } from './gate-options.ts';
import { readDemo } from './demo-options.ts';
import { readOpen } from './open-options.ts';
import { readOwn } from './own-options.ts';
import { readProbe, type Probing } from './probe-options.ts';
import { readReplaying, type Replaying } from './replay-options.ts';
import { readSend, type Sending } from './send-options.ts';
import {
  addValues,
  isMultiple,
  isText,
  NAMES,
  OPTIONS,
  readValues,
  SEE_HELP,
  type Values,
} from './option-table.ts';
import { bad } from './option-values.ts';

/** What the person wants to be connected to. */
export type Wanted =
  | { kind: 'nothing' }
  | { kind: 'command'; command: string; args: string[] }
  | { kind: 'url'; url: string }
  /** One word for a target: the name of a known one, an address, or a command line. */
  | { kind: 'named'; text: string }
  | { kind: 'config'; file: string; server?: string }
  /** The practice server of this package. */
  | { kind: 'demo'; isFixed: boolean };

export interface OpenOptions {
  wanted: Wanted;
  /** A session file to be shown. */
  file?: string;
  port?: number;
  opensBrowser: boolean;
  dataDir?: string;
  name?: string;
  headers: NamedText[];
  env: NamedText[];
  cwd?: string;
  /** Answers the question about a config file's command with yes. */
  yes: boolean;
  caFile?: string;
  verify: boolean;
  /** Revision to pin; absent: `auto`. */
  opening?: string;
  /** What the person should know of how the options were understood. */
  notes: string[];
}

export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'rebuild-index'; dataDir?: string }
  | { kind: 'inspect'; dataDir?: string; session?: number; json: boolean }
  | { kind: 'open'; options: OpenOptions }
  | { kind: 'ask'; ask: Ask; options: OpenOptions }
  | { kind: 'probe'; probing: Probing; options: OpenOptions }
  | { kind: 'fuzz'; fuzzing: Fuzzing; options: OpenOptions }
  | { kind: 'send'; sending: Sending; options: OpenOptions }
  | { kind: 'collection'; collecting: Collecting; options: OpenOptions }
  | { kind: 'replay'; replaying: Replaying; options: OpenOptions }
  | { kind: 'export'; exporting: Exporting }
  | { kind: 'gate'; gate: Gate; targets: OpenOptions[] };

/**
 * Reads argv (without node and script). The first argument that is not an option of ours begins the
 * command, or is the URL, with or without `--` before it: npm eats the `--` of `npm start -- npx -y x`.
 * Everything after the command's first word belongs to the command; after a URL options may follow.
 */
export function readOptions(argv: string[]): Outcome<Command> {
  const split = splitArgv(argv);
  const before = argv.slice(0, split.optionsEnd);
  const rest = argv.slice(split.end);
  const first = rest[0];
  const isUrl = first !== undefined && /^[a-z][a-z\d+.-]*:\/\//i.test(first);
  const isOwnCommand = (first === 'rebuild-index' || first === 'inspect') && !split.hasTerminator;
  if ((first === 'list' || first === 'call') && !split.hasTerminator)
    return readAskCommand(first, before, rest.slice(1));
  if ((first === 'pin' || first === 'verify') && !split.hasTerminator)
    return readGateCommand(first, before, rest.slice(1));
  if (first === 'demo' && !split.hasTerminator) return readDemo(before, rest.slice(1));
  if (first === 'open' && !split.hasTerminator) return readOpenFile(before, rest.slice(1));
  if (first === 'export' && !split.hasTerminator) return readExport(before, rest.slice(1));
  if (first === 'probe' && !split.hasTerminator)
    return readAbout(before, rest.slice(1), readProbe, ({ probing }, options) => ({
      kind: 'probe',
      probing,
      options,
    }));
  if (first === 'fuzz' && !split.hasTerminator)
    return readAbout(before, rest.slice(1), readFuzz, ({ fuzzing }, options) => ({
      kind: 'fuzz',
      fuzzing,
      options,
    }));
  if (first === 'collection' && !split.hasTerminator)
    return readAbout(before, rest.slice(1), readCollecting, ({ collecting }, options) => ({
      kind: 'collection',
      collecting,
      options,
    }));
  if (first === 'send' && !split.hasTerminator) return readSend(before, rest.slice(1));
  if (first === 'replay' && !split.hasTerminator)
    return readAbout(before, rest.slice(1), readReplaying, ({ replaying }, options) => ({
      kind: 'replay',
      replaying,
      options,
    }));
  const more = isUrl || isOwnCommand ? rest.slice(1) : [];
  const values = readValues(before);
  if (!values.ok) return values;
  const later = readValues(more, first);
  if (!later.ok) return later;
  addValues(later.value, values.value);
  const early = answerEarly(values.value);
  if (early !== undefined) return early;
  if (isOwnCommand) return readOwn(first, values.value);
  if (values.value.has('session'))
    return bad('--session belongs to "inspect".', 'Write mcp-sec-inspect inspect --session N.');
  const foreign = (['json', 'timeout'] as const).find((name) => values.value.has(name));
  if (foreign !== undefined)
    return bad(`--${foreign} belongs to "list" or "call".`, 'Write mcp-sec-inspect call TARGET TOOL.');
  const ofGate = foreignGate(values.value) ?? foreignProbe(values.value);
  if (ofGate !== undefined) return ofGate;
  const wanted = readWanted(values.value, isUrl ? [first] : rest);
  if (!wanted.ok) return wanted;
  const open = readOpen(values.value, wanted.value);
  return open.ok ? { ok: true, value: { kind: 'open', options: open.value } } : open;
}

/** `list` and `call`: answered in the terminal, without a page. */
function readAskCommand(first: 'list' | 'call', before: string[], after: string[]): Outcome<Command> {
  const values = readValues(before);
  if (!values.ok) return values;
  const ask = readAsk(first, after, values.value);
  if (!ask.ok) return ask;
  const early = answerEarly(values.value);
  if (early !== undefined) return early;
  if (values.value.has('session')) return bad(`--session is not for ${first}.`, SEE_HELP);
  const foreign = foreignPage(values.value, first) ?? foreignGate(values.value) ?? foreignProbe(values.value);
  if (foreign !== undefined) return foreign;
  const open = readOpen(values.value, ask.value.wanted);
  return open.ok ? { ok: true, value: { kind: 'ask', ask: ask.value.ask, options: open.value } } : open;
}

/** `pin` and `verify`: a lock file, without a page. */
function readGateCommand(first: 'pin' | 'verify', before: string[], after: string[]): Outcome<Command> {
  const values = readValues(before);
  if (!values.ok) return values;
  const gate = readGate(first, after, values.value);
  const early = answerEarly(values.value);
  if (early !== undefined) return early;
  if (!gate.ok) return gate;
  const foreign = (['session', 'json'] as const).find((name) => values.value.has(name));
  if (foreign !== undefined) return bad(`--${foreign} is not for ${first}.`, SEE_HELP);
  const ofPage = foreignPage(values.value, first) ?? foreignProbe(values.value);
  if (ofPage !== undefined) return ofPage;
  const targets: OpenOptions[] = [];
  for (const wanted of gate.value.wanted) {
    const open = readOpen(values.value, wanted);
    if (!open.ok) return open;
    targets.push(open.value);
  }
  return { ok: true, value: { kind: 'gate', gate: gate.value.gate, targets } };
}

/**
 * A command about one target, without a page. `read` refuses what is not for it and takes out what is its own;
 * `command` says what it comes to.
 */
function readAbout<Read extends { wanted: Wanted }>(
  before: string[],
  after: string[],
  read: (after: string[], values: Values) => Outcome<Read>,
  command: (read: Read, options: OpenOptions) => Command,
): Outcome<Command> {
  const values = readValues(before);
  if (!values.ok) return values;
  const own = read(after, values.value);
  const early = answerEarly(values.value);
  if (early !== undefined) return early;
  if (!own.ok) return own;
  const open = readOpen(values.value, own.value.wanted);
  return open.ok ? { ok: true, value: command(own.value, open.value) } : open;
}

function foreignProbe(values: Values): Outcome<never> | undefined {
  const name = (['only', 'call'] as const).find((each) => values.has(each));
  return name === undefined
    ? undefined
    : bad(`--${name} belongs to "probe".`, 'Write mcp-sec-inspect probe TARGET.');
}

function foreignPage(values: Values, command: string): Outcome<never> | undefined {
  const name = (['port', 'no-open'] as const).find((each) => values.has(each));
  return name === undefined
    ? undefined
    : bad(`--${name} is for the page; ${command} opens none.`, 'Leave it out.');
}

function foreignGate(values: Values): Outcome<never> | undefined {
  const name = (['lock', 'fail-on', 'allow-new', 'approved', 'format'] as const).find((each) =>
    values.has(each),
  );
  return name === undefined
    ? undefined
    : bad(`--${name} belongs to "pin" or "verify".`, 'Write mcp-sec-inspect verify TARGET.');
}

/** What is answered whatever else was given. */
function answerEarly(values: Values): Outcome<Command> | undefined {
  if (values.has('help')) return { ok: true, value: { kind: 'help' } };
  if (values.has('version')) return { ok: true, value: { kind: 'version' } };
  const ofExport = (['out', 'unmasked'] as const).find((name) => values.has(name));
  if (ofExport !== undefined)
    return bad(`--${ofExport} belongs to "export".`, 'Write mcp-sec-inspect export SESSION.');
  const ofReplay = (['against', 'fail-on-diff', 'pace', 'frames'] as const).find((name) => values.has(name));
  if (ofReplay !== undefined)
    return bad(`--${ofReplay} belongs to "replay".`, 'Write mcp-sec-inspect replay FILE.');
  const ofFuzz = OF_FUZZ.find((name) => values.has(name));
  if (ofFuzz !== undefined)
    return bad(`--${ofFuzz} belongs to "fuzz".`, 'Write mcp-sec-inspect fuzz TARGET.');
  const twice = NAMES.find(
    (name) => !isMultiple(name) && (values.get(name)?.length ?? 0) > 1 && isText(name),
  );
  return twice === undefined ? undefined : bad(`--${twice} is given more than once.`, 'Give it once.');
}

/** Where our options end, where the command begins, and whether `--` stands in between. */
function splitArgv(argv: string[]): { optionsEnd: number; end: number; hasTerminator: boolean } {
  const { tokens } = parseArgs({
    args: argv,
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const stop = tokens.find((token) => token.kind !== 'option');
  if (stop === undefined) return { optionsEnd: argv.length, end: argv.length, hasTerminator: false };
  const hasTerminator = stop.kind === 'option-terminator';
  return { optionsEnd: stop.index, end: stop.index + (hasTerminator ? 1 : 0), hasTerminator };
}

function readWanted(values: Values, words: string[]): Outcome<Wanted> {
  const [file] = values.get('config') ?? [];
  const [server] = values.get('server') ?? [];
  const [first, ...args] = words;
  if (file !== undefined) {
    if (first !== undefined)
      return bad(`--config and "${first}" both name what to connect to.`, 'Give one of them.');
    return { ok: true, value: { kind: 'config', file, ...(server !== undefined && { server }) } };
  }
  if (server !== undefined)
    return bad('--server names one of the servers of a file.', 'Give the file with --config FILE.');
  if (values.has('yes'))
    return bad(
      '--yes answers the question about a command of a config file.',
      'Give the file with --config FILE --server NAME.',
    );
  if (first === undefined) return { ok: true, value: { kind: 'nothing' } };
  if (first === '') return bad('The command is empty.', 'Name the program to start, or a URL.');
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(first))
    return { ok: true, value: { kind: 'command', command: first, args } };
  if (/^https?:\/\//i.test(first) && URL.canParse(first))
    return { ok: true, value: { kind: 'url', url: first } };
  return bad(
    `"${first}" is not an address that can be connected to.`,
    'It begins with http:// or https://, for example https://example.com/mcp.',
  );
}
