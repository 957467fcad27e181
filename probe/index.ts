import type { Probe } from './probe.ts';
import { acrossSessions } from './probes/across-sessions/index.ts';
import { afterCalls } from './probes/after-calls/index.ts';
import { anonymous } from './probes/anonymous/index.ts';
import { changeNotices } from './probes/change-notices/index.ts';
import { clientName } from './probes/client-name/index.ts';
import { clock } from './probes/clock/index.ts';
import { era } from './probes/era/index.ts';
import { freshConnections } from './probes/fresh-connections/index.ts';
import { freshHome } from './probes/fresh-home/index.ts';
import { inSession } from './probes/in-session/index.ts';
import { paging } from './probes/paging/index.ts';
import { requestState } from './probes/request-state/index.ts';
import { surroundings } from './probes/surroundings/index.ts';

export type { Probe, ProbeVerdict } from './probe.ts';
export type {
  CallResult,
  Dialer,
  FollowUp,
  Line,
  ListedPages,
  Notice,
  ResultFinding,
  TargetFacts,
} from './dialer.ts';

/** In the order they run, the milder first; the one that counts connections before any other has made them. */
export const PROBES: readonly Probe[] = [
  freshConnections,
  acrossSessions,
  inSession,
  paging,
  anonymous,
  clientName,
  era,
  surroundings,
  freshHome,
  clock,
  changeNotices,
  afterCalls,
  requestState,
];
