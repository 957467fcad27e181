import type { Conversation, Headless } from '../../bridge/index.ts';
import type { FuzzPlan, FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { refuse, type ChoosingPlace } from '../chosen.ts';
import { findTarget } from '../find-target.ts';
import type { Fuzzing } from '../fuzz-options.ts';
import { fuzzPlanLines } from '../fuzz-plan-lines.ts';
import { agreeToPlan, beginCommand, isTyped, withBridge, withTarget, type Failed } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import { fuzzExitCode, fuzzLines } from '../reporters/fuzz.ts';
import type { Surroundings } from '../surroundings.ts';

const QUESTION = { may: 'may be tried', question: 'Try this?', refused: 'nothing was tried.' };
/** ms until the server has to be ready; --timeout is about one answer. */
const READY_WITHIN = 60_000;

/** `fuzz`: shows all that will be tried, tries it, and says what was proved. Answers the exit code. */
export async function fuzzCommand(
  command: { fuzzing: Fuzzing; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { fuzzing, options } = command;
  const failed = beginCommand(options.notes, here);
  if (fuzzing.resume !== undefined) return goOn(fuzzing.resume, command, here, failed);
  return withTarget(options, here, failed, { timeout: READY_WITHIN }, async (opened) => {
    const { headless, place, wanted, conversation } = opened;
    const planned = await planOf(fuzzing, headless, conversation, place);
    if (!planned.ok) return failed(planned.problem);
    if (planned.value === undefined) return 2;
    const { request, plan } = planned.value;
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
  return withBridge(options.dataDir, here, failed, async (headless, place) => {
    const wanted = await findTarget(headless, options, place);
    if (!wanted.ok) return failed(wanted.problem);
    if (wanted.value === undefined) return 2;
    if (!('known' in wanted.value)) headless.fuzz.add(wanted.value);
    const done = await headless.fuzz.resume(run, progress(here));
    return finish(done, fuzzing, headless, here, failed);
  });
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

/** Undefined: whoever was asked did not name the host. */
async function planOf(
  fuzzing: Fuzzing,
  headless: Headless,
  conversation: Conversation,
  place: ChoosingPlace,
): Promise<Outcome<{ request: FuzzRequest; plan: FuzzPlan } | undefined>> {
  const request = requestOf(fuzzing, conversation.session().id);
  const plan = await headless.fuzz.plan(request);
  if (!plan.ok) return plan;
  const host = plan.value.mustAuthorise;
  if (host === undefined || host === fuzzing.authorisedHost)
    return { ok: true, value: { request, plan: plan.value } };
  if (!place.isInteractive || fuzzing.authorisedHost !== undefined)
    return refuse(
      'not-authorised',
      `${host} is a public address${fuzzing.authorisedHost === undefined ? '' : `, and ${fuzzing.authorisedHost} was authorised`}.`,
      `If you may do this to it, say so: --authorised-host ${host}`,
    );
  const typed = await place.ask(`${host} is a public address. Type it again if you may do this to it:`);
  if (typed?.trim() !== host) {
    place.terminal.note('mcp-sec-inspect: nothing was tried.');
    return { ok: true, value: undefined };
  }
  const authorised = { ...request, authorisedHost: host };
  const again = await headless.fuzz.plan(authorised);
  return again.ok ? { ok: true, value: { request: authorised, plan: again.value } } : again;
}

function requestOf(fuzzing: Fuzzing, session: string): FuzzRequest {
  const { tools, strategies, seed, budget, rate, concurrency, timeout, within } = fuzzing;
  const { allowDestructive, authorisedHost, world } = fuzzing;
  return {
    session,
    ...{ seed, budget, concurrency, timeout, within, allowDestructive, world },
    ...(tools.length === 0 ? {} : { only: tools.map((name) => ({ kind: 'tool', name })) }),
    ...(strategies.length === 0 ? {} : { strategies }),
    ...(rate === undefined ? {} : { rate }),
    ...(authorisedHost === undefined ? {} : { authorisedHost }),
    ...(fuzzing.case === undefined ? {} : { case: fuzzing.case }),
  };
}

/** Where somebody watches: one line, written over. Elsewhere what matters afterwards: the run's id, to go on with. */
function progress({ terminal, onSignal }: Surroundings): (run: FuzzRun) => void {
  let id: string | undefined;
  return (run) => {
    if (id === undefined) {
      id = run.id;
      const left = (): void => terminal.note(`mcp-sec-inspect: it goes on with --resume ${run.id}`);
      onSignal('SIGINT', left);
      onSignal('SIGTERM', left);
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
