import type { DialVariation, PlannedProbe, ProbeCard, ProbePlan, ProbeRun } from '../protocol/probe.ts';
import type { LaunchPlan } from '../protocol/target.ts';
import { launchLines } from './confirm-plan.ts';
import { quoteArgument } from './terminal.ts';

/** All that will be done, line by line. Texts quote the server: whoever prints them makes them harmless. */
export function planLines(plan: ProbePlan, cards: readonly ProbeCard[], name: string): string[] {
  const { launches, calls, spared, sparedCount } = plan;
  const [first, ...others] = launches;
  return [
    `Probes against ${name}: ${count(plan.connections, 'connection')} at most, all recorded.`,
    ...(first === undefined ? [] : launchLines(name, first)),
    ...others.flatMap((other) => otherLines(name, first!, other)),
    ...(calls.length === 0 ? ['No tool is called.'] : ['Tools that are called:']),
    ...calls.map(({ call, why }) => `  ${call.tool} ${call.args}   (${why})`),
    ...(sparedCount === 0 ? [] : [`${count(sparedCount, 'tool')} not called:`]),
    ...spared.map(({ tool, why }) => `  ${tool}: ${why}`),
    ...(sparedCount > spared.length ? [`  and ${sparedCount - spared.length} more`] : []),
    ...plan.probes.flatMap((planned) =>
      probeLines(
        planned,
        cards.find(({ id }) => id === planned.probe),
      ),
    ),
  ];
}

function probeLines({ probe, steps, untestable }: PlannedProbe, card: ProbeCard | undefined): string[] {
  const head = `${probe}: ${card?.title ?? ''}`;
  if (untestable !== undefined) return [head, `  not tested: ${untestable}`];
  return [
    head,
    ...steps.map(({ says, dial, times, calls, repeat, followUps = 0, relists, waits }) => {
      const also = [
        ...(calls.length === 0 || repeat === 0
          ? []
          : [`${calls.map(({ tool }) => tool).join(', ')}, each ${repeat} ×`]),
        ...(followUps === 0 ? [] : [`gone on with ${followUps} × at most`]),
        ...(relists === 0 ? [] : [`lists ${relists} × again`]),
        ...(waits === 0 ? [] : [`waits ${Math.round(waits / 100) / 10} s`]),
        ...variationWords(dial),
      ];
      return `  ${times} × ${says}${also.length === 0 ? '' : `   (${also.join('; ')})`}`;
    }),
  ];
}

function variationWords(dial: DialVariation): string[] {
  return Object.entries(dial).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

/** The same command with other variables; anything else is shown whole. */
function otherLines(name: string, first: LaunchPlan, other: LaunchPlan): string[] {
  const fixed = ({ argv, program, cwd, missing }: LaunchPlan): string =>
    JSON.stringify([argv.map(({ text }) => text), program, cwd, missing]);
  if (fixed(first) !== fixed(other)) return launchLines(name, other);
  const shown = ({ name: variable, value }: LaunchPlan['env'][number]): string =>
    `${variable}=${value === undefined ? '•••' : quoteArgument(value)}`;
  const before = new Set(first.env.map(shown));
  const gone = first.env.filter(({ name: was }) => !other.env.some(({ name: is }) => is === was));
  const differing = other.env.filter((variable) => !before.has(shown(variable)));
  return [
    'the same command again with:',
    ...differing.flatMap((variable) => [
      `  variable ${shown(variable)}`,
      ...(variable.remark === undefined
        ? []
        : [`           ${variable.remark.severity}: ${variable.remark.text}`]),
    ]),
    ...gone.map(({ name: was }) => `  without  ${was}`),
  ];
}

const WORDS = {
  vulnerable: 'VULNERABLE',
  'not-observed': 'nothing observed',
  inconclusive: 'inconclusive',
  'not-testable': 'not testable',
} as const;

/** What was seen, probe by probe. `numberOf`: of a session, as a person says it. */
export function resultLines(run: ProbeRun, numberOf: (session: string) => number | undefined): string[] {
  const lines: string[] = [];
  for (const { probe, verdict, says, evidence, drift, more, looked } of run.results) {
    lines.push(`${probe}: ${WORDS[verdict]}`, `  ${says}`);
    for (const { says: seen, session, frame } of evidence) {
      const place = `session ${numberOf(session) ?? session}${frame === undefined ? '' : `, frame ${frame}`}`;
      lines.push(`  - ${seen} (${place})`);
    }
    for (const { section, name, severity, changes } of drift?.items ?? [])
      lines.push(`  ${severity}: ${section} “${name}”: ${changes[0]?.says ?? ''}`);
    if (more !== undefined) lines.push(`  and ${more} more items differ`);
    if (verdict !== 'not-testable')
      lines.push(
        `  looked at ${count(looked.connections, 'connection')}, ${count(looked.lists, 'list')}, ${count(looked.calls, 'call')}`,
      );
  }
  if (run.state !== 'done') lines.push(`The run was not finished: it is ${run.state}.`);
  return lines;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
