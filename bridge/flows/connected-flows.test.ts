import { createRequire } from 'node:module';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Flows, FlowsCorrected, FlowToolsPage, FlowToolText } from '../../protocol/flows.ts';
import type { Session } from '../../protocol/session.ts';
import { BridgeWorld, privateFolder } from '../../test/bridge-world.ts';
import { root } from '../../scripts/sources.mjs';

const require = createRequire(import.meta.url);
let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;

beforeEach(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
});
afterEach(async () => {
  await world.bridge.stop();
  folder.remove();
});

async function connectFiles(): Promise<Session> {
  const script = require.resolve('@modelcontextprotocol/server-filesystem/dist/index.js');
  const added = await world.bridge.addAndConnect({
    name: 'files',
    spec: { kind: 'stdio', command: process.execPath, args: [script, root], cwd: root, env: [] },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  return world.until(added.value.session, isListed);
}
const isListed = ({ stages }: Session): boolean =>
  stages.some(({ stage, status }) => stage === 'lists' && status !== 'running');

const paths = ({ flows }: Flows): string[] =>
  flows.map(
    ({ kind, severity, steps }) => `${kind} ${severity}: ${steps.map(({ tool }) => tool.name).join(' → ')}`,
  );
const flowsNow = (query = ''): Promise<Flows> => world.get<Flows>(`/api/flows${query}`);
const fetchTool = async (): Promise<FlowToolsPage['rows'][number]> =>
  (await world.get<FlowToolsPage>('/api/flows/tools?q=fetch&tag=untrusted-source')).rows[0]!;

it('tells of paths over what is connected, and of none when it is gone', async () => {
  expect(await flowsNow()).toMatchObject({ targets: [], flows: [] });
  const web = await world.connect('fetches');
  expect(paths(await flowsNow())).toEqual([]);
  const files = await connectFiles();
  const both = await flowsNow();
  expect(paths(both)).toEqual([
    'trifecta high: fetch → read_file',
    'untrusted-to-destructive medium: fetch → edit_file',
    'untrusted-to-persistence medium: fetch → edit_file',
  ]);
  expect(both.targets.map(({ name, tools, tagged }) => [name, tools, tagged])).toEqual([
    ['fetches', 2, 1],
    ['files', 14, 13],
  ]);
  expect(await flowsNow(`?without=${files.target}`)).toMatchObject({
    flows: [],
    targets: [{ isLeftOut: false }, { isLeftOut: true }],
  });
  await world.send('POST', `/api/sessions/${web.id}/stop`, {});
  const one = await flowsNow();
  expect(one.targets.map(({ name }) => name)).toEqual(['files']);
  expect(one.version).toBeGreaterThan(both.version);
  expect(paths(one)).toEqual([]);
});

it('lists tools by windows and shows what a tag was read from', async () => {
  await world.connect('fetches', '--hostile');
  const page = await world.get<FlowToolsPage>('/api/flows/tools?from=1&limit=2');
  expect(page).toMatchObject({ total: 4, from: 1 });
  expect(page.rows.map(({ name }) => name)).toEqual(['<img src=x onerror="document.title=1">', '__proto__']);
  const tool = await fetchTool();
  const text = await world.get<FlowToolText>(`/api/flows/tools/${tool.definition}?target=${tool.target}`);
  expect(text).toMatchObject({
    targetName: 'fetches',
    description: { isCut: false },
    parameters: [{ name: 'url', text: 'Which page to fetch' }],
  });
  for (const { from, at, text: word } of text.tool.tags.flatMap(({ words }) => words))
    if (from === 'description') expect(text.description.text.slice(...at)).toBe(word);
});

it('remembers what a person said of a tag, until the definition changes, and shows it then', async () => {
  const web = await world.connect('fetches');
  await connectFiles();
  const tool = await fetchTool();
  const say = (says: string, definition = tool.definition) =>
    world.send<FlowsCorrected>('PUT', `/api/flows/corrections/${definition}`, {
      target: tool.target,
      tag: 'untrusted-source',
      says,
      note: ' our own pages only ',
    });
  const { version } = await say('not-so');
  expect((await flowsNow()).version).toBeGreaterThanOrEqual(version);
  expect(paths(await flowsNow())).toEqual(['private-to-egress info: read_file → fetch']);
  const file = join(folder.path, 'flow-corrections.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain('our own pages only');

  // Another bridge on the same folder, and the same server again.
  await world.bridge.stop();
  world = await BridgeWorld.start(folder.path);
  await world.connect('fetches');
  expect((await fetchTool()).tags[0]).toMatchObject({
    counts: false,
    correction: { note: 'our own pages only' },
  });
  expect(web.target).toBe(tool.target);

  const session = (await flowsNow()).targets[0]!.session;
  await world.send('POST', `/api/sessions/${session}/calls`, {
    method: 'tools/call',
    params: '{"name":"reword"}',
  });
  await expect.poll(async () => (await fetchTool()).definition).not.toBe(tool.definition);
  const changed = await fetchTool();
  expect(changed.tags[0]).toMatchObject({ tag: 'untrusted-source', counts: true });
  expect(changed.earlier).toMatchObject([{ tag: 'untrusted-source', says: 'not-so' }]);
  await say('as-read');
  expect((await fetchTool()).earlier).toEqual([]);
});

it('says of a broken file what is wrong, keeps it, and goes by words alone', async () => {
  const file = join(folder.path, 'flow-corrections.json');
  writeFileSync(file, '{"version":1,"corrections":[{}]}', { mode: 0o600 });
  await world.connect('fetches');
  const tool = await fetchTool();
  const said = { target: tool.target, tag: 'egress', says: 'not-so', note: '' };
  const answer = await world.ask('PUT', `/api/flows/corrections/${tool.definition}`, said);
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({ problem: { code: 'file-broken' } });
  expect(await flowsNow()).toMatchObject({ problem: { code: 'file-broken' }, targets: [{ tagged: 1 }] });
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,"corrections":[{}]}');
});

it('refuses what is about nothing', async () => {
  await world.connect('fetches');
  const tool = await fetchTool();
  const put = async (definition: string, more: object = {}): Promise<unknown> => {
    const body = { target: tool.target, tag: 'egress', says: 'also', note: '', ...more };
    const { status, json } = await world.ask('PUT', `/api/flows/corrections/${definition}`, body);
    return [status, (json as { problem: { code: string } }).problem.code];
  };
  expect(await put('0'.repeat(32))).toEqual([404, 'no-such-tool']);
  expect(await put('x')).toEqual([400, 'bad-query']);
  expect(await put('__proto__')).toEqual([400, 'bad-query']);
  expect(await put(tool.definition, { target: 'nobody' })).toEqual([404, 'no-such-tool']);
  expect(await put(tool.definition, { note: 'x'.repeat(2001) })).toEqual([422, 'note-too-long']);
  expect(await put(tool.definition, { tag: 'file' })).toEqual([400, 'bad-body']);
  expect((await world.ask('GET', '/api/flows/tools?tag=x')).status).toBe(400);
  expect((await world.ask('GET', '/api/flows/tools?from=-1')).status).toBe(400);
});
