import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../../scripts/sources.mjs';
import { Talk, type Message } from './talk.ts';

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'talk', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } },
};

let talks: Talk[] = [];
const started = new Set<string>();
afterEach(async () => {
  await Promise.all(talks.map((talk) => talk.end()));
  talks = [];
});

/** Sends requests one after the other and reads each answer. */
function start(folder: string, ...args: string[]) {
  const talk = new Talk(folder, args);
  talks.push(talk);
  started.add(folder);
  let id = 0;
  const ask = async (method: string, params: object = {}, meta: object = META): Promise<Message> => {
    id += 1;
    const mine = id;
    talk.send(method, { ...params, _meta: meta }, mine);
    return talk.until((message) => message.id === mine && message.method === undefined);
  };
  return {
    talk,
    ask,
    go: (params: object = {}) => ask('tools/call', { name: 'go', arguments: {}, ...params }),
  };
}

const stateOf = ({ result }: Message) => result?.['requestState'];
const inputsOf = ({ result }: Message) => Object.keys(result?.['inputRequests'] ?? {});
const textOf = ({ result }: Message) => (result?.['content'] as { text: string }[])[0]!.text;

describe('asks-back', () => {
  test('asks two rounds, and tells what came', async () => {
    const { go, ask } = start('asks-back');
    expect((await ask('server/discover')).result).toMatchObject({ supportedVersions: ['2026-07-28'] });
    const first = await go();
    expect(first.result).toMatchObject({ resultType: 'input_required' });
    expect(inputsOf(first)).toEqual(['who', 'capital', 'dirs']);
    const second = await go({ requestState: stateOf(first), inputResponses: { who: 1 } });
    expect(inputsOf(second)).toEqual(['open']);
    const last = await go({ requestState: stateOf(second), inputResponses: { open: 2 } });
    // JSON.stringify writes neither state as the server did.
    expect(JSON.parse(textOf(last))).toEqual({
      'round 1': { who: 1 },
      'round 2': { open: 2 },
      'state 1': 'rewritten',
      'state 2': 'rewritten',
    });
    expect((await go({ requestState: 'forged' })).error?.code).toBe(-32602);
    expect(textOf(await ask('tools/call', { name: 'plain' }))).toBe('"plain"');
  });

  test('asks for ever, for ten thousand things, and in the wrong shape', async () => {
    const endless = start('asks-back', '--how=for-ever');
    expect([inputsOf(await endless.go()), inputsOf(await endless.go())]).toEqual([['again_1'], ['again_2']]);
    expect(inputsOf(await start('asks-back', '--how=many').go())).toHaveLength(10_000);
    expect((await start('asks-back', '--how=list').go()).result?.['inputRequests']).toBeInstanceOf(Array);
    expect((await start('asks-back', '--how=text').go()).result).toMatchObject({ requestState: 7 });
    expect((await start('asks-back', '--how=nothing').go()).result).toEqual({ resultType: 'input_required' });
    expect((await start('asks-back', '--how=at-lists').ask('tools/list')).result).toMatchObject({
      resultType: 'input_required',
    });
    const state = start('asks-back', '--how=state-only');
    expect(textOf(await state.go({ requestState: stateOf(await state.go()) }))).toBe('{"again":true}');
  });

  test('has addresses opened first, in the handshake era', async () => {
    const { talk } = start('asks-back', '--how=addresses', '--withdraw', '--complete');
    await talk.open();
    expect((await talk.call('go')).error).toMatchObject({
      code: -32042,
      data: { elicitations: [{ elicitationId: 'e-1' }] },
    });
    const done = [await talk.message(), await talk.message()];
    expect(done.map(({ params }) => params?.['elicitationId'])).toEqual(['e-1', '__proto__']);
    expect(await talk.message()).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId: 1 },
    });
    expect(textOf(await talk.call('go', {}, 2))).toBe('done');
  });
});

