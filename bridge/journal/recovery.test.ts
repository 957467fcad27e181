import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import type { FrameSummary } from '../../protocol/frame.ts';
import { bundleScript } from '../../test/bundle.ts';
import { allRows, Recorder, Scratch, seqs } from '../../test/journal/recorder.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { CUT_OFF } from './segment/cut-off.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());
const workerUrl = new URL('./index/index-worker.ts', import.meta.url);
const indexFile = (dir: string): string => join(dir, 'index.db');
const segment = (dir: string, id: string, number = 1): string =>
  join(dir, 'sessions', id, `${String(number).padStart(6, '0')}.seg`);
const HEAD = { channel: 'stdout', toward: 'client', leg: 'server', author: 'server', wall: 1e12 } as const;
const note = (i: number): string =>
  `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"word${i}"}}\n`;

/** A writer in a process of its own, on its own until it is killed. Says after every write how many frames are written. */
const WRITER = `
import { openJournal } from './bridge/journal/open-journal.ts';
import { Recorder } from './test/journal/recorder.ts';
const opened = openJournal({ dir: process.argv[2], build: 't', clock: { wall: () => 1e12 }, workerUrl: new URL(process.argv[3]), freeBytes: () => 1e15 });
if (!opened.ok) throw new Error(opened.problem.message);
const a = new Recorder(opened.value, 'a');
const b = new Recorder(opened.value, 'b');
const large = a.log.begin('stdout');
let i = 0;
function turn() {
  for (let k = 0; k < 50; k++) {
    i++;
    a.sent(JSON.stringify({ jsonrpc: '2.0', id: i, method: 'tools/call', params: { name: 'echo' } }) + '\\n');
    a.received(JSON.stringify({ jsonrpc: '2.0', id: i, result: { text: 'word' + i } }) + '\\n');
    b.received('line ' + i + '\\n', { channel: 'stderr' });
    large.raw(Buffer.alloc(2000, 0x61));
    a.flush();
    b.flush();
  }
  process.stdout.write(a.session.id + ' ' + b.session.id + ' ' + i + '\\n', () => setImmediate(turn));
}
turn();
`;

