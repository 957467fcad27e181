import type { Problem } from '../../protocol/problem.ts';
import type { Platform, ProcessTree, Watchdog } from '../platform/platform.ts';
import type { ChildLedger } from './child-ledger.ts';

export interface ChildrenOptions {
  platform: Pick<Platform, 'spawnOptions' | 'startMark' | 'tree'>;
  ledger: Pick<ChildLedger, 'started' | 'ended'>;
  watchdog: Watchdog;
  onProblem(problem: Problem): void;
}

/** One process tree that is kept: in the ledger, under the watchdog, and ended with the bridge. */
export interface KeptChild {
  look(): void;
  signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean;
  ended(): void;
}

/** All processes of this bridge's targets, and the one place that ends them when it has to go at once. */
export class Children {
  #o: ChildrenOptions;
  #trees = new Set<ProcessTree>();
  #isOver = false;

  constructor(options: ChildrenOptions) {
    this.#o = options;
  }

  /** For one launch: what the stdio transport starts its process through. */
  keeper(about: { command: string; target: string }): {
    spawnOptions(): { detached: boolean; windowsHide: boolean };
    started(pid: number): KeptChild;
  } {
    return {
      spawnOptions: () => this.#o.platform.spawnOptions(),
      started: (pid) => this.#keep(pid, about),
    };
  }

  /** SIGKILL to every tree that is left, and to whatever is still started after; waits for nothing. */
  stopHard(): void {
    this.#isOver = true;
    for (const tree of this.#trees) tree.signal('SIGKILL');
  }

  #keep(pid: number, about: { command: string; target: string }): KeptChild {
    const { platform, ledger, watchdog, onProblem } = this.#o;
    const mark = platform.startMark(pid);
    const tree = platform.tree(pid, mark);
    this.#trees.add(tree);
    const watched = watchdog.watch(pid, mark);
    const problem = ledger.started({ pid, ...about });
    if (problem !== undefined) onProblem(problem);
    if (this.#isOver) tree.signal('SIGKILL');
    return {
      look: () => tree.look(),
      signal: (signal) => tree.signal(signal),
      ended: () => {
        watched.release();
        this.#trees.delete(tree);
        // What could not be ended (it runs as another user) stays in the ledger: the next start reports it.
        if (!tree.signal(0)) ledger.ended(pid);
      },
    };
  }
}
