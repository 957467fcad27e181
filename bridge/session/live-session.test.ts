import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import type { LiveSessionOptions } from './live-session-options.ts';

const published = (name: string): string =>
  createRequire(import.meta.url).resolve(`@modelcontextprotocol/server-${name}/dist/index.js`);
const everything = published('everything');
const server = (name: string, ...options: string[]): string[] => [
  `test/servers/${name}/index.mjs`,
  ...options,
];

const opened: SessionWorld[] = [];
function world(args: string[], over: Partial<LiveSessionOptions> = {}): SessionWorld {
  const it = sessionOn(args, over);
  opened.push(it);
  return it;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((it) => it.live.stop()));
});

const go = (world: SessionWorld, name = 'go', extra: object = {}) =>
  world.live.call({ method: 'tools/call', params: JSON.stringify({ name, arguments: {} }), ...extra });
const stage = (world: SessionWorld, name: string) =>
  world.live.record.current.stages.find((s) => s.stage === name);
const said = (world: SessionWorld): string =>
  world.live.record.current.deviations.map((d) => d.text).join('\n');

describe('opening', () => {
  it('finds the handshake era of a real server, from the first probe on record', async () => {
    const it = world([everything, 'stdio']);
    await it.open();
    const { state, era, revision, server: info, offers } = it.live.record.current;
    expect({ state, era, revision }).toEqual({
      state: { kind: 'open' },
      era: 'handshake',
      revision: '2025-11-25',
    });
    expect(info?.name).toBe('mcp-servers/everything');
    expect(offers?.['tools']).toBeGreaterThan(10);
    expect(it.frames[0]!.row).toMatchObject({ seq: 1, method: 'server/discover', toward: 'server' });
    expect(said(it)).toBe('');
  });

  it.each([
    ['filesystem', ['test/servers'], 'list_directory', { path: '.' }, 'hostile-strings'],
    ['memory', [], 'read_graph', {}, 'entities'],
  ])('lists and calls server-%s', async (name, args, tool, params, words) => {
    const it = world([published(name), ...args]);
    await it.open();
    expect(it.live.record.current).toMatchObject({ state: { kind: 'open' }, era: 'handshake' });
    const answer = await it.live.call({
      method: 'tools/call',
      params: JSON.stringify({ name: tool, arguments: params }),
    });
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'result' } });
    expect(it.frames.findLast(({ row }) => row.method === 'tools/call')!.raw.toString()).toContain(words);
    expect(said(it)).toBe('');
  });

  it('finds the modern era, and says on every request who we are', async () => {
    const it = world(server('modern-stdio'));
    await it.open();
    expect(it.live.record.current).toMatchObject({
      state: { kind: 'open' },
      era: 'modern',
      revision: '2026-07-28',
    });
    expect(it.frames.some(({ row }) => row.method === 'initialize')).toBe(false);
    const requests = it.frames.filter(({ row }) => row.kind === 'request' && row.toward === 'server');
    expect(requests.length).toBeGreaterThan(4);
    for (const { raw } of requests)
      expect(raw.toString()).toContain('"io.modelcontextprotocol/protocolVersion":"2026-07-28"');
    expect(said(it)).toBe('');
  });

  it('keeps to a pinned revision', async () => {
    const it = world(server('sdk1-stdio'), { opening: '2025-03-26' });
    await it.open();
    expect(it.live.record.current).toMatchObject({ revision: '2025-03-26', era: 'handshake' });
    expect(it.frames[0]!.row).toMatchObject({ method: 'initialize', preview: '2025-03-26' });
  });

  it('starts a server that exits on the probe once more, with the handshake', async () => {
    const it = world(server('exits-on-probe'));
    await it.open();
    expect(it.live.record.current.state).toEqual({ kind: 'open' });
    expect(stage(it, 'probe')?.note).toContain('started once more');
  });

  it('goes on with the handshake when the probe is not answered, and waits without end', async () => {
    const it = world(server('never-answers'), { probe: { afterFirstByte: 100, afterSpawn: 100 } });
    void it.open();
    await it.untilFrame((row) => row.method === 'initialize');
    expect(stage(it, 'probe')?.note).toBe('server/discover: no answer, so handshake era');
    expect(it.live.record.current.state).toEqual({ kind: 'connecting', stage: 'initialize' });
    await it.live.stop();
    expect(it.live.record.current.state.kind).toBe('closed');
  });

  it('tells an answer to the probe that came too late', async () => {
    const it = world(server('modern-stdio'), { probe: { afterFirstByte: 1, afterSpawn: 1 } });
    void it.open();
    await it.until(() => said(it).includes('speaks the modern era too'));
  });

  it('probes again when the era of last time is refused', async () => {
    const script = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line);
      const body = method === 'server/discover'
        ? { result: { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: {} } }
        : { error: { code: -32601, message: 'Method not found' } };
      console.log(JSON.stringify({ jsonrpc: '2.0', id, ...body })); });`;
    const it = world(['-e', script], { eraSeen: 'handshake' });
    await it.open();
    expect(it.frames[0]!.row.method).toBe('initialize');
    expect(it.live.record.current).toMatchObject({ state: { kind: 'open' }, era: 'modern' });
  });

  it('says which stage failed and what the process did', async () => {
    const it = world(server('exits-at-initialize'));
    await it.open();
    const { state } = it.live.record.current;
    expect(state).toMatchObject({ kind: 'failed', stage: 'initialize' });
    expect(state.kind === 'failed' && state.problem.message).toMatch(/ended with code \d/);
    expect(stage(it, 'initialize')).toMatchObject({ status: 'failed' });
  });

  it('does not open what cannot be started', async () => {
    const it = world(['--no-such-option-of-node']);
    await it.open();
    expect(it.live.record.current.state.kind).toBe('failed');
  });
});

describe('calls', () => {
  it('has no deadline of its own; a limit cancels, and the late answer is kept', async () => {
    const it = world(server('late-after-cancel'));
    await it.open();
    const outcome = await go(it, 'go', { timeout: 50 });
    expect(outcome).toMatchObject({ ok: true, value: { outcome: 'timed-out' } });
    const cancelled = await it.untilFrame((row) => row.method === 'notifications/cancelled');
    expect(cancelled.raw.toString()).toContain('no answer within 50 ms');
    expect((await it.untilFrame((row) => row.marks?.includes('late') === true)).row.kind).toBe('result');
  });

  it('cancels by the frame of the request', async () => {
    const it = world(server('never-answers', '--to=tools/call'));
    await it.open();
    const pending = go(it);
    const { row } = await it.untilFrame((r) => r.method === 'tools/call');
    expect(it.live.cancel(row.seq, 'enough')).toBe(true);
    expect(await pending).toMatchObject({ ok: true, value: { outcome: 'cancelled', request: row.seq } });
    expect(it.live.cancel(row.seq, 'again')).toBe(false);
  });

  it('ends what waits when the process ends', async () => {
    const it = world(['-e', `process.stdin.once('data', () => process.exit(7))`], { opening: '2025-06-18' });
    await it.open();
    expect(it.live.record.current.state).toMatchObject({ kind: 'failed', problem: { code: 'gone' } });
  });

  it.each([
    ['answers-twice', 'answered twice'],
    ['wrong-ids', 'never asked'],
    ['duplicate-keys', 'repeats the key'],
    ['batches', 'sent a batch; 2025-11-25 has none'],
  ])('%s: says “%s”', async (name, words) => {
    const it = world(server(name));
    await it.open();
    void go(it);
    await it.until(() => said(it).includes(words));
  });

  it('pairs big ids by their text', async () => {
    const it = world(server('big-numbers'));
    await it.open();
    expect(it.live.record.current.state.kind).toBe('open');
  });
});

describe('lists', () => {
  it.each([
    ['cycle', 'circle'],
    ['self', 'circle'],
    ['fresh', 'more than 1000 pages'],
  ])('leaves lists whose cursors %s', async (how, words) => {
    const it = world(server('endless-pages', `--how=${how}`));
    await it.open();
    expect(said(it)).toContain(words);
    expect(stage(it, 'lists')?.status).toBe('done');
  });

  it('lists again when the server says that a list changed', async () => {
    const it = world(server('list-changed'));
    await it.open();
    const before = it.frames.filter(({ row }) => row.method === 'tools/list' && row.kind === 'result').length;
    await go(it);
    await it.until(
      () =>
        it.frames.filter(({ row }) => row.method === 'tools/list' && row.kind === 'result').length > before,
    );
  });
});

describe('a hostile server', () => {
  /** Opens with the handshake, then says `lines`. */
  const saying = (...lines: unknown[]): string[] => [
    '-e',
    `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line);
      if (method === 'initialize') console.log(JSON.stringify({ jsonrpc: '2.0', id, result: { protocolVersion: '2025-11-25', capabilities: { tools: { listChanged: true } }, serverInfo: { name: 'x', version: '1' } } }));
      if (method === 'tools/list') { console.log(JSON.stringify({ jsonrpc: '2.0', id, result: { tools: [] } })); for (const l of ${JSON.stringify(lines)}) console.log(JSON.stringify(l)); }
      if (method === 'tools/call') console.log(JSON.stringify({ jsonrpc: '2.0', id, result: {} }));
    });`,
  ];

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'cannot trip over a method called %s',
    async (method) => {
      const it = world(saying({ jsonrpc: '2.0', method }, { jsonrpc: '2.0', id: 1, method }), {
        opening: '2025-11-25',
      });
      await it.open();
      expect(await go(it)).toMatchObject({ ok: true, value: { outcome: 'result' } });
      expect(it.live.record.current.state).toEqual({ kind: 'open' });
    },
  );

  it('that changes its list with every answer is asked once a second', async () => {
    const storm = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' };
    const it = world(saying(storm), { opening: '2025-11-25' });
    await it.open();
    await new Promise((later) => setTimeout(later, 600));
    expect(
      it.frames.filter(({ row }) => row.method === 'tools/list' && row.kind === 'request').length,
    ).toBeLessThan(9);
  });

  it('gets no answer under an id that was cut', async () => {
    const id = 'x'.repeat(1000);
    const it = world(saying({ jsonrpc: '2.0', id, method: 'ping' }), { opening: '2025-11-25' });
    await it.open();
    await it.until(() => said(it).includes('an id of more than 256 characters'));
    expect(it.frames.filter(({ row }) => row.kind === 'result' && row.toward === 'server')).toEqual([]);
  });
});

describe('stopping', () => {
  const alive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      // ESRCH: it is gone.
      return false;
    }
  };

  it('in the moment of the start leaves no process', async () => {
    const it = world(server('never-answers'));
    const opening = it.open();
    await it.live.stop();
    await opening;
    const { pid } = it.live.record.current;
    expect(pid === undefined || !alive(pid)).toBe(true);
  });

  it('is not undone by a token, which starts nothing over in an open session', async () => {
    const it = world(server('sdk1-stdio'), { opening: '2025-06-18' });
    await it.open();
    const { pid } = it.live.record.current;
    await it.live.retry();
    expect(it.live.record.current).toMatchObject({ pid, state: { kind: 'open' } });
  });
});

describe('questions of the server', () => {
  it('wait for the person, who answers', async () => {
    const it = world(server('asks', '--what=sampling'));
    await it.open();
    const pending = go(it);
    const { questions } = await it.until((session) => session.questions.length > 0);
    expect(questions).toMatchObject([{ method: 'sampling/createMessage' }]);
    expect(
      await it.live.questions.answer(questions[0]!.frame, {
        result: '{"role":"assistant","content":{"type":"text","text":"42"},"model":"none"}',
      }),
    ).toBeUndefined();
    expect(await pending).toMatchObject({ ok: true, value: { outcome: 'result' } });
    expect(it.live.record.current.questions).toEqual([]);
    expect(await it.live.questions.answer(questions[0]!.frame, { result: '{}' })).toMatchObject({
      code: 'no-question',
    });
  });

  it('are declined at once where nobody is there, pings answered, unknown ones refused', async () => {
    const it = world(server('asks'), { policy: 'decline' });
    await it.open();
    expect(await go(it)).toMatchObject({ ok: true, value: { outcome: 'result' } });
    const answers = it.frames.filter(
      ({ row }) => row.toward === 'server' && (row.kind === 'result' || row.kind === 'error'),
    );
    const texts = answers.map(({ row, raw }) => `${row.method} ${raw.toString()}`).join('');
    expect(texts).toMatch(/^sampling\/createMessage .*"error"/m);
    expect(texts).toMatch(/^elicitation\/create .*"decline"/m);
    expect(texts).toMatch(/^ping .*"result":\{\}/m);
    expect(texts).toMatch(/-32601/);
  });

  it('are taken back when the server withdraws them', async () => {
    const it = world(server('asks', '--what=sampling', '--vanish'));
    await it.open();
    void go(it);
    await it.untilFrame((row) => row.method === 'notifications/cancelled' && row.toward === 'client');
    expect(it.live.record.current.questions).toEqual([]);
  });
});
