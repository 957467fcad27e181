import { resolve } from 'node:path';
import type { Headless } from '../../bridge/index.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Replay } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import { refuse, type ChoosingPlace } from '../chosen.ts';
import { chooseNamed } from '../find-target.ts';
import { agreeToPlan, beginCommand, isTyped, withBridge } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import type { Replaying } from '../replay-options.ts';
import { replayExitCode, replayLines, replayPlanLines } from '../replay-report.ts';
import { safeJson } from '../safe-json.ts';
import type { Surroundings } from '../surroundings.ts';

const QUESTION = { may: 'may be sent', question: 'Send this?', refused: 'nothing was sent.' };

/**
 * `replay`: a recorded session once more, compared answer by answer. Answers the exit code. What was typed now may be
 * started, as it was shown; a command that stood in a file or is known is asked for, and so is whatever gives a
 * secret to somebody else.
 */
export async function replayCommand(
  { replaying, options }: { replaying: Replaying; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  const failed = beginCommand(options.notes, here);
  return withBridge(options.dataDir, here, failed, async (headless, place) => {
    const { recorded, pace, span, timeout, failsOnDiff, json } = replaying;
    const session =
      recorded.kind === 'session'
        ? headless.replays.session(recorded.number)
        : await headless.replays.sessionIn(resolve(here.cwd, recorded.file));
    if (!session.ok) return failed(session.problem);
    const target = await targetOf(headless, session.value, options, place);
    if (!target.ok) return failed(target.problem);
    if (target.value === undefined) return 2;
    const { opening } = options;
    const plan = await headless.replays.plan({
      session: session.value.id,
      target: target.value.key,
      pace,
      ...span,
      ...(opening === undefined ? {} : { opening }),
      ...(timeout === undefined ? {} : { timeout }),
    });
    if (!plan.ok) return failed(plan.problem);
    const { request, confirmation } = plan.value;
    for (const line of replayPlanLines(plan.value, session.value.number)) terminal.note(line);
    const givesAway = plan.value.messages.some((message) => message.givesAway);
    const agreed = await agreeToPlan(target.value.isTyped && !givesAway, options, place, QUESTION);
    if (!agreed.ok) return failed(agreed.problem);
    if (!agreed.value) return 2;
    const done = await headless.replays.run({ request, confirmation }, progress(here));
    if (!done.ok) return failed(done.problem);
    const replay = done.value;
    const number = replay.live === undefined ? undefined : headless.numberOf(replay.live);
    await terminal.printAll(json ? [safeJson(JSON.stringify(replay))] : replayLines(replay, number));
    if (replay.problem !== undefined) return failed(replay.problem);
    return replayExitCode(replay, failsOnDiff);
  });
}

/** What it is replayed against; without a word for it, what it was recorded from. */
async function targetOf(
  headless: Headless,
  { target, targetName, number }: Session,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<{ key: string; isTyped: boolean } | undefined>> {
  if (options.wanted.kind === 'nothing') {
    if (headless.targets().some(({ key }) => key === target))
      return { ok: true, value: { key: target, isTyped: false } };
    return refuse(
      'no-such-target',
      `Session ${number} was recorded from ${targetName}, which is not known here.`,
      'Say what to replay it against: --against with the name of a known target, an address, or a command in quotes.',
    );
  }
  const chosen = await chooseNamed(headless, options, place);
  if (!chosen.ok) return chosen;
  if (chosen.value === undefined) return { ok: true, value: undefined };
  if ('known' in chosen.value) return { ok: true, value: { key: chosen.value.known, isTyped: false } };
  const key = headless.replays.add(chosen.value);
  return { ok: true, value: { key, isTyped: isTyped(chosen.value) } };
}

/** A line for every tenth of it. */
function progress({ terminal }: Surroundings): (replay: Replay) => void {
  let told = 0;
  return ({ done, of, state }) => {
    const tenth = of === 0 ? 0 : Math.floor((10 * done) / of);
    if (tenth === told || state !== 'running') return;
    told = tenth;
    terminal.note(`${done} of ${of} messages`);
  };
}
