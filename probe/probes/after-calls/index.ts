import type { ProbeCall, ProbeEvidence } from '../../../protocol/probe.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { newFindings, RepeatedCall, type Oddity } from '../../calling.ts';
import { distinctTools } from '../../calls.ts';
import { compareFaces, withLine } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { cut, inconclusive, ruled, unanswered, verdict, worded } from '../../verdicts.ts';
import { GRACE, isHonestTurn, isSeenAgain, Watch, weightOf, type Turn } from '../../watching.ts';

const ROUNDS = 10;
const MOST_TOOLS = 3;

export const afterCalls: Probe = {
  meta: {
    id: 'after-calls',
    title: 'Turns after some calls',
    about:
      'A server can wait until it is in use and turn at the third call: what it offers, or what it answers. Calls taken for harmless are made with the same arguments ten times, the lists are asked for after each round, and a connection without calls shows whether it turns without them.',
    references: ['OWASP MCP03', 'OWASP MCP06', 'MCP 2026-07-28 server/tools', 'CWE-367'],
  },
  plan({ calls }) {
    const chosen = distinctTools(calls, MOST_TOOLS);
    if (chosen.length === 0)
      return {
        untestable: 'There is nothing to call: no tool says that it only reads, and no call was named.',
      };
    const waits = ROUNDS * GRACE;
    const lists = { dial: {}, relists: ROUNDS, waits };
    return {
      steps: [
        { ...lists, says: 'with the lists only, to compare with', times: 1, calls: [], repeat: 0 },
        {
          ...lists,
          says: 'with the calls, round by round, and the lists after each; a second time only where something changed',
          times: 2,
          calls: chosen,
          repeat: ROUNDS,
        },
      ],
    };
  },
  async run(bench) {
    const [control, calling] = bench.steps;
    const quiet = await watch(bench, [], 'without calls', control!.dial);
    if (!quiet.ok) return unanswered('A connection without calls did not last', quiet.problem);
    const first = await watch(bench, calling!.calls, 'with calls', calling!.dial);
    if (!first.ok) return unanswered('A connection with calls did not come about', first.problem);
    if (first.value.stopped || quiet.value.stopped) return inconclusive('It was stopped before its end.');
    const seen = first.value;
    const hasTurned = !seen.watch.turns.every(isQuiet) || seen.oddities.length > 0;
    if (!hasTurned && !beginsOdd(seen)) return unchanged(seen);
    // The other way round, whatever came third comes first, and shows what it says to a stranger.
    const calls = hasTurned ? calling!.calls : [...calling!.calls].reverse();
    const second = await watch(bench, calls, 'with calls again', calling!.dial);
    if (!second.ok)
      return unanswered('Something changed with calls, and could not be looked at again', second.problem);
    return judged(bench, quiet.value, seen, second.value);
  },
};

interface Used {
  readonly watch: Watch;
  readonly calls: readonly RepeatedCall[];
  readonly oddities: readonly Oddity[];
  readonly stopped: boolean;
  /** Why it ended before its last round. */
  readonly ended: string | undefined;
}

async function watch(
  bench: Bench,
  calls: readonly ProbeCall[],
  says: string,
  dial: object,
): Promise<Outcome<Used>> {
  return withLine(bench.dialer, dial, async (line) => {
    const watch = new Watch(bench.dialer, line);
    const made = calls.map((call) => new RepeatedCall(call));
    const used = (ended?: string, stopped = false): Used => ({
      watch,
      calls: made,
      oddities: made.flatMap(({ oddities }) => oddities),
      stopped,
      ended,
    });
    for (let round = 1; round <= ROUNDS; round++) {
      bench.tell(`${says}: round ${round} of ${ROUNDS}`);
      for (const one of made) {
        const result = await one.make(line);
        if (!result.ok)
          return used(`call ${one.count + 1} of ${cut(one.call.tool, 60)}: ${result.problem.message}`);
      }
      const looked = await watch.look(`after round ${round} of calls`);
      if (!looked.ok) return used(`the lists after round ${round}: ${looked.problem.message}`);
      if (!looked.value) return used(undefined, true);
    }
    return used();
  });
}

/** A call that is not the first one of all may be answered by a server that has turned already. */
function beginsOdd({ calls }: Used): boolean {
  return calls.slice(1).some(({ first }) => newFindings([], first?.findings ?? []).length > 0);
}

const ODD_ALWAYS =
  'Rules object to answers that came after other calls, and never to an earlier one: whether the calls made it so cannot be told. See what was found in its sessions.';

function isQuiet(turn: Turn): boolean {
  const weight = weightOf(turn);
  return weight === 'none' || weight === 'quiet';
}

