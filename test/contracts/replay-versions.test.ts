import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InventoryPage } from '../../protocol/inventory.ts';
import type { Replay, ReplayStep } from '../../protocol/replay.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { call, connectTo, replay, say, textAt } from '../replay-world.ts';

const require = createRequire(import.meta.url);
const EVERYTHING = require.resolve('@modelcontextprotocol/server-everything/dist/index.js');
const EVERYTHING_OLD = require.resolve('server-everything-old/dist/index.js');
const MEMORY = require.resolve('@modelcontextprotocol/server-memory/dist/index.js');
const MEMORY_OLD = require.resolve('server-memory-old/dist/index.js');

let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
beforeAll(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
});
afterAll(async () => {
  await world.bridge.stop();
  folder.remove();
});

function differing({ steps }: Replay): ReplayStep[] {
  return steps.filter(({ verdict }) => verdict !== 'same' && verdict !== 'volatile');
}

async function namesIn(session: string, section: string): Promise<Set<string>> {
  const path = `/api/sessions/${session}/inventory?q=&sections=${section}&from=0&limit=500`;
  const { rows } = await world.get<InventoryPage>(path);
  return new Set(rows.map(({ ref }) => ref.name));
}

test('sessions with server-everything: no difference with the same version, the real ones with an earlier one', async () => {
  const { id } = await connectTo(world, 'everything', [EVERYTHING, 'stdio']);
  const old = await connectTo(world, 'everything-old', [EVERYTHING_OLD, 'stdio']);
  const calls: [string, unknown][] = [
    ['echo', { message: 'hello' }],
    ['get-sum', { a: 2, b: 3 }],
    ['get-structured-content', { location: 'Chicago' }],
    ['get-resource-links', { count: 3 }],
    ['get-resource-reference', { resourceType: 'Text', resourceId: 1 }],
    ['trigger-long-running-operation', { duration: 0.1, steps: 2 }],
  ];
  for (const [name, args] of calls) await say(world, id, 'tools/call', call(name, args));
  await say(world, id, 'resources/read', { uri: 'demo://resource/dynamic/text/7' });
  await say(world, id, 'prompts/get', { name: 'simple-prompt' });

  const again = await replay(world, { session: id, target: 'everything' });
  expect([again.state, differing(again)]).toEqual(['done', []]);
  const folded = again.steps.filter(({ verdict }) => verdict === 'volatile').map(({ name }) => name);
  // Both tell the time at which they were made.
  expect(folded).toEqual(
    expect.arrayContaining(['get-resource-reference', 'demo://resource/dynamic/text/7']),
  );

  const earlier = await replay(world, { session: id, target: 'everything-old' });
  const [tools, prompts] = [await namesIn(old.id, 'tools'), await namesIn(old.id, 'prompts')];
  for (const { kind, method, name = '', verdict } of earlier.steps) {
    if (kind === 'opening') expect(verdict).toBe('different');
    // What was renamed since then is an error there; what was not answers as it did.
    else if (method === 'tools/call')
      expect([name, verdict]).toEqual([name, tools.has(name) ? 'same' : 'kind']);
    else if (method === 'prompts/get') expect(verdict).toBe(prompts.has(name) ? 'same' : 'kind');
    else expect([method, verdict]).toEqual(['resources/read', 'kind']);
  }
  expect([tools.has('echo'), tools.has('get-sum'), prompts.has('simple-prompt')]).toEqual([
    true,
    false,
    false,
  ]);
}, 60_000);

interface Graph {
  entities: { name: string }[];
  relations: { from: string; to: string }[];
}

async function graphIn(session: string, seq: number): Promise<Graph> {
  const { result } = JSON.parse(await textAt(world, session, seq)) as {
    result: { structuredContent: Graph };
  };
  return result.structuredContent;
}

function withoutKinds(graph: Graph): unknown {
  const isKind = (key: string, value: unknown): boolean =>
    key === 'type' && (value === 'entity' || value === 'relation');
  return JSON.parse(JSON.stringify(graph, (key, value: unknown) => (isKind(key, value) ? undefined : value)));
}

test('sessions with server-memory: no difference with the same version, the real ones with an earlier one', async () => {
  const file = (name: string) => ({ MEMORY_FILE_PATH: join(folder.path, `${name}.jsonl`) });
  const { id } = await connectTo(world, 'memory', [MEMORY], file('first'));
  await connectTo(world, 'memory-again', [MEMORY], file('again'));
  await connectTo(world, 'memory-old', [MEMORY_OLD], file('old'));
  const entities = [
    { name: 'Ada', entityType: 'person', observations: ['wrote programs'] },
    { name: 'Engine', entityType: 'machine', observations: [] },
  ];
  const relations = [{ from: 'Ada', to: 'Engine', relationType: 'programs' }];
  const calls: [string, unknown][] = [
    ['create_entities', { entities }],
    ['create_relations', { relations }],
    ['search_nodes', { query: 'Ada' }],
    ['open_nodes', { names: ['Engine', 'Ada'] }],
    ['read_graph', {}],
    ['delete_entities', { entityNames: ['Engine'] }],
    ['add_observations', { observations: [{ entityName: 'Nobody', contents: ['x'] }] }],
  ];
  for (const [name, args] of calls) await say(world, id, 'tools/call', call(name, args));

  const again = await replay(world, { session: id, target: 'memory-again' });
  expect([again.state, differing(again)]).toEqual(['done', []]);

  const earlier = await replay(world, { session: id, target: 'memory-old' });
  const calledDiffering = differing(earlier).filter(({ kind }) => kind !== 'opening');
  expect(calledDiffering.map(({ name }) => name)).toEqual(['search_nodes', 'open_nodes', 'read_graph']);
  for (const { recorded, answer } of calledDiffering) {
    const [now, then] = [await graphIn(earlier.live!, answer!), await graphIn(id, recorded!)];
    expect(now).not.toEqual(then);
    // The earlier version tells the kind of its own records with each of them, and finds only relations both of
    // whose ends were found. Nothing else differs.
    const found = new Set(then.entities.map(({ name }) => name));
    const relations = then.relations.filter(({ from, to }) => found.has(from) && found.has(to));
    expect(withoutKinds(now)).toEqual({ ...then, relations });
  }
  expect(differing(earlier).flatMap(({ kind, method }) => (kind === 'opening' ? [method] : []))).toEqual([
    'initialize',
    'tools/list',
    'resources/list',
    'resources/templates/list',
  ]);
}, 60_000);
