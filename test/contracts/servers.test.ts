import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../../scripts/sources.mjs';
import { vectors } from '../servers/hostile-strings/vectors.mjs';
import { craftedCalls } from './servers-for-craft.ts';
import { timeAndProcesses } from './servers-in-time.ts';
import { endAll, META, open, start, started, textOf } from './talking.ts';

const servers = join(root, 'test', 'servers');

afterEach(endAll);

describe('well-behaved servers', () => {
  test('echo speaks both eras', async () => {
    const talk = await open('echo', ['--tools=3']);
    expect(textOf(await talk.call('echo', { text: 'é\n"' }))).toBe('é\n"');
    expect(textOf(await talk.call('big', { bytes: 300_000 }))).toHaveLength(300_000);
    talk.send('tools/call', { name: 'flood', arguments: { n: 1200 } }, 5);
    let notifications = 0;
    while ((await talk.message()).id !== 5) notifications += 1;
    expect(notifications).toBe(1200);
    talk.send('server/discover', { _meta: META }, 6);
    expect((await talk.message()).result).toMatchObject({
      supportedVersions: ['2026-07-28'],
      resultType: 'complete',
    });
    talk.send('tools/list', { _meta: META }, 7);
    const list = (await talk.message()).result;
    expect(list).toMatchObject({ resultType: 'complete', cacheScope: 'private' });
    expect(list?.['tools']).toHaveLength(7);
  });

  test('modern-stdio is the SDK of 2026-07-28', async () => {
    const talk = start('modern-stdio');
    talk.send('server/discover', { _meta: META }, 1);
    expect((await talk.message()).result).toMatchObject({ supportedVersions: ['2026-07-28'] });
    talk.send(
      'tools/call',
      { _meta: { ...META, progressToken: 'p' }, name: 'steps', arguments: { steps: 2 } },
      2,
    );
    expect([(await talk.message()).method, (await talk.message()).method]).toEqual(
      Array(2).fill('notifications/progress'),
    );
    expect(textOf(await talk.message())).toBe('2 steps');
    const strict = start('modern-stdio', ['--legacy=reject']);
    expect((await strict.open()).error?.code).toBe(-32022);
  });

  test('sdk1-stdio is the SDK of the handshake era', async () => {
    const talk = start('sdk1-stdio');
    expect((await talk.open()).result).toMatchObject({ protocolVersion: '2025-11-25' });
    expect(textOf(await talk.call('echo', { text: 'hi' }))).toBe('hi');
    talk.send('server/discover', { _meta: META }, 3);
    expect((await talk.message()).error?.code).toBe(-32601);
  });
});

