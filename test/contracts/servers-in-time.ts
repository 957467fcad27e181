import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { META, open, start, textOf } from './talking.ts';

const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

/** Called by servers.test.ts, which also sees to it that no server was left out. */
export function timeAndProcesses(): void {
  test('exits-at-initialize says why on stderr', async () => {
    const talk = start('exits-at-initialize', ['--code=7']);
    talk.initialize();
    expect(await talk.exit).toEqual([7, null]);
    expect(await talk.line()).toBeUndefined();
    expect(talk.stderr).toContain('API_KEY');
  });

  test('exits-on-probe, but works with the handshake', async () => {
    const probed = start('exits-on-probe');
    probed.send('server/discover', { _meta: META }, 1);
    expect(await probed.exit).toEqual([1, null]);
    const talk = await open('exits-on-probe');
    expect(textOf(await talk.call('go'))).toBe('done');
  });

  test('never-answers the one thing', async () => {
    const talk = await open('never-answers', ['--to=tools/call']);
    talk.send('tools/call', { name: 'go' }, 1);
    talk.send('ping', undefined, 2);
    expect((await talk.message()).id).toBe(2);
    const deaf = start('never-answers', ['--deaf']);
    await new Promise<void>((full) => deaf.child.stdin.write('x'.repeat(2 ** 20)) || full());
    expect(deaf.child.stdin.writableNeedDrain).toBe(true);
  });

  test('slow reports progress and answers late', async () => {
    const talk = await open('slow', ['--ms=300', '--progress=2']);
    const began = performance.now();
    talk.send('tools/call', { name: 'go', _meta: { progressToken: 't' } }, 1);
    talk.send('ping', undefined, 2);
    expect((await talk.message()).id).toBe(2);
    expect([(await talk.message()).method, (await talk.message()).method]).toEqual(
      Array(2).fill('notifications/progress'),
    );
    expect((await talk.message()).id).toBe(1);
    expect(performance.now() - began).toBeGreaterThan(250);
  });

  test('hides-text hides what it says from the eye, and nothing else', async () => {
    const talk = await open('hides-text');
    talk.send('tools/list', {}, 'list');
    const { result } = await talk.until(({ id }) => id === 'list');
    expect(JSON.stringify(result).match(/\u{e0043}/gu)).toHaveLength(1);
  });

  test('says-bytes tells every line it read as it came, and stops reading when told', async () => {
    const talk = await open('says-bytes', ['--reads=2']);
    const lines = ['{"id":1e400, "a":1.0}\r', 'no \u0000 JSON'];
    for (const line of lines) talk.child.stdin.write(`${line}\n`);
    const data = async (): Promise<unknown> => (await talk.message()).params?.['data'];
    expect(await data()).toBe(Buffer.from(lines[0]!).toString('base64'));
    expect(String(await talk.line())).toBe(
      '{"jsonrpc":"2.0","id":1e400,"result":{"content":[{"type":"text","text":"read"}]}}',
    );
    expect(await data()).toBe(Buffer.from(lines[1]!).toString('base64'));
    await new Promise<void>((full) => talk.child.stdin.write('x'.repeat(2 ** 20)) || full());
    expect(talk.child.stdin.writableNeedDrain).toBe(true);
  });

  test('says-back says what it is told, word for word', async () => {
    const talk = await open('says-back');
    talk.send('tools/call', { name: 'say', arguments: { result: '{"n": 1.0,"n":1e400}' } }, 1);
    expect(String(await talk.line())).toBe('{"jsonrpc":"2.0","id":1,"result":{"n": 1.0,"n":1e400}}');
    talk.send('tools/call', { name: 'refuse', arguments: { error: '[]' } }, 2);
    expect(String(await talk.line())).toBe('{"jsonrpc":"2.0","id":2,"error":[]}');
    talk.send('resources/read', { uri: 'say:{"contents":7}' }, 3);
    expect(String(await talk.line())).toBe('{"jsonrpc":"2.0","id":3,"result":{"contents":7}}');
    const slow = { name: 'slowly', arguments: { ms: 20, steps: 1 }, _meta: { progressToken: 't' } };
    talk.send('tools/call', slow, 4);
    expect((await talk.message()).method).toBe('notifications/message');
    expect((await talk.message()).method).toBe('notifications/progress');
    expect(textOf(await talk.message())).toBe('done slowly');
  });

  test('late-after-cancel answers what was cancelled', async () => {
    const talk = await open('late-after-cancel');
    talk.send('tools/call', { name: 'go' }, 1);
    talk.send('ping', undefined, 2);
    expect((await talk.message()).id).toBe(2);
    talk.send('notifications/cancelled', { requestId: 1 });
    expect(textOf(await talk.message())).toBe('too late');
  });

  test('reads-env tells what it was given', async () => {
    const talk = await open('reads-env', ['--show=SECRET'], { env: { SECRET: 'swordfish' } });
    const told = JSON.parse(textOf(await talk.call('go'))) as { names: string[]; values: object };
    expect(told.names).toContain('SECRET');
    expect(told.values).toEqual({ SECRET: 'swordfish' });
  });

  test.runIf(process.platform !== 'win32')('will-not-die but by SIGKILL', async () => {
    const talk = await open('will-not-die');
    talk.child.stdin.end();
    talk.child.kill('SIGTERM');
    talk.child.kill('SIGINT');
    await expect(
      Promise.race([talk.exit, new Promise((stays) => setTimeout(stays, 300, 'stays'))]),
    ).resolves.toBe('stays');
    talk.child.kill('SIGKILL');
    expect((await talk.exit)[1]).toBe('SIGKILL');
  });

  test.runIf(process.platform === 'linux')('grandchildren outlive their server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grandchildren-'));
    const file = join(folder, 'pids');
    const talk = await open('grandchildren', [`--pids=${file}`, '--seconds=30']);
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    rmSync(folder, { recursive: true });
    expect(pids).toHaveLength(3);
    talk.child.stdin.end();
    await talk.exit;
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  });
}
