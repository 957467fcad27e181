// Headers of a real HTTP server, approved in the page and watched from then on.
import { afterEach, expect, test } from 'vitest';
import type { Review, ReviewSummary } from '../../protocol/baseline.ts';
import type { FindingsPage } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { HttpServer } from './turning-faces.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function reviewed(world: BridgeWorld, session: string): Promise<ReviewSummary> {
  for (;;) {
    const { reviews } = await world.get<Snapshot>('/api/snapshot');
    const found = reviews.find((one) => one.session === session);
    if (found !== undefined) return found;
    await new Promise((later) => setTimeout(later, 20));
  }
}

const driftFindings = (world: BridgeWorld): Promise<FindingsPage> =>
  world.get('/api/findings?q=rule:definition-drift&group=none&from=0&limit=50');

/** Seen, approved, and seen again, when the server has turned. */
async function seenTwice(era: string, ...more: string[]) {
  const folder = privateFolder();
  ends.push(() => folder.remove());
  const args = ['--scenario', 'headers-loosened', '--era', era, ...more];
  const server = await HttpServer.start({ args, env: { PATH: process.env['PATH'] ?? '' } });
  ends.push(() => server.end());
  const world = await BridgeWorld.start(folder.path);
  ends.push(() => world.bridge.stop());
  const added = await world.bridge.addAndConnect({
    name: 'lengths',
    spec: { kind: 'streamable-http', url: server.url, headers: [], verify: true },
    origin: 'page',
    confirmed: 'in-terminal',
    opening: era === 'modern' ? '2026-07-28' : '2025-11-25',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const first = await reviewed(world, added.value.session);
  const decided = { decision: 'approved', items: 'all', version: first.version, note: '' };
  await world.send('POST', '/api/reviews/lengths', decided);
  const again = await world.send<{ id: string }>('POST', '/api/targets/lengths/connect', {});
  return { world, session: again.id, second: await reviewed(world, again.id) };
}

test.each(['handshake', 'modern'])('answers that guard less wait for a decision: %s', async (era) => {
  const { world, session, second } = await seenTwice(era);
  expect(second).toMatchObject({ drifted: 1, severity: 'medium', snapshots: 2 });
  const review = await world.get<Review>('/api/reviews/lengths?state=drifted');
  expect(review.items).toMatchObject([{ section: 'server', name: 'serverInfo', state: 'drifted' }]);
  const told = review.items[0]!.drift!.changes.map(({ kind, severity }) => `${kind} ${severity}`);
  expect(told).toEqual(['header-weakened medium', 'header-weakened medium', 'header-weakened low']);
  expect(review.source.headers).toMatchObject({ 'access-control-allow-origin': '*' });

  const findings = await driftFindings(world);
  const rows = findings.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
  expect(rows).toMatchObject([{ severity: 'medium', session, item: { section: 'server' } }]);
  expect(rows[0]!.says).toMatch(/^Not what was approved: Any web page may read its answers now: /);

  const { version } = second;
  const [{ section, name, nth, hash }] = review.items as [Review['items'][number]];
  const items = [{ section, name, nth, hash }];
  const decided = { decision: 'approved', items, version, note: '' };
  const after = await world.send<ReviewSummary>('POST', '/api/reviews/lengths', decided);
  expect(after).toMatchObject({ drifted: 0 });
  expect(after.severity).toBeUndefined();
});

test('of a twin whose answers stay as they are nothing is said', async () => {
  const { world, second } = await seenTwice('handshake', '--honest');
  expect(second).toMatchObject({ drifted: 0, unreviewed: 0, snapshots: 1 });
  expect(second.severity).toBeUndefined();
  expect((await driftFindings(world)).total).toBe(0);
});
