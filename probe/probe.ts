import type { ProbeCard, ProbeResult, ProbeStep } from '../protocol/probe.ts';
import type { Dialer, TargetFacts } from './dialer.ts';

/** What a probe says at its end; who it was and how much it looked at is added by whoever runs it. */
export type ProbeVerdict = Pick<ProbeResult, 'verdict' | 'says' | 'evidence' | 'drift' | 'era'>;

/**
 * One thing a server could do behind a person's back, and how it is provoked. It says beforehand all that it will
 * send, and does nothing else. Never throws for what a server does: that is a verdict.
 */
export interface Probe {
  readonly meta: ProbeCard;
  /** The connections it will make, or why it cannot be tested here. */
  plan(facts: TargetFacts): { steps: ProbeStep[] } | { untestable: string };
  /** `steps`: as planned and agreed to. `tell`: what it does now, for whoever watches. */
  run(bench: Bench): Promise<ProbeVerdict>;
}

export interface Bench {
  readonly facts: TargetFacts;
  readonly steps: readonly ProbeStep[];
  readonly dialer: Dialer;
  tell(says: string): void;
}
