import { afterEach, describe, expect, it } from 'vitest';
import type { SendText } from '../../protocol/craft.ts';
import type { Race } from '../../protocol/race.ts';
import { USUAL_HTTP, USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import { until } from '../../test/http-world.ts';
import { answering, http, idOf, json, startRaw, type RawServer } from '../../test/servers/raw-http/server.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import { createHttpTransport } from '../transport/http.ts';
import { Races } from './races.ts';

const NEXT = { rpcId: 'next', meta: 'fill' } as const;
const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;
const SAY =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"say","arguments":{"word":"{{canary}}"}}}';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface World extends SessionWorld {
  races: Races;
  id: string;
  /** Resolves when nothing of it is waited for. */
  run(entries: SendText[], copies: number): Promise<Race>;
}

async function racing(it: SessionWorld): Promise<World> {
  cleanUp.push(() => it.live.stop());
  await it.open();
  const { id } = it.live.record.current;
  const races = new Races({
    now: Date.now,
    live: (session) => (session === id ? it.live : undefined),
    fill: (_, text) => Promise.resolve({ ok: true, value: text }),
    bytes: (_, seq) =>
      Promise.resolve({
        ok: true,
        value: it.frames.filter(({ row }) => row.seq === seq).map(({ raw }) => raw),
      }),
    onBug: (bug) => {
      throw bug;
    },
  });
  return {
    ...it,
    races,
    id,
    async run(entries, copies) {
      const started = await races.start(id, { entries, copies });
      if (!started.ok) throw new Error(started.problem.message);
      const now = (): Race => {
        const state = races.get(id, started.value.id);
        if (!state.ok) throw new Error(state.problem.message);
        return state.value;
      };
      await until(() => now().isOver);
      return now();
    },
  };
}

const stdio = (...options: string[]): Promise<World> =>
  racing(sessionOn(['test/servers/mixes-up/index.mjs', ...options]));

