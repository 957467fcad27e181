import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReplayPlan } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { answered, call, connectTo, replay, say, textAt, told } from '../replay-world.ts';
import { startServer, type RealServer } from '../servers/real-http.ts';
import { serverPath } from '../stdio-servers.ts';

const TOKEN = 'of-the-first-target-alone-4711';
let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
let servers: RealServer[];
let first: Session;
let second: Session;
let echo: number;

beforeAll(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
  servers = await Promise.all([startServer('sdk1-http'), startServer('modern-http')]);
  [first, second] = (await Promise.all(
    servers.map(({ relay }, at) => open(`server-${at}`, relay.url, at === 0 ? TOKEN : 'of-the-second')),
  )) as [Session, Session];
  echo = (await say(world, first.id, 'tools/call', call('echo', { text: 'hello' }))).seq;
}, 60_000);
afterAll(async () => {
  await world.bridge.stop();
  await Promise.all(servers.map((server) => server.close()));
  folder.remove();
});

async function open(name: string, url: string, token: string): Promise<Session> {
  const header = (key: string, value: string) => ({ name: key, text: { from: 'plain' as const, value } });
  const added = await world.bridge.addAndConnect({
    name,
    spec: {
      kind: 'http',
      url,
      headers: [header('Authorization', `Bearer ${token}`), header('X-Tenant', `tenant-${token}`)],
      verify: true,
    },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  return world.until(added.value.session, ({ stages }) =>
    stages.some(({ stage, status }) => stage === 'lists' && status !== 'running'),
  );
}

async function resend(
  into: string,
  mode: string,
): Promise<{ request: number; notes: string[]; raw: string }> {
  const body = { session: first.id, frame: echo, mode };
  const sent = await world.send<{ request: number; notes: string[] }>(
    'POST',
    `/api/sessions/${into}/replays`,
    body,
  );
  await answered(world, into, sent.request);
  return { ...sent, raw: await rawOf(into, sent.request) };
}

/** Every byte, known secrets masked. */
async function rawOf(session: string, seq: number): Promise<string> {
  const path = `/api/frames/${session}/${seq}/bytes?part=raw&from=0&to=100000`;
  return (await world.ask('GET', path)).body.toString('latin1');
}

test('the same bytes go to the same target again, its head and its session with them', async () => {
  const { raw } = await resend(first.id, 'same-bytes');
  expect(raw).toBe(await rawOf(first.id, echo));
  expect(raw.toLowerCase()).toContain('mcp-session-id');
});

test('another target gets the same body, and nothing that only the first may see', async () => {
  const { raw, notes } = await resend(second.id, 'same-bytes');
  const before = await rawOf(first.id, echo);
  expect(raw.split('\r\n\r\n')[1]).toBe(before.split('\r\n\r\n')[1]);
  const { host } = new URL(servers[1]!.relay.url);
  expect(raw).toMatch(new RegExp(`^Host: ${host}\\r$`, 'im'));
  expect(raw.toLowerCase()).not.toContain('mcp-session-id');
  expect(notes.join(' ')).toMatch(/Left out.*Authorization/i);
  // What arrived there, byte by byte: nothing is masked in it.
  const arrived = servers[1]!.relay.seen.map(({ received }) => received.toString('latin1')).join('');
  expect(arrived).toContain('Bearer of-the-second');
  expect(arrived).not.toContain(TOKEN);
  const sent = servers[0]!.relay.seen.map(({ received }) => received.toString('latin1')).join('');
  expect(sent).toContain(`Bearer ${TOKEN}`);
});

test('a message with a kept secret in it goes to nobody else, whichever way', async () => {
  const { seq } = await say(world, first.id, 'tools/call', call('echo', { text: `<${TOKEN}>` }));
  for (const mode of ['same-bytes', 'adapted']) {
    const body = { session: first.id, frame: seq, mode };
    const { status, body: said } = await world.ask('POST', `/api/sessions/${second.id}/replays`, body);
    expect([status, JSON.parse(said.toString())]).toMatchObject([422, { problem: { code: 'holds-secret' } }]);
    expect(said.toString()).not.toContain(TOKEN);
  }
  const arrived = servers[1]!.relay.seen.map(({ received }) => received.toString('latin1')).join('');
  expect(arrived).not.toContain(TOKEN);
  // Of a whole session a person sees before what would go, and is warned.
  const warned = async (target: string): Promise<number[]> => {
    const request = { session: first.id, target, pace: 'fast' };
    const plan = await world.send<ReplayPlan>('POST', '/api/replays/plan', request);
    return plan.messages.filter(({ givesAway }) => givesAway).map((one) => one.seq);
  };
  expect(await warned('server-1')).toEqual([seq]);
  expect(await warned('server-0')).toEqual([]);
});

test('a message from HTTP goes to a process, and one from a process over HTTP', async () => {
  const stdio = await connectTo(world, 'stdio', [serverPath('hands-out')]);
  const there = await resend(stdio.id, 'same-bytes');
  expect(there.raw).toBe(`${await textAt(world, first.id, echo)}\n`);
  expect(there.notes.join(' ')).toContain('without its headers');
  const own = await say(world, stdio.id, 'tools/call', call('tell'));
  const body = { session: stdio.id, frame: own.seq, mode: 'same-bytes' };
  const back = await world.send<{ request: number }>('POST', `/api/sessions/${first.id}/replays`, body);
  expect(await textAt(world, first.id, back.request)).toBe(await textAt(world, stdio.id, own.seq));
});

test('a session of the handshake is replayed in the modern era, each request saying what that era wants', async () => {
  const done = await replay(world, { session: first.id, target: 'server-1', to: echo });
  expect(done.state).toBe('done');
  expect(told(done)).toContain('tools/call echo different');
  const made = await world.until(done.live!, ({ state }) => state.kind === 'closed');
  expect([made.era, made.revision]).toEqual(['modern', '2026-07-28']);
  const step = done.steps.find(({ name }) => name === 'echo')!;
  expect(await textAt(world, made.id, step.sent!)).toContain(
    '"io.modelcontextprotocol/protocolVersion":"2026-07-28"',
  );
  // Answers of that era say that they are complete; the text is the same.
  expect(step.says).toMatch(/resultType/);
});

test('a call that asks before it answers goes on with the state that the new session was given', async () => {
  // Signed, and good for one use: the recorded state would be refused.
  const child = spawn(process.execPath, [serverPath('gives-state'), '--honest', '--http=0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const { id } = await open('gives-state', said.toString().trim(), 'of-the-third');
    const asked = call('show_page', { page: 'a' });
    const { seq: request, result } = await say(world, id, 'tools/call', asked);
    const { requestState } = result as { requestState: string };
    const inputResponses = { sure: { action: 'accept', content: { sure: true } } };
    await say(world, id, 'tools/call', { ...asked, requestState, inputResponses });
    const done = await replay(world, { session: id, target: 'gives-state', from: request });
    expect(done.steps.filter(({ kind }) => kind !== 'opening')).toMatchObject([
      { method: 'tools/call', verdict: 'volatile' },
      { method: 'tools/call', verdict: 'same' },
    ]);
    const carried = done.steps.at(-1)!.rewrites.filter(({ fromStep }) => fromStep !== undefined);
    expect(carried.map(({ pointer, fromStep }) => [pointer, fromStep])).toEqual([
      ['/params/requestState', request],
    ]);
    expect(await textAt(world, done.live!, done.steps.at(-1)!.answer!)).toContain('show_page');
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
