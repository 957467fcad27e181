import type { ProbePlan, ProbeResult, ProbeRun, ProbeStep, Verdict } from '../../../protocol/probe.ts';
import type { Era } from '../../../protocol/session.ts';
import { counted, formatCount, formatDuration } from '../figures.ts';

export const VERDICT_WORDS: Record<Verdict, string> = {
  vulnerable: 'vulnerable',
  'not-observed': 'not observed',
  inconclusive: 'inconclusive',
  'not-testable': 'not testable',
};
/** As they are told of a run. */
const VERDICTS: readonly Verdict[] = ['vulnerable', 'inconclusive', 'not-observed', 'not-testable'];

export const STATE_WORDS: Record<ProbeRun['state'], string> = {
  running: 'running',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
};

/** Nothing observed says over how much, and never more than that. */
export function lookedWords({ connections, lists, calls }: ProbeResult['looked']): string {
  return `${counted(connections, 'connection')}, ${counted(lists, 'list')} and ${counted(calls, 'call')}`;
}

/** `2 vulnerable, 8 not observed`. */
export function verdictCounts(results: readonly { verdict: Verdict }[]): string {
  const parts = VERDICTS.flatMap((verdict) => {
    const count = results.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${formatCount(count)} ${VERDICT_WORDS[verdict]}`];
  });
  return parts.length === 0 ? 'no verdict' : parts.join(', ');
}

/** What is done in each connection of a step besides reading what is offered. */
export function stepDetails({ calls, repeat, followUps = 0, relists, waits }: ProbeStep): string[] {
  const often = repeat > 1 ? `, ${formatCount(repeat)} times each` : '';
  return [
    ...(calls.length > 0 && repeat > 0 ? [`makes ${counted(calls.length, 'call')}${often}`] : []),
    ...(followUps > 0 ? [`goes on with what they ask at most ${counted(followUps, 'time')}`] : []),
    ...(relists > 0
      ? [`asks for the lists again, ${relists === 1 ? 'once' : `at most ${formatCount(relists)} times`}`]
      : []),
    ...(waits > 0 ? [`waits at most ${waitWords(waits)}`] : []),
  ];
}

/** Nobody plans to a hundredth of a second. */
function waitWords(ms: number): string {
  return ms < 60_000 && ms >= 1000 ? `${formatCount(Math.ceil(ms / 1000))} s` : formatDuration(ms);
}

export function callsOf(plan: ProbePlan): number {
  return plan.probes.reduce((sum, one) => sum + one.calls, 0);
}
/** Of those that were chosen, the ones that can be tested. */
export function testableOf(plan: ProbePlan): number {
  return plan.probes.filter(({ untestable }) => untestable === undefined).length;
}

/** What all of it comes to, as the button says it. */
export function planWords(plan: ProbePlan): string {
  const [connections, calls] = [counted(plan.connections, 'connection'), counted(callsOf(plan), 'call')];
  return `${counted(testableOf(plan), 'probe')}: ${connections}, ${calls}`;
}

/** What the specification says of it depends on how the server was spoken to. */
export const ERA_WORDS: Record<Era, string> = {
  modern: 'Seen without a handshake, as it is spoken from 2026-07-28 on.',
  handshake:
    'Seen with a handshake, as it is spoken up to 2025-11-25: those revisions say little of when lists may differ.',
};

/** Variables of a command line that the first one has not, or has otherwise: what makes it another. */
export function otherVariables(plan: ProbePlan, index: number): string[] {
  const [first, launch] = [plan.launches[0], plan.launches[index]];
  if (first === undefined || launch === undefined || index === 0) return [];
  const usual = new Map(first.env.map(({ name, value }) => [name, value]));
  return launch.env
    .filter(({ name, value }) => !usual.has(name) || usual.get(name) !== value)
    .map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
}
