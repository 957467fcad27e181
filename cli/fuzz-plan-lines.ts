import type { FuzzPlan, PlannedSubject } from '../protocol/fuzz.ts';
import { launchLines } from './confirm-plan.ts';
import { safeJson } from './safe-json.ts';

/** Beyond, a plan would not be read: the numbers say how much there is, and nothing that is started is left out. */
const MOST_SUBJECTS = 60;
const MOST_PARAMETERS = 12;
const MOST_SKIPPED = 40;
const LONGEST_SEED = 300;

/** All that will be tried, line by line. Texts quote the server: whoever prints them makes them harmless. */
export function fuzzPlanLines(plan: FuzzPlan, name: string): string[] {
  const { subjects, launch, substituted, world, request } = plan;
  return [
    `Fuzzing ${name} with seed ${request.seed}: ${count(plan.cases, 'case')}${plan.wanted > plan.cases ? ` of ${plan.wanted}` : ''}, all recorded; controls and repeats come besides.`,
    limitsOf(plan),
    ...(launch === undefined ? [] : launchLines(name, launch)),
    ...(substituted.length === 0 ? [] : ['Words that stand for something made for the run:']),
    ...substituted.map(({ where, was, is }) => `  ${where}: ${was} is ${is}`),
    ...(world.length === 0 ? [] : ['Made for the run, and removed after it:']),
    ...world.map((line) => `  ${line}`),
    ...subjects.slice(0, MOST_SUBJECTS).flatMap(subjectLines),
    ...more(subjects.length - MOST_SUBJECTS, ''),
    ...untriedLines(plan),
  ];
}

/** What is not tried, each once: a strategy that cannot be tried at all is also among what is skipped. */
export function untriedLines({ strategies, skipped }: FuzzPlan): string[] {
  const of = strategies.flatMap(({ id, why }) => (why === undefined ? [] : [{ what: id, why }]));
  const lines = [...new Set([...of, ...skipped].map(({ what, why }) => `not tried: ${what}: ${why}`))];
  return [...lines.slice(0, MOST_SKIPPED), ...more(lines.length - MOST_SKIPPED, '')];
}

function limitsOf({ request: { rate, concurrency, timeout, within }, takes }: FuzzPlan): string {
  const limits = [
    `${concurrency} at once`,
    ...(rate === undefined ? [] : [`${rate} a second at most`]),
    `${timeout / 1000} s for an answer`,
    `${Math.round(within / 1000)} s for all of it`,
    ...(takes === undefined
      ? []
      : [`about ${Math.max(1, Math.round(takes / 1000))} s as fast as it answered until now`]),
  ];
  return `  ${limits.join(', ')}`;
}

function subjectLines({ kind, name, seedText, parameters, cases }: PlannedSubject): string[] {
  const seed = safeJson(seedText);
  return [
    `${kind} ${name}: ${count(cases, 'case')}, departing from ${seed.slice(0, LONGEST_SEED)}${seed.length > LONGEST_SEED ? '…' : ''}`,
    ...parameters.slice(0, MOST_PARAMETERS).map(({ at, from, strategies }) => {
      const tried = strategies
        .filter(({ cases: many }) => many > 0)
        .map(({ id, cases: many }) => `${id} ${many}`)
        .join(', ');
      return `  ${at === '' ? '(all of it)' : at} (${from}): ${tried === '' ? 'nothing' : tried}`;
    }),
    ...more(parameters.length - MOST_PARAMETERS, '  '),
  ];
}

function more(left: number, indent: string): string[] {
  return left > 0 ? [`${indent}and ${left} more`] : [];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
