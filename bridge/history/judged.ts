import { diffSnapshots, DriftJudge } from '../../inspect/drift/index.ts';
import { compilePack, RULES } from '../../inspect/index.ts';
import { sha256 } from './hash.ts';
import type { Compare } from './standing.ts';

/** Comparing by the rules of the product; they are put together when something is compared for the first time. */
export function judged(): Compare {
  let judge: DriftJudge | undefined;
  return (before, after) => {
    judge ??= new DriftJudge({ pack: compilePack(RULES, sha256), hash: sha256 });
    return diffSnapshots(before, after, judge);
  };
}
