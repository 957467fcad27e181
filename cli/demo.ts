import { join } from 'node:path';
import { planBeforeStart } from '../bridge/index.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { StdioSpec } from '../protocol/target.ts';
import { opened, type Chosen, type ChoosingPlace } from './chosen.ts';
import { showPlan } from './confirm-plan.ts';
import { chooseDataDir } from './data-dir.ts';
import type { OpenOptions } from './options.ts';

/**
 * The practice server of this package. Who types `demo` has typed what is started, as with `-- CMD`; its command is
 * shown whole all the same, because nobody typed its words. It makes its own folder, and works in no other.
 */
export function openDemo(
  { isFixed }: { isFixed: boolean },
  options: OpenOptions,
  place: ChoosingPlace,
): Outcome<Chosen> {
  const { file, folder, node } = place.practice;
  const notes = join(chooseDataDir(options.dataDir, place.env), 'practice', 'notes');
  const spec: StdioSpec = {
    kind: 'stdio',
    command: node,
    args: [file, notes, ...(isFixed ? ['--fixed'] : [])],
    cwd: folder,
    env: [],
  };
  const { plan, problem } = planBeforeStart(spec, place);
  const name = options.name ?? (isFixed ? 'practice-fixed' : 'practice-server');
  showPlan(name, plan, place);
  return problem === undefined ? opened(spec, options, 'demo', name) : { ok: false, problem };
}
