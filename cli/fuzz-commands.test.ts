import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Headless } from '../bridge/index.ts';
import type { FuzzFinding, FuzzReport, FuzzRequest } from '../protocol/fuzz.ts';
import { buildCli } from '../test/build-cli.ts';
import { fuzzServer, openDoor } from '../test/fuzz/measured-server.ts';
import { root } from '../scripts/sources.mjs';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-commands-'));
let door: Headless;
beforeAll(async () => {
  const cli = await buildCli(join(folder, 'dist'));
  const own = join(folder, 'bin', 'mcp-sec-inspect');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(own, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(own, 0o755);
  door = await openDoor(folder);
}, 60_000);
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** As a person pastes it. */
async function pasted(command: string): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder };
  const child = spawn('sh', ['-c', command], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (ran.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (ran.err += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...ran };
}

async function findings(
  name: string,
  args: string[],
  more: Partial<FuzzRequest>,
): Promise<readonly FuzzFinding[]> {
  const own = join(folder, name);
  for (const part of ['root', 'home']) mkdirSync(join(own, part), { recursive: true });
  const words = [...args, '--root', join(own, 'root'), '--home', join(own, 'home')];
  const server = { name, command: process.execPath, args: words };
  return (await fuzzServer(door, server, own, { seed: 11, budget: 60, timeout: 2000, ...more })).findings;
}

describe.skipIf(process.platform === 'win32')(
  'the command of a finding, pasted into a shell, shows it again',
  () => {
    test.each([
      ['prompt', 'sum_up', 'prompt-arguments', 'path-traversal', 'sum_up'],
      ['prompt', 'explain', 'completion', 'command-injection', 'completion of note in explain'],
      ['template', 'notes://{name}', 'uri-read', 'uri-read', 'notes://{name}'],
      [
        'resource',
        'app://files?name=readme.txt&as=text',
        'uri-read',
        'uri-read',
        'app://files?name=readme.txt&as=text',
      ],
    ] as const)(
      'of the %s %s of %s',
      async (kind, name, family, strategy, subject) => {
        const folderOf = `${family} ${kind}`;
        const args = [join(root, 'test/servers/vulnerable/server.mjs'), family];
        const more = { only: [{ kind, name }], strategies: [strategy] };
        const all = await findings(folderOf, args, more);
        const finding = all.find((one) => one.subject === subject);
        const ran = await pasted(
          finding?.command.replace('fuzz ', 'fuzz --format json --data-dir data ') ??
            `echo ${JSON.stringify(all)}`,
        );
        if (ran.out === '') throw new Error(ran.err);
        const { findings: again } = JSON.parse(ran.out) as FuzzReport;
        expect(again.map(({ id, n }) => [id, n])).toEqual([[finding?.id, finding?.n]]);
      },
      90_000,
    );

    test('of a message that was marked by hand', async () => {
      const text =
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"seed"}}}';
      const from = text.indexOf('"seed"');
      const mark = { from, to: from + '"seed"'.length, as: 'raw' as const, list: 0, transforms: [] };
      // One that ends the server, with signs that a shell would act upon.
      const deadly = '{"toString":"$(id) `id` \'!\'","valueOf":1}';
      const [finding] = await findings('marked', [serverPath('echo')], {
        only: [{ kind: 'tool', name: 'echo' }],
        marked: {
          text,
          how: { rpcId: 'next', meta: 'fill' },
          marks: [mark],
          lists: [{ kind: 'values', name: 'mine', values: [deadly] }],
          mode: 'sniper',
        },
      });
      expect(finding!.oracle).toBe('crash');
      const ran = await pasted(finding!.command.replace('send ', 'send --data-dir data --json '));
      // The server is gone behind it, as it was in the run; a message that harms nothing is answered.
      expect(ran.code).toBe(1);
      expect(ran.out + ran.err).toMatch(/ended|closed|gone/i);
      const harmless = finding!.command.replace(/"toString":[^}]*/, '"a":1');
      expect((await pasted(harmless.replace('send ', 'send --data-dir data '))).code).toBe(0);
    }, 90_000);
  },
);
