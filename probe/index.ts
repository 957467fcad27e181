import type { Probe } from './probe.ts';
import { freshConnections } from './probes/fresh-connections/index.ts';

export type { Bench, Probe, ProbeVerdict } from './probe.ts';
export type { CallResult, Dialer, Line, ListedPages, Notice, ResultFinding, TargetFacts } from './dialer.ts';

/** In the order they run: the milder first. */
export const PROBES: readonly Probe[] = [freshConnections];
