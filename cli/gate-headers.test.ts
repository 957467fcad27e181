// Headers of a real HTTP server, pinned and verified by the command.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { HttpServer } from '../test/contracts/turning-faces.ts';
import { serverPath } from '../test/stdio-servers.ts';

vi.setConfig({ testTimeout: 90_000 });

const built = mkdtempSync(join(tmpdir(), 'gate-headers-'));
let cli: string;
let folder: string;
let servers: HttpServer[] = [];

beforeAll(async () => {
  cli = await buildCli(join(built, 'dist'));
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-headers-run-'));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.end()));
  servers = [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function served(...more: string[]): Promise<string> {
  const args = ['--scenario', 'headers-loosened', ...more];
  const server = await HttpServer.start({ args, env: { PATH: process.env['PATH'] ?? '' } });
  servers.push(server);
  return server.url;
}

async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: join(folder, 'share') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

const lockPath = (): string => join(folder, 'mcp-sec.lock.json');

describe.each(['handshake', 'modern'])('headers of answers in the era %s', (era) => {
  it('that guard less are told, and fail; the twin is silent', async () => {
    const url = await served('--era', era, '--after', '100');
    const pinned = await run('pin', '--name', 'one', url);
    expect(pinned).toMatchObject({ code: 0, err: '' });
    const lock = readFileSync(lockPath(), 'utf8');
    expect(lock).toContain('"set-cookie": "seen; httponly; path=/; samesite=strict; secure"');
    expect(lock).not.toMatch(/seen=1|"date"|session-id/i);
    expect(await run('verify', '--name', 'one', url)).toMatchObject({ code: 0, err: '' });

    const twin = await run('verify', '--name', 'one', await served('--era', era, '--honest', '--turned'));
    expect(twin).toMatchObject({ code: 0, err: '' });
    expect(twin.out).toMatch(/^one: as pinned \(\d+ items, approved here\)\n$/);

    const turned = await run('verify', '--name', 'one', await served('--era', era, '--turned'));
    expect(turned.code).toBe(1);
    expect(turned.out).toMatch(/^one: NOT as pinned, worst medium; /);
    for (const line of [
      'medium   header-weakened: Any web page may read its answers now: access-control-allow-origin was “https://lengths.example” and is “*”.',
      'low      header-weakened: Browsers are told to keep to HTTPS for a shorter time: strict-transport-security was “includesubdomains; max-age=31536000” and is “max-age=60”.',
      'medium   header-weakened: The cookie “seen” may be sent without encryption and may be read by scripts:',
    ])
      expect(turned.out).toContain(line);
    expect(turned.out.match(/header-/g)).toHaveLength(3);
    const sarif = JSON.parse(
      (await run('verify', '--name', 'one', '--format', 'sarif', await served('--era', era, '--turned'))).out,
    ) as { runs: [{ results: { ruleId: string }[] }] };
    expect(sarif.runs[0].results.filter(({ ruleId }) => ruleId === 'header-weakened')).toHaveLength(3);
  });
});

it('a lock file from before, or of a process, knows of no headers and says nothing of them', async () => {
  const url = await served('--after', '100');
  await run('pin', '--name', 'one', url);
  const lock = readFileSync(lockPath(), 'utf8');
  const older = lock.replace(/ {8},"headers": \{[^}]*\}\n/, '');
  expect(older.length).toBeLessThan(lock.length - 200);
  writeFileSync(lockPath(), older);
  expect((await run('verify', '--name', 'one', await served('--turned'))).code).toBe(0);
  await run(
    'pin',
    '--name',
    'two',
    '--',
    process.execPath,
    serverPath('turning'),
    '--scenario',
    'title-only',
  );
  expect(readFileSync(lockPath(), 'utf8')).not.toContain('headers');
});
