import type { FuzzFinding } from '../protocol/fuzz.ts';
import type { Session } from '../protocol/session.ts';
import type { Core } from './core.ts';
import { PracticeStore } from './practice/practice-store.ts';
import { Practice } from './practice/practice.ts';
import type { Recorded } from './practice/signs.ts';

/** Places of one problem that are looked at: the first call of a tool shows what it answers. */
const MOST_PLACES = 20;
/** Bytes of an answer to a question; those of a person are short. */
const MOST_ANSWER = 64 * 1024;

/** Checklists of practice servers, over what this bridge recorded; constructed here for start.ts. */
export function buildPractice(
  core: Core,
  dataDir: string,
  { now, onProblem, onBug }: Pick<ConstructorParameters<typeof Practice>[0], 'now' | 'onProblem' | 'onBug'>,
): Practice {
  const practice = new Practice({
    store: new PracticeStore(dataDir),
    targets: () => core.targets.all(),
    recorded: (target, since) => recordedOf(core, target, since),
    now,
    changed: (version) => core.feed.change({ kind: 'practice', version }),
    onProblem,
    onBug,
  });
  core.feed.subscribe(practice);
  return practice;
}

function recordedOf(core: Core, target: string, since: number): Recorded {
  const { journal, inspections, runs, fuzz, flows, sessions } = core;
  const isNew = (one: { target: string; startedAt: number }): boolean =>
    one.target === target && one.startedAt >= since;
  const mine = journal.sessions().filter(isNew);
  return {
    sessions: mine,
    *found(session) {
      for (const { finding, places } of inspections.shelf.get(session).shown?.problems.values() ?? [])
        for (const evidence of places.slice(0, MOST_PLACES)) yield { ...finding, evidence };
    },
    async toolOf(session, seq) {
      return (await journal.frame(session, seq))?.summary.name;
    },
    probes: runs.all().filter(isNew),
    fuzz: fuzz.all().filter(isNew),
    async fuzzed(run): Promise<readonly FuzzFinding[]> {
      const report = await fuzz.report(run);
      return report.ok ? report.value.findings : [];
    },
    async flows() {
      if (!mine.some(({ id }) => sessions.live(id) !== undefined)) return [];
      const all = await flows.flows(new Set());
      const others = all.targets.flatMap((one) => (one.target === target ? [] : [one.target]));
      return others.length === 0 ? all.flows : (await flows.flows(new Set(others))).flows;
    },
    wasDeclined: (session, seq) => wasDeclined(core, session, seq),
  };
}

async function wasDeclined({ journal }: Core, session: Session, seq: number): Promise<boolean> {
  const q = `session:${session.number} method:elicitation/create`;
  const page = await journal.rows({ q, mode: 'exchanges', from: -200, limit: 200 });
  if (!page.ok) return false;
  const [asked] = page.value.rows.flatMap((row) =>
    'answers' in row &&
    typeof row.answers === 'number' &&
    typeof row.request === 'object' &&
    row.request.seq === seq
      ? [row]
      : [],
  );
  const answer = asked === undefined ? undefined : asked.answer;
  if (answer === undefined) return false;
  const read = await journal.bytes(session.id, answer.seq, 'payload', 0, MOST_ANSWER);
  if (!read.ok) return false;
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(read.value.bytes)));
    return actionIn(said) === 'decline' || actionIn(said) === 'cancel';
  } catch {
    // SyntaxError: what was answered by hand need not be JSON.
    return false;
  }
}

function actionIn(said: unknown): unknown {
  const inside = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return inside(inside(said, 'result'), 'action');
}
