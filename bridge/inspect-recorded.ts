import type { FindingRow, InspectionState } from '../protocol/finding.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { Session } from '../protocol/session.ts';
import type { BridgeOptions } from './bridge.ts';
import { buildCore } from './core.ts';

export interface InspectRecordedOptions extends Pick<
  BridgeOptions,
  'dataDir' | 'env' | 'build' | 'onNotice'
> {
  /** Number of the session; absent: all of them. */
  session?: number;
  /** false: a bridge runs on this folder and keeps what it finds itself. */
  keeps: boolean;
}

export interface InspectedRecording {
  session: Pick<Session, 'id' | 'number' | 'targetName' | 'frames'>;
  /** Known secrets masked. */
  rows: FindingRow[];
  notInspected: InspectionState['notInspected'];
}

const STEP = 500;

/** Inspects what was recorded anew, from the first frame on, without a page. */
export async function inspectRecorded(
  options: InspectRecordedOptions,
): Promise<Outcome<{ pack: string; sessions: InspectedRecording[] }>> {
  const how = { policy: 'decline', keepsTargets: false, indexes: false, inspects: 'on-request' } as const;
  const built = await buildCore({ ...options, ...how, keepsFindings: options.keeps });
  if (!built.ok) return built;
  const { journal, inspections, findings, masking, close } = built.value;
  try {
    const { session: number } = options;
    const wanted = journal.sessions().filter((one) => number === undefined || one.number === number);
    if (number !== undefined && wanted.length === 0) {
      const message = `There is no session ${number} in ${options.dataDir}.`;
      return { ok: false, problem: { code: 'no-such-session', message } };
    }
    const begun = inspections.inspectAgain(number === undefined ? undefined : wanted[0]!.id);
    if (!begun.ok) return begun;
    await inspections.settled();
    const states = new Map(inspections.states().map((state) => [state.session, state]));
    const sessions: InspectedRecording[] = [];
    for (const { id, number: n, targetName, frames } of wanted) {
      const rows: FindingRow[] = [];
      for (let from = 0; ; from += STEP) {
        const page = await findings.page({ q: `session:${n}`, group: 'none', from, limit: STEP });
        rows.push(...page.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : [])));
        if (from + STEP >= page.total) break;
      }
      const notInspected = states.get(id)?.notInspected ?? [];
      sessions.push(masking.fields({ session: { id, number: n, targetName, frames }, rows, notInspected }));
    }
    return { ok: true, value: { pack: (await inspections.pack()).version, sessions } };
  } finally {
    await close();
  }
}
