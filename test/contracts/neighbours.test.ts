import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FindingRow, FindingsPage } from '../../protocol/finding.ts';
import type { Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function start(path: string): Promise<{ world: BridgeWorld; stop: () => Promise<void> }> {
  const world = await BridgeWorld.start(path);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await world.bridge.stop();
    isStopped = true;
  };
  cleanUp.push(stop);
  return { world, stop };
}

function folder(): string {
  const { path, remove } = privateFolder();
  cleanUp.push(remove);
  return path;
}

const RULES = ['shadow-clone', 'near-name', 'foreign-tool-reference'];

/** Of the rules that compare servers. */
async function foundIn(world: BridgeWorld, session: Session): Promise<FindingRow[]> {
  const page = await world.get<FindingsPage>(`/api/findings?q=session:${session.number}&limit=500`);
  return page.lines.flatMap((line) =>
    line.kind === 'finding' && RULES.includes(line.row.rule) ? [line.row] : [],
  );
}

const inWords = (rows: readonly FindingRow[]): string[] =>
  rows.map(({ rule, severity, item }) => `${rule} ${severity} ${item?.name ?? ''}`.trim()).sort();

const OF_SHADOWING = [
  'foreign-tool-reference high',
  'foreign-tool-reference high post_rooms',
  'foreign-tool-reference high roll_dice',
  'near-name medium real_move_message',
  'near-name medium send_emial',
  'shadow-clone high send_email',
];

test('a server is judged by the tools of another one that is connected later, and the honest one is not', async () => {
  const dir = folder();
  const { world, stop } = await start(dir);
  const shadowing = await world.connect('shadowing');
  await world.send('POST', `/api/sessions/${shadowing.id}/calls`, {
    method: 'tools/call',
    params: '{"name":"roll_dice","arguments":{}}',
  });
  await world.bridge.inspected();
  expect(inWords(await foundIn(world, shadowing))).toEqual([]);

  const mail = await world.connect('mail');
  await world.bridge.inspected();
  // What it had answered before the other one came is compared as well.
  const found = await foundIn(world, shadowing);
  expect(inWords(found)).toEqual(OF_SHADOWING);
  expect(found.find(({ rule }) => rule === 'shadow-clone')!.says).toContain('“mail”');
  expect(inWords(await foundIn(world, mail))).toEqual(['shadow-clone low send_email']);

  // The other one leaves: it was there, and what was found stays.
  await world.send('POST', `/api/sessions/${mail.id}/stop`, {});
  await world.send('POST', `/api/sessions/${shadowing.id}/stop`, {});
  await world.bridge.inspected();
  expect(await foundIn(world, shadowing)).toEqual(found);
  const kept = JSON.parse(
    readFileSync(join(dir, 'sessions', shadowing.id, 'findings.json'), 'utf8'),
  ) as object;
  expect(kept).toMatchObject({
    neighbours: [
      { server: 'mail', target: mail.target, session: mail.id, claims: 'mail', frames: [expect.any(Number)] },
    ],
  });
  await stop();

  // Inspected again from the recordings alone, it is found again; without the other recording it is said why not.
  const { world: later } = await start(dir);
  const again = async (): Promise<void> => {
    await later.send('POST', '/api/inspections', { session: shadowing.id });
    await later.bridge.inspected();
  };
  await again();
  expect(await foundIn(later, shadowing)).toEqual(found);
  const deleted = await later.ask('DELETE', `/api/sessions/${mail.id}`);
  expect(deleted.status).toBeLessThan(300);
  await again();
  expect(inWords(await foundIn(later, shadowing))).toEqual([]);
  const { inspections } = await later.get<Snapshot>('/api/snapshot');
  expect(inspections.find(({ session }) => session === shadowing.id)!.notInspected).toMatchObject([
    { words: expect.stringContaining('“mail” again: its recording is gone') as string },
  ]);
});
