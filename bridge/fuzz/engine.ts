import { ORACLES, STRATEGIES, type Oracle, type Strategy } from '../../fuzz/index.ts';
import { FuzzJob } from './fuzz-job.ts';
import { planFuzz } from './planning.ts';

/** All that makes cases, sends and judges them; apart, because nobody who does not fuzz waits for it. */
export interface Engine {
  strategies: readonly Strategy[];
  oracles: readonly Oracle[];
  planFuzz: typeof planFuzz;
  FuzzJob: typeof FuzzJob;
}

export function loadedEngine(): Engine {
  return { strategies: STRATEGIES, oracles: ORACLES, planFuzz, FuzzJob };
}
