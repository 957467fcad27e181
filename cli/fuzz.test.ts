import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FuzzReport } from '../protocol/fuzz.ts';
import { buildCli } from '../test/build-cli.ts';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-cli-'));
const env = { PATH: process.env['PATH'], HOME: folder };
const ECHO = ['--', process.execPath, serverPath('echo')];
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** `begun`: told of its process. */
function run(data: string, args: string[], begun?: (child: ChildProcess) => void): Promise<Ran> {
  const words = [cli, 'fuzz', '--data-dir', join(folder, data), ...args];
  const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  begun?.(child);
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (ran.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (ran.err += part.toString()));
  return once(child, 'close').then(([code]) => ({ ...ran, code: code as number | null }));
}

const reportOf = ({ out, err }: Ran): FuzzReport => {
  if (out === '') throw new Error(err);
  return JSON.parse(out) as FuzzReport;
};

/** A server over HTTP with one tool; `call` answers calls of it. Counts every request. */
async function served(
  call: (request: IncomingMessage, response: ServerResponse, id: unknown) => void,
): Promise<{ port: number; asked(): number; close(): void }> {
  let asked = 0;
  const server: Server = createServer((incoming, response) => {
    asked++;
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { id, method } = readCall(body);
      if (method === 'tools/call') return call(incoming, response, id);
      response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
      return response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...said(method) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Call {
  id?: unknown;
  method?: string;
  params?: { name?: string; arguments?: Record<string, unknown> };
}

function readCall(body: string): Call {
  try {
    return JSON.parse(body) as Call;
  } catch {
    // SyntaxError: a case that is no JSON on purpose.
    return {};
  }
}

function said(method: string | undefined): object {
  const capabilities = { tools: {} };
  if (method === 'initialize')
    return {
      result: { protocolVersion: '2025-06-18', capabilities, serverInfo: { name: 'one tool', version: '1' } },
    };
  if (method !== 'tools/list') return { error: { code: -32601, message: 'no such method' } };
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  return { result: { tools: [{ name: 'say', description: 'Says a text.', inputSchema }] } };
}

const good = (response: ServerResponse, id: unknown, text = 'said'): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } }));
};

const SHORT = ['--tool', 'say', '--strategy', 'unicode', '--budget', '5', '--format', 'json'];

// Linux takes 0.0.0.0 for this machine; to us it is a host like any other, so that it stands for a public one here.
describe.skipIf(process.platform === 'win32')('a host that is not ours', () => {
  let host: Awaited<ReturnType<typeof served>>;
  beforeAll(async () => {
    host = await served((_request, response, id) => good(response, id));
  });
  afterAll(() => host.close());

  test.each([
    ['without its name', []],
    ['with another name', ['--authorised-host', 'example.com']],
    ['with more than its name', ['--authorised-host', '0.0.0.0.']],
  ])(
    'is asked nothing %s, and what to type is said',
    async (_, more) => {
      const ran = await run('host', [...SHORT, '--yes', ...more, `http://0.0.0.0:${host.port}/mcp`]);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('--authorised-host 0.0.0.0\n');
      expect(host.asked()).toBe(0);
    },
    30_000,
  );

  test('is tried with exactly its name', async () => {
    const ran = await run('host', [
      ...SHORT,
      ...['--yes', '--authorised-host', '0.0.0.0', `http://0.0.0.0:${host.port}/mcp`],
    ]);
    expect(reportOf(ran).run).toMatchObject({ state: 'done', done: 5 });
    expect(host.asked()).toBeGreaterThan(5);
  });
});

test('a server that sends elsewhere is not followed', async () => {
  const elsewhere = await served((_request, response, id) => good(response, id));
  const other = `http://127.0.0.1:${elsewhere.port}/mcp`;
  const target = await served((_request, response, id) => {
    if (target.asked() % 2 === 0) return good(response, id, `Ask ${other} instead.`);
    response.writeHead(307, { location: other });
    return response.end();
  });
  const ran = await run('away', [...SHORT, '--yes', `http://127.0.0.1:${target.port}/mcp`]);
  expect(reportOf(ran).run).toMatchObject({ state: 'done', done: 5 });
  expect(target.asked()).toBeGreaterThan(5);
  expect(elsewhere.asked()).toBe(0);
  for (const { close } of [target, elsewhere]) close();
});

/** How long it took, what was odd about that, and under which names it was recorded: all that may differ. */
const VOLATILE = new Set(
  'startedAt endedAt requests perSecond interesting sessions session answer version confirmation takes controls'.split(
    ' ',
  ),
);
const steady = (ran: Ran, as = (report: FuzzReport): object => report): string =>
  JSON.stringify(as({ ...reportOf(ran), run: { ...reportOf(ran).run, id: '' } }), (key, value: unknown) =>
    VOLATILE.has(key) ? undefined : value,
  );

