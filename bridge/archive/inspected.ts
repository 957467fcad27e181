import { setTimeout } from 'node:timers/promises';
import type { Session } from '../../protocol/session.ts';
import type { SessionFindings } from '../inspection/session-findings.ts';

/** An export does not wait longer for rules that are behind; the file says how far they came. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 20;

interface Held {
  shown: SessionFindings | undefined;
}

export interface InspectedParts<H extends Held> {
  session(id: string): Session | undefined;
  inspections: {
    loaded(): Promise<void>;
    behind(session: Session, held: H): number;
    shelf: { get(id: string): H };
  };
  /** Whether sessions are inspected without being asked. */
  isByItself: boolean;
}

/**
 * What was found in a session, once the frames it has now were looked at: a file written a moment after
 * a call would otherwise say that nothing was found.
 */
export async function inspected<H extends Held>(
  id: string,
  { session, inspections, isByItself }: InspectedParts<H>,
): Promise<SessionFindings | undefined> {
  await inspections.loaded();
  const now = session(id);
  const deadline = performance.now() + PATIENCE_MS;
  const isBehind = (): boolean => now !== undefined && inspections.behind(now, inspections.shelf.get(id)) > 0;
  while (isByItself && isBehind() && performance.now() < deadline) await setTimeout(LOOK_EVERY_MS);
  const { shown } = inspections.shelf.get(id);
  // Not looked at by any rule yet: that says nothing, which is not the same as nothing found.
  return shown !== undefined && shown.upTo === 0 && !shown.isWhole ? undefined : shown;
}
