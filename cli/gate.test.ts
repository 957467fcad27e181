import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { readSarif } from '../test/sarif.ts';
import { serverPath } from '../test/stdio-servers.ts';

vi.setConfig({ testTimeout: 180_000, maxConcurrency: 4 });

const require = createRequire(import.meta.url);
const everything = (name: string): string[] => [process.execPath, require.resolve(`${name}/dist/index.js`)];
const built = mkdtempSync(join(tmpdir(), 'gate-'));
let cli: string;

beforeAll(async () => {
  cli = await buildCli(join(built, 'dist'));
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const folders = new AsyncLocalStorage<string>();
/** That of the test which asks. */
const folder = (): string => folders.getStore()!;

/** In a folder of its own, so that several go on at a time: a run waits more than it works. */
async function apart(body: () => Promise<void>): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'gate-run-'));
  await folders
    .run(own, body)
    .finally(() => rmSync(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
}
const proves = (name: string, body: () => Promise<void>): void => it.concurrent(name, () => apart(body));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

async function run(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder(),
    env: { PATH: process.env['PATH'], HOME: folder(), XDG_DATA_HOME: join(folder(), 'share') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  for (const bytes of [out, err]) expectHarmless(Buffer.concat(bytes));
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

/** No byte a terminal acts on, nothing unseen, no command of a CI system. */
function expectHarmless(bytes: Buffer): void {
  for (const byte of [0x00, 0x07, 0x08, 0x0d, 0x1b, 0x7f]) expect(bytes.includes(byte)).toBe(false);
  const text = bytes.toString();
  expect(text).not.toMatch(
    /[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u,
  );
  expect(text).not.toMatch(/^\s*::|##\[/m);
}

const turning = (scenario: string, ...more: string[]): string[] => [
  process.execPath,
  serverPath('turning'),
  '--scenario',
  scenario,
  ...more,
];
const lockPath = (): string => join(folder(), 'mcp-sec.lock.json');
const lockText = (): string => readFileSync(lockPath(), 'utf8');
const pin = (command: string[], name = 'one'): Promise<Ended> => run('pin', '--name', name, '--', ...command);
const verify = (command: string[], ...options: string[]): Promise<Ended> =>
  run('verify', '--name', 'one', ...options, '--', ...command);

/** A server whose tools come on two pages; what it does instead of sending the second one is up to it. */
function pagedServer(second: string): string[] {
  const path = join(folder(), 'paged.mjs');
  writeFileSync(
    path,
    `let rest = '';
     const say = (id, more) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, ...more }) + '\\n');
     process.stdin.setEncoding('utf8').on('data', (text) => {
       const lines = (rest + text).split('\\n');
       rest = lines.pop();
       for (const line of lines) {
         const { id, method, params } = JSON.parse(line);
         if (id === undefined) continue;
         if (method === 'initialize')
           say(id, { result: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'p', version: '1' } } });
         else if (method !== 'tools/list') say(id, { error: { code: -32601, message: 'no' } });
         else if (params?.cursor === undefined)
           say(id, { result: { tools: [{ name: 'first', inputSchema: { type: 'object' } }], nextCursor: '2' } });
         else { ${second} }
       }
     });`,
  );
  return [process.execPath, path];
}
const WHOLE = `say(id, { result: { tools: [{ name: 'last', inputSchema: { type: 'object' } }] } });`;

describe('pin and verify', () => {
  proves('is silent while nothing changes, and says what has', async () => {
    const first = await pin(turning('description-after-calls'));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^one: pinned for the first time, \d+ items \(.*4 tools/);
    const pinned = lockText();
    const same = await verify(turning('description-after-calls'));
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(/^one: as pinned \(\d+ items, approved here\)\n$/);

    const turned = await verify(turning('description-after-calls', '--turned'));
    expect(turned.code).toBe(1);
    expect(turned.out).toMatch(/^one: NOT as pinned, worst critical; /);
    const line = pinned.split('\n').findIndex((one) => one.includes('"name": "convert_length"')) + 1;
    expect(turned.out).toMatch(
      new RegExp(
        `^ {2}tools convert_length {3}mcp-sec\\.lock\\.json:${line}\\n {4}critical new-finding: `,
        'm',
      ),
    );
    expect(turned.out).toMatch(
      /^ {4}medium +reworded: The description of tool “convert_length”.*\n +was ".*\n +now "/m,
    );
    expect(turned.out).toMatch(/high +same-version: /);
    expect(lockText()).toBe(pinned);

    // Of another installation the approvals are only claims of the file.
    rmSync(join(folder(), 'share'), { recursive: true });
    expect((await verify(turning('description-after-calls'))).out).toMatch(/approved in file\)\n$/);
    const again = await pin(turning('description-after-calls', '--turned'));
    expect(again.out).toMatch(
      /^one: pinned again, 0 added, 2 changed, 0 removed, \d+ as before\n {2}tools convert_length\n/,
    );
    expect((await verify(turning('description-after-calls', '--turned'))).out).toMatch(
      /\(\d+ items, \d approved here, the others in file\)/,
    );
  });

  proves('takes over what was approved in the page, and approves nothing else', async () => {
    const server = turning('description-after-calls');
    expect((await run('pin', '--approved', '--name', 'one', '--', ...server)).out).toMatch(
      /\n {2}not approved, and a reason for verify to fail: (\d+) of \1 items\n/,
    );
    expect((await verify(server)).code).toBe(1);
    const { hash } = /"name": "round_length", "nth": 1,\n *"hash": "(?<hash>\w+)"/.exec(lockText())!.groups!;
    const wording = { section: 'tools', name: 'round_length', nth: 1, hash, note: '', at: 0 };
    const decide = (decision: string): void => {
      const share = join(folder(), 'share');
      const baselines = join(share, readdirSync(share)[0]!, 'baselines');
      mkdirSync(baselines, { recursive: true, mode: 0o700 });
      const file = { version: 1, target: 'one', revision: 1, decided: [{ ...wording, decision }] };
      writeFileSync(
        join(baselines, `${createHash('sha256').update('one').digest('hex').slice(0, 32)}.json`),
        JSON.stringify(file),
        { mode: 0o600 },
      );
    };
    decide('approved');
    const pinned = await run('pin', '--approved', '--name', 'one', '--', ...server);
    expect(pinned.out).not.toContain('tools round_length');
    expect(lockText()).toMatch(/"hash": "\w+",\n *"approved": \{ "by": "[\w-]{43}", "at": "1970-01-01" \}/);
    expect((await verify(server)).out).not.toContain('tools round_length');
    decide('rejected');
    const again = await run('pin', '--approved', '--name', 'one', '--', ...server);
    expect(again.out).toContain('tools round_length');
    expect((await verify(server)).out).toMatch(/tools round_length[^]*not-approved/);
    // Without the word, whoever pins stands behind all of it.
    await pin(server);
    expect((await verify(server)).code).toBe(0);
    expect(await run('verify', '--approved', '--name', 'one', '--', ...server)).toMatchObject({ code: 2 });
  });

  proves('does not mind another order', async () => {
    await pin(turning('order-shuffled'));
    const shuffled = await verify(turning('order-shuffled', '--turned'), '--fail-on', 'info');
    expect(shuffled).toMatchObject({ code: 0, err: '' });
    expect(shuffled.out.split('\n')).toHaveLength(2);
  });

  proves('asks for what is new to be reviewed, unless new things are allowed', async () => {
    await pin(turning('change-unsaid'));
    const more = turning('change-unsaid', '--turned');
    expect((await verify(more, '--fail-on', 'critical')).code).toBe(1);
    const allowed = await verify(more, '--allow-new');
    expect(allowed).toMatchObject({ code: 0 });
    expect(allowed.out).toMatch(/^one: nothing that fails, worst medium; /);
    expect((await verify(turning('title-only', '--turned'), '--fail-on', 'medium', '--allow-new')).code).toBe(
      1,
    );
  });

  proves('fails from the severity that was asked for on', async () => {
    await pin(turning('version-bump'));
    const bumped = turning('version-bump', '--turned');
    expect((await verify(bumped)).code).toBe(1);
    expect((await verify(bumped, '--fail-on', 'high')).code).toBe(0);
  });

  proves('keeps other targets, byte for byte, and takes several at once', async () => {
    await pin(turning('title-only'), 'two');
    const before = lockText();
    await pin(turning('icon-only'), 'one');
    expect(lockText()).toContain(before.slice(before.indexOf('"two"'), before.lastIndexOf('      ]')));
    writeFileSync(
      join(folder(), 'servers.json'),
      JSON.stringify({
        mcpServers: Object.fromEntries(
          ['icon-only', 'hint-flip'].map((name) => [
            name,
            { command: process.execPath, args: turning(name).slice(1) },
          ]),
        ),
      }),
    );
    const all = await run('pin', '--yes', '--lock', 'all.json', '--config', 'servers.json');
    expect(all.code).toBe(0);
    expect(all.out.match(/pinned for the first time/g)).toHaveLength(2);
    const both = await run('verify', '--yes', '--lock', 'all.json', '--config', 'servers.json');
    expect(both).toMatchObject({ code: 0 });
    expect(both.out.split('\n')).toHaveLength(3);
  });

  proves('asks as it was asked when it was pinned', async () => {
    await run('pin', '--revision', '2026-07-28', '--name', 'one', '--', ...turning('handshake-only'));
    expect(lockText()).toContain('"era": "modern"');
    expect((await verify(turning('handshake-only'))).code).toBe(0);
    const other = await verify(turning('handshake-only'), '--revision', '2025-11-25');
    expect(other.code).toBe(1);
    expect(other.out).toMatch(/asked-otherwise: It was asked in another era/);
  });
});

describe('what cannot be checked', () => {
  proves('a target that was never pinned fails without being started', async () => {
    await pin(turning('title-only'), 'other');
    const missing = await verify(['node', 'no-such-script.js']);
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.out).toMatch(/^one: not in the lock file\n.*missing-target/);
  });

  proves('no lock file, and a server that ends at once', async () => {
    expect(await verify(turning('title-only'))).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('There is no lock file') as unknown,
    });
    expect(await pin([process.execPath, '-e', '0'])).toMatchObject({ code: 2, out: '' });
    expect(readdirSync(folder())).not.toContain('mcp-sec.lock.json');
    await pin(turning('title-only'));
    const ended = await verify([process.execPath, '-e', '0']);
    expect(ended.code).toBe(2);
    expect(ended.out).toMatch(/^one: not checked: /);
  });

  proves('a list that fails half way: never written, and never taken for removed', async () => {
    expect((await pin(pagedServer(WHOLE))).code).toBe(0);
    const before = lockText();
    for (const second of [
      `say(id, { error: { code: -32603, message: 'later' } });`,
      `say(id, { result: { tools: [], nextCursor: '2' } });`,
      'process.exit(0);',
    ]) {
      expect(await verify(pagedServer(second))).toMatchObject({ code: 2 });
      expect(await pin(pagedServer(second))).toMatchObject({ code: 2, out: '' });
      expect(lockText()).toBe(before);
    }
    expect((await verify(pagedServer(WHOLE))).code).toBe(0);
    const changed = await verify(pagedServer(WHOLE.replace("name: 'last'", "name: 'last', title: 'x'")));
    expect(changed.code).toBe(1);
  });

  proves('a lock file that was tampered with, merged, or is newer', async () => {
    await pin(turning('title-only'));
    const good = lockText();
    writeFileSync(lockPath(), good.replace(/("description": ")/, '$1Really: '));
    const tampered = await verify(turning('title-only'));
    expect(tampered.code).toBe(1);
    expect(tampered.out).toMatch(/high +tampered: /);
    expect(tampered.out).not.toMatch(/added: /);
    expect(await pin(turning('icon-only'), 'two')).toMatchObject({ code: 2 });
    writeFileSync(lockPath(), good.replace(/"approved".*\n/, ''));
    expect((await verify(turning('title-only'))).out).toMatch(/medium +not-approved: /);
    writeFileSync(lockPath(), `<<<<<<< a\n${good}`);
    expect(await verify(turning('title-only'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('line 1 is a mark') as unknown,
    });
    writeFileSync(lockPath(), good.replace('lock/1', 'lock/2'));
    expect(await pin(turning('title-only'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('format 2') as unknown,
    });
    expect(lockText()).toContain('lock/2');
  });

  it.concurrent.each<[string[], RegExp]>([
    [['verify'], /verify needs a target/],
    [['verify', '--fail-on', 'bad', 'x'], /--fail-on bad: that is no severity/],
    [['verify', '--format', 'xml', 'x'], /--format xml: that is no format/],
    [['pin', '--allow-new', 'x'], /--allow-new belongs to verify/],
    [['pin', '--name', 'n', 'a', 'b'], /--name is for one target/],
    [['list', '--lock', 'f', 'x'], /--lock belongs to "pin" or "verify"/],
    [['--format', 'text', 'x'], /--format belongs to "pin" or "verify"/],
    [['verify', '--json', 'x'], /--json is not for verify/],
  ])('%s', (args, wanted) =>
    apart(async () => {
      const ended = await run(...args);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toMatch(wanted);
    }),
  );
});

describe('reports', () => {
  proves('SARIF that is valid, and opens at the block of the item', async () => {
    await pin(turning('description-after-calls'));
    const clean = await verify(turning('description-after-calls'), '--format', 'sarif');
    expect(clean.code).toBe(0);
    expect(readSarif(clean.out)).toMatchObject({
      results: [],
      invocations: [{ exitCode: 0, executionSuccessful: true }],
    });
    const turned = await verify(turning('description-after-calls', '--turned'), '--format', 'sarif');
    expect(turned.code).toBe(1);
    const { tool, results, invocations } = readSarif(turned.out);
    expect(invocations).toMatchObject([{ exitCode: 1, executionSuccessful: true }]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    const found = results.find(({ ruleId }) => ruleId === 'reworded')!;
    expect(found).toMatchObject({ level: 'warning' });
    expect(found.message.text).toMatch(
      /^one, tools convert_length: The description of tool “convert_length”.* Was: ".*Now: "/,
    );
    const { artifactLocation, region } = found.locations[0]!.physicalLocation;
    expect(artifactLocation).toMatchObject({ uri: 'mcp-sec.lock.json', uriBaseId: '%SRCROOT%' });
    expect(lockText().split('\n')[region.startLine - 1]).toContain('"name": "convert_length"');
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['mcpSecChange/v1']);
    expect(new Set(prints).size).toBe(results.length);

    const unchecked = await verify([process.execPath, '-e', '0'], '--format', 'sarif');
    expect(unchecked.code).toBe(2);
    expect(readSarif(unchecked.out).invocations).toMatchObject([{ exitCode: 2, executionSuccessful: false }]);
    const json = await verify(turning('description-after-calls', '--turned'), '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({
      exit: 1,
      lock: 'mcp-sec.lock.json',
      targets: [{ target: 'one' }],
    });
  });

  proves('JUnit with a test case for each item', async () => {
    await pin(turning('hint-flip'));
    const items = lockText().match(/"nth":/g)!.length;
    const { code, out } = await verify(turning('hint-flip', '--turned'), '--format', 'junit');
    expect(code).toBe(1);
    expect(out).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites/);
    expect(out).toContain(`<testsuite name="one" tests="${items}" failures="2" errors="0"`);
    expect(out.match(/<testcase /g)).toHaveLength(items);
    expect(out).toMatch(/<failure type="hint-weakened" message="high: /);
    const unchecked = await verify([process.execPath, '-e', '0'], '--format', 'junit');
    expect(unchecked.out).toMatch(/tests="1" failures="0" errors="1"/);
  });

  proves('nothing a server says gets out of them', async () => {
    // One in four of its texts: each is in every field of every kind of item, and an item takes its time.
    const some = Array.from({ length: 90 }, (_, at) => at * 4).join();
    const hostile = [process.execPath, serverPath('hostile-strings'), `--only=${some}`];
    expect(await pin(hostile)).toMatchObject({ code: 0 });
    expectHarmless(readFileSync(lockPath()));
    expect((await verify(hostile)).code).toBe(0);
    for (const format of ['text', 'json', 'sarif', 'junit']) {
      const { code, out } = await verify(turning('title-only'), '--format', format);
      expect(code, format).toBe(1);
      if (format === 'json') JSON.parse(out);
      if (format === 'sarif')
        for (const { message } of readSarif(out).results) expect(message.text).not.toMatch(/\]\(|\{\d/);
      if (format === 'junit')
        expect(
          out.replace(/<\/?(testsuites?|testcase|failure|system-out|error)\b[^<>]*>|<\?xml[^<>]*>/g, ''),
        ).not.toMatch(/[<>]/);
    }
  });
});

describe('real servers', () => {
  proves('the same version is silent ten times', async () => {
    const [command, ...args] = everything('@modelcontextprotocol/server-everything');
    expect((await pin([command!, ...args], 'time-0')).code).toBe(0);
    const names = Array.from({ length: 10 }, (_, at) => `time-${at}`);
    const lock = JSON.parse(lockText()) as { targets: Record<string, unknown> };
    lock.targets = Object.fromEntries(names.map((name) => [name, lock.targets['time-0']]));
    writeFileSync(lockPath(), JSON.stringify(lock));
    const mcpServers = Object.fromEntries(names.map((name) => [name, { command, args }]));
    writeFileSync(join(folder(), 'servers.json'), JSON.stringify({ mcpServers }));
    // What would be started is shown all the same, so only standard output is silent.
    const { code, out } = await run('verify', '--yes', '--config', 'servers.json');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    const said = new Set(lines.map((line) => line.replace(/^time-\d: /, '')));
    // An approval is marked for the target it was given for: of the copies it stands in the file only.
    expect([...said]).toEqual([
      expect.stringMatching(/^as pinned \(\d+ items, approved here\)$/),
      expect.stringMatching(/^as pinned \(\d+ items, approved in file\)$/),
    ]);
  });

  proves('says of an upgrade of the filesystem server what it brought', async () => {
    await pin([...everything('server-filesystem-old'), folder()]);
    expect((await verify([...everything('server-filesystem-old'), folder()])).code).toBe(0);
    const { code, out } = await verify([...everything('@modelcontextprotocol/server-filesystem'), folder()]);
    expect(code).toBe(1);
    expect(out).toMatch(/^one: NOT as pinned, worst high; 2 of 17 items unchanged\n/);
    // It really calls itself 0.2.0 in both.
    expect(out).toContain(
      'high     same-version: The server still says it is version “0.2.0”, and 14 of what it offers are not the same.',
    );
    expect(out).toMatch(
      /tools move_file .*\n +high +hint-weakened: Tool “move_file” no longer says that it destroys nothing \(destructiveHint: false → true\)\./,
    );
    expect(out).toMatch(
      /tools read_media_file .*\n +medium +reworded: .*\n +was "Read an image or audio file\..*\n +now "Read a file and return it as/,
    );
    expect(out.match(/openWorldHint: absent → false/g)).toHaveLength(14);
    expect(out).not.toMatch(/critical|new-finding|added:|removed: Tool|renamed/);
  });

  proves('says of an upgrade of the everything server what it brought', async () => {
    await pin(everything('server-everything-old'));
    const { code, out } = await verify(everything('@modelcontextprotocol/server-everything'));
    expect(code).toBe(1);
    expect(out).toMatch(/^one: NOT as pinned, worst \w+; 1 of 121 items unchanged\n/);
    expect(out).toContain('version-changed: The server says it is version “2.0.0”; it was “1.0.0”.');
    for (const [was, now] of [
      ['printEnv', 'get-env'],
      ['annotatedMessage', 'get-annotated-message'],
      ['getResourceLinks', 'get-resource-links'],
      ['getResourceReference', 'get-resource-reference'],
      ['listRoots', 'get-roots-list'],
      ['structuredContent', 'get-structured-content'],
      ['longRunningOperation', 'trigger-long-running-operation'],
      ['resource_prompt', 'resource-prompt'],
    ])
      expect(out).toContain(`medium   renamed: “${was}” is called “${now}” now;`);
    expect(out).toContain(
      'medium   parameter-added: Tool “get-resource-reference” takes a new parameter “resourceType”.',
    );
    expect(out).toContain(
      'low      values-tightened: The parameter “location” of tool “get-structured-content” takes less than before (enum: absent → ["New York","Chicago","Los Angeles"]).',
    );
    expect(out).toContain('was "Echoes back the input"\n             now "Echoes back the input string"');
    for (const gone of ['add', 'zip', 'sampleLLM'])
      expect(out).toContain(`medium   removed: Tool “${gone}” is no longer there.`);
    expect(out).toContain('medium   added: Tool “gzip-file-as-resource” was not there before.');
    expect(out).toContain('resources: 90 more removed, low');
  });
});
