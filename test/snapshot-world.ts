import type { Conversation, Headless, OpenRequest } from '../bridge/index.ts';
import { diffSnapshots, snapshotItem } from '../inspect/drift/index.ts';
import type { Drift } from '../protocol/drift.ts';
import type { Snapshot } from '../protocol/snapshot.ts';
import { ourJudge, sha256 } from './drift-world.ts';

/** All that a real server offers: every list walked to its end, every item as the bridge has it recorded. */
export async function snapshotThrough(headless: Headless, wanted: OpenRequest): Promise<Snapshot> {
  const connected = await headless.connect(wanted);
  if (!connected.ok) throw new Error(connected.problem.message);
  const problem = await connected.value.ready();
  if (problem !== undefined) throw new Error(problem.message);
  return read(connected.value);
}

async function read(conversation: Conversation): Promise<Snapshot> {
  const { target, profile, principal, transport, era, revision, startedAt } = conversation.session();
  const { rows, sections } = await conversation.inventory();
  const items = await Promise.all(
    rows.map(async ({ ref: { section, name, nth }, at }) =>
      snapshotItem(section, name, nth, Buffer.from(await conversation.text(at)), sha256),
    ),
  );
  return {
    source: {
      target,
      profile,
      principal,
      transport,
      ...(era === undefined ? {} : { era }),
      ...(revision === undefined ? {} : { revision }),
      provenance: {},
    },
    at: startedAt,
    items,
    unread: sections.flatMap(({ section, state, words = '' }) =>
      state === 'failed' ? [{ section, words }] : [],
    ),
  };
}

export function driftBetween(before: Snapshot, after: Snapshot): Drift {
  return diffSnapshots(before, after, ourJudge());
}