function unchanged({ watch, calls, ended }: Used): ProbeVerdict {
  const evidence = [{ says: 'With calls', session: watch.face.session }];
  const count = calls.reduce((sum, one) => sum + one.count, 0);
  if (ended !== undefined)
    return inconclusive(`Nothing had changed when it ended early, at ${ended}`, { evidence });
  const [quiet] = watch.turns;
  const but = quiet === undefined ? '' : ` Of no consequence: ${worded(quiet.drift)}`;
  return verdict(
    'not-observed',
    `The lists, and the shape of what was answered, were the same over ${count} calls.${but}`,
    {
      evidence,
    },
  );
}

async function judged(bench: Bench, control: Used, first: Used, second: Used): Promise<ProbeVerdict> {
  const across = await compareFaces(bench.dialer, first.watch.face.offered, second.watch.face.offered);
  if (!across.ok) return unanswered('What was offered could not be compared', across.problem);
  const turns = first.watch.turns.filter((turn) => !isQuiet(turn));
  const turnsAlone = control.watch.turns.some((turn) => !isQuiet(turn));
  const { era } = first.watch.face;
  const isMild = (turn: Turn): boolean => era === 'handshake' && isHonestTurn(turn);
  const confirmed = turnsAlone
    ? undefined
    : turns.filter((turn) => !isMild(turn)).find((turn) => isSeenAgain(turn, second.watch, across.value));
  const isFinding = ({ kind }: Oddity): boolean => kind === 'finding';
  const finding =
    first.oddities.find((oddity) => isFinding(oddity) && isThere(oddity, second)) ??
    second.oddities.find((oddity) => isFinding(oddity) && isThere(oddity, first));
  const evidence = evidenceOf(first, second);
  if (confirmed !== undefined)
    return verdict(
      'vulnerable',
      `${turnWords(confirmed)}; with the lists alone it did not. ${worded(confirmed.drift)}${ruled(era, confirmed.drift, 'as a side effect of other requests')}${finding === undefined ? '' : ` ${oddWords(finding)}`}`,
      { evidence, drift: confirmed.sinceFirst, era },
    );
  if (finding !== undefined)
    return verdict('vulnerable', `${oddWords(finding)} In a second connection too.`, { evidence, era });
  const [turn] = turns;
  if (turn !== undefined) {
    const why = turnsAlone
      ? 'It changes without calls too: see what was found within one connection.'
      : isMild(turn)
        ? 'It said so, and a server may do that before 2026-07-28: for review.'
        : 'A second connection did not show it.';
    return inconclusive(`${turnWords(turn)}. ${worded(turn.drift)} ${why}`, {
      evidence,
      drift: turn.sinceFirst,
      era,
    });
  }
  const odd =
    first.oddities.find(isFinding) ??
    second.oddities.find(isFinding) ??
    first.oddities.find((oddity) => isThere(oddity, second));
  if (odd === undefined && first.oddities.length === 0)
    // Over HTTP both connections may be with one process, and the first answers not the first of all.
    return bench.facts.transport === 'stdio' ? unchanged(first) : inconclusive(ODD_ALWAYS, { evidence, era });
  if (odd === undefined)
    return verdict(
      'not-observed',
      `The lists were the same after every call; answers differ in shape now and then, not at the same call twice. ${oddWords(first.oddities[0]!)}`,
      { evidence },
    );
  return inconclusive(
    odd.kind === 'finding'
      ? `${oddWords(odd)} Not so in both connections.`
      : `${oddWords(odd)} So it was twice: for review.`,
    { evidence, era },
  );
}

/** At the same call, or from the first on: a server may count over all its connections. */
function isThere({ call, key, nth, kind }: Oddity, { calls }: Used): boolean {
  const other = calls.find((one) => one.call.tool === call.tool && one.call.args === call.args);
  if (other === undefined) return false;
  const same = other.oddities.find((oddity) => oddity.key === key);
  if (same !== undefined) return kind === 'finding' || same.nth === nth;
  return (
    kind === 'finding' &&
    newFindings([], other.first?.findings ?? []).some(({ rule }) => key === `finding ${rule}`)
  );
}

function turnWords({ when, notice }: Turn): string {
  return `What is offered changed ${when}, ${notice === undefined ? 'without a notice' : 'with a notice'}`;
}

function oddWords({ call, nth, says }: Oddity): string {
  return `Call ${nth} of “${cut(call.tool, 60)}”, with the same arguments as before: ${says}.`;
}

function evidenceOf(...used: readonly Used[]): ProbeEvidence[] {
  return used.flatMap(({ watch, oddities }): ProbeEvidence[] => {
    const { session } = watch.face;
    const turns = watch.turns.filter((turn) => !isQuiet(turn)).slice(0, MOST_PLACES);
    return [
      { says: 'With calls', session },
      ...turns.map((turn) => ({
        says: turnWords(turn),
        session,
        ...(turn.notice === undefined ? {} : { frame: turn.notice.frame }),
      })),
      ...oddities
        .slice(0, MOST_PLACES)
        .map((oddity) => ({ says: cut(oddWords(oddity), 300), session, frame: oddity.frame })),
    ];
  });
}

const MOST_PLACES = 5;
