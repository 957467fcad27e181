import { join } from 'node:path';
import { compilePack, RULES } from '../../inspect/index.ts';
import { diffSnapshots, DriftJudge, snapshotItem } from '../../inspect/drift/index.ts';
import { sha256 } from '../../bridge/history/hash.ts';
import { TargetHistory } from '../../bridge/history/target-history.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { privateFolder } from '../bridge-world.ts';
import type { OpenBenches } from './bench.ts';

const TOOLS = 10_000;
const CHANGES = 100;
const SNAPSHOTS = 100;

/** History of one large target: 10,000 tools, 100 snapshots. */
const open: OpenBenches = async () => {
  const folder = privateFolder();
  const path = join(folder.path, 'h.log');
  const history = opened(path);
  let last = snapshot(0);
  for (let at = 0; at < SNAPSHOTS; at++) {
    last = snapshot(at, last);
    history.put(last, () => false);
  }
  const judge = new DriftJudge({ pack: compilePack(RULES, sha256), hash: sha256 });
  let at = SNAPSHOTS;
  let pair = 0;
  const timed = (work: () => void): Promise<number> => {
    const began = performance.now();
    work();
    return Promise.resolve(performance.now() - began);
  };
  return Promise.resolve({
    benches: [
      {
        name: '10,000 tools after 100 snapshots: the same once more, stored',
        unit: 'ms',
        aim: { below: 50 },
        measure: () => timed(() => history.put({ ...last, at: at++ }, () => false)),
      },
      {
        name: '10,000 tools of which 100 changed: compared, from the file',
        unit: 'ms',
        aim: { below: 300 },
        measure: () =>
          timed(() => {
            // Others each time: what was read and judged once is remembered.
            pair = (pair + 1) % (SNAPSHOTS - 1);
            const [before, after] = history.snapshots.slice(pair, pair + 2);
            diffSnapshots(history.asSnapshot(before!), history.asSnapshot(after!), judge);
          }),
      },
      {
        name: '10,000 tools, 100 snapshots: opened',
        unit: 'ms',
        measure: () => timed(() => opened(path).close()),
      },
    ],
    close: () => {
      history.close();
      folder.remove();
      return Promise.resolve();
    },
  });
};
export default open;

function opened(path: string): TargetHistory {
  const history = TargetHistory.open(path, 'many');
  if (!history.ok) throw new Error(history.problem.message);
  return history.value;
}

/** A hundred more tools are reworded each time. */
function snapshot(at: number, last?: Snapshot): Snapshot {
  const items = Array.from({ length: TOOLS }, (_, n) => {
    const name = `tool_${n}`;
    const block = Math.floor(n / CHANGES);
    if (last !== undefined && block !== at) return last.items[n]!;
    const description = `Looks up record ${n} of the archive and lists what refers to it${block <= at ? `, since ${block}` : ''}.`;
    const tool = {
      name,
      description,
      inputSchema: { type: 'object', properties: { id: { type: 'string', description: 'The record' } } },
      annotations: { readOnlyHint: true },
    };
    return snapshotItem('tools', name, 1, Buffer.from(JSON.stringify(tool)), sha256);
  });
  const source = { target: 'many', profile: 'own', principal: 'none', transport: 'stdio', provenance: {} };
  return { source, at, items, unread: [] };
}
