import type { Watch } from '../rule.ts';
import type { SessionFacts } from '../session-facts.ts';

/** Calls `compare` once for each list of this server's, when it is whole, and again when other servers are there. */
export function whenCompared(
  session: SessionFacts,
  compare: () => void,
): Required<Pick<Watch, 'message' | 'neighbours' | 'end'>> {
  let version = 0;
  let beside = session.neighbours;
  const look = (): void => {
    const { tools, neighbours } = session;
    if (neighbours.isEmpty || tools.all.length === 0) return;
    if (version === tools.version && beside === neighbours) return;
    version = tools.version;
    beside = neighbours;
    compare();
  };
  return {
    message({ method, kind }) {
      if (method === 'tools/list' && kind === 'result' && session.tools.isWhole) look();
    },
    neighbours() {
      if (session.tools.isWhole) look();
    },
    // A list that broke off is compared as far as it came.
    end: look,
  };
}
