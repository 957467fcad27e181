import type { Problem } from '../../../protocol/problem.ts';
import { ChildLedger as Noting } from '../../../bridge/targets/child-ledger.ts';

export * from '../../../bridge/targets/child-ledger.ts';

/** Nothing is noted of what was started. */
export class ChildLedger extends Noting {
  override started(): Problem | undefined {
    return undefined;
  }
}
