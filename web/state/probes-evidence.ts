import type { Drift } from '../../protocol/drift.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { ProbeEvidence } from '../../protocol/probe.ts';
import type { App } from './app.svelte.ts';
import { withSession } from './session-term.ts';

/**
 * The frame it was seen in. Where only the session is named, the one that lists what differs most; where the session
 * lists nothing of it, its whole traffic.
 */
export async function showProbeEvidence(
  app: App,
  { session: id, frame }: ProbeEvidence,
  drift: Drift | undefined,
): Promise<void> {
  const session = app.sessions.get(id);
  if (session === undefined) return;
  const seq = frame ?? (await frameListing(app, id, drift));
  const at = seq === undefined ? undefined : { session: id, seq };
  const q = withSession('', session.number);
  app.location.go({ screen: 'traffic', mode: 'frames', q, at, finding: undefined });
}

async function frameListing(
  app: App,
  session: string,
  drift: Drift | undefined,
): Promise<number | undefined> {
  const [worst] = drift?.items ?? [];
  if (worst === undefined) return undefined;
  const { section, name, was, nth } = worst;
  const refs: ItemRef[] = [name, ...(was === undefined ? [] : [was])].map((one) => ({
    section,
    name: one,
    nth,
  }));
  for (const ref of refs) {
    const found = await app.bridge.api.item(session, ref);
    if (found.ok) return found.value.at.frame;
  }
  return undefined;
}
