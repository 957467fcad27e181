import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { WalkedFrame } from '../journal/segment/whole-session.ts';
import { Masking } from './masking.ts';
import { SecretPlaces } from './secret-places.ts';
import { MemorySecrets } from './secrets.ts';

const scratch = mkdtempSync(join(tmpdir(), 'places-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What stays from one start to the next: a folder, and sessions of one frame. */
class Disk {
  readonly dir = mkdtempSync(join(scratch, 'data-'));
  readonly sessions = new Map<string, Buffer>();
}

/** A bridge on it, as far as secrets and recordings go. */
async function start({ dir, sessions }: Disk, env: Record<string, string> = {}) {
  const secrets = new MemorySecrets(randomBytes);
  const masking = new Masking(secrets);
  const problems: Problem[] = [];
  const places = new SecretPlaces({
    ...{ dataDir: dir, env, masking, secrets },
    journal: {
      session: (id) => (sessions.has(id) ? ({ id } as Session) : undefined),
      async *frames(id) {
        const all = sessions.get(id) ?? Buffer.alloc(0);
        const read = (_: 'raw' | 'payload', from: number, to: number): Promise<Buffer> =>
          Promise.resolve(all.subarray(from, to));
        yield { seq: 1, read } as Partial<WalkedFrame> as WalkedFrame;
      },
      bytes(id, _seq, _part, from, to) {
        const all = sessions.get(id) ?? Buffer.alloc(0);
        return Promise.resolve({ ok: true, value: { bytes: all.subarray(from, to), total: all.length } });
      },
    },
    onProblem: (problem) => void problems.push(problem),
    onBug(bug) {
      throw bug;
    },
  });
  await places.restore();
  const send = async (text: string, seq = 1) => {
    const session = `session-${sessions.size}`;
    sessions.set(session, Buffer.from(text));
    const row: Partial<FrameSummary> = {
      ...{ session, seq, bytes: text.length },
      ...{ toward: 'server', leg: 'server' },
    };
    places.recorded([row as FrameSummary]);
    await places.settled();
    return session;
  };
  return { secrets, masking, problems, send };
}

test('a value that was sent is masked after the next start, and kept nowhere but where it was sent', async () => {
  const disk = new Disk();
  const first = await start(disk);
  first.secrets.put('pa"ss-4711', 'env:KEY');
  first.secrets.put('Bearer abc-0815', 'remote: Authorization');
  first.secrets.put('never-sent-1', 'other');
  const id = await first.send(String.raw`{"k":"pa\"ss-4711","t":"Bearer abc-0815"}` + '\n');
  const file = join(disk.dir, 'secret-places.json');
  expect(readFileSync(file, 'utf8')).not.toMatch(/4711|0815|never/);
  expect(statSync(file).mode & 0o077).toBe(0);

  const second = await start(disk);
  expect(second.masking.text('a pa"ss-4711 b, Bearer abc-0815, abc-0815')).not.toMatch(/4711|0815/);
  expect(second.secrets.values().map(({ name }) => name)).toContain('env:KEY');
  disk.sessions.delete(id);
  const third = await start(disk);
  expect(third.secrets.values()).toEqual([]);
});

test('other recordings still tell it when one is deleted', async () => {
  const disk = new Disk();
  const first = await start(disk);
  first.secrets.put('sesame-4711', 'token');
  const id = await first.send('{"a":"sesame-4711"}\n');
  // Far into the other: asked of the index.
  await first.send('{"b":"sesame-4711"}\n', 1_000_000);
  disk.sessions.delete(id);
  const second = await start(disk);
  expect(second.masking.text('sesame-4711')).toBe('***********');
});

test('a variable that has another value now: both are masked', async () => {
  const disk = new Disk();
  const first = await start(disk, { KEY: 'old-value' });
  first.secrets.put('old-value', 'env:KEY');
  await first.send('{"a":"old-value"}\n');
  const second = await start(disk, { KEY: 'new-value' });
  expect(second.masking.text('old-value new-value')).toBe('********* *********');
});

test('a file that is not ours is told of, and left', async () => {
  const disk = new Disk();
  const path = join(disk.dir, 'secret-places.json');
  for (const text of ['{"version":2,"secrets":[]}', '{"version":1,"secrets":{}}', 'no']) {
    writeFileSync(path, text, { mode: 0o600 });
    const world = await start(disk);
    world.secrets.put('sesame-4711', 'token');
    await world.send('{"a":"sesame-4711"}\n');
    expect(world.problems).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