describe('a race over stdio', () => {
  it('tells a server that mixes up what calls are about from one that does not', async () => {
    const mixed = await (await stdio()).run([{ text: SAY, how: NEXT }], 8);
    expect(mixed.racers.map(({ state, outcome }) => [state, outcome])).toEqual(
      Array.from({ length: 8 }, () => ['done', 'result']),
    );
    expect(new Set(mixed.racers.map(({ rpcId }) => rpcId)).size).toBe(8);
    expect(mixed.crossTalk.length).toBeGreaterThanOrEqual(6);
    const [first] = mixed.crossTalk;
    expect(first!.words).toBe(
      `The answer of copy ${first!.answerOf} carries the canary of copy ${first!.canaryOf}.`,
    );
    const honest = await (await stdio('--honest')).run([{ text: SAY, how: NEXT }], 8);
    expect(honest.crossTalk).toEqual([]);
    expect(honest.racers.map(({ number, canariesSeen }) => [number, canariesSeen])).toEqual(
      honest.racers.map(({ number }) => [number, [number]]),
    );
    expect(honest.racers.every(({ ms, answer, request }) => ms! >= 0 && answer! > request!)).toBe(true);
  });

  it('sees answers that carry each other’s ids', async () => {
    const swapped = await (await stdio('--swaps')).run([{ text: SAY, how: NEXT }], 2);
    expect(swapped.crossTalk.map(({ answerOf, canaryOf }) => [answerOf, canaryOf])).toEqual(
      expect.arrayContaining([
        [1, 2],
        [2, 1],
      ]),
    );
  });

  it('tells copies with one id apart by their canaries, and says where none does', async () => {
    const it = await stdio('--honest', '--backwards=3');
    const same = await it.run([{ text: SAY, how: AS_WRITTEN }], 3);
    expect(same.crossTalk).toEqual([]);
    expect(same.racers.map(({ number, canariesSeen }) => [number, canariesSeen])).toEqual([
      [1, [1]],
      [2, [2]],
      [3, [3]],
    ]);
    const answers = same.racers.map(({ answer }) => answer!);
    expect(answers).toEqual(answers.toSorted((a, b) => b - a));
    const bare = await it.run([{ text: SAY.replace('{{canary}}', 'x'), how: AS_WRITTEN }], 3);
    expect(bare.racers.map(({ state, notes }) => [state, notes.at(-1)])).toEqual(
      Array.from({ length: 3 }, () => ['done', expect.stringContaining('same id')]),
    );
  });

  it('ends for all when the server dies in the middle, or the session is stopped', async () => {
    const it = await stdio('--dies-after=2');
    const dead = await it.run([{ text: SAY, how: NEXT }], 6);
    expect(dead.racers.map(({ outcome }) => outcome)).toEqual([
      ...['result', 'result', 'closed', 'closed', 'closed', 'closed'],
    ]);
    expect(dead.racers.at(-1)!.problem?.message).toContain('ended');
    const silent = await stdio('--never');
    const running = silent.run([{ text: SAY, how: NEXT }], 3);
    await silent.untilFrame(({ method, toward }) => method === 'tools/call' && toward === 'server');
    await silent.live.stop();
    expect((await running).racers.map(({ outcome }) => outcome)).toEqual(['closed', 'closed', 'closed']);
  });

  it('writes all of them at once, a frame each', async () => {
    const it = await stdio('--honest');
    const before = it.frames.filter(({ row }) => row.channel === 'stdin').length;
    const race = await it.run(
      [
        { text: SAY, how: NEXT },
        { text: 'no message', how: AS_WRITTEN, wire: { ...USUAL_STDIO, end: 'crlf', parts: 3 } },
      ],
      3,
    );
    const frames = it.frames.filter(({ row }) => row.channel === 'stdin').slice(before);
    expect(frames.map(({ row }) => row.method ?? 'none')).toEqual([
      ...['tools/call', 'tools/call', 'tools/call', 'none', 'none', 'none'],
    ]);
    expect(race.racers.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'sent', 'sent', 'sent']);
    expect(race.racers[4]!.notes.join(' ')).toContain('parts and pauses are not kept');
    expect(frames[3]!.raw.toString()).toBe('no message\r\n');
    expect(race.release).toContain('One write');
  });

  it('refuses more than can be let go together, and what cannot be filled in fails alone', async () => {
    const it = await stdio('--honest');
    const many = await it.races.start(it.id, {
      entries: [
        { text: '{}', how: NEXT },
        { text: '{}', how: NEXT },
      ],
      copies: 101,
    });
    expect(many).toMatchObject({ ok: false, problem: { code: 'too-many' } });
    expect(
      await it.races.start('nowhere', { entries: [{ text: '{}', how: NEXT }], copies: 1 }),
    ).toMatchObject({
      problem: { code: 'not-live' },
    });
    expect(it.races.get(it.id, '__proto__')).toMatchObject({ problem: { code: 'no-such-race' } });
    const race = await it.run(
      [
        { text: '7', form: 'hex', how: NEXT },
        { text: SAY, how: NEXT },
      ],
      1,
    );
    expect(race.racers.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['failed', 'bad-hex'],
      ['done', undefined],
    ]);
  });
});

interface HttpRace {
  it: World;
  server: RawServer;
  /** Of each connection: how long the pieces were that came over it, and when. */
  pieces: Map<number, { bytes: number; at: number }[]>;
}

async function overHttp(
  isHonest: boolean,
  handSet = (): Promise<void> => Promise.resolve(),
): Promise<HttpRace> {
  const pieces: HttpRace['pieces'] = new Map();
  let shared = '';
  const play = answering(async (request, talker) => {
    const body = String(request.body);
    const word = /msi-[0-9a-f]{16}/.exec(body)?.[0];
    const result = (value: unknown): Buffer => json({ jsonrpc: '2.0', id: idOf(request), result: value });
    if (request.method !== 'POST') await talker.write(http('405 Method Not Allowed', {}));
    else if (body.includes('"initialize"'))
      await talker.write(
        result({
          protocolVersion: '2025-11-25',
          capabilities: {},
          serverInfo: { name: 'r', version: '1' },
        }),
      );
    else if (word === undefined) await talker.write(http('202 Accepted', {}));
    else {
      shared = word;
      await new Promise((resolve) => setTimeout(resolve, 5));
      await talker.write(result({ content: [{ type: 'text', text: isHonest ? word : shared }] }));
    }
  });
  const server: RawServer = await startRaw((talker) => {
    const own: { bytes: number; at: number }[] = [];
    pieces.set(talker.number, own);
    talker.socket.on('data', ({ length }: Buffer) => void own.push({ bytes: length, at: performance.now() }));
    return play(talker);
  });
  cleanUp.push(() => server.close());
  const it = await racing(
    sessionOn([], {
      speaks: 'streamable-http',
      opening: '2025-11-25',
      createTransport: (_, context) =>
        createHttpTransport('streamable-http', {
          url: server.url,
          tls: { verify: true },
          credentials: {
            async headersFor() {
              await handSet();
              return [['X-Key', 'deep-secret']];
            },
          },
          context,
        }),
    }),
  );
  return { it, server, pieces };
}

