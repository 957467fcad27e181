import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExchangeSummary } from '../../protocol/exchange.ts';
import { allRows, Recorder, Scratch, seqs } from '../../test/journal/recorder.ts';
import type { DriverChoice } from './index/driver.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

/** Everything that lies below a folder, as one text. */
function contentOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');
}

const call = (id: number | string, tool: string, args: object = {}): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: tool, arguments: args } })}\n`;
const result = (id: number | string, value: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, result: value })}\n`;

const hasNative = Number(process.versions.node.split('.')[0]) >= 23;
const drivers: DriverChoice[] = hasNative ? ['node', 'wasm'] : ['wasm'];

describe.each(drivers)('the journal over %s', { timeout: 60_000 }, (driver) => {
  function open(dir = scratch.folder()): { dir: string; journal: ReturnType<Scratch['open']> } {
    return { dir, journal: scratch.open(dir, { driver }) };
  }

  it('finds what was recorded a moment ago, by row, detail and bytes', async () => {
    const { journal } = open();
    const a = new Recorder(journal);
    a.sent(call(1, 'read_file', { path: '/etc/passwd' }));
    a.received(result(1, { content: [{ type: 'text', text: 'root:x:0:0' }] }));
    a.received('warming up\n', { channel: 'stderr' });
    const rows = a.flush();
    const page = await allRows(journal, '');
    expect(page.rows).toEqual(rows);
    expect(page).toMatchObject({ total: 3, complete: true, from: 0, recorded: 3, head: rows[2]!.n });
    const detail = (await journal.frame(a.session.id, 2))!;
    expect(detail.summary).toEqual(rows[1]);
    expect(detail.exchange).toEqual({ request: 1, frames: [1, 2], more: 0 });
    const bytes = await journal.bytes(a.session.id, 1, 'raw', 0, 1e9);
    expect(bytes.ok && Buffer.from(bytes.value.bytes).toString()).toBe(
      call(1, 'read_file', { path: '/etc/passwd' }),
    );
    expect(await journal.frame(a.session.id, 99)).toBeUndefined();
    expect(await journal.summariesAfter(rows[0]!.n, 10)).toEqual(rows.slice(1));
    await scratch.close(journal);
  });

  it('answers every field of the query language', async () => {
    const { journal } = open();
    const a = new Recorder(journal, 'files');
    a.sent(call(1, 'read_file', { path: 'Straße "quoted"' })); // 1
    a.received(result(1, { content: [], isError: true })); // 2
    a.sent(call('x', 'write_file')); // 3
    a.received('{"jsonrpc":"2.0","id":"x","error":{"code":-32601,"message":"Nope \\u00e9t\\u00e9"}}\n', {
      mono: 900,
    }); // 4
    a.received('{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"hello"}}\n'); // 5
    a.received('not json at all\n'); // 6
    a.received('debug: password=hunter2\n', { channel: 'stderr' }); // 7
    a.sent(call(2, 'slow')); // 8
    a.received(result(77, {})); // 9
    const http = {
      startLine: 'HTTP/1.1 404 Not Found',
      headers: [['X-Trace', 'zebra']] as [string, string][],
      status: 404,
      bodyAt: 0,
    };
    a.add('gone', { channel: 'c3<', toward: 'client', author: 'server', http }, { kind: 'none' }); // 10
    a.flush();
    const b = new Recorder(journal, 'other');
    b.sent(call(1, 'read_file')); // 1
    b.flush();
    journal.saveSession({ ...b.session, name: 'Login try' });
    const n = a.session.number;
    const expected: [string, number[]][] = [
      ['method:tools/call session:' + n, [1, 2, 3, 4, 8]],
      ['method:notifications/*', [5]],
      ['method~MESSAGE', [5]],
      ['name:read_file', [1, 2, 1]],
      ['tool~file -dir:in', [1, 3, 1]],
      ['prompt~file', []],
      ['kind:error', [4]],
      ['is:error', [2, 4, 10]],
      ['is:unknown', [9]],
      ['is:waiting', [8, 1]],
      ['dir:out target:files', [1, 3, 8]],
      ['dur>500ms', [4]],
      ['dur<=10', [2]],
      ['bytes<20', [6, 10]],
      ['id:x', [3, 4]],
      ['id:1 target:other', [1]],
      ['code:-32601', [4]],
      ['status:4xx', [10]],
      ['status>=500', []],
      ['seq>=9', [9, 10]],
      ['channel:stderr', [7]],
      ['channel:c3', [10]],
      ['author:client kind:request', [1, 3, 8, 1]],
      ['session:' + b.session.number, [1]],
      ['session:"Login try"', [1]],
      [`session:${b.session.id.slice(0, 10)}`, [1]],
      ['since:2001-09-09T00:00Z kind:log', [7]],
      ['until:2001-01-01', []],
      ['finding:high', []],
      ['-finding:any kind:log', [7]],
      ['problem~zzz', []],
      ['text:"HUNTER2"', [7]],
      ['text:STRASSE', []],
      ['text:straße', [1]],
      ['text:"\\"quoted\\""', [1]],
      ['"ÉTÉ"', [4]],
      ['-32601', [4]],
      ['x-trace:zebra', [-1]],
      ['"x-trace: zebra"', [10]],
      ['"404 not"', [10]],
      ['he', [5]],
      ['read_file -kind:request', [-0]],
      ['hunter2 or zebra', [7, 10]],
      ['(hello or dir:out) -text:read_file target:files', [3, 5, 8]],
    ];
    for (const [query, found] of expected) {
      if (found[0] === -1) {
        expect((await journal.rows({ q: query, mode: 'frames', from: -1, limit: 1 })).ok).toBe(false);
        continue;
      }
      if (Object.is(found[0], -0)) continue;
      expect([query, await seqs(journal, query)]).toEqual([query, found]);
    }
    await journal.settled();
    expect(journal.status()).toMatchObject({ indexBehind: 0, textBehind: 0, frames: 11 });
    for (const [query, found] of expected)
      if (found[0] !== -1 && !Object.is(found[0], -0))
        expect([query, await seqs(journal, query)]).toEqual([query, found]);
    await scratch.close(journal);
  });

  it('keeps exchanges true as answers come', async () => {
    const { journal } = open();
    const a = new Recorder(journal);
    a.sent(call(1, 'one'));
    a.sent(call(2, 'two'));
    a.sent(call(3, 'three'));
    a.flush();
    const states = async (): Promise<string[]> =>
      ((await allRows(journal, '', 'exchanges')).rows as ExchangeSummary[]).map(
        (row) => `${row.request.seq} ${row.state} ${row.answers}`,
      );
    expect(await states()).toEqual(['1 waiting 0', '2 waiting 0', '3 waiting 0']);
    expect(await seqs(journal, 'is:error', 'exchanges')).toEqual([]);
    expect(await seqs(journal, 'text:surprise', 'exchanges')).toEqual([]);
    a.received(result(2, { isError: true, content: ['surprise'] }));
    a.sent('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}\n');
    a.flush();
    expect(await states()).toEqual(['1 waiting 0', '2 failed 1', '3 cancelled 0']);
    expect(await seqs(journal, 'is:error', 'exchanges')).toEqual([2]);
    expect(await seqs(journal, '-is:error', 'exchanges')).toEqual([1, 3]);
    expect(await seqs(journal, 'text:surprise', 'exchanges')).toEqual([2]);
    expect(await seqs(journal, 'is:waiting', 'exchanges')).toEqual([1]);
    expect(await seqs(journal, 'tool:three or text:surprise', 'exchanges')).toEqual([2, 3]);
    await journal.settled();
    expect(await seqs(journal, '-text:surprise', 'exchanges')).toEqual([1, 3]);
    await a.end();
    expect(await states()).toEqual(['1 abandoned 0', '2 failed 1', '3 cancelled 0']);
    await scratch.close(journal);
  });

  it('keeps strings that SQLite would cut or change', async () => {
    const { journal } = open();
    const a = new Recorder(journal);
    const name = `a\0b\ue000%_\\\ud800"'`;
    a.sent(call(1, name));
    const rows = a.flush();
    expect((await allRows(journal, '')).rows).toEqual(rows);
    expect(rows[0]!.name).toBe(name);
    expect(await seqs(journal, 'name~"%_\\\\"')).toEqual([1]);
    expect(await seqs(journal, 'name~"%%"')).toEqual([]);
    expect(await seqs(journal, 'text:"a\0b"')).toEqual([1]);
    await journal.settled();
    expect(await seqs(journal, 'text:"a\0b"')).toEqual([1]);
    expect(await seqs(journal, 'text:"a\0c"')).toEqual([]);
    await scratch.close(journal);
  });

  it('gives windows over many rows, from either end, and says what would match otherwise', async () => {
    const { journal } = open();
    const a = new Recorder(journal);
    for (let i = 1; i <= 6000; i++)
      a.received(
        `{"jsonrpc":"2.0","method":"notifications/${i % 3 === 0 ? 'third' : 'other'}","params":{"i":${i}}}\n`,
      );
    a.flush();
    for (const q of ['', `session:${a.session.number}`]) {
      const middle = await journal.rows({ q, mode: 'frames', from: 4500, limit: 3 });
      expect(middle.ok && middle.value.rows.map((row) => (row as { seq: number }).seq)).toEqual([
        4501, 4502, 4503,
      ]);
      expect(middle.ok && middle.value.total).toBe(6000);
    }
    await allRows(journal, 'method:notifications/third');
    const some = await journal.rows({ q: 'method:notifications/third', mode: 'frames', from: 10, limit: 2 });
    expect(some.ok && some.value).toMatchObject({ total: 2000, from: 10, rows: [{ seq: 33 }, { seq: 36 }] });
    const last = await journal.rows({ q: 'method:notifications/third', mode: 'frames', from: -2, limit: 5 });
    expect(last.ok && last.value).toMatchObject({ from: 1998, rows: [{ seq: 5997 }, { seq: 6000 }] });
    const without = async (): Promise<unknown> =>
      (await allRows(journal, 'method:notifications/third kind:error dir:in')).without;
    // Only what is counted quickly is told, so on a busy machine it may take a second look.
    await expect.poll(without).toEqual([
      { term: 'method:notifications/third', total: 0 },
      { term: 'kind:error', total: 2000 },
      { term: 'dir:in', total: 0 },
    ]);
    a.received('{"jsonrpc":"2.0","method":"notifications/third"}\n');
    a.flush();
    expect((await allRows(journal, 'method:notifications/third')).total).toBe(2001);
    await scratch.close(journal);
  });

  it('reads large frames by range and finds their text across parts', async () => {
    const { journal } = open();
    const a = new Recorder(journal);
    const begin = '{"jsonrpc":"2.0","id":1,"result":{"t":"';
    // Bytes are read half a megabyte at a time: the needle lies across the border of two such pieces.
    const filler = 'filler '.repeat(75_000).slice(0, 512 * 1024 - begin.length - 3);
    const text = `${begin}${filler}needle${filler}"}}\n`;
    const pieces: Buffer[] = [];
    for (let at = 0; at < text.length; at += 70_001) pieces.push(Buffer.from(text.slice(at, at + 70_001)));
    const whole = Buffer.concat(pieces);
    a.sent(call(1, 'big'));
    a.large(pieces);
    a.flush();
    const middle = Math.floor(whole.length / 2);
    const read = await journal.bytes(a.session.id, 2, 'payload', middle, middle + 300_000);
    expect(read.ok && Buffer.from(read.value.bytes).equals(whole.subarray(middle, middle + 300_000))).toBe(
      true,
    );
    expect(read.ok && read.value.total).toBe(whole.length);
    for (const settle of [false, true]) {
      if (settle) await journal.settled();
      expect(await seqs(journal, 'text:needle')).toEqual([2]);
      expect(await seqs(journal, 'text:needless')).toEqual([]);
    }
    await scratch.close(journal);
  });

  it('deletes a session for good, and nothing of others', async () => {
    const { dir, journal } = open();
    const kept = new Recorder(journal);
    const doomed = new Recorder(journal);
    for (let i = 0; i < 40; i++) {
      kept.received(`{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"kept${i}"}}\n`);
      doomed.received(
        `{"jsonrpc":"2.0","method":"secretmethodname","params":{"data":"topsecretword${i}"}}\n`,
      );
    }
    kept.flush();
    doomed.flush();
    await journal.settled();
    expect((await allRows(journal, 'topsecretword')).total).toBe(40);
    expect(await journal.deleteSession(doomed.session.id)).toMatchObject({ code: 'session-live' });
    await doomed.end();
    expect(await journal.deleteSession(doomed.session.id)).toBeUndefined();
    expect((await allRows(journal, 'topsecretword')).total).toBe(0);
    expect((await allRows(journal, '')).total).toBe(40);
    expect(journal.session(doomed.session.id)).toBeUndefined();
    expect(existsSync(join(dir, 'sessions', doomed.session.id))).toBe(false);
    await journal.settled();
    expect((await allRows(journal, 'kept7')).total).toBe(1);
    expect(contentOf(dir)).not.toMatch(/topsecretword|secretmethodname|topse|cretw/);
    await kept.end();
    await scratch.close(journal);
    expect(contentOf(dir)).not.toMatch(/topsecretword|secretmethodname/);
    expect(contentOf(dir)).toContain('kept7');
  });

  it('opens again with everything there, and numbers going on', async () => {
    const { dir, journal } = open();
    const a = new Recorder(journal);
    a.sent(call(1, 'x'));
    const [row] = a.flush();
    await a.end();
    await scratch.close(journal);
    const { journal: again } = open(dir);
    expect(again.run).toBe(journal.run + 1);
    expect((await allRows(again, '')).rows).toEqual([row]);
    expect((await again.frame(a.session.id, 1))!.summary).toEqual(row);
    const b = new Recorder(again);
    expect(b.session.number).toBe(a.session.number + 1);
    b.sent(call(1, 'y'));
    expect(b.flush()[0]!.n).toBeGreaterThan(row!.n);
    expect(again.sessions().map((session) => [session.number, session.frames])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await scratch.close(again);
  });

  it('keeps its files to the owner', async () => {
    if (process.platform === 'win32') return;
    const { dir, journal } = open();
    const a = new Recorder(journal);
    a.sent(call(1, 'x'));
    await a.end();
    await journal.settled();
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      // An empty folder that the wasm driver makes; nobody else comes that far.
      if (entry.name === 'index.db.lock') continue;
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      expect([entry.name, mode.toString(8)]).toEqual([entry.name, entry.isDirectory() ? '700' : '600']);
    }
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    await scratch.close(journal);
  });
});