describe('tasks', () => {
  const statusOf = ({ result }: Message) => result?.['status'];
  const task = (call: Message) => ({ taskId: String(call.result?.['taskId']) });

  test('of the extension work, ask, fail and are cancelled', async () => {
    const { ask } = start('tasks', '--extension');
    const call = (name: string) => ask('tools/call', { name });
    const work = await call('work');
    expect(work.result).toMatchObject({ resultType: 'task', status: 'working', pollIntervalMs: 500 });
    expect(statusOf(await ask('tasks/get', task(work)))).toBe('working');
    expect((await ask('tasks/get', task(work))).result).toMatchObject({
      status: 'completed',
      resultType: 'complete',
      result: { content: [{}] },
    });
    const asks = task(await call('ask'));
    expect(inputsOf(await ask('tasks/get', asks))).toEqual(['who', 'where']);
    await ask('tasks/update', { ...asks, inputResponses: { who: 1 } });
    expect(inputsOf(await ask('tasks/get', asks))).toEqual(['where']);
    await ask('tasks/update', { ...asks, inputResponses: { where: 2 } });
    expect((await ask('tasks/get', asks)).result?.['status']).toBe('completed');
    const fails = task(await call('fail'));
    await ask('tasks/get', fails);
    expect((await ask('tasks/get', fails)).result).toMatchObject({
      status: 'failed',
      error: { code: -32603 },
    });
    const stays = task(await call('stay'));
    expect((await ask('tasks/cancel', stays)).result).not.toHaveProperty('status');
    expect(statusOf(await ask('tasks/get', stays))).toBe('cancelled');
    const bare = { ...META, 'io.modelcontextprotocol/clientCapabilities': {} };
    expect(textOf(await ask('tools/call', { name: 'work' }, bare))).toBe('done without a task');
  });

  test('of 2025-11-25 ask through tasks/result, and are listed', async () => {
    const { talk, ask } = start('tasks', '--listed=150', '--notify');
    await talk.open();
    expect((await ask('tasks/list')).result).toMatchObject({ nextCursor: '100' });
    expect((await ask('tasks/list', { cursor: '100' })).result?.['tasks']).toHaveLength(50);
    expect(textOf(await ask('tools/call', { name: 'work' }))).toBe('done');
    const { result } = await ask('tools/call', { name: 'ask', task: {} });
    const taskId = (result?.['task'] as { taskId: string }).taskId;
    talk.send('tasks/get', { taskId }, 'get');
    expect(await talk.message()).toMatchObject({
      method: 'notifications/tasks/status',
      params: { status: 'input_required' },
    });
    await talk.until(({ id }) => id === 'get');
    talk.send('tasks/result', { taskId }, 'result');
    const question = await talk.message();
    expect(question).toMatchObject({ method: 'elicitation/create' });
    talk.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: question.id, result: { told: 1 } })}\n`);
    expect(textOf(await talk.until(({ id }) => id === 'result'))).toBe('{"told":1}');
  });

  test('misbehave as asked', async () => {
    const named = start('tasks', '--extension', '--id=__proto__', '--poll=-1');
    expect((await named.ask('tools/call', { name: 'stay' })).result).toMatchObject({
      taskId: '__proto__',
      pollIntervalMs: -1,
    });
    const silent = start('tasks', '--extension', '--poll=none');
    expect((await silent.ask('tools/call', { name: 'stay' })).result).not.toHaveProperty('pollIntervalMs');
    const undead = start('tasks', '--extension', '--how=undead');
    const dead = task(await undead.ask('tools/call', { name: 'work' }));
    expect([
      statusOf(await undead.ask('tasks/get', dead)),
      statusOf(await undead.ask('tasks/get', dead)),
    ]).toEqual(['completed', 'working']);
    const deaf = start('tasks', '--extension', '--how=for-ever');
    const asks = task(await deaf.ask('tools/call', { name: 'ask' }));
    await deaf.ask('tasks/update', { ...asks, inputResponses: { who: 1, where: 1 } });
    expect(inputsOf(await deaf.ask('tasks/get', asks))).toEqual(['who', 'where']);
    const huge = start('tasks', '--extension', '--how=huge');
    const much = task(await huge.ask('tools/call', { name: 'ask' }));
    expect(inputsOf(await huge.ask('tasks/get', much))).toHaveLength(10_002);
    const forgets = start('tasks', '--extension', '--how=forgets');
    const gone = task(await forgets.ask('tools/call', { name: 'work' }));
    expect((await forgets.ask('tasks/get', gone)).error?.code).toBe(-32602);
    const long = start('tasks', '--extension', '--how=long-id');
    expect(task(await long.ask('tools/call', { name: 'work' })).taskId.length).toBeGreaterThan(10_000);
  });
});

describe('watched', () => {
  const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';
  const notifications = { resourceSubscriptions: ['test:///a'] };

  test('tells on the stream that listens, until it is left', async () => {
    const { talk, ask } = start('watched');
    talk.send('subscriptions/listen', { notifications, _meta: META }, 'mine');
    expect(await talk.message()).toMatchObject({
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications, _meta: { [SUBSCRIPTION]: 'mine' } },
    });
    talk.send('tools/call', { name: 'touch', _meta: META }, 'call');
    expect(await talk.message()).toMatchObject({
      method: 'notifications/resources/updated',
      params: { uri: 'test:///a', _meta: { [SUBSCRIPTION]: 'mine' } },
    });
    await talk.until(({ id }) => id === 'call');
    talk.send('notifications/cancelled', { requestId: 'mine' });
    expect(textOf(await ask('tools/call', { name: 'touch' }))).toBe('0 watched, streams []');
  });

  test.each([
    ['refuses', { error: { code: -32602 } }],
    ['other', { params: { notifications: { resourceSubscriptions: ['test:///else'] } } }],
  ])('%s', async (how, first) => {
    const { talk } = start('watched', `--how=${how}`);
    talk.send('subscriptions/listen', { notifications, _meta: META }, 'mine');
    expect(await talk.message()).toMatchObject(first);
  });

  test.each([
    ['silent', ['test:///a'], 0],
    ['unasked', ['test:///else'], 0],
    ['below', ['test:///a/part'], 0],
    ['leaves', ['test:///a'], 1],
  ])('%s', async (how, uris, ends) => {
    const { talk } = start('watched', `--how=${how}`);
    talk.send('subscriptions/listen', { notifications, _meta: META }, 'mine');
    talk.send('tools/call', { name: 'touch', _meta: META }, 'call');
    const heard: Message[] = [];
    await talk.until((message) => heard.push(message) > 0 && message.id === 'call');
    const updates = heard.filter(({ method }) => method === 'notifications/resources/updated');
    expect(updates.map(({ params }) => params?.['uri'])).toEqual(uris);
    expect(heard.filter(({ id }) => id === 'mine')).toHaveLength(ends);
    const isAcknowledged = heard.some(({ method }) => method?.endsWith('acknowledged') === true);
    expect(isAcknowledged).toBe(how !== 'silent');
  });

  test('is subscribed to with the handshake', async () => {
    const { talk, ask } = start('watched', '--legacy', '--storm=3');
    await talk.open();
    await ask('resources/subscribe', { uri: 'test:///a' });
    talk.send('tools/call', { name: 'touch' }, 'call');
    for (let i = 0; i < 3; i += 1)
      expect((await talk.message()).method).toBe('notifications/resources/updated');
    await talk.until(({ id }) => id === 'call');
    await ask('resources/unsubscribe', { uri: 'test:///a' });
    expect(textOf(await ask('tools/call', { name: 'touch' }))).toContain('0 watched');
  });
});

test('poisoned says every class of trouble in the modern era too', async () => {
  const { ask } = start('poisoned', '--modern');
  const { result } = await ask('tools/list', {});
  expect((result as { tools: unknown[] }).tools.length).toBeGreaterThan(30);
});

describe('servers that are connected side by side', () => {
  const namesOf = ({ result }: Message) => (result?.['tools'] as { name: string }[]).map(({ name }) => name);

  test('shadowing has a tool of mail, and one that is nearly that, in either era', async () => {
    const [mail, shadowing] = [start('mail'), start('shadowing')];
    for (const meta of [META, {}]) {
      const theirs = namesOf(await mail.ask('tools/list', {}, meta));
      expect(theirs).toEqual(['send_email', 'list_folders', 'move_message']);
      const own = namesOf(await shadowing.ask('tools/list', {}, meta));
      expect(own).toEqual(expect.arrayContaining(['send_email', 'send_emial', 'real_move_message']));
    }
    const called = await shadowing.ask('tools/call', { name: 'roll_dice' });
    expect(textOf(called)).toContain('move_message');
    expect(textOf(await shadowing.ask('tools/call', { name: 'constructor' }))).toBe('done');
    expect(textOf(await mail.ask('tools/call', { name: 'send_email' }))).toBe('queued as 17');
  });
});

describe('servers that order what is not theirs to order', () => {
  const toolsOf = ({ result }: Message) => result?.['tools'] as { name: string; description: string }[];

  test('line-jumping orders in what it says of itself, in either era, and only answers when called', async () => {
    const { ask } = start('line-jumping');
    const { result: opened } = await ask('initialize', {}, {});
    const { result: found } = await ask('server/discover');
    expect(opened?.['instructions']).toContain('~/.aws/credentials');
    expect(found?.['instructions']).toBe(opened?.['instructions']);
    expect(found).toMatchObject({ supportedVersions: ['2026-07-28'] });
    for (const meta of [META, {}])
      expect(toolsOf(await ask('tools/list', {}, meta)).map(({ name }) => name)).toContain('gritar');
    expect(textOf(await ask('tools/call', { name: 'count_words' }))).toBe('42');
  });

  test('error-escalation fails as an answer and as an error, in either era', async () => {
    const { ask } = start('error-escalation');
    for (const meta of [META, {}]) {
      const answer = await ask('tools/call', { name: 'open_report' }, meta);
      expect(answer.result).toMatchObject({ isError: true });
      expect(textOf(answer)).toContain('retry with the contents');
      const { error, result } = await ask('tools/call', { name: 'print_report' }, meta);
      expect([error?.code, result]).toEqual([-32001, undefined]);
    }
    expect((await ask('tools/call', { name: 'open_report' })).result?.['resultType']).toBe('complete');
    expect(textOf(await ask('tools/call', { name: 'constructor' }))).toBe('done');
  });

  test('poisoned-words has an order in every slot of a definition', async () => {
    const { ask } = start('poisoned-words');
    const tools = toolsOf(await ask('tools/list'));
    expect(tools.length).toBeGreaterThan(6);
    for (const slot of ['enum', 'default', 'description'])
      expect(JSON.stringify(tools)).toMatch(new RegExp(`"${slot}":[^}]*(?:conversation|instructions|tell)`));
    expect(textOf(await ask('tools/call', { name: 'tides' }))).toBe('done');
  });

  test('filesystem stands beside them, and touches nothing', async () => {
    const { ask } = start('filesystem');
    for (const meta of [META, {}])
      expect(toolsOf(await ask('tools/list', {}, meta)).map(({ name }) => name)).toEqual([
        'read_file',
        'write_file',
        'list_directory',
      ]);
    expect(textOf(await ask('tools/call', { name: 'write_file' }))).toBe('nothing was touched');
  });
});

test('turning shows its first face in either era; its others are looked at in turning.test.ts', async () => {
  const { ask } = start('turning', '--scenario=third-connect');
  for (const meta of [META, {}]) {
    const { result } = await ask('tools/list', {}, meta);
    expect(result).toMatchObject({ tools: [{ name: 'convert_length' }, { name: 'list_units' }] });
    expect(textOf(await ask('tools/call', { name: 'round_length' }, meta))).toBe('30.5');
  }
});

test('lists-otherwise lists the same twice, and another thing the third time; its twin does not', async () => {
  for (const [more, isTurned] of [
    [[], true],
    [['--honest'], false],
  ] as const) {
    const { ask } = start('lists-otherwise', '--how=again', ...more);
    const words: string[] = [];
    for (let k = 0; k < 3; k++) words.push(JSON.stringify((await ask('tools/list')).result));
    expect(words[1]).toBe(words[0]);
    expect(words[2] !== words[0]).toBe(isTurned);
  }
});

test.each([
  ['open', [], { changed: true, again: true }],
  ['honest', ['--honest'], { changed: false, again: false }],
])('gives-state asks, and takes what comes back: %s', async (_, options, takes) => {
  const { ask } = start('gives-state', ...options);
  const call = (more: object = {}) =>
    ask('tools/call', { name: 'show_page', arguments: { page: 'a' }, ...more });
  const inputResponses = { sure: { action: 'accept', content: { sure: true } } };
  const began = await call();
  expect(inputsOf(began)).toEqual(['sure']);
  const requestState = stateOf(began);
  expect(textOf(await call({ requestState, inputResponses }))).toContain('show_page {"page":"a"}');
  expect((await call({ requestState, inputResponses })).error === undefined).toBe(takes.again);
  const forged = Buffer.from('{"tool":"show_note","approved":true}').toString('base64url');
  expect((await call({ requestState: forged, inputResponses })).error === undefined).toBe(takes.changed);
  expect((await call({ requestState: 'x', inputResponses })).error?.code).toBe(-32602);
  expect(inputsOf(await call({ inputResponses }))).toEqual(['sure']);
});

test('every server of both transports was started by a test above', () => {
  const servers = join(root, 'test', 'servers');
  const both = readdirSync(servers).filter((name) => {
    const file = join(servers, name, 'index.mjs');
    return existsSync(file) && readFileSync(file, 'utf8').includes("'../modern.mjs'");
  });
  expect(both.filter((name) => !started.has(name))).toEqual([]);
  expect(both.length).toBeGreaterThan(2);
});
