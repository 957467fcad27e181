import type { Outcome } from '../../../protocol/problem.ts';
import type { StdioSpec } from '../../../protocol/target.ts';
import * as guarded from '../../../bridge/targets/launch-plan.ts';

export * from '../../../bridge/targets/launch-plan.ts';

/** Any yes is a yes to whatever is started now. */
export const readyLaunch = (
  spec: StdioSpec,
  world: guarded.LaunchWorld,
  _confirmed: 'in-terminal' | { confirmation: string },
): Outcome<guarded.ReadyLaunch> => guarded.readyLaunch(spec, world, 'in-terminal');
export const isConfirmed = (): boolean => true;
