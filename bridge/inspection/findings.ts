import {
  SEVERITIES,
  type FindingPlaces,
  type FindingRow,
  type FindingsByItem,
  type FindingsPage,
  type FindingsRequest,
  type FrameFinding,
  type FrameFindings,
  type ItemFindings,
  type SetTriage,
  type Triage,
} from '../../protocol/finding.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { FindingsList } from './findings-list.ts';
import type { Inspections } from './inspections.ts';
import { OPEN, rowOf, type SessionFindings } from './session-findings.ts';
import type { TriageStore } from './triage-store.ts';

export interface FindingsOptions {
  inspections: Inspections;
  triage: TriageStore;
  sessions(): Session[];
  session(id: string): Session | undefined;
}

const MOST_SESSIONS = 100;

/** What can be asked about what was found. */
export class Findings {
  #o: FindingsOptions;
  #list = new FindingsList();

  constructor(options: FindingsOptions) {
    this.#o = options;
  }

  async page(request: FindingsRequest): Promise<FindingsPage> {
    const { inspections, sessions } = this.#o;
    await inspections.loaded();
    return this.#list.page(request, inspections.version, () =>
      sessions().map((session) => {
        const held = inspections.shelf.get(session.id);
        const { shown } = held;
        const behind = inspections.behind(session, held);
        const rows = (): FindingRow[] => (shown === undefined ? [] : this.#rows(session, shown));
        return { session, upTo: shown?.upTo ?? 0, behind, rows };
      }),
    );
  }

  async places(fingerprint: string): Promise<Outcome<FindingPlaces>> {
    const { inspections, sessions, triage } = this.#o;
    await inspections.loaded();
    const found = sessions()
      .reverse()
      .flatMap((session) => {
        const problem = inspections.shelf.get(session.id).shown?.problems.get(fingerprint);
        return problem === undefined ? [] : [{ session, problem }];
      });
    const [newest] = found;
    if (newest === undefined)
      return {
        ok: false,
        problem: { code: 'no-such-finding', message: 'There is no such finding (any more).' },
      };
    return {
      ok: true,
      value: {
        row: rowOf(newest.problem, newest.session, triage.of(fingerprint)),
        sessions: found.slice(0, MOST_SESSIONS).map(({ session, problem }) => ({
          session: session.id,
          number: session.number,
          targetName: session.targetName,
          wall: problem.wall,
          count: problem.count,
          places: problem.places,
        })),
      },
    };
  }

  async decide(fingerprint: string, wanted: SetTriage): Promise<Outcome<Triage>> {
    const { inspections, triage } = this.#o;
    await inspections.loaded();
    const isKnown =
      triage.of(fingerprint) !== undefined ||
      [...inspections.shelf.sessions()].some(([, { shown }]) => shown?.problems.has(fingerprint) === true);
    if (!isKnown)
      return { ok: false, problem: { code: 'no-such-finding', message: 'There is no such finding.' } };
    const decided = triage.set(fingerprint, wanted);
    if (decided.ok) inspections.decided(fingerprint);
    return decided;
  }

  /** Those that stand in one frame, each with its place there. */
  ofFrame(id: string, seq: number): Outcome<FrameFindings> {
    const session = this.#o.session(id);
    if (session === undefined) return noSuchSession(id);
    const { shown } = this.#o.inspections.shelf.get(id);
    const findings: FrameFinding[] = [];
    for (const { finding, places } of shown?.problems.values() ?? [])
      for (const place of places)
        if (place.some(({ frame }) => frame === seq))
          findings.push({
            ...finding,
            evidence: place,
            triage: this.#o.triage.of(finding.fingerprint) ?? OPEN,
          });
    const notes = (shown?.notInspected ?? []).flatMap(({ frame, words }) => (frame === seq ? [words] : []));
    const listed = new Set(findings.map(({ severity }) => severity));
    const mark = shown?.marks[seq] ?? 0;
    const isMissing = SEVERITIES.some((severity, bit) => (mark & (1 << bit)) !== 0 && !listed.has(severity));
    if (isMissing)
      notes.push(
        'There is more in this frame, which is not listed: problems that earlier frames had too, or that came after there were too many.',
      );
    // Given up: what came later was never looked at, and the last remark says why.
    const isBeyond = shown?.isWhole === true && seq > shown.upTo;
    if (isBeyond)
      notes.push(...(shown.notInspected.at(-1) === undefined ? [] : [shown.notInspected.at(-1)!.words]));
    const isSeen = shown !== undefined && (seq <= shown.upTo || shown.isWhole);
    const isLeft = notes.length > 0 && findings.length === 0 && !isMissing;
    return {
      ok: true,
      value: {
        findings,
        notes,
        state: !isSeen ? 'waiting' : isLeft || isBeyond ? 'not-inspected' : 'inspected',
      },
    };
  }

  byItem(id: string): Outcome<FindingsByItem> {
    const session = this.#o.session(id);
    if (session === undefined) return noSuchSession(id);
    const items = new Map<string, ItemFindings>();
    for (const { finding } of this.#o.inspections.shelf.get(id).shown?.problems.values() ?? []) {
      const { item, severity, fingerprint } = finding;
      if (item === undefined || (this.#o.triage.of(fingerprint)?.state ?? 'open') !== 'open') continue;
      const key = `${item.section} ${item.name}`;
      const known = items.get(key) ?? { ...item, worst: severity, count: 0 };
      known.count++;
      if (SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(known.worst)) known.worst = severity;
      items.set(key, known);
    }
    return { ok: true, value: { items: [...items.values()] } };
  }

  #rows(session: Session, shown: SessionFindings): FindingRow[] {
    return [...shown.problems.values()].map((problem) =>
      rowOf(problem, session, this.#o.triage.of(problem.finding.fingerprint)),
    );
  }
}

function noSuchSession(id: string): { ok: false; problem: { code: string; message: string } } {
  return {
    ok: false,
    problem: { code: 'no-such-session', message: `There is no session ${id.slice(0, 40)}.` },
  };
}
