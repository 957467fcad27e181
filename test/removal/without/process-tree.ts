import type { ReadTable } from '../../../bridge/platform/process-table.ts';
import { PosixTree as Whole } from '../../../bridge/platform/process-tree.ts';

/** Only the process that was started is told to end; what it started stays. */
export class PosixTree extends Whole {
  #readTable: ReadTable;

  constructor(...parts: ConstructorParameters<typeof Whole>) {
    super(...parts);
    this.#readTable = parts[2];
  }

  override signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
    const isThere = (): boolean =>
      this.#readTable().some(({ pid, isZombie }) => pid === this.pid && !isZombie);
    if (signal !== 0 && isThere()) process.kill(this.pid, signal);
    return isThere();
  }
}
