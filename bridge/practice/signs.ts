import type { Finding } from '../../protocol/finding.ts';
import type { Flows } from '../../protocol/flows.ts';
import type { FuzzFinding, FuzzRun } from '../../protocol/fuzz.ts';
import type { PracticePlace } from '../../protocol/practice.ts';
import type { ProbeRun } from '../../protocol/probe.ts';
import type { Session } from '../../protocol/session.ts';
import type { Planted, Sign } from './planted.ts';

/** What was recorded of one practice server since it was begun with. Read when it is asked for, and no sooner. */
export interface Recorded {
  sessions: readonly Session[];
  /** Once for each place of it. */
  found(session: string): Iterable<Finding>;
  /** Which tool a frame is an answer of. */
  toolOf(session: string, seq: number): Promise<string | undefined>;
  probes: readonly ProbeRun[];
  fuzz: readonly FuzzRun[];
  fuzzed(run: string): Promise<readonly FuzzFinding[]>;
  /** Over the tools of this target alone, as far as it is connected. */
  flows(): Promise<Flows['flows']>;
  /** Whether the request of the server in this frame was answered, and not agreed to. */
  wasDeclined(session: Session, seq: number): Promise<boolean>;
}

/** Where something planted was found; undefined: nothing recorded shows it. */
export async function placeOf(planted: Planted, recorded: Recorded): Promise<PracticePlace | undefined> {
  for (const sign of planted.signs) {
    const place = await seen(sign, recorded);
    if (place !== undefined) return place;
  }
  return undefined;
}

async function seen(sign: Sign, recorded: Recorded): Promise<PracticePlace | undefined> {
  switch (sign.by) {
    case 'finding':
      return seenByRule(sign, recorded);
    case 'declined':
      return seenDeclined(sign, recorded);
    case 'fuzz':
      return seenByFuzz(sign, recorded);
    case 'probe': {
      for (const { id, results } of recorded.probes) {
        const hit = results.find(
          ({ probe, verdict }) => verdict === 'vulnerable' && sign.probes.includes(probe),
        );
        if (hit !== undefined) return { kind: 'probe', run: id, probe: hit.probe };
      }
      return undefined;
    }
    case 'flow': {
      const flows = await recorded.flows();
      return flows.some(({ kind }) => sign.kinds.includes(kind)) ? { kind: 'flow' } : undefined;
    }
  }
}

async function seenByRule(
  { rules, item, answerOf }: Extract<Sign, { by: 'finding' }>,
  recorded: Recorded,
): Promise<PracticePlace | undefined> {
  for (const { id } of recorded.sessions)
    for (const { rule, fingerprint, evidence, ...finding } of recorded.found(id)) {
      if (!rules.includes(rule) || (item !== undefined && finding.item?.name !== item)) continue;
      const frame = evidence[0]?.frame ?? 0;
      if (answerOf !== undefined && (await recorded.toolOf(id, frame)) !== answerOf) continue;
      return { kind: 'finding', fingerprint };
    }
  return undefined;
}

/** A run of ours declines everything by itself: only what a person was asked counts. */
async function seenDeclined(
  { rule }: Extract<Sign, { by: 'declined' }>,
  recorded: Recorded,
): Promise<PracticePlace | undefined> {
  const ofRuns = new Set(recorded.fuzz.flatMap(({ sessions }) => sessions));
  for (const session of recorded.sessions) {
    if (session.probe !== undefined || ofRuns.has(session.id)) continue;
    for (const finding of recorded.found(session.id)) {
      if (finding.rule !== rule) continue;
      if (await recorded.wasDeclined(session, finding.evidence[0]?.frame ?? 0))
        return { kind: 'finding', fingerprint: finding.fingerprint };
    }
  }
  return undefined;
}

async function seenByFuzz(
  { subject, strategies }: Extract<Sign, { by: 'fuzz' }>,
  recorded: Recorded,
): Promise<PracticePlace | undefined> {
  for (const { id, hits } of recorded.fuzz) {
    if (hits === 0) continue;
    const hit = (await recorded.fuzzed(id)).find(
      (one) => one.subject === subject && strategies.includes(one.strategy),
    );
    if (hit !== undefined) return { kind: 'fuzz', run: id, n: hit.n };
  }
  return undefined;
}
