import { createHash } from 'node:crypto';
import { diffSnapshots, DriftJudge, snapshotItem } from '../../inspect/drift/index.ts';
import { compilePack, RULES } from '../../inspect/index.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import type { Bench, OpenBenches } from './bench.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const utf8 = new TextEncoder();
const TOOLS = 10_000;
const CHANGES = 100;

/** Snapshots in memory, on this thread. */
const open: OpenBenches = () => {
  const judge = new DriftJudge({ pack: compilePack(RULES, hash), hash });
  const sent = Array.from(
    { length: TOOLS },
    (_, k) => [`tool_${k}`, utf8.encode(JSON.stringify(tool(k)))] as const,
  );
  const before = snapshotOf(sent);
  const every = TOOLS / CHANGES;
  const same = sent.map(([name, bytes]) => snapshotItem('tools', name, 1, bytes, hash));
  let times = 0;
  // Other words each time: what the judge found in a wording it remembers.
  const after = (): Snapshot => {
    times++;
    const items = same.map((item, k) => {
      if (k % every !== 7) return item;
      const [name, bytes] = changed(item.name, k, times);
      return snapshotItem('tools', name, 1, bytes, hash);
    });
    return { ...before, items };
  };
  const renamed = snapshotOf(
    sent.map(([name, bytes], k) =>
      k % 2 === 0
        ? ([`${name}_new`, utf8.encode(JSON.stringify({ ...tool(k), name: `${name}_new` }))] as const)
        : [name, bytes],
    ),
  );
  const timed = <T>(name: string, below: number, work: (made: T) => unknown, make?: () => T): Bench => ({
    name,
    unit: 'ms',
    aim: { below },
    // The judge lives as long as the bridge.
    warmups: 3,
    runs: 3,
    measure: () => {
      const made = make?.() as T;
      const began = performance.now();
      work(made);
      return Promise.resolve(performance.now() - began);
    },
  });
  return Promise.resolve({
    benches: [
      timed(`snapshot of ${TOOLS} tools`, 600, () => snapshotOf(sent)),
      timed(`${TOOLS} tools that are the same`, 50, () => diffSnapshots(before, snapshotLike(before), judge)),
      timed(
        `${TOOLS} tools with ${CHANGES} changes, judged by all rules`,
        300,
        (now: Snapshot) => diffSnapshots(before, now, judge),
        after,
      ),
      timed(`${TOOLS} tools of which half are called otherwise`, 10_000, () =>
        diffSnapshots(before, renamed, judge),
      ),
    ],
    close: () => Promise.resolve(),
  });
};
export default open;

function tool(k: number): Record<string, unknown> {
  return {
    name: `tool_${k}`,
    title: `Tool ${k}`,
    description: `Finds entry ${k} of notebook ${k % 97} by its words, newest first, and says where each of them stands.`,
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'What to look for; several words are looked for together.' },
        kind: { type: 'string', enum: ['note', 'task', 'event'], default: 'note' },
        limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        [`extra_${k}`]: { type: 'boolean' },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, openWorldHint: false },
  };
}

/** Every kind in turn: reworded, hints, schema, a new parameter, renamed. */
function changed(name: string, k: number, times: number): readonly [string, Uint8Array] {
  const old: Record<string, unknown> = { ...tool(k), title: `Tool ${k}, ${times}` };
  const made: Record<string, unknown> = { ...old };
  const way = Math.floor(k / 100) % 5;
  if (way === 0) made['description'] = `${String(old['description'])} Use it before you answer.`;
  if (way === 1) made['annotations'] = { readOnlyHint: false };
  if (way === 2) made['inputSchema'] = { type: 'object' };
  if (way === 3)
    made['inputSchema'] = {
      type: 'object',
      properties: { query: { type: 'string' }, path: { type: 'string' } },
    };
  if (way === 4) made['name'] = `${name}_v2`;
  return [String(made['name']), utf8.encode(JSON.stringify(made))];
}

function snapshotOf(sent: readonly (readonly [name: string, bytes: Uint8Array])[]): Snapshot {
  return {
    source: { target: 't', profile: 'p', principal: 'none', transport: 'stdio', provenance: {} },
    at: 0,
    items: sent.map(([name, bytes]) => snapshotItem('tools', name, 1, bytes, hash)),
    unread: [],
  };
}

/** Another copy, as one that was read from the disk. */
function snapshotLike(snapshot: Snapshot): Snapshot {
  return { ...snapshot, items: snapshot.items.map((item) => ({ ...item })) };
}