test('the same seed twice gives the same report, another seed another one', async () => {
  const told = async (seed: string): Promise<string> => {
    const words = ['--budget', '30', '--strategy', 'template-injection,unicode', '--tool', 'echo'];
    return steady(await run('seed', ['--format', 'json', '--seed', seed, '--no-world', ...words, ...ECHO]));
  };
  const [first, second, other] = [await told('7'), await told('7'), await told('8')];
  expect(second).toBe(first);
  expect(other).not.toBe(first);
}, 90_000);

interface Tool {
  name: string;
  description?: string;
  inputSchema: object;
  /** Text of its answer. */
  says(given: Record<string, unknown>): string;
}

/** A server over HTTP that keeps every call, in order. `before`: told of a call before it is answered. */
async function offering(tools: () => Tool[]): Promise<{
  url: string;
  calls: string[];
  before: ((call: string) => Promise<void>) | undefined;
  close(): void;
}> {
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => void answer(body, response));
  });
  const answer = async (body: string, response: ServerResponse): Promise<void> => {
    const { id, method, params } = readCall(body);
    const list = tools();
    if (method === 'tools/call') {
      const call = JSON.stringify({ ...params, _meta: undefined });
      offered.calls.push(call);
      await offered.before?.(call);
      const tool = list.find(({ name }) => name === params?.name);
      return good(response, id, tool?.says(params?.arguments ?? {}) ?? 'There is no such tool.');
    }
    const listed = { result: { tools: list.map(({ says: _, ...tool }) => tool) } };
    const sent = method === 'tools/list' ? listed : said(method);
    response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
    response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...sent }));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const offered = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    calls: [] as string[],
    before: undefined as ((call: string) => Promise<void>) | undefined,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return offered;
}

const ofTexts = (...names: string[]): object => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
});
/** Puts products where `sign` stands around two numbers, as a template engine would. */
const rendered = (text: unknown, sign: RegExp): string =>
  String(text).replace(sign, (_, one: string, other: string) => String(Number(one) * Number(other)));
const MUSTACHE = /\{\{\s*(\d+)\s*\*\s*(\d+)\s*\}\}/g;
const RUBY = /#\{\s*(\d+)\s*\*\s*(\d+)\s*\}/g;
const greet = (over: Partial<Tool> = {}): Tool => ({
  name: 'greet',
  description: 'Fills in a template.',
  inputSchema: ofTexts('template'),
  says: ({ template }) => `Dear ${rendered(template, MUSTACHE)}`,
  ...over,
});
const sign = (over: Partial<Tool> = {}): Tool => ({
  ...greet(),
  name: 'sign',
  says: ({ template }) => `Yours, ${rendered(template, RUBY)}`,
  ...over,
});

/** Without what says where a message stands: ids are counted from one in every session. */
const asInAnotherSession = (report: FuzzReport): object => ({
  ...report,
  findings: report.findings.map(({ request: _, proof: _proof, control: _control, ...finding }) => finding),
});
/** Tells a password, and only to the first way a template is tried: rules find that, when the run is nearly over. */
const ADDRESS = `postgres://billing:${'vT9kQz'}2mXr@db-prod.eu-west-1.rds.amazonaws.com:5432/invoices`;
const print = (): Tool => ({
  ...greet(),
  name: 'print',
  says: ({ template }) =>
    /^\w+\{\{\d+\*\d+\}\}$/.test(String(template)) ? `No way to ${ADDRESS}` : 'Printed.',
});

test('what rules find in one answer is told of its case, and what every answer tells of none', async () => {
  const shout: Tool = {
    ...print(),
    name: 'shout',
    says: () => `No way to ${ADDRESS.replace('billing', 'shop')}`,
  };
  const host = await offering(() => [print(), shout]);
  const words = '--strategy template-injection --budget 40 --seed 7 --format json'.split(' ');
  const { findings, run: over } = reportOf(await run('rules', [...words, host.url]));
  host.close();
  expect(over).toMatchObject({ state: 'done', done: 40 });
  expect(
    findings.map(({ subject, oracle, severity, confirmed }) => [subject, oracle, severity, confirmed]),
  ).toEqual([['print', 'leaked-secret', 'high', 3]]);
  expect(findings[0]?.says).toContain('A password in an address');
  expect(JSON.parse(findings[0]!.minimalValue)).toMatch(/^\w+\{\{\d+\*\d+\}\}$/);
}, 60_000);

const idIn = ({ err }: Pick<Ran, 'err'>): string => /--resume ([0-9a-f]{32}) /.exec(err)?.[1] ?? err;