describe('a race over HTTP', () => {
  it('gives each a connection and keeps its last byte until all are there', async () => {
    let asked = 0;
    let isRacing = false;
    // One of them is late: all others stand ready until it is.
    const isLate = (): boolean => isRacing && ++asked === 5;
    const world = await overHttp(true, () => new Promise((done) => setTimeout(done, isLate() ? 400 : 0)));
    const { it, server, pieces } = world;
    isRacing = true;
    const wire = { ...USUAL_HTTP, head: 'POST /mcp HTTP/1.1\nHost: a\nX-Canary: {{canary}}' };
    const race = await it.run(
      [
        { text: SAY, how: NEXT },
        { text: SAY, how: NEXT, wire },
      ],
      6,
    );
    expect(race.racers.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => 'result'));
    expect(race.crossTalk).toEqual([]);
    expect(server.seen.filter(({ received }) => received.includes('msi-'))).toHaveLength(12);
    const ran = [...server.seen.entries()].filter(([, { received }]) => received.includes('msi-'));
    const came = ran.map(([number]) => pieces.get(number)!);
    // Whoever was ready first waited for the others with one byte to go.
    const stood = came.filter((own) => own.length > 1 && own.at(-1)!.bytes === 1);
    expect(stood).toHaveLength(11);
    const begun = Math.max(...stood.map((own) => own[0]!.at));
    const whole = Math.min(...stood.map((own) => own.at(-1)!.at));
    expect(whole - begun).toBeGreaterThan(100);
    const channels = race.racers.map(
      ({ request }) => it.frames.find(({ row }) => row.seq === request)!.row.channel,
    );
    expect(new Set(channels).size).toBe(12);
    const recorded = channels.map((channel) =>
      Buffer.concat(it.frames.filter(({ row }) => row.channel === channel).map(({ raw }) => raw)).toString(),
    );
    const arrived = server.seen.map(({ received }) => String(received)).filter((it) => it.includes('msi-'));
    expect(recorded.sort()).toEqual(arrived.sort());
  });

  it('sees words of another call in an answer', async () => {
    const { it } = await overHttp(false);
    const race = await it.run([{ text: SAY, how: NEXT }], 6);
    expect(race.crossTalk.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the usual form', () => {
  it('is a head without what was set by hand, and sent in it a text arrives as it does usually', async () => {
    const { it, server } = await overHttp(true);
    const id = it.live.record.current.frames;
    const asked = await it.races.usualForm(it.id, { text: SAY, how: AS_WRITTEN });
    if (!asked.ok) throw new Error(asked.problem.message);
    const { wire, targetHeaders } = asked.value;
    expect(targetHeaders).toEqual(['X-Key']);
    expect(JSON.stringify(wire)).not.toContain('deep-secret');
    expect(wire).toMatchObject({ kind: 'http', targetHeaders: true, length: 'fit' });
    expect(it.live.record.current.frames).toBe(id);
    const text = SAY.replace('{{canary}}', 'msi-0123456789abcdef');
    const usual = await it.live.send({ text, how: AS_WRITTEN });
    const exact = await it.live.send({ text, how: AS_WRITTEN, wire });
    expect(usual.ok && exact.ok).toBe(true);
    const requests = (): string[] =>
      server.seen
        .flatMap(({ received }) => String(received).split(/(?=POST )/))
        .filter((request) => request.includes('msi-0123456789abcdef'));
    await until(() => requests().length === 2);
    const lines = requests().map((request) => request.split('\r\n').sort());
    // With the text as it is now: its length is fitted when it is sent.
    expect(lines[1]).toEqual(lines[0]);
  });

  it('is a line in UTF-8 for a process', async () => {
    const it = await stdio();
    expect(await it.races.usualForm(it.id, { text: SAY })).toEqual({
      ok: true,
      value: { wire: USUAL_STDIO, targetHeaders: [] },
    });
  });
});
