import { afterEach, describe, expect, test } from 'vitest';
import type { ItemComparison, ItemHistory, Review, ReviewSummary } from '../../protocol/baseline.ts';
import type { FindingsPage } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { EVERYTHING } from '../stdio-servers.ts';

const folders: { remove(): void }[] = [];
const worlds: BridgeWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.bridge.stop();
  for (const folder of folders.splice(0)) folder.remove();
});

async function start(dataDir?: string): Promise<{ world: BridgeWorld; dataDir: string }> {
  const folder = dataDir === undefined ? privateFolder() : undefined;
  if (folder !== undefined) folders.push(folder);
  const path = dataDir ?? folder!.path;
  const world = await BridgeWorld.start(path);
  worlds.push(world);
  return { world, dataDir: path };
}

async function stop(world: BridgeWorld): Promise<void> {
  worlds.splice(worlds.indexOf(world), 1);
  await world.bridge.stop();
}

async function reviewed(
  world: BridgeWorld,
  target: string,
  isSo: (summary: ReviewSummary) => boolean,
): Promise<ReviewSummary> {
  for (;;) {
    const { reviews } = await world.get<Snapshot>('/api/snapshot');
    const found = reviews.find((one) => one.target === target);
    if (found !== undefined && isSo(found)) return found;
    await new Promise((later) => setTimeout(later, 20));
  }
}

const path = (target: string, more = ''): string => `/api/reviews/${encodeURIComponent(target)}${more}`;

async function approveAll(world: BridgeWorld, { target, version }: ReviewSummary): Promise<ReviewSummary> {
  return world.send('POST', path(target), { decision: 'approved', items: 'all', version, note: 'read' });
}

async function driftFindings(world: BridgeWorld): Promise<FindingsPage> {
  return world.get('/api/findings?q=rule:definition-drift&group=none&from=0&limit=50');
}

describe('what was approved is watched', () => {
  test('the reference server: seen, approved, seen again without a word', async () => {
    const { world, dataDir } = await start();
    const request = {
      name: 'everything',
      spec: {
        kind: 'stdio' as const,
        command: EVERYTHING[0]!,
        args: EVERYTHING.slice(1),
        cwd: '/',
        env: [],
      },
      origin: 'page' as const,
      confirmed: 'in-terminal' as const,
    };
    const added = await world.bridge.addAndConnect(request);
    if (!added.ok) throw new Error(added.problem.message);
    const first = await reviewed(world, 'everything', ({ items }) => items > 10);
    expect(first).toMatchObject({ snapshots: 1, approved: 0, drifted: 0, removed: 0 });
    expect(first.unreviewed).toBe(first.items);
    expect(first.severity).toBeUndefined();
    const approved = await approveAll(world, first);
    expect(approved).toMatchObject({ approved: first.items, unreviewed: 0 });
    expect(approved.version).toBeGreaterThan(first.version);
    await stop(world);

    const again = (await start(dataDir)).world;
    const known = await again.get<ReviewSummary[]>('/api/reviews');
    expect(known).toEqual([approved]);
    const second = await again.bridge.addAndConnect(request);
    if (!second.ok) throw new Error(second.problem.message);
    const seen = await reviewed(again, 'everything', ({ session }) => session === second.value.session);
    expect(seen).toMatchObject({
      approved: first.items,
      drifted: 0,
      unreviewed: 0,
      version: approved.version,
    });
    expect(seen.severity).toBeUndefined();
    expect((await driftFindings(again)).total).toBe(0);
    expect(world.notices.concat(again.notices)).toEqual([]);
  });

  test('a server that turns within a session: drift, a finding, a comparison, decisions', async () => {
    const { world } = await start();
    const session = await world.connect('turning', '--scenario', 'description-after-calls');
    const first = await reviewed(world, 'turning', ({ items }) => items > 0);
    await approveAll(world, first);
    for (let n = 0; n < 4; n++)
      await world.send('POST', `/api/sessions/${session.id}/calls`, {
        method: 'tools/call',
        params: '{"name":"convert_length","arguments":{"value":1,"from":"m","to":"cm"}}',
      });
    const turned = await reviewed(world, 'turning', ({ drifted }) => drifted > 0);
    expect(turned).toMatchObject({ severity: 'critical', session: session.id, snapshots: 2 });

    const review = await world.get<Review>(path('turning', '?state=drifted'));
    const [item] = review.items;
    expect(item).toMatchObject({ section: 'tools', state: 'drifted', nth: 1 });
    expect(item!.hash).not.toBe(item!.approved);
    expect(item!.drift!.changes.map(({ kind }) => kind)).toContain('new-finding');
    const named = `section=tools&name=${item!.name}&nth=1`;
    const history = await world.get<ItemHistory>(path('turning', `/history?${named}`));
    expect(history.versions.map(({ decision }) => decision?.decision)).toEqual([undefined, 'approved']);
    const compared = await world.get<ItemComparison>(
      path('turning', `/compare?${named}&before=approved&after=now`),
    );
    expect(compared.words.map(({ field }) => field)).toContain('description');
    expect(compared.before!.hash).toBe(item!.approved);

    const findings = await driftFindings(world);
    const rows = findings.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
    const row = rows.find((one) => one.item?.name === item!.name)!;
    expect(row).toMatchObject({ severity: 'critical', session: session.id, triage: { state: 'open' } });
    const { frame, from, to } = row.evidence[0]!;
    const bytes = await world.ask(
      'GET',
      `/api/frames/${session.id}/${frame}/bytes?part=payload&from=${from}&to=${to}`,
    );
    expect(JSON.parse(bytes.body.toString())).toMatchObject({ name: item!.name });

    const stale = await world.ask('POST', path('turning'), {
      decision: 'approved',
      items: [{ section: 'tools', name: item!.name, nth: 1, hash: item!.approved }],
      version: turned.version,
      note: '',
    });
    expect([stale.status, stale.json]).toMatchObject([422, { problem: { code: 'changed-meanwhile' } }]);
    const { section, name, nth, hash } = item!;
    const rejected = await world.send<ReviewSummary>('POST', path('turning'), {
      decision: 'rejected',
      items: [{ section, name, nth, hash }],
      version: turned.version,
      note: 'it gives orders',
    });
    expect(rejected).toMatchObject({ rejected: 1, drifted: turned.drifted - 1 });
    const approved = await world.send<ReviewSummary>('POST', path('turning'), {
      decision: 'approved',
      items: [{ section, name, nth, hash }],
      version: rejected.version,
      note: '',
    });
    expect(approved).toMatchObject({ rejected: 0, drifted: 0 });
    const after = (await driftFindings(world)).lines.flatMap((l) => (l.kind === 'finding' ? [l.row] : []));
    expect(after.find((one) => one.item?.name === name)!.triage).toMatchObject({ state: 'accepted' });
  });
});