describe('a run whose command was killed', () => {
  const WORDS = '--strategy template-injection,unicode --budget 60 --seed 7 --concurrency 1'.split(' ');
  let host: Awaited<ReturnType<typeof offering>>;
  let tools: Tool[];
  beforeEach(async () => {
    tools = [greet(), sign()];
    host = await offering(() => tools);
  });
  afterEach(() => host.close());

  /** Kills the command when a call comes, before that is answered. Answers what was called until then, and the run's id. */
  async function killedAt(data: string, words: string[], isIt: (call: string) => boolean) {
    let child: ChildProcess | undefined;
    host.before = async (call) => {
      if (!isIt(call)) return;
      child?.kill('SIGKILL');
      await once(child!, 'exit');
    };
    const killed = await run(data, [...words, host.url], (it) => (child = it));
    host.before = undefined;
    expect(killed).toMatchObject({ code: null, out: '' });
    return { id: idIn(killed), calls: host.calls.splice(0) };
  }

  const resumed = (data: string, id: string): Promise<Ran> =>
    run(data, ['--format', 'json', '--resume', id, host.url]);

  test('says its id first, and goes on with it as if nothing had happened', async () => {
    tools.push(print());
    // So much that nothing is left out because there are no requests left: then what was sent twice would be missed.
    const words = WORDS.map((word) => (word === '60' ? '500' : word));
    const whole = await run('unbroken', [...words, '--format', 'json', host.url]);
    const all = host.calls.splice(0);
    const { findings } = reportOf(whole);
    expect(findings.map(({ subject }) => subject).sort()).toEqual(['greet', 'print', 'sign']);
    // While what is found second is being proved: its case was answered, and has to be looked at once more.
    const isSecond = (call: string): boolean => call.includes('"sign"') && call.search(RUBY) >= 0;
    let sights = 0;
    const { id, calls } = await killedAt('broken', words, (call) => isSecond(call) && ++sights === 3);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(calls.length).toBeLessThan(all.length);
    const ran = await resumed('broken', id);
    expect(idIn(ran)).toBe(id);
    expect(steady(ran, asInAnotherSession)).toBe(steady(whole, asInAnotherSession));
    const rest = host.calls;
    expect(new Set([...calls, ...rest])).toEqual(new Set(all));
    const valid = reportOf(whole).plan.subjects.map(({ seedText }) =>
      JSON.stringify((JSON.parse(seedText) as Call).params),
    );
    const sent = (some: string[]): string[] => some.filter((call) => !valid.includes(call)).sort();
    // The one that was under way when it was killed, and no other.
    const underWay = calls.slice(calls.findIndex(isSecond));
    expect(sent([...calls, ...rest])).toEqual(sent([...all, ...underWay]));
    const { requests } = reportOf(ran).run;
    expect(calls.length + rest.length - requests).toBeLessThanOrEqual(1);
    expect(requests).toBeLessThanOrEqual(calls.length + rest.length);
  }, 120_000);

  test('has no more requests around its cases than one that was not', async () => {
    const names = Array.from('abcdefghijklmnopqrst');
    const trace =
      'Error: no such value\n    at read (/srv/app/index.js:10:5)\n    at call (/srv/app/index.js:4:2)';
    // What no valid call holds makes it tell where it failed.
    const isPlain = (given: object): boolean => /^[\w :,."{}@/-]*$/.test(JSON.stringify(given));
    const says: Tool['says'] = (given) => (isPlain(given) ? 'Done.' : trace);
    tools = [{ name: 'keep', inputSchema: ofTexts(...names), says }];
    const words = '--strategy template-injection,boundaries --budget 150 --concurrency 1'.split(' ');
    const whole = await run('spent', [...words, '--format', 'json', host.url]);
    const all = host.calls.splice(0);
    // Of 300 around its cases all were made.
    expect(all.length - reportOf(whole).run.done + reportOf(whole).run.notSent).toBe(303);
    expect(all.length).toBe(reportOf(whole).run.requests);
    let count = 0;
    const { id, calls } = await killedAt('spent', words, () => ++count === 300);
    const ran = await resumed('spent', id);
    expect(reportOf(ran).run).toMatchObject({ state: 'done', done: 150 });
    // The valid calls that everything is measured against are made once more, and what was under way.
    expect(calls.length + host.calls.length).toBeLessThanOrEqual(all.length + 4);
  }, 120_000);

  test('goes on with what is still offered as it was, and says what is not', async () => {
    const isLast = (call: string): boolean => call.includes('"sign"') && call.search(RUBY) >= 0;
    const { id } = await killedAt('changed', WORDS, isLast);
    tools = [greet(), sign({ description: 'Signs a letter, and sends it.' }), { ...greet(), name: 'wave' }];
    const ran = await resumed('changed', id);
    const { run: over, findings, plan, clusters } = reportOf(ran);
    expect(over).toMatchObject({ state: 'done', done: 60, problem: { code: 'offered-otherwise' } });
    expect(ran.err).toContain('sign (offered otherwise now)');
    expect(findings.map(({ subject }) => subject)).toEqual(['greet']);
    expect(host.calls.filter((call) => !call.includes('"greet"'))).toEqual([]);
    expect(host.calls.length).toBeGreaterThan(5);
    expect(clusters.map(({ words }) => words)).toContain('not sent: offered otherwise now');
    expect(plan.skipped.map(({ what }) => what)).toContain('wave');
  }, 120_000);

  test('is not gone on with against another target', async () => {
    const { id } = await killedAt('another', WORDS, (call) => call.includes('"sign"'));
    const ran = await run('another', ['--resume', id, 'http://127.0.0.1:1/mcp']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`against ${new URL(host.url).host}, which is not known here`);
    expect(host.calls).toEqual([]);
  }, 60_000);
});
