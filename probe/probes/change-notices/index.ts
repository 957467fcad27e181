import type { Outcome } from '../../../protocol/problem.ts';
import { distinctTools } from '../../calls.ts';
import type { Notice } from '../../dialer.ts';
import { compareFaces, withLine } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { inconclusive, unanswered, verdict, worded } from '../../verdicts.ts';
import { GRACE, isSeenAgain, waited, Watch, weightOf, type Turn } from '../../watching.ts';

const ROUNDS = 3;
const MOST_TOOLS = 3;
const PAUSE = 5000;
const MINUTE = 60_000;
/** Notices within a minute that nothing changed for; more of them are a storm. */
const MOST_IDLE = 5;
const STOPPED = 'It was stopped before its end.';

export const changeNotices: Probe = {
  meta: {
    id: 'change-notices',
    title: 'Notices that do not fit',
    about:
      'A server can say again and again that its lists changed, until nobody looks any more, or change them and say nothing. Notices are counted while nothing is sent and after calls taken for harmless, and held against the lists.',
    references: ['MCP 2025-11-25 server/tools', 'MCP 2026-07-28 server/tools', 'CWE-778', 'CWE-400'],
  },
  plan({ calls }) {
    const chosen = distinctTools(calls, MOST_TOOLS);
    const lists = 1 + (chosen.length === 0 ? 0 : ROUNDS);
    return {
      steps: [
        {
          says: `for a while with the lists only${chosen.length === 0 ? '' : ', then with calls'}; a second time only where notices do not fit`,
          dial: {},
          times: 2,
          calls: chosen,
          repeat: ROUNDS,
          relists: lists,
          waits: PAUSE + lists * GRACE,
        },
      ],
    };
  },
  async run(bench) {
    const first = await listen(bench, 'listening');
    if (!first.ok) return unanswered('What is told could not be listened for', first.problem);
    if (first.value.stopped) return inconclusive(STOPPED);
    const odd = judge(bench, first.value);
    if (odd.storm === undefined && odd.unsaid === undefined) return fitting(bench, first.value);
    const second = await listen(bench, 'it does not fit: listening again');
    if (!second.ok) return unanswered(`${saidOf(odd)} It could not be listened to again`, second.problem);
    return judged(bench, first.value, odd, second.value);
  },
};

interface Heard {
  readonly watch: Watch;
  readonly stopped: boolean;
  readonly ended: string | undefined;
}
interface Odd {
  /** The most notices without a change within a minute, where they are too many. */
  readonly storm: { count: number; first: Notice } | undefined;
  readonly unsaid: Turn | undefined;
}

async function listen(bench: Bench, says: string): Promise<Outcome<Heard>> {
  const { dialer } = bench;
  const [{ dial, calls }] = bench.steps as [Bench['steps'][number]];
  return withLine(dialer, dial, async (line): Promise<Heard> => {
    const watch = new Watch(dialer, line);
    const heard = (ended?: string, stopped = false): Heard => ({ watch, stopped, ended });
    bench.tell(`${says}: nothing is sent`);
    if (!(await waited(dialer, PAUSE))) return heard(undefined, true);
    for (let round = 0; round <= (calls.length === 0 ? 0 : ROUNDS); round++) {
      if (round > 0) bench.tell(`${says}: round ${round} of calls`);
      for (const call of round === 0 ? [] : calls) {
        const result = await line.call(call);
        if (!result.ok) return heard(result.problem.message);
      }
      const looked = await watch.look(
        round === 0 ? 'while nothing was sent' : `after round ${round} of calls`,
      );
      if (!looked.ok) return heard(looked.problem.message);
      if (!looked.value) return heard(undefined, true);
    }
    return heard();
  });
}

function judge({ facts }: Bench, { watch }: Heard): Odd {
  const storm = mostInAMinute(watch.idle);
  const unsaid = watch.turns.find((turn) => {
    const weight = weightOf(turn);
    return turn.notice === undefined && (weight === 'alarm' || weight === 'review');
  });
  return {
    storm: storm !== undefined && storm.count > MOST_IDLE ? storm : undefined,
    unsaid: facts.tellsChanges ? unsaid : undefined,
  };
}

function mostInAMinute(notices: readonly Notice[]): { count: number; first: Notice } | undefined {
  let most: { count: number; first: Notice } | undefined;
  let from = 0;
  for (const [to, { at }] of notices.entries()) {
    while (at - notices[from]!.at > MINUTE) from++;
    const count = to - from + 1;
    if (most === undefined || count > most.count) most = { count, first: notices[from]! };
  }
  return most;
}

function saidOf({ storm, unsaid }: Odd): string {
  const parts: string[] = [];
  if (storm !== undefined)
    parts.push(`It said ${storm.count} times within a minute that a list had changed, and none had.`);
  if (unsaid !== undefined)
    parts.push(`A list changed ${unsaid.when}, without the notice it had promised: ${worded(unsaid.drift)}`);
  return parts.join(' ');
}

function evidenceOf({ watch }: Heard, { storm }: Odd) {
  const { session } = watch.face;
  const count = watch.idle.length;
  return [
    { says: `${count} ${count === 1 ? 'notice' : 'notices'} without a change`, session },
    ...(storm === undefined
      ? []
      : [{ says: `The first of ${storm.count}`, session, frame: storm.first.frame }]),
  ];
}

function fitting(bench: Bench, heard: Heard): ProbeVerdict {
  const { watch, ended } = heard;
  const evidence = evidenceOf(heard, { storm: undefined, unsaid: undefined });
  if (ended !== undefined) return inconclusive(`It ended early: ${ended}`, { evidence });
  const idle = watch.idle.length;
  const unsaid = watch.turns.filter(({ notice }) => notice === undefined).length;
  const told = watch.turns.length - unsaid;
  const but = [
    ...(idle === 0 ? [] : [` ${idle} came without a change.`]),
    ...(unsaid === 0 || bench.facts.tellsChanges
      ? []
      : [` ${unsaid} changes were not told of, which it had not promised to do.`]),
  ];
  return verdict('not-observed', `Lists changed ${told} times with a notice.${but.join('')}`, { evidence });
}

async function judged(bench: Bench, first: Heard, odd: Odd, second: Heard): Promise<ProbeVerdict> {
  const again = judge(bench, second);
  const evidence = [...evidenceOf(first, odd), ...evidenceOf(second, again)];
  const { unsaid } = odd;
  const across = await compareFaces(bench.dialer, first.watch.face.offered, second.watch.face.offered);
  if (!across.ok) return unanswered('What was offered could not be compared', across.problem, evidence);
  const left: Odd = {
    storm: again.storm === undefined ? undefined : odd.storm,
    unsaid: unsaid !== undefined && isSeenAgain(unsaid, second.watch, across.value) ? unsaid : undefined,
  };
  const { era } = first.watch.face;
  const drift = unsaid?.drift;
  const seen = { evidence, era, ...(drift === undefined ? {} : { drift }) };
  if (left.storm === undefined && left.unsaid === undefined)
    return inconclusive(`${saidOf(odd)} A second connection did not show it.`, seen);
  return verdict('vulnerable', saidOf(left), seen);
}
