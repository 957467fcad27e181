// A server that turns within a session and does not say so.
import { afterAll, expect, test } from 'vitest';
import type { Review, ReviewSummary } from '../../protocol/baseline.ts';
import type { FindingsPage } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

const open: { world: BridgeWorld; folder: { remove(): void } }[] = [];
afterAll(async () => {
  for (const { world, folder } of open.splice(0)) {
    await world.bridge.stop();
    folder.remove();
  }
});

async function start(): Promise<BridgeWorld> {
  const folder = privateFolder();
  const world = await BridgeWorld.start(folder.path);
  open.push({ world, folder });
  return world;
}

async function summary(world: BridgeWorld): Promise<ReviewSummary | undefined> {
  const { reviews } = await world.get<Snapshot>('/api/snapshot');
  return reviews.find(({ target }) => target === 'turning');
}

async function called(world: BridgeWorld, scenario: string, ...args: string[]): Promise<string> {
  const { id } = await world.connect('turning', '--scenario', scenario, ...args);
  for (;;) {
    const first = await summary(world);
    if (first !== undefined && first.items > 0) {
      const decided = { decision: 'approved', items: 'all', version: first.version, note: '' };
      await world.send('POST', '/api/reviews/turning', decided);
      break;
    }
    await new Promise((later) => setTimeout(later, 20));
  }
  for (let n = 0; n < 4; n++)
    await world.send('POST', `/api/sessions/${id}/calls`, {
      method: 'tools/call',
      params: '{"name":"convert_length","arguments":{"value":1,"from":"m","to":"cm"}}',
    });
  return id;
}

const waited = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

const framesOf = async (world: BridgeWorld, id: string): Promise<number> =>
  (await world.until(id, () => true)).frames;

for (const era of ['handshake', 'modern'] as const)
  test.concurrent(`is noticed in that session, after the calls: ${era}`, { timeout: 60_000 }, async () => {
    const world = await start();
    const id = await called(world, 'change-unsaid', '--era', era);
    let seen = await summary(world);
    while (seen?.severity === undefined) {
      await waited(50);
      seen = await summary(world);
    }
    expect(seen).toMatchObject({ session: id, snapshots: 2 });
    const found = await world.get<FindingsPage>(
      '/api/findings?q=rule:definition-drift&group=none&from=0&limit=50',
    );
    expect(found.total).toBeGreaterThan(0);
  });

test.concurrent('what it says of itself is asked for again as well', { timeout: 60_000 }, async () => {
  const world = await start();
  const id = await called(world, 'instructions-after-calls', '--era', 'modern');
  let seen = await summary(world);
  while (seen?.severity === undefined) {
    await waited(50);
    seen = await summary(world);
  }
  expect(seen).toMatchObject({ session: id, snapshots: 2, severity: 'critical', removed: 0, added: 0 });
  const review = await world.get<Review>('/api/reviews/turning?state=drifted');
  const drifted = review.items.find(({ name }) => name === 'instructions');
  expect(drifted).toMatchObject({ section: 'server', state: 'drifted' });
  expect(drifted!.drift!.changes.map(({ kind }) => kind)).toContain('new-finding');
});

test.concurrent.each([
  ['handshake', 'description-after-calls'],
  ['modern', 'instructions-after-calls'],
])(
  'an honest one is asked again, and nothing is said of it: %s',
  { timeout: 60_000 },
  async (era, scenario) => {
    const world = await start();
    const id = await called(world, scenario, '--honest', '--era', era);
    const before = await framesOf(world, id);
    await world.until(id, ({ frames }) => frames >= before + 4);
    await waited(500);
    const seen = await summary(world);
    expect(seen).toMatchObject({ session: id, snapshots: 1, drifted: 0, unreviewed: 0 });
    expect(seen!.severity).toBeUndefined();
  },
);

test.concurrent('nobody asks where the person does not want it', { timeout: 60_000 }, async () => {
  const world = await start();
  await world.send('PUT', '/api/preferences', { relist: [{ target: 'turning', how: 'never' }] });
  const id = await called(world, 'change-unsaid');
  const before = await framesOf(world, id);
  await waited(5000);
  expect(await framesOf(world, id)).toBe(before);
  expect((await summary(world))!.severity).toBeUndefined();
});
