import type { ProbeRun } from '../../protocol/probe.ts';
import { agreeToPlan, beginCommand, isTyped, withTarget } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import type { Probing } from '../probe-options.ts';
import { planLines, resultLines } from '../probe-report.ts';
import { safeJson } from '../safe-json.ts';
import type { Surroundings } from '../surroundings.ts';

const QUESTION = { may: 'may be done', question: 'Do this?', refused: 'nothing was tried.' };

/** `probe`: connects, shows all that will be done, does it, and says what was seen. Answers the exit code. */
export async function probeCommand(
  { probing, options }: { probing: Probing; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  const failed = beginCommand(options.notes, here);
  const { timeout, only, calls } = probing;
  return withTarget(options, here, failed, { timeout }, async (opened) => {
    const { headless, place, wanted, conversation } = opened;
    const { id, targetName } = conversation.session();
    const request = { session: id, calls, ...(only === undefined ? {} : { only }) };
    const plan = await headless.probes.plan(request);
    if (!plan.ok) return failed(plan.problem);
    for (const line of planLines(plan.value, headless.probes.cards(), targetName)) terminal.note(line);
    const agreed = await agreeToPlan(isTyped(wanted), options, place, QUESTION);
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
  });
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
