import type { Headless } from '../../bridge/index.ts';
import type { FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { refuse, type ChoosingPlace } from '../chosen.ts';
import { findTarget } from '../find-target.ts';
import type { Fuzzing } from '../fuzz-options.ts';
import { fuzzPlanLines } from '../fuzz-plan-lines.ts';
import {
  agreeToPlan,
  beginCommand,
  isTyped,
  withBridge,
  withTarget,
  type Chosen,
  type Failed,
} from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import { fuzzExitCode, fuzzLines } from '../reporters/fuzz.ts';
import type { Surroundings } from '../surroundings.ts';

const QUESTION = { may: 'may be tried', question: 'Try this?', refused: 'nothing was tried.' };
/** ms until the server has to be ready; --timeout is about one answer. */
const READY_WITHIN = 60_000;
/** Rules look at every answer, as they do in the page. */
const INSPECTING = { inspects: true };

/** `fuzz`: shows all that will be tried, tries it, and says what was proved. Answers the exit code. */
export async function fuzzCommand(
  command: { fuzzing: Fuzzing; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { fuzzing, options } = command;
  const failed = beginCommand(options.notes, here);
  if (fuzzing.resume !== undefined) return goOn(fuzzing.resume, command, here, failed);
  let { authorisedHost } = fuzzing;
  const mayReach = async ({ headless, place, wanted }: Chosen): Promise<Outcome<boolean>> => {
    const host = headless.fuzz.hostToType(wanted);
    if (host === undefined || host === authorisedHost) return { ok: true, value: true };
    const typed = await typedHost(host, authorisedHost, place);
    if (typed.ok && typed.value) authorisedHost = host;
    return typed;
  };
  const how = { ...INSPECTING, timeout: READY_WITHIN, mayReach };
  return withTarget(options, here, failed, how, async (opened) => {
    const { headless, place, wanted, conversation } = opened;
    const request = requestOf(fuzzing, authorisedHost, conversation.session().id);
    const planned = await headless.fuzz.plan(request);
    if (!planned.ok) return failed(planned.problem);
    const plan = planned.value;
    for (const line of fuzzPlanLines(plan, conversation.session().targetName)) here.terminal.note(line);
    const agreed = await agreeToPlan(isTyped(wanted), options, place, QUESTION);
    if (!agreed.ok) return failed(agreed.problem);
    if (!agreed.value) return 2;
    const { confirmation } = plan;
    const done = await headless.fuzz.run({ request, confirmation }, progress(here));
    return finish(done, fuzzing, headless, here, failed);
  });
}

/** A run that was left behind: what it may do was agreed to when it was begun. */
function goOn(
  run: string,
  { fuzzing, options }: { fuzzing: Fuzzing; options: OpenOptions },
  here: Surroundings,
  failed: Failed,
): Promise<number> {
  return withBridge(
    options.dataDir,
    here,
    failed,
    async (headless, place) => {
      const wanted = await findTarget(headless, options, place);
      if (!wanted.ok) return failed(wanted.problem);
      if (wanted.value === undefined) return 2;
      if (!('known' in wanted.value)) headless.fuzz.add(wanted.value);
      const done = await headless.fuzz.resume(run, progress(here));
      return finish(done, fuzzing, headless, here, failed);
    },
    INSPECTING,
  );
}

async function finish(
  done: Outcome<FuzzReport>,
  { format }: Fuzzing,
  headless: Headless,
  { terminal, build }: Surroundings,
  failed: Failed,
): Promise<number> {
  terminal.status('');
  if (!done.ok) return failed(done.problem);
  const { run } = done.value;
  const numberOf = (session: string): number | undefined => headless.numberOf(session);
  await terminal.printAll(fuzzLines(format, done.value, { build, numberOf }));
  if (run.problem !== undefined) failed(run.problem);
  return fuzzExitCode(done.value);
}

/** Whether somebody who may do so types the host now; another one that was given with the call is none. */
async function typedHost(
  host: string,
  given: string | undefined,
  place: ChoosingPlace,
): Promise<Outcome<boolean>> {
  const outside = `${host} is neither this machine nor in a private network`;
  if (!place.isInteractive || given !== undefined)
    return refuse(
      'not-authorised',
      `${outside}${given === undefined ? '' : `, and ${given} was authorised`}: nothing was sent there.`,
      `If you may do this to it, say so: --authorised-host ${host}`,
    );
  const typed = await place.ask(`${outside}. Type its name again if you may do this to it:`);
  if (typed?.trim() === host) return { ok: true, value: true };
  place.terminal.note('mcp-sec-inspect: nothing was sent.');
  return { ok: true, value: false };
}

function requestOf(fuzzing: Fuzzing, authorisedHost: string | undefined, session: string): FuzzRequest {
  const { only, strategies, seed, budget, rate, concurrency, timeout, within } = fuzzing;
  const { allowDestructive, world } = fuzzing;
  return {
    session,
    ...{ seed, budget, concurrency, timeout, within, allowDestructive, world },
    ...(only === undefined ? {} : { only }),
    ...(strategies.length === 0 ? {} : { strategies }),
    ...(rate === undefined ? {} : { rate }),
    ...(authorisedHost === undefined ? {} : { authorisedHost }),
    ...(fuzzing.case === undefined ? {} : { case: fuzzing.case }),
  };
}

/** The run's id first: whoever loses the run to a kill cannot be told any more. Then one line, written over where somebody watches. */
function progress({ terminal }: Surroundings): (run: FuzzRun) => void {
  let id: string | undefined;
  return (run) => {
    if (id === undefined) {
      id = run.id;
      terminal.note(
        `mcp-sec-inspect: if it breaks off, it goes on with --resume ${run.id} and the same target`,
      );
    }
    const { done, cases, perSecond, hits, restarts, now } = run;
    const more = [
      ...(hits === 0 ? [] : [`${hits} ${hits === 1 ? 'hit' : 'hits'}`]),
      ...(restarts === 0 ? [] : [`started again ${restarts} ×`]),
      ...(now === undefined ? [] : [now]),
    ];
    terminal.status(
      `${done} of ${cases} cases, ${Math.round(perSecond)} a second${more.length === 0 ? '' : `; ${more.join('; ')}`}`,
    );
  };
}
