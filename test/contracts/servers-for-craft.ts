import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../servers/real-http.ts';
import { open, textOf } from './talking.ts';

/** Called by servers.test.ts, which also sees to it that no server was left out. */
export function craftedCalls(): void {
  test('echo-bytes keeps what it is sent, and answers past what it cannot read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'echo-bytes-'));
    try {
      const to = join(folder, 'in');
      const talk = await open('echo-bytes', [`--to=${to}`]);
      talk.child.stdin.write(Buffer.from([0xff, 0x00, 0x0a]));
      expect(textOf(await talk.call('go', { a: 1 }))).toBe('{"a":1}');
      expect(readFileSync(to).includes(Buffer.from([0xff, 0x00, 0x0a, 0x7b]))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const short = await open('echo-bytes', ['--ends-after=2000']);
    short.child.stdin.write('x'.repeat(2000));
    expect(await short.exit).toEqual([3, null]);
  });

  test('echo-bytes-http answers a request that is none with what it read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'echo-bytes-'));
    const server = await startServer('echo-bytes-http', [`--to=${folder}`]);
    try {
      const sent = Buffer.from('P\u0000ST /\nno colon\n\n\u00ff', 'latin1');
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(sent));
        let read = '';
        socket.setEncoding('latin1').on('data', (text) => (read += String(text)));
        socket.on('error', reject).on('close', () => resolve(read));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(answer).toContain(sent.toString('hex'));
      expect(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toEqual([sent]);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('hands-out refuses a handle of another process, and turns with its version', async () => {
    const handleOf = async (talk: Awaited<ReturnType<typeof open>>) =>
      (await talk.call('open')).result?.['structuredContent'] as { handle: string };
    const [one, other] = [await open('hands-out'), await open('hands-out', ['--version=2'])];
    const { handle } = await handleOf(one);
    expect(textOf(await one.call('use', { handle }))).toBe('Used as nobody.');
    expect((await handleOf(other)).handle).not.toBe(handle);
    expect(await other.call('use', { handle })).toMatchObject({ result: { isError: true } });
    expect([textOf(await one.call('tell')), textOf(await other.call('tell'))]).toEqual([
      'It is red.',
      'It is blue.',
    ]);
  });

  test.each([
    ['mixes up', [], ['b', 'b']],
    ['keeps apart', ['--honest'], ['a', 'b']],
    ['swaps', ['--swaps'], ['b', 'a']],
  ])('mixes-up %s what two calls at once are about', async (_, args, words) => {
    const talk = await open('mixes-up', args);
    for (const [id, word] of ['a', 'b'].entries())
      talk.send('tools/call', { name: 'say', arguments: { word } }, id + 1);
    const answers = [await talk.message(), await talk.message()].sort((a, b) => Number(a.id) - Number(b.id));
    expect(answers.map(textOf)).toEqual(words);
  });
}