describe('after the bridge was killed', { timeout: 60_000 }, () => {
  it('every frame that was written is there, in its place and paired', async () => {
    const dir = scratch.folder();
    mkdirSync(dir, { mode: 0o700 });
    const script = await bundleScript(WRITER, join(dir, 'writer.mjs'));
    const writer = spawn(process.execPath, [script, dir, workerUrl.href], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = '';
    for await (const line of createInterface(writer.stdout)) {
      last = line;
      if (Number(line.split(' ')[2]) >= 1500) break;
    }
    writer.kill('SIGKILL');
    await new Promise((gone) => writer.once('exit', gone));
    const [a = '', , count = ''] = last.split(' ');
    const written = Number(count);

    const journal = scratch.open(dir);
    expect(journal.session(a)!.state).toEqual({ kind: 'closed', reason: 'the bridge ended' });
    await journal.settled();
    const requests = await journal.rows({ q: 'target:a kind:request', mode: 'frames', from: 0, limit: 1000 });
    expect(requests.ok && requests.value.total).toBeGreaterThanOrEqual(written);
    const lines = await journal.rows({ q: 'target:b', mode: 'frames', from: 0, limit: 1 });
    expect(lines.ok && lines.value.total).toBeGreaterThanOrEqual(written);
    expect(await seqs(journal, `text:"word${written}" target:a`)).toEqual([2 * written]);
    const unpaired = await allRows(journal, 'kind:result is:unknown');
    expect(unpaired.total).toBe(0);
    const answer = (await journal.frame(a, 2 * written))!.summary;
    expect(answer).toMatchObject({ request: 2 * written - 1, method: 'tools/call', name: 'echo', ms: 10 });

    // The line that was still coming in is kept as far as it came.
    const cut = (await allRows(journal, 'problem~"cut off"')).rows as FrameSummary[];
    expect(cut).toMatchObject([{ session: a, problem: CUT_OFF, channel: 'stdout' }]);
    expect(cut[0]!.bytes).toBeGreaterThan(written * 2000 - 100_000);
    const bytes = await journal.bytes(a, cut[0]!.seq, 'raw', cut[0]!.bytes - 5, cut[0]!.bytes);
    expect(bytes.ok && Buffer.from(bytes.value.bytes).toString()).toBe('aaaaa');

    const before = await journal.rows({ q: '', mode: 'frames', from: -500, limit: 500 });
    const counted = journal.status();
    await scratch.close(journal);
    const again = scratch.open(dir);
    await again.settled();
    expect(await again.rows({ q: '', mode: 'frames', from: -500, limit: 500 })).toEqual(before);
    expect(again.status()).toMatchObject({ frames: counted.frames, bytes: counted.bytes });
    await scratch.close(again);

    // From the segments alone the same comes out.
    rmSync(indexFile(dir));
    const rebuilt = await rebuildIndex({ dir, build: 't', clock: { wall: () => 1e12 }, workerUrl });
    expect(rebuilt).toMatchObject({ ok: true, value: { sessions: 2, frames: counted.frames } });
    const third = scratch.open(dir);
    expect(await third.rows({ q: '', mode: 'frames', from: -500, limit: 500 })).toEqual(before);
    await scratch.close(third);
  });

  it('a segment cut anywhere gives back all frames that were whole', async () => {
    const dir = scratch.folder();
    const journal = scratch.open(dir);
    const a = new Recorder(journal);
    const ends: number[] = [];
    for (let i = 1; i <= 20; i++) {
      a.received(note(i));
      a.flush();
      ends.push(statSync(segment(dir, a.session.id)).size);
    }
    await a.end();
    await scratch.close(journal);
    for (const cut of [30, 100, ends[3]!, ends[10]! - 1, ends[19]! + 47]) {
      for (const keepIndex of [true, false]) {
        const copy = scratch.folder();
        cpSync(dir, copy, { recursive: true });
        truncateSync(segment(copy, a.session.id), cut);
        if (!keepIndex) rmSync(indexFile(copy));
        const reopened = scratch.open(copy);
        await reopened.settled();
        const whole = ends.filter((end) => end <= cut).length;
        if (!keepIndex)
          expect([cut, await seqs(reopened, '')]).toEqual([
            cut,
            Array.from({ length: whole }, (_, i) => i + 1),
          ]);
        const frame = await reopened.frame(a.session.id, whole);
        expect([cut, frame?.summary.seq]).toEqual([cut, whole === 0 ? undefined : whole]);
        expect(reopened.status().problem).toBeUndefined();
        const b = new Recorder(reopened);
        b.received(note(1));
        b.flush();
        expect(await seqs(reopened, `session:${b.session.number}`)).toEqual([1]);
        await scratch.close(reopened);
      }
    }
  });
});

describe('damage', { timeout: 60_000 }, () => {
  async function recorded(frames = 10): Promise<{ dir: string; id: string }> {
    const dir = scratch.folder();
    const journal = scratch.open(dir);
    const a = new Recorder(journal);
    for (let i = 1; i <= frames; i++) a.received(note(i));
    await a.end();
    await journal.settled();
    await scratch.close(journal);
    return { dir, id: a.session.id };
  }

  it('in the middle of a segment costs only what it hit, and is told', async () => {
    const { dir, id } = await recorded();
    const bytes = readFileSync(segment(dir, id));
    bytes.fill(0xee, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4);
    writeFileSync(segment(dir, id), bytes);
    rmSync(indexFile(dir));
    const journal = scratch.open(dir);
    await journal.settled();
    expect((await seqs(journal, '')).length).toBe(9);
    expect(journal.status().problem?.message).toMatch(/Session 1: \d+ bytes of its files are damaged/);
    expect(journal.session(id)!.recording?.code).toBe('session-damaged');
    await scratch.close(journal);
  });

  it('of the index is repaired from the segments', async () => {
    for (const spoil of ['not a database at all, but long enough to be looked at'.repeat(50), '']) {
      const { dir } = await recorded(3000);
      if (spoil !== '') writeFileSync(indexFile(dir), spoil);
      else {
        const bytes = readFileSync(indexFile(dir));
        bytes.fill(0x5a, 8192, bytes.length);
        writeFileSync(indexFile(dir), bytes);
      }
      const journal = scratch.open(dir);
      await expect
        .poll(async () => (await journal.rows({ q: 'word2999', mode: 'frames', from: -1, limit: 1 })).ok, {
          timeout: 10_000,
        })
        .toBe(true);
      await journal.settled();
      expect((await allRows(journal, 'word2999')).total).toBe(1);
      expect((await allRows(journal, '')).total).toBe(3000);
      await scratch.close(journal);
    }
  });

  it('of the index thread while sessions are recorded: its successor takes over', async () => {
    const journal = scratch.open(scratch.folder());
    const a = new Recorder(journal);
    for (let i = 1; i <= 300; i++) a.received(note(i));
    a.flush();
    expect((await allRows(journal, '')).total).toBe(300);
    const placed = a.log.append({ ...HEAD, mono: 9999 }, Buffer.from(note(301)), {
      kind: 'slice',
      from: 0,
      to: 5,
    });
    a.log.flush();
    // A row that no driver can store ends the thread, as a bug would.
    const broken = {
      ...HEAD,
      ...placed,
      session: a.session.id,
      kind: 'log',
      bytes: 5,
      mono: 9999,
      method: {},
    };
    journal.index([broken as unknown as FrameSummary]);
    const told = await journal.rows({ q: '', mode: 'frames', from: -1, limit: 1 });
    expect(told).toMatchObject({ ok: false, problem: { code: 'index-stopped' } });
    expect(journal.status().problem?.code).toBe('index-stopped');
    a.received(note(302));
    a.flush();
    await expect.poll(() => journal.status().problem).toBeUndefined();
    await journal.settled();
    a.received(note(303));
    a.flush();
    expect((await allRows(journal, '')).rows.slice(-3)).toMatchObject([
      { seq: 301, kind: 'not-json' },
      { seq: 302 },
      { seq: 303 },
    ]);
    expect(await seqs(journal, 'word302')).toEqual([302]);
    await journal.settled();
    expect(journal.status()).toMatchObject({ indexBehind: 0, textBehind: 0 });
    await scratch.close(journal);
  });

  it('of a session’s description keeps its frames', async () => {
    const { dir, id } = await recorded();
    writeFileSync(join(dir, 'sessions', id, 'session.json'), '{"half');
    const journal = scratch.open(dir);
    expect(journal.sessions()).toMatchObject([
      { id, targetName: 'unknown target', state: { kind: 'closed' } },
    ]);
    expect((await allRows(journal, '')).total).toBe(10);
    expect(readdirSync(join(dir, 'sessions', id))).toContain('session.json.damaged');
    await scratch.close(journal);
  });

  it('of the order, by a folder copied in from elsewhere, is told', async () => {
    const [one, other] = [await recorded(), await recorded(5)];
    cpSync(join(other.dir, 'sessions', other.id), join(one.dir, 'sessions', other.id), { recursive: true });
    appendFileSync(segment(one.dir, one.id), 'torn');
    const journal = scratch.open(one.dir);
    await journal.settled();
    // Both directories counted their runs and frames from one, so the positions of the copy are taken.
    expect((await allRows(journal, '')).total).toBe(10);
    expect(journal.session(other.id)!.recording?.message).toContain('5 of its frames are not listed');
    await scratch.close(journal);
  });
});

describe('a deletion that was interrupted', () => {
  it('is finished at the next start', async () => {
    const dir = scratch.folder();
    const journal = scratch.open(dir);
    const a = new Recorder(journal);
    a.received(note(1));
    await a.end();
    await journal.settled();
    await scratch.close(journal);
    renameSync(join(dir, 'sessions', a.session.id), join(dir, `deleted-${a.session.id}`));
    const again = scratch.open(dir, { startIndexAfter: 10 });
    const b = new Recorder(again);
    await again.settled();
    expect((await allRows(again, '')).total).toBe(0);
    await expect.poll(() => readdirSync(dir).filter((name) => name.startsWith('deleted-'))).toEqual([]);
    await b.end();
    await scratch.close(again);
  });
});

describe('several processes', { timeout: 60_000 }, () => {
  it('on one data directory: the first indexes, the second records', async () => {
    const dir = scratch.folder();
    const first = scratch.open(dir);
    const second = scratch.open(dir);
    expect(second.run).not.toBe(first.run);
    const a = new Recorder(first);
    const b = new Recorder(second);
    expect(a.session.number).not.toBe(b.session.number);
    b.sent('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}\n');
    b.received('{"jsonrpc":"2.0","id":1,"result":{}}\n');
    const rows = b.flush();
    expect(await second.rows({ q: '', mode: 'frames', from: 0, limit: 1 })).toMatchObject({
      ok: false,
      problem: { code: 'index-elsewhere' },
    });
    expect(await second.summariesAfter(0, 10)).toEqual(rows);
    expect((await second.frame(b.session.id, 2))!.summary).toEqual(rows[1]);
    const bytes = await second.bytes(b.session.id, 1, 'payload', 17, 20);
    expect(bytes.ok && Buffer.from(bytes.value.bytes).toString()).toBe('"id');
    expect(await second.deleteSession(b.session.id)).toMatchObject({ code: 'session-live' });
    await b.end();
    await scratch.close(second);
    await a.end();
    await scratch.close(first);
    const third = scratch.open(dir);
    await third.settled();
    expect((await allRows(third, 'tool:echo')).rows).toEqual(rows);
    await scratch.close(third);
    expect(existsSync(join(dir, 'index.lock'))).toBe(false);
  });
});
