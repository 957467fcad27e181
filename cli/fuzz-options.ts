import type { FuzzRequest } from '../protocol/fuzz.ts';
import { FUZZ_LIMITS, FUZZ_USUAL } from '../protocol/fuzz-limits.ts';
import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { FORMATS, type Format } from './gate-options.ts';
import { addValues, OF_TARGET, readWords, SEE_HELP, type Name, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';
import { readTarget } from './target-words.ts';

/** What is tried on a target, and within which limits. */
export interface Fuzzing {
  /** Only these; absent: all that is offered. */
  only?: NonNullable<FuzzRequest['only']>;
  strategies: string[];
  seed: number;
  budget: number;
  /** Requests a second; absent: as fast as the server answers. */
  rate?: number;
  concurrency: number;
  /** ms for one answer, and for the whole run. */
  timeout: number;
  within: number;
  allowDestructive: string[];
  authorisedHost?: string;
  /** Only this case of the plan. */
  case?: number;
  /** A run that was left behind; everything else is as it was then. */
  resume?: string;
  world: boolean;
  format: Format;
}

/** Of this command alone, but for what others take too. */
export const OF_FUZZ = [
  'tool',
  'prompt',
  'template',
  'resource',
  'strategy',
  'seed',
  'budget',
  'rate',
  'concurrency',
  'within',
  'allow-destructive',
  'authorised-host',
  'case',
  'resume',
  'no-world',
] as const satisfies readonly Name[];
const ALLOWED: readonly Name[] = [...OF_TARGET, ...OF_FUZZ, 'timeout', 'format'];
const KINDS = ['tool', 'prompt', 'template', 'resource'] as const;
const LISTS: readonly Name[] = [...KINDS, 'strategy', 'allow-destructive'];
/** What a run that is gone on with has long been told. */
const NOT_AGAIN = OF_FUZZ.filter((name) => name !== 'resume');
const TARGET = {
  command: 'fuzz',
  missing: {
    message: 'fuzz needs one target.',
    hint: 'Give the name of a known one, an address, or a command in quotes: mcp-sec-inspect fuzz "npx -y some-server"',
  },
};

/** Reads the words after `fuzz`. `values` gets the options found among them, but for those of this command alone. */
export function readFuzz(args: string[], values: Values): Outcome<{ fuzzing: Fuzzing; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  addValues(read.value.values, values);
  const foreign = [...values.keys()].find((name) => !ALLOWED.includes(name));
  if (foreign !== undefined && foreign !== 'help' && foreign !== 'version')
    return bad(`--${foreign} is not for fuzz.`, SEE_HELP);
  const wanted = readTarget(read.value.words, read.value.afterTerminator ?? [], values, TARGET);
  const own = new Map(
    ([...OF_FUZZ, 'format'] as const).map((name): [Name, string[]] => [name, values.get(name) ?? []]),
  );
  for (const name of own.keys()) values.delete(name);
  if (!wanted.ok) return wanted;
  const twice = [...own].find(([name, given]) => given.length > 1 && !LISTS.includes(name));
  if (twice !== undefined) return bad(`--${twice[0]} is given more than once.`, 'Give it once.');
  const again = NOT_AGAIN.find((name) => (own.get(name) ?? []).length > 0);
  const [resume] = own.get('resume') ?? [];
  if (resume !== undefined && again !== undefined)
    return bad(`--${again} was said when the run was begun.`, 'Leave it out, or begin a run of its own.');
  const fuzzing = fuzzingOf(own, values.get('timeout')?.[0]);
  return fuzzing.ok ? { ok: true, value: { fuzzing: fuzzing.value, wanted: wanted.value } } : fuzzing;
}

function fuzzingOf(own: Map<Name, string[]>, seconds: string | undefined): Outcome<Fuzzing> {
  const one = (name: Name): string | undefined => own.get(name)?.[0];
  const timeout = readTimeout(seconds);
  if (!timeout.ok) return timeout;
  const within = readTimeout(one('within'));
  if (!within.ok)
    return bad(`--within ${one('within')}: that is not a number of seconds.`, 'For example 600.');
  const seed = wholeNumber('seed', one('seed'), 0, 2 ** 32 - 1);
  if (!seed.ok) return seed;
  const budget = wholeNumber('budget', one('budget'), 1, FUZZ_LIMITS.budget);
  if (!budget.ok) return budget;
  const concurrency = wholeNumber('concurrency', one('concurrency'), 1, FUZZ_LIMITS.concurrency);
  if (!concurrency.ok) return concurrency;
  const rate = wholeNumber('rate', one('rate'), 1, FUZZ_LIMITS.rate);
  if (!rate.ok) return rate;
  const number = wholeNumber('case', one('case'), 1, FUZZ_LIMITS.budget);
  if (!number.ok) return number;
  const longest = [timeout.value ?? 0, 600_000] as const;
  if (longest[0] > longest[1])
    return bad('--timeout is for one answer here, 600 seconds at most.', '--within is for the whole run.');
  const strategies = (own.get('strategy') ?? []).flatMap((ids) => ids.split(',')).map((id) => id.trim());
  if (strategies.some((id) => !/^[a-z][a-z0-9-]*$/.test(id)))
    return bad('--strategy takes names of strategies.', 'For example --strategy path-traversal,ssrf');
  const empty = [...own].find(([, given]) => given.includes(''));
  if (empty !== undefined && empty[0] !== 'no-world') return bad(`--${empty[0]} is empty.`, SEE_HELP);
  const [asked = 'text'] = own.get('format') ?? [];
  const format = FORMATS.find((known) => known === asked);
  if (format === undefined)
    return bad(`--format ${asked}: that is no format.`, `Give one of ${FORMATS.join(', ')}.`);
  const [authorisedHost, resume] = [one('authorised-host'), one('resume')];
  const only = KINDS.flatMap((kind) => (own.get(kind) ?? []).map((name) => ({ kind, name })));
  const fuzzing: Fuzzing = {
    strategies,
    seed: seed.value ?? 0,
    budget: budget.value ?? FUZZ_USUAL.budget,
    concurrency: concurrency.value ?? FUZZ_USUAL.concurrency,
    timeout: timeout.value ?? FUZZ_USUAL.timeout,
    within: within.value ?? FUZZ_USUAL.within,
    allowDestructive: own.get('allow-destructive') ?? [],
    world: (own.get('no-world') ?? []).length === 0,
    format,
    ...(only.length === 0 ? {} : { only }),
    ...(rate.value === undefined ? {} : { rate: rate.value }),
    ...(authorisedHost === undefined ? {} : { authorisedHost }),
    ...(number.value === undefined ? {} : { case: number.value }),
    ...(resume === undefined ? {} : { resume }),
  };
  return { ok: true, value: fuzzing };
}

function wholeNumber(
  name: Name,
  text: string | undefined,
  least: number,
  most: number,
): Outcome<number | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return { ok: true, value: number };
  return bad(`--${name} ${text}: that does not go.`, `Give a whole number from ${least} to ${most}.`);
}
