import { afterEach, expect, test } from 'vitest';
import type { RowsPage } from '../../protocol/api.ts';
import type { FindingPlaces, FindingsByItem, FindingsPage, FrameFindings } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function folder(): string {
  const { path, remove } = privateFolder();
  cleanUp.push(remove);
  return path;
}

async function start(...args: Parameters<typeof BridgeWorld.start>): Promise<BridgeWorld> {
  const world = await BridgeWorld.start(...args);
  cleanUp.push(() => world.bridge.stop());
  return world;
}

const REPEATED = '/api/findings?q=rule:repeated-keys';

test('a finding of a live session stands at its bytes, in every route', async () => {
  const world = await start(folder());
  const session = await world.connect('duplicate-keys');
  await world.bridge.inspected();

  const page = await world.get<FindingsPage>(REPEATED);
  expect(page.total).toBeGreaterThan(0);
  expect(page.problem).toBeUndefined();
  expect(page.counts.high).toBe(page.total);
  expect(page.inspected).toMatchObject({ sessions: 1, behind: 0 });
  const rows = page.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
  const row = rows.find(({ says }) => says.includes('"description"'))!;
  const [place] = row.evidence;
  const bytes = await world.ask(
    'GET',
    `/api/frames/${session.id}/${place!.frame}/bytes?part=${place!.part}&from=${place!.from}&to=${place!.to}`,
  );
  expect(bytes.body.toString()).toBe('"description"');

  const here = await world.get<FrameFindings>(`/api/frames/${session.id}/${place!.frame}/findings`);
  expect(here.state).toBe('inspected');
  expect(here.findings.map(({ fingerprint }) => fingerprint)).toContain(row.fingerprint);
  const places = await world.get<FindingPlaces>(`/api/findings/${row.fingerprint}`);
  expect(places.sessions).toMatchObject([{ session: session.id, count: 1, places: [[place]] }]);
  expect(await world.get<FindingsByItem>(`/api/sessions/${session.id}/findings-by-item`)).toHaveProperty(
    'items',
  );

  const { inspections } = await world.get<Snapshot>('/api/snapshot');
  expect(inspections).toMatchObject([{ session: session.id, behind: 0 }]);
  expect(inspections[0]!.open.high).toBeGreaterThan(0);

  for (const [q, isThere] of [
    ['finding:high', true],
    ['finding:any', true],
    ['finding:info', false],
  ] as const) {
    const traffic = await world.get<RowsPage>(`/api/traffic?q=${q}&from=0&limit=100`);
    const seqs = traffic.rows.flatMap((one) => ('seq' in one && one.finding === 'high' ? [one.seq] : []));
    expect(seqs.includes(place!.frame), q).toBe(isThere);
  }
});
