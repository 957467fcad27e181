import type { ReplayPace, ReplayRequest } from '../protocol/replay.ts';
import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { addValues, OF_TARGET, readWords, SEE_HELP, type Name, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';
import { readConfigured } from './target-words.ts';

/** A recorded session, or a file that holds one, and how it is replayed. */
export interface Replaying {
  recorded: { kind: 'session'; number: number } | { kind: 'file'; file: string };
  pace: ReplayPace;
  /** First and last frame of the run that is sent; all of it where they are absent. */
  span: Pick<ReplayRequest, 'from' | 'to'>;
  failsOnDiff: boolean;
  json: boolean;
  /** ms for each answer. */
  timeout?: number;
}

/** Of this command alone. */
const OWN = ['against', 'fail-on-diff', 'pace', 'frames'] as const;
const ALLOWED: readonly Name[] = [...OF_TARGET, 'timeout', 'json', ...OWN];
/** What says more of a target that is named. */
const OF_NAMED = ['name', 'header', 'env', 'cwd', 'ca-file', 'insecure-no-verify'] as const;

/**
 * Reads the words after `replay`: a file, or `session:N`. The target is one word behind --against, or comes from
 * --config, or is the one it was recorded from. `values` gets the options found among them, but for those of this
 * command alone.
 */
export function readReplaying(
  args: string[],
  values: Values,
): Outcome<{ replaying: Replaying; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  addValues(read.value.values, values);
  const foreign = [...values.keys()].find((name) => !ALLOWED.includes(name));
  if (foreign !== undefined && foreign !== 'help' && foreign !== 'version')
    return bad(`--${foreign} is not for replay.`, SEE_HELP);
  const own = new Map(OWN.map((name) => [name, values.get(name) ?? []]));
  for (const name of OWN) values.delete(name);
  const [what, more] = [...read.value.words, ...(read.value.afterTerminator ?? [])];
  if (what === undefined || what.trim() === '')
    return bad(
      'replay needs a recorded session.',
      'Write mcp-sec-inspect replay FILE.mcpsec, or replay session:14.',
    );
  if (more !== undefined)
    return bad(
      `"${more}" is one word too many after replay.`,
      'Give the target with --against; a command with arguments is one word, in quotes.',
    );
  const recorded = recordedIn(what);
  if (!recorded.ok) return recorded;
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const [pace = 'fast'] = own.get('pace') ?? [];
  if (pace !== 'fast' && pace !== 'original')
    return bad(`--pace ${pace}: there is no such pace.`, 'Known are fast and original.');
  const span = spanIn(own.get('frames')?.[0]);
  if (!span.ok) return span;
  const twice = OWN.find((name) => name !== 'fail-on-diff' && (own.get(name)?.length ?? 0) > 1);
  if (twice !== undefined) return bad(`--${twice} is given more than once.`, 'Give it once.');
  const wanted = wantedOf(values, own.get('against')?.[0]);
  if (!wanted.ok) return wanted;
  const replaying: Replaying = {
    recorded: recorded.value,
    pace,
    span: span.value,
    failsOnDiff: (own.get('fail-on-diff') ?? []).length > 0,
    json: values.has('json'),
    ...(timeout.value === undefined ? {} : { timeout: timeout.value }),
  };
  return { ok: true, value: { replaying, wanted: wanted.value } };
}

/** `12-40`, `12-` or `-40`. */
function spanIn(text: string | undefined): Outcome<Replaying['span']> {
  if (text === undefined) return { ok: true, value: {} };
  const [, from = '', to = ''] = /^(\d{0,9})-(\d{0,9})$/.exec(text) ?? [];
  const isBackwards = from !== '' && to !== '' && Number(from) > Number(to);
  if ((from === '' && to === '') || isBackwards)
    return bad(`--frames ${text}: that is no run of frames.`, 'Write for example 12-40, 12- or -40.');
  return {
    ok: true,
    value: { ...(from === '' ? {} : { from: Number(from) }), ...(to === '' ? {} : { to: Number(to) }) },
  };
}

function recordedIn(text: string): Outcome<Replaying['recorded']> {
  const found = /^session:(.*)$/.exec(text);
  if (found === null) return { ok: true, value: { kind: 'file', file: text } };
  if (!/^\d{1,9}$/.test(found[1]!))
    return bad(`${text}: that is not the number of a session.`, 'Write for example session:14.');
  return { ok: true, value: { kind: 'session', number: Number(found[1]) } };
}

function wantedOf(values: Values, against: string | undefined): Outcome<Wanted> {
  if (values.has('config') && against !== undefined)
    return bad('--config and --against both name a target.', 'Give one of them.');
  const configured = readConfigured(values);
  if (!configured.ok) return configured;
  if (configured.value !== undefined) return { ok: true, value: configured.value };
  if (against !== undefined)
    return against.trim() === ''
      ? bad('--against is empty.', 'Give the name of a known target, an address, or a command in quotes.')
      : { ok: true, value: { kind: 'named', text: against } };
  const idle = OF_NAMED.find((name) => values.has(name));
  return idle === undefined
    ? { ok: true, value: { kind: 'nothing' } }
    : bad(`--${idle} says how another target is reached.`, 'Name it with --against.');
}