describe('bytes and lines', () => {
  test('junk-on-stdout prints what is no message', async () => {
    const talk = start('junk-on-stdout', ['--lines=12']);
    talk.initialize();
    const lines: string[] = [];
    for (let i = 0; i < 25; i += 1) lines.push((await talk.line())!.toString());
    expect(lines.filter((line) => line === '')).toHaveLength(2);
    expect(lines.some((line) => line.includes('\u001b[32m'))).toBe(true);
    expect(JSON.parse(lines[24]!)).toMatchObject({ id: 0, result: {} });
  });

  test('no-newline ends, or stays, with an answer that has no end', async () => {
    const talk = await open('no-newline');
    talk.send('tools/call', { name: 'go' }, 1);
    await talk.exit;
    await talk.line();
    expect(JSON.parse(talk.unended)).toMatchObject({ id: 1 });
    const stays = start('no-newline', ['--at=initialize', '--then=stay']);
    stays.initialize();
    await stays.when(() => stays.unended.endsWith('}'));
    expect(stays.child.exitCode).toBeNull();
  });

  test('big-line streams its line and stays small', async () => {
    const size = 96 * 2 ** 20;
    const talk = start('big-line', ['--size=96MiB'], { keep: false });
    talk.initialize();
    await talk.when(() => talk.bytes > 0);
    const before = talk.bytes;
    talk.send('tools/call', { name: 'go' }, 1);
    await talk.when(() => talk.bytes > before + size);
    if (process.platform === 'linux') {
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${talk.child.pid}/status`, 'utf8'))?.[1];
      expect(Number(peak)).toBeLessThan(150_000);
    }
    const cut = await open('big-line', ['--size=100', '--cut', '--of=ab']);
    cut.send('tools/call', { name: 'go' }, 1);
    await cut.when(() => cut.unended.endsWith('ab'.repeat(50)));
  });

  test('invalid-utf8 sends bytes that are no text', async () => {
    const talk = await open('invalid-utf8');
    talk.send('tools/call', { name: 'go' }, 1);
    expect((await talk.line())!.length).toBe(255);
    const line = (await talk.line())!;
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(line)).toThrow();
  });

  test.each([
    ['crlf', /\}\r$/],
    ['crcrlf', /\}\r\r$/],
    ['u2028', /\}\u2028$/],
    ['lf', /\}$/],
  ])('line-ends --end=%s', async (end, shape) => {
    const talk = start('line-ends', [`--end=${end}`]);
    talk.initialize();
    expect((await talk.line())!.toString()).toMatch(shape);
  });

  test('line-ends: bare carriage returns, and byte order marks', async () => {
    const talk = start('line-ends', ['--end=cr', '--bom=first']);
    talk.initialize();
    await talk.when(() => talk.unended.endsWith('\r'));
    expect(talk.unended.startsWith('\ufeff{')).toBe(true);
    const every = start('line-ends', ['--end=lf', '--bom=every']);
    every.initialize();
    every.send('ping', undefined, 1);
    for (let i = 0; i < 2; i += 1)
      expect([...(await every.line())!.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('two-on-a-line', async () => {
    const talk = await open('two-on-a-line', ['--split']);
    talk.send('tools/call', { name: 'go' }, 1);
    expect((await talk.line())!.toString()).toMatch(/^\{.*\}\{.*"id":1.*\}$/);
    talk.send('ping', undefined, 2);
    expect((await talk.line())!.toString()).toBe('{"jsonrpc":"2.0",');
  });

  test('stderr-flood', async () => {
    const talk = await open('stderr-flood', ['--bytes=1MiB', '--how=terminal']);
    await talk.call('go');
    expect(talk.stderr.length).toBeGreaterThan(2 ** 20);
    expect(talk.stderr).toContain('\u001b]0;owned');
  });
});

describe('messages', () => {
  test.each([
    ['string', '"id":"1"'],
    ['next', '"id":2,'],
    ['null', '"id":null'],
    ['float', '"id":1.0'],
    ['unknown', '"id":"never-asked"'],
    ['missing', '{"jsonrpc":"2.0","result"'],
  ])('wrong-ids --how=%s', async (how, shape) => {
    const talk = await open('wrong-ids', [`--how=${how}`, '--then-right']);
    talk.send('tools/call', { name: 'go' }, 1);
    expect((await talk.line())!.toString()).toContain(shape);
    expect(textOf(await talk.message())).toBe('right');
  });

  test('answers-twice', async () => {
    const talk = await open('answers-twice', ['--times=3']);
    talk.send('tools/call', { name: 'go' }, 1);
    const answers = [await talk.message(), await talk.message(), await talk.message()];
    expect(answers.map((answer) => [answer.id, textOf(answer)])).toEqual(
      [1, 2, 3].map((i) => [1, `answer ${i}`]),
    );
  });

  test('duplicate-keys', async () => {
    const talk = await open('duplicate-keys');
    talk.send('tools/list', {}, 1);
    const list = (await talk.line())!.toString();
    expect(list.match(/"description"/g)).toHaveLength(2);
    expect(list).toContain('"n\\u0061me"');
    talk.send('tools/call', { name: 'go' }, 2);
    expect((await talk.line())!.toString().match(/"result"/g)).toHaveLength(2);
  });

  test('big-numbers', async () => {
    const talk = await open('big-numbers');
    talk.send('tools/call', { name: 'go' }, 1);
    expect((await talk.line())!.toString()).toContain('"id":9007199254740993');
    for (let i = 0; i < 3; i += 1) await talk.line();
    expect((await talk.line())!.toString()).toMatch(/1e400.*-0.*1{400}/);
  });

  test('extra-keys', async () => {
    const talk = start('extra-keys');
    talk.initialize();
    const line = (await talk.line())!.toString();
    expect(line.match(/"__proto__"/g)!.length).toBeGreaterThan(4);
    expect((JSON.parse(line) as { id: number }).id).toBe(0);
  });

  test.each(['mixed', 'nested', 'answers'])('batches --how=%s', async (how) => {
    const talk = await open('batches', [`--how=${how}`]);
    talk.send('tools/call', { name: 'go' }, 1);
    expect(Array.isArray(await talk.message())).toBe(true);
  });

  test('batches --how=empty', async () => {
    const talk = await open('batches', ['--how=empty']);
    talk.send('tools/call', { name: 'go' }, 1);
    expect(await talk.message()).toEqual([]);
  });

  test.each([['array'], ['object']])('deep-nesting of %s overflows a recursive writer', async (of) => {
    const talk = await open('deep-nesting', [`--of=${of}`]);
    talk.send('tools/call', { name: 'go' }, 1);
    const line = (await talk.line())!.toString();
    const depth = line.split(of === 'array' ? '[' : '{"a":').length - 1;
    expect(depth).toBeGreaterThanOrEqual(200_000);
  });

  test.each(['cycle', 'self', 'fresh', 'empty', 'huge'])('endless-pages --how=%s', async (how) => {
    const talk = await open('endless-pages', [`--how=${how}`]);
    const cursors: unknown[] = [];
    for (let i = 1; i <= 7; i += 1) {
      talk.send('tools/list', { cursor: cursors.at(-1) }, i);
      const { result } = await talk.message();
      cursors.push(result?.['nextCursor']);
      expect(result?.['tools']).toHaveLength(how === 'empty' ? 0 : 2);
    }
    expect(cursors.every((cursor) => typeof cursor === 'string')).toBe(true);
    expect(new Set(cursors).size).toBe({ cycle: 3, self: 1 }[how] ?? 7);
  });

  test('many-tools pages, fails where told, and ends with an empty cursor', async () => {
    const talk = await open('many-tools', ['--tools=7', '--page=3', '--others=2', '--empty-end']);
    const names: string[] = [];
    let cursor: unknown;
    for (let i = 1; i <= 4; i += 1) {
      talk.send('tools/list', { cursor }, i);
      const { result } = await talk.message();
      names.push(...(result?.['tools'] as { name: string }[]).map(({ name }) => name));
      cursor = result?.['nextCursor'];
    }
    expect(new Set(names).size).toBe(7);
    expect(names.slice(7)).toEqual(names.slice(0, 3));
    talk.send('resources/templates/list', {}, 5);
    expect((await talk.message()).result?.['resourceTemplates']).toHaveLength(2);
    const failing = await open('many-tools', ['--tools=7', '--page=3', '--fail-at=2', '--modern']);
    failing.send('tools/list', { cursor: '3' }, 1);
    expect((await failing.message()).error?.code).toBe(-32603);
    failing.send('tools/call', { name: 'more' }, 2);
    expect((await failing.message()).method).toBe('notifications/tools/list_changed');

    const mayGoOn = join(mkdtempSync(join(tmpdir(), 'many-tools-')), 'go-on');
    const waiting = await open('many-tools', ['--tools=7', '--page=3', `--until=${mayGoOn}`]);
    waiting.send('tools/list', {}, 1);
    expect((await waiting.message()).result?.['nextCursor']).toBe('3');
    waiting.send('tools/list', { cursor: '3' }, 2);
    const second = waiting.message();
    const hasWaited = new Promise((later) => setTimeout(later, 100, 'waited'));
    expect(await Promise.race([second, hasWaited])).toBe('waited');
    writeFileSync(mayGoOn, '');
    expect((await second).id).toBe(2);
    rmSync(dirname(mayGoOn), { recursive: true });
  });

  test.each([
    ['object', /"tools":\{"0"/],
    ['missing', /"result":\{"_meta"/],
    ['cursor', /"nextCursor":7\}/],
    ['twice', /"tools":.*"decoy".*"tools":\[/],
    ['batch', /^\[\{"jsonrpc":"2.0","id":"never-asked"/],
    ['several', /\}\s+\{"jsonrpc":"2.0","id":1/],
    ['entries', /1e400.*"description":"first","description":"second".*"__proto__"/],
  ])('odd-lists --how=%s', async (how, shape) => {
    const talk = await open('odd-lists', [`--how=${how}`]);
    talk.send('tools/list', {}, 1);
    expect((await talk.line())!.toString()).toMatch(shape);
  });

  test('odd-lists --how=bytes are no UTF-8, and JSON for the rest', async () => {
    const talk = await open('odd-lists', ['--how=bytes', '--error']);
    talk.send('prompts/list', {}, 1);
    const line = (await talk.line())!;
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(line)).toThrow();
    const { result } = JSON.parse(line.toString('utf8')) as { result: { prompts: unknown[] } };
    expect(result.prompts.length).toBeGreaterThan(10);
    const modern = start('odd-lists', ['--modern']);
    modern.send('server/discover', { _meta: META }, 1);
    expect((await modern.message()).result).toMatchObject({ resultType: 'complete' });
  });

  test('flood, at a call and at the opening', async () => {
    const talk = await open('flood', ['--count=2000', '--kind=progress']);
    talk.send('tools/call', { name: 'go' }, 1);
    let count = 0;
    while ((await talk.message()).id !== 1) count += 1;
    expect(count).toBe(2000);
    const early = await open('flood', ['--count=10', '--when=open', '--kind=changed']);
    for (let i = 0; i < 10; i += 1)
      expect((await early.message()).method).toBe('notifications/tools/list_changed');
  });

  test('asks of the client what it should not', async () => {
    const talk = await open('asks');
    talk.send('tools/call', { name: 'go' }, 1);
    const questions = await Promise.all(Array.from({ length: 6 }, () => talk.message()));
    expect(questions.map(({ method }) => method)).toEqual(
      expect.arrayContaining([
        'sampling/createMessage',
        'elicitation/create',
        'roots/list',
        'ping',
        'shell/execute',
      ]),
    );
    for (const { id } of questions)
      talk.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: { told: id } })}\n`);
    expect(textOf(await talk.message())).toContain('"told":"question-1-sampling"');
    const vanishing = await open('asks', ['--vanish', '--what=roots', '--when=open']);
    expect(
      (await vanishing.until(({ method }) => method === 'notifications/cancelled')).params,
    ).toMatchObject({ requestId: 'question-1-roots' });
  });

  test('list-changed changes what a tool is', async () => {
    const talk = await open('list-changed', ['--storm=3']);
    talk.send('tools/list', {}, 1);
    const before = JSON.stringify((await talk.message()).result);
    talk.send('tools/call', { name: 'go' }, 2);
    for (let i = 0; i < 3; i += 1)
      expect((await talk.message()).method).toBe('notifications/tools/list_changed');
    await talk.message();
    talk.send('tools/list', {}, 3);
    const after = JSON.stringify((await talk.message()).result);
    expect(before).not.toContain('id_rsa');
    expect(after).toContain('id_rsa');
  });

  test('fetches offers a fetcher, and words it anew when told', async () => {
    const talk = await open('fetches', ['--hostile']);
    const describe = async (id: number): Promise<[number, string | undefined]> => {
      talk.send('tools/list', {}, id);
      const listed = (await talk.until((message) => message.id === id)).result?.['tools'];
      const tools = listed as { name: string; description: string }[];
      return [tools.length, tools.find(({ name }) => name === 'fetch')?.description];
    };
    const before = await describe(1);
    talk.send('tools/call', { name: 'reword' }, 2);
    expect((await talk.message()).method).toBe('notifications/tools/list_changed');
    const after = await describe(3);
    expect(before[0]).toBe(4);
    expect(after[1]).toBe(`${before[1]} Version 2.`);
  });

  test.each([[[]], [['--log']]])(
    'holds-database answers with one word, whatever came of it %j',
    async (more) => {
      const talk = await open('holds-database', more);
      for (const [id, title] of [
        [1, 'note 1'],
        [2, "'"],
      ] as const) {
        talk.send('tools/call', { name: 'mark_note', arguments: { title } }, id);
        expect((await talk.message()).result).toEqual({ content: [{ type: 'text', text: 'done' }] });
      }
    },
  );

  test.each([[[]], [['--reach']]])('evaluates works out what it is given %j', async (more) => {
    const talk = await open('evaluates', more);
    talk.send('tools/call', { name: 'evaluate', arguments: { expression: '2*21' } }, 1);
    expect((await talk.message()).result).toEqual({ content: [{ type: 'text', text: '42' }] });
  });

  test('hostile-strings fill every field', async () => {
    const all = vectors();
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    const talk = await open('hostile-strings', ['--canary=http://127.0.0.1:1']);
    talk.send('tools/list', {}, 1);
    const tools = (await talk.message()).result?.['tools'] as { name: string }[];
    const names = vectors('http://127.0.0.1:1').map(({ text }) => text);
    expect(tools.slice(5).map(({ name }) => name)).toEqual(names);
    await talk.call('tell_all', {}, 2);
    await talk.call('ask_all', {}, 3);
    await talk.call('print_all', {}, 4);
    expect((await talk.call('say_error', {}, 5)).error?.message).toContain('<script>');
    expect((await talk.call('say_all', {}, 6)).result?.['content']).toHaveLength(all.length * 6);
    expect(talk.stderr).toContain('\u001b]52;c;');
  });
});

describe('time and processes', timeAndProcesses);

describe('crafted calls', craftedCalls);

test('every stdio server here was started by a test above', () => {
  const folders = readdirSync(servers).filter((name) => existsSync(join(servers, name, 'index.mjs')));
  const stdio = folders.filter((name) => {
    const source = readFileSync(join(servers, name, 'index.mjs'), 'utf8');
    return !/'(\.\.\/http\.mjs|\.\.\/modern\.mjs|node:http|node:net)'/.test(source);
  });
  expect(stdio.filter((name) => !started.has(name))).toEqual([]);
});
