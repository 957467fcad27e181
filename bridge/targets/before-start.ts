import type { Problem } from '../../protocol/problem.ts';
import type { LaunchPlan, StdioSpec } from '../../protocol/target.ts';
import type { Platform } from '../platform/platform.ts';
import { planLaunch, readyLaunch } from './launch-plan.ts';

/**
 * What the command line shows and checks before there is a bridge: the plan, and why it cannot be started.
 * Values that are asked for later are no reason. Its confirmation is worth nothing: no key is read yet.
 */
export function planBeforeStart(
  spec: StdioSpec,
  place: { platform: Pick<Platform, 'kind' | 'findProgram'>; env: NodeJS.ProcessEnv },
): { plan: LaunchPlan; problem?: Problem } {
  const world = { ...place, secrets: { get: () => undefined }, key: Buffer.alloc(32) };
  const ready = readyLaunch(spec, world, 'in-terminal');
  const stands = !ready.ok && ready.problem.code !== 'value-missing' ? ready.problem : undefined;
  return { plan: planLaunch(spec, world), ...(stands !== undefined && { problem: stands }) };
}
