import type { ProbeRun } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { refuse, type ChoosingPlace } from '../chosen.ts';
import { findTarget, readyWithin, type Connectable } from '../find-target.ts';
import { beginHeadless, choosingPlace } from '../headless.ts';
import type { OpenOptions } from '../options.ts';
import type { Probing } from '../probe-options.ts';
import { planLines, resultLines } from '../probe-report.ts';
import { safeJson } from '../safe-json.ts';
import type { Surroundings } from '../surroundings.ts';

/** `probe`: connects, shows all that will be done, does it, and says what was seen. Answers the exit code. */
export async function probeCommand(
  { probing, options }: { probing: Probing; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  for (const note of options.notes) terminal.note(`mcp-sec-inspect: ${note}`);
  const failed = ({ message, hint }: Problem): number => {
    terminal.note(`mcp-sec-inspect: ${message}${hint === undefined ? '' : ` ${hint}`}`);
    return 2;
  };
  const started = await beginHeadless(options.dataDir, here);
  if (!started.ok) return failed(started.problem);
  const headless = started.value;
  const place = choosingPlace(here);
  try {
    const wanted = await findTarget(headless, options, place);
    if (!wanted.ok) return failed(wanted.problem);
    if (wanted.value === undefined) return 2;
    const connected = await headless.connect(wanted.value);
    if (!connected.ok) return failed(connected.problem);
    const problem = await readyWithin(connected.value, probing.timeout);
    if (problem !== undefined) return failed(problem);
    const { only, calls } = probing;
    const { id, targetName } = connected.value.session();
    const request = { session: id, calls, ...(only === undefined ? {} : { only }) };
    const plan = await headless.probes.plan(request);
    if (!plan.ok) return failed(plan.problem);
    for (const line of planLines(plan.value, headless.probes.cards(), targetName)) terminal.note(line);
    const agreed = await agree(wanted.value, options, place);
    if (!agreed.ok) return failed(agreed.problem);
    if (!agreed.value) return 2;
    const { confirmation } = plan.value;
    const run = await headless.probes.run({ request, confirmation }, progress(here));
    if (!run.ok) return failed(run.problem);
    if (probing.json)
      await terminal.printAll([safeJson(JSON.stringify({ plan: plan.value, run: run.value }))]);
    else await terminal.printAll(resultLines(run.value, (session) => headless.numberOf(session)));
    if (run.value.problem !== undefined) return failed(run.value.problem);
    return exitCodeOf(run.value);
  } finally {
    await headless.stop();
  }
}

/** What was typed now may be started again, as it was shown; a command that stood in a file is asked for. */
async function agree(
  wanted: Connectable,
  { yes }: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<boolean>> {
  const isTyped = !('known' in wanted) && wanted.origin === 'command-line';
  if (isTyped || yes) return { ok: true, value: true };
  if (!place.isInteractive)
    return refuse(
      'not-confirmed',
      'Nobody can be asked here whether all this may be done.',
      'Look at the plan above and repeat the call with --yes.',
    );
  const answer = await place.ask('Do this? [y/N]');
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return { ok: true, value: true };
  place.terminal.note('mcp-sec-inspect: nothing was tried.');
  return { ok: true, value: false };
}

/** A line for every step, not for every connection of it. */
function progress({ terminal }: Surroundings): (run: ProbeRun) => void {
  let last = '';
  return ({ now }) => {
    if (now === undefined) return;
    const line = `${now.probe}: ${now.says} (${now.done} of ${now.of} connections)`;
    if (line !== last) terminal.note(line);
    last = line;
  };
}

/** 1: something was seen. 2: nothing could be tried to its end. */
function exitCodeOf({ state, results }: ProbeRun): 0 | 1 | 2 {
  if (results.some(({ verdict }) => verdict === 'vulnerable')) return 1;
  return state === 'done' && results.some(({ verdict }) => verdict === 'not-observed') ? 0 : 2;
}
