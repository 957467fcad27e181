import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { many, openWorld, type World } from '../../test/archive/world.ts';
import { allRows } from '../../test/journal/recorder.ts';

afterAll(() => many.remove());

/** Everything of a session's frames that must come through: numbers, heads, places, bytes. */
async function framesOf(world: World, id: string): Promise<unknown[]> {
  const frames: unknown[] = [];
  for await (const { seq, head, payload, rawBytes, read } of world.journal.frames(id)) {
    const hash = async (part: 'raw' | 'payload'): Promise<string> =>
      createHash('sha256')
        .update(await read(part, 0, Infinity))
        .digest('hex');
    frames.push({ seq, head, payload, rawBytes, raw: await hash('raw'), stored: await hash('payload') });
  }
  return frames;
}

async function written(world: World, ids: string[], isMasked = false): Promise<Buffer> {
  const file = await world.archives.write(ids, { isMasked });
  if (!file.ok) throw new Error(file.problem.message);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.value.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('an unmasked file brings every frame to another data directory as it was', async () => {
  const here = openWorld();
  const recorded = await here.recordMixed();
  const file = await written(here, recorded);
  const there = openWorld();
  const read = await there.archives.importStream(Readable.from([file]));
  if (!read.ok) throw new Error(read.problem.message);
  expect(read.value.isKnown).toBe(false);
  const sessions = read.value.sessions;
  expect(sessions).toHaveLength(recorded.length);
  for (const [i, session] of sessions.entries()) {
    const before = await framesOf(here, recorded[i]!);
    expect(before.length).toBeGreaterThan(5);
    expect(await framesOf(there, session.id)).toEqual(before);
    expect(session).toMatchObject({
      target: `import:${sessions[0]!.number}`,
      frames: before.length,
      imported: { masked: 0, by: 'test' },
      state: { kind: 'closed' },
    });
    expect(session.id).not.toBe(recorded[i]);
  }
  await there.journal.settled();
  const rows = async (world: World, q: string): Promise<unknown> => {
    const page = await allRows(world.journal, q);
    return page.rows.map((row) => ({ ...row, n: 0, session: '' }));
  };
  await here.journal.settled();
  for (const q of ['', 'kind:request', 'caf\u00e9'])
    expect(await rows(there, q)).toEqual(await rows(here, q));
  const detail = await there.journal.frame(sessions[0]!.id, 2);
  expect(detail?.summary).toMatchObject({ seq: 2, request: 1 });
});

test('the same file a second time, or twice at once, adds nothing', async () => {
  const here = openWorld();
  const file = await written(here, await here.recordMixed());
  const there = openWorld();
  const twice = [file, file].map((bytes) => there.archives.importStream(Readable.from([bytes])));
  const known = (await Promise.all(twice)).map((one) => one.ok && one.value.isKnown);
  expect(known.sort()).toEqual([false, true]);
  const before = there.journal.sessions().map(({ id }) => id);
  expect(before).toHaveLength(2);
  const again = await there.archives.importStream(Readable.from([file]));
  expect(again).toMatchObject({ ok: true, value: { isKnown: true } });
  expect(again.ok && again.value.sessions.map(({ id }) => id)).toEqual(before);
  expect(there.journal.sessions().map(({ id }) => id)).toEqual(before);
  expect(readdirSync(there.dir).filter((name) => name.startsWith('importing-'))).toEqual([]);
});

test('an imported session is deleted like any other, and can be written again', async () => {
  const here = openWorld();
  const [id] = await here.recordMixed();
  const there = openWorld();
  const read = await there.archives.importStream(Readable.from([await written(here, [id!])]));
  if (!read.ok) throw new Error(read.problem.message);
  const [session] = read.value.sessions;
  const third = openWorld();
  const again = await third.archives.importStream(Readable.from([await written(there, [session!.id])]));
  expect(again.ok && (await framesOf(third, again.value.sessions[0]!.id))).toEqual(await framesOf(here, id!));
  expect(await there.journal.deleteSession(session!.id)).toBeUndefined();
  expect(there.journal.sessions()).toEqual([]);
  expect(readdirSync(join(there.dir, 'sessions'))).toEqual([]);
});
