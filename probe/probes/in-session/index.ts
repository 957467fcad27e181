import type { Outcome } from '../../../protocol/problem.ts';
import { compareFaces, unreadOf, withLine } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { GRACE, isHonestTurn, isSeenAgain, waited, Watch, weightOf, type Turn } from '../../watching.ts';
import { inconclusive, isAtLeast, unanswered, verdict, worded } from '../../verdicts.ts';

/** ms before each time the lists are asked for again. */
const PAUSES = [0, 0, 2000, 8000];
const STOPPED = 'It was stopped before its end.';

export const inSession: Probe = {
  meta: {
    id: 'in-session',
    title: 'Turns within a connection',
    about:
      'A server can be read and approved, and turn while the connection stays open. The lists are asked for again in one connection, at once and after some seconds, with nothing else sent between.',
    references: ['OWASP MCP03', 'MCP 2026-07-28 server/tools', 'CWE-367'],
  },
  plan: () => ({
    steps: [
      {
        says: 'with the lists asked for again and again; a second time only where they changed',
        dial: {},
        times: 2,
        calls: [],
        repeat: 0,
        relists: PAUSES.length,
        waits: PAUSES.reduce((sum, ms) => sum + ms + GRACE, 0),
      },
    ],
  }),
  async run(bench) {
    const first = await watch(bench, 'first connection');
    if (!first.ok) return unanswered('The lists could not be asked for again', first.problem);
    if (first.value.stopped) return inconclusive(STOPPED, { evidence: [place(first.value.watch)] });
    const turns = first.value.watch.turns.filter((turn) => isOfNote(turn));
    if (turns.length === 0) return unchanged(first.value.watch);
    const second = await watch(bench, 'it changed: a second connection');
    if (!second.ok) return unanswered(`${said(turns[0]!)} It could not be looked at again`, second.problem);
    return turned(bench, first.value.watch, second.value.watch, turns);
  },
};

interface Watched {
  readonly watch: Watch;
  readonly stopped: boolean;
}

async function watch(bench: Bench, which: string): Promise<Outcome<Watched>> {
  const { dialer } = bench;
  const done = await withLine(dialer, bench.steps[0]!.dial, async (line): Promise<Outcome<Watched>> => {
    const seen = new Watch(dialer, line);
    for (const [at, ms] of PAUSES.entries()) {
      bench.tell(`${which}: lists ${at + 1} of ${PAUSES.length}`);
      if (ms > 0 && !(await waited(dialer, ms))) return { ok: true, value: { watch: seen, stopped: true } };
      const looked = await seen.look(`with list ${at + 2}`);
      if (!looked.ok) return looked;
      if (!looked.value) return { ok: true, value: { watch: seen, stopped: true } };
    }
    return { ok: true, value: { watch: seen, stopped: false } };
  });
  return done.ok ? done.value : done;
}

function isOfNote(turn: Turn): boolean {
  const weight = weightOf(turn);
  return weight === 'alarm' || weight === 'review';
}

function place({ face, turns }: Watch) {
  const [first] = turns;
  const notice = first?.notice;
  return {
    says:
      first === undefined
        ? 'The lists stayed as they were'
        : `Changed ${first.when}, ${notice === undefined ? 'with no notice' : 'with a notice'}`,
    session: face.session,
    ...(notice === undefined ? {} : { frame: notice.frame }),
  };
}

function unchanged(watch: Watch): ProbeVerdict {
  const evidence = [place(watch)];
  const unread = unreadOf(watch.face.offered);
  if (unread.length > 0) return inconclusive(`Not everything could be read: ${unread[0]!}`, { evidence });
  const [quiet] = watch.turns;
  const but = quiet === undefined ? '' : ` Of no consequence: ${worded(quiet.drift)}`;
  return verdict(
    'not-observed',
    `The lists were the same ${PAUSES.length + 1} times in one connection.${but}`,
    {
      evidence,
    },
  );
}

function said({ when, drift, notice }: Turn): string {
  return `What is offered changed ${when} of a connection in which nothing else was sent, ${notice === undefined ? 'without a notice' : 'with a notice'}. ${worded(drift)}`;
}

async function turned(
  bench: Bench,
  first: Watch,
  second: Watch,
  turns: readonly Turn[],
): Promise<ProbeVerdict> {
  const evidence = [place(first), place(second)];
  const across = await compareFaces(bench.dialer, first.face.offered, second.face.offered);
  if (!across.ok) return unanswered('What was offered could not be compared', across.problem, evidence);
  const alarms = turns.filter((turn) => !isForReview(turn, bench.facts.tellsChanges));
  const again = alarms.find((turn) => isSeenAgain(turn, second, across.value));
  const worst = again ?? alarms[0] ?? turns[0]!;
  const seen = {
    evidence,
    drift: worst.sinceFirst.items.length === 0 ? worst.drift : worst.sinceFirst,
    era: first.face.era,
  };
  if (alarms.length === 0) return inconclusive(`${said(worst)} For review.`, seen);
  if (again === undefined) return inconclusive(`${said(worst)} A second connection did not show it.`, seen);
  const broken =
    worst.notice === undefined && bench.facts.tellsChanges
      ? ' It had declared that it tells when its lists change.'
      : '';
  return verdict('vulnerable', `${said(worst)}${broken}`, seen);
}

/** Lists may change over time; what was announced, or was never promised to be, is for a person to read while it is mild. */
function isForReview(turn: Turn, tellsChanges: boolean): boolean {
  if (isHonestTurn(turn)) return true;
  return !tellsChanges && turn.drift.severity !== undefined && !isAtLeast(turn.drift.severity, 'high');
}
