import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { readAssets } from '../../bridge/api/assets.ts';
import type { ApiContext } from '../../bridge/api/context.ts';
import { listen, type ListeningServer } from '../../bridge/api/server.ts';
import { SignIn } from '../../bridge/api/sign-in.ts';
import { Masking } from '../../bridge/secrets/masking.ts';
import { MemorySecrets } from '../../bridge/secrets/secrets.ts';
import type { StreamListener, StreamSource } from '../../bridge/stream/source.ts';
import { createStream, type Stream, type StreamParts } from '../../bridge/stream/stream.ts';
import type { Review } from '../../protocol/baseline.ts';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import type { FindingRow } from '../../protocol/finding.ts';
import type { FlowToolText } from '../../protocol/flows.ts';
import type { ProbePlan, ProbeRun } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { JournalStatus, Snapshot } from '../../protocol/stream.ts';
import type { Target } from '../../protocol/target.ts';
import { fakeAnswering } from './fakes/answering.ts';
import { archiveFakes } from './fakes/archives.ts';
import { comparingFakes } from './fakes/comparing.ts';
import { fuzzFakes } from './fakes/fuzz.ts';
import { practiceFakes } from './fakes/practice.ts';
import { raceFakes } from './fakes/races.ts';
import { replayingFakes } from './fakes/replaying.ts';
import { collectionFakes } from './fakes/collections.ts';
import { trafficFakes } from './fakes/traffic.ts';

/** Content of the built page in these tests. */
export const PAGE =
  '<!doctype html><script type="module" src="/assets/app-1a2b.js" nonce="__CSP_NONCE__"></script>';
export const SCRIPT = 'export const answer = 42;\n'.repeat(40);

/** The journal as the stream sees it: frames are announced when a test says so. */
export class FakeSource implements StreamSource {
  readonly rows: FrameSummary[] = [];
  readonly listeners = new Set<StreamListener>();
  asked = 0;
  delay: (() => Promise<void>) | undefined;

  announce(batch: FrameSummary[]): void {
    this.rows.push(...batch);
    for (const listener of this.listeners) listener.frames(batch);
  }

  head(): number {
    return this.rows.reduce((most, row) => Math.max(most, row.n), 0);
  }

  async summariesAfter(after: number, limit: number): Promise<FrameSummary[]> {
    this.asked += 1;
    await this.delay?.();
    const found = this.rows.filter((row) => row.n > after).sort((a, b) => a.n - b.n);
    return found.slice(-limit);
  }

  snapshot(): Snapshot {
    return {
      targets: [],
      sessions: [],
      journal: journalStatus(),
      escaped: [],
      profiles: [],
      inspections: [],
      reviews: [],
      head: this.head(),
    };
  }

  subscribe(listener: StreamListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export function journalStatus(frames = 0): JournalStatus {
  return { frames, bytes: 0, indexBehind: 0, textBehind: 0 };
}

export function row(n: number, more: Partial<FrameSummary> = {}): FrameSummary {
  return {
    n,
    session: 'aa'.repeat(16),
    seq: n,
    wall: 0,
    mono: 0,
    channel: 'stdout',
    toward: 'client',
    leg: 'server',
    author: 'server',
    kind: 'notification',
    bytes: 100,
    ...more,
  };
}

export function session(id = 'aa'.repeat(16), more: Partial<Session> = {}): Session {
  return {
    id,
    number: 1,
    target: 'echo',
    targetName: 'echo',
    transport: 'stdio',
    reachedBy: 'node echo.js',
    startedAt: 0,
    state: { kind: 'open' },
    stages: [],
    profile: 'default',
    principal: 'none',
    questions: [],
    deviations: [],
    frames: 0,
    bytes: 0,
    ...more,
  };
}

export const target: Target = {
  key: 'echo',
  name: 'echo',
  spec: { kind: 'stdio', command: 'node', args: ['echo.js'], cwd: '/', env: [] },
  origin: 'page',
  opening: 'auto',
  profile: 'default',
};

export interface World {
  server: ListeningServer;
  stream: Stream;
  source: FakeSource;
  secrets: MemorySecrets;
  signIn: SignIn;
  token: string;
  /** What the parts behind the routes were asked, as `<part>.<verb>` and its arguments. */
  asked: unknown[][];
  /** Raw bytes of the one recorded frame, `aa…/1`. */
  frame: { bytes: Buffer; detail: FrameDetail };
  bugs: unknown[];
  refusals: Problem[];
  close(): Promise<void>;
}

export interface WorldOptions {
  port?: number;
  timing?: StreamParts['timing'];
  change?: (context: ApiContext) => ApiContext;
}

export function writePage(): string {
  const root = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), SCRIPT);
  writeFileSync(join(root, 'assets', 'app-1a2b.js.br'), brotliCompressSync(SCRIPT));
  return root;
}

/** The real server, guard, routes and stream over parts that only take notes. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const root = writePage();
  const assets = readAssets(root);
  if (!assets.ok) throw new Error(assets.problem.message);
  const asked: unknown[][] = [];
  const bugs: unknown[] = [];
  const refusals: Problem[] = [];
  const signIn = new SignIn({
    randomBytes,
    now: () => performance.now(),
    onRefused: (problem) => refusals.push(problem),
  });
  const secrets = new MemorySecrets(randomBytes);
  const masking = new Masking(secrets);
  const source = new FakeSource();
  const onBug = (bug: unknown) => bugs.push(bug);
  const stream = createStream({ source, masking, build: 'b1', run: 'r1', onBug, timing: options.timing });
  const frame = { bytes: Buffer.from('{"jsonrpc":"2.0"}\n'), detail: frameDetail() };

  const note = (...call: unknown[]) => void asked.push(call);
  const done = (...call: unknown[]) => {
    note(...call);
    return Promise.resolve(undefined);
  };
  const answer = <T>(value: T, ...call: unknown[]) => {
    note(...call);
    return Promise.resolve({ ok: true as const, value });
  };
  const isFrame = (id: string, seq: number) => id === 'aa'.repeat(16) && seq === 1;
  const context: ApiContext = {
    build: 'b1',
    run: 'r1',
    signIn,
    assets: assets.value,
    masking,
    stream,
    onBug,
    snapshot: () => source.snapshot(),
    targets: {
      read: (text) => (note('targets.read', text), Promise.resolve({ readings: [] })),
      add: (request) => answer(target, 'targets.add', request),
      plan: (key) =>
        answer({ argv: [], cwd: '/', env: [], withheld: 0, confirmation: 'c' }, 'targets.plan', key),
      connect: (key, request) => answer(session(), 'targets.connect', key, request),
      forgetEra: (key) => answer(target, 'targets.forgetEra', key),
      remove: (key) => done('targets.remove', key),
    },
    sessions: {
      stop: (id) => answer(session(), 'sessions.stop', id),
      call: (id, call) =>
        answer(
          { request: 1, outcome: 'result', timings: { written: 0, complete: 1 }, bytes: 2 },
          'sessions.call',
          id,
          call,
        ),
      send: (id, text) => answer({ request: 1, rpcId: '1', notes: [] }, 'sessions.send', id, text),
      fill: (id, text) => answer({ text: text.text, places: [], more: 0 }, 'sessions.fill', id, text),
      leave: (id, frame) => done('sessions.leave', id, frame),
      poll: (id, task, isWanted) => done('sessions.poll', id, task, isWanted),
      watch: (id, uri, isWanted) => done('sessions.watch', id, uri, isWanted),
      callState: (id, request) =>
        answer({ session: id, request, state: 'waiting' }, 'sessions.callState', id, request),
      cancel: (id, seq, reason) => done('sessions.cancel', id, seq, reason),
      answer: (id, given) => done('sessions.answer', id, given),
      authorise: (id, token) => answer(session(), 'sessions.authorise', id, token),
      rename: (id, name) => answer(session(), 'sessions.rename', id, name),
      remove: (id) => done('sessions.remove', id),
    },
    inventories: {
      page: (id, request) =>
        answer({ version: 1, sections: [], total: 0, from: 0, rows: [] }, 'inventories.page', id, request),
      item: (id, ref) =>
        answer({ ref, bytes: 2, at: { frame: 1, from: 0, to: 2 }, marks: [] }, 'inventories.item', id, ref),
    },
    journal: {
      methods: (q) => answer({ figures: [], exchanges: 0, more: 0, complete: true, head: 0 }, 'methods', q),
      rows: (request) =>
        answer(
          { total: 0, complete: true, from: 0, rows: [], recorded: 0, head: 0 },
          'journal.rows',
          request,
        ),
      frame: (id, seq) => Promise.resolve(isFrame(id, seq) ? frame.detail : undefined),
      bytes: (id, seq, part, from, to) =>
        isFrame(id, seq)
          ? answer(
              { bytes: frame.bytes.subarray(from, to), total: frame.bytes.length },
              'journal.bytes',
              part,
              from,
              to,
            )
          : Promise.resolve({ ok: false, problem: { code: 'no-such-frame', message: 'not recorded' } }),
    },
    inspections: {
      pack: () => Promise.resolve({ version: 'p1', rules: [], problems: [], folder: '/rules' }),
      reloadRules: () => (
        note('inspections.reloadRules'),
        Promise.resolve({ version: 'p1', rules: [], problems: [], folder: '/rules' })
      ),
      inspectAgain: (id) => (note('inspections.inspectAgain', id), { ok: true, value: { sessions: 1 } }),
    },
    findings: {
      page: (request) => (
        note('findings.page', request),
        Promise.resolve({
          total: 0,
          from: 0,
          lines: [],
          counts: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
          inspected: { sessions: 0, frames: 0, behind: 0 },
        })
      ),
      places: (fingerprint) => (
        note('findings.places', fingerprint),
        Promise.resolve({ ok: true, value: { row: findingRow(), sessions: [] } })
      ),
      decide: (fingerprint, decision) =>
        answer({ ...decision, at: 0 }, 'findings.decide', fingerprint, decision),
      ofFrame: (id, seq) => (
        note('findings.ofFrame', id, seq),
        { ok: true, value: { findings: [], state: 'inspected', notes: [] } }
      ),
      byItem: (id) => (note('findings.byItem', id), { ok: true, value: { items: [] } }),
    },
    flows: {
      flows: (without) => (
        note('flows.flows', ...without),
        Promise.resolve({ version: 1, targets: [], flows: [] })
      ),
      tools: (request) => (
        note('flows.tools', request),
        Promise.resolve({ version: 1, total: 0, from: 0, rows: [] })
      ),
      text: (target, definition) =>
        answer(flowToolText(target, definition), 'flows.text', target, definition),
      correct: (definition, said) => answer({ version: 2 }, 'flows.correct', definition, said),
    },
    reviews: {
      all: () => (note('reviews.all'), Promise.resolve([])),
      review: (target, query) => answer(noReview(target), 'reviews.review', target, query),
      standings: (target, items) => answer({ version: 1, items: [] }, 'reviews.standings', target, items),
      decide: (target, request) => answer(noReview(target).summary, 'reviews.decide', target, request),
      history: (target, ref) => answer({ ref, versions: [], notes: [] }, 'reviews.history', target, ref),
      compare: (target, query) => answer({ words: [] }, 'reviews.compare', target, query),
    },
    runs: {
      cards: () => [],
      plan: (request) => answer(probePlan(), 'runs.plan', request),
      start: (request) => answer(probeRun(), 'runs.start', request),
      all: () => (note('runs.all'), []),
      get: (id) => (note('runs.get', id), { ok: true, value: probeRun() }),
      stop: (id) => answer(probeRun(), 'runs.stop', id),
      remove: (id) => done('runs.remove', id),
    },
    answering: fakeAnswering(note),
    checks: {
      check: (value) => answer({ state: 'valid', complaints: [], more: 0 }, 'checks.check', value),
    },
    drafts: {
      all: () => (note('drafts.all'), { ok: true, value: { drafts: [] } }),
      put: (draft) => answer(draft, 'drafts.put', draft),
      remove: (id) => done('drafts.remove', id),
    },
    inputs: {
      last: (target, method, name) => (
        note('inputs.last', target, method, name),
        { ok: true, value: { params: '{}' } }
      ),
    },
    preferences: {
      read: () => ({ theme: 'dark' }),
      write: (preferences) => answer(preferences, 'preferences.write'),
    },
    escaped: { end: (pid) => done('escaped.end', pid) },
    ...trafficFakes(note),
    ...collectionFakes(note),
    ...archiveFakes(note),
    ...comparingFakes(note),
    ...replayingFakes(note),
    ...raceFakes(note),
    ...practiceFakes(note),
    ...fuzzFakes(note),
  };
  const changed = options.change?.(context) ?? context;
  const listening = await listen({ context: changed, port: options.port ?? 0, host: '127.0.0.1' });
  if (!listening.ok) throw new Error(listening.problem.message);
  const server = listening.value;
  const code = signIn.link(server.origin).split('#code=')[1] ?? '';
  const token = signIn.exchange(code);
  if (!token.ok) throw new Error(token.problem.message);
  const close = async () => {
    await stream.close();
    await server.close();
    rmSync(root, { recursive: true });
  };
  return { server, stream, source, secrets, signIn, token: token.value, asked, frame, bugs, refusals, close };
}

function flowToolText(target: string, definition: string): FlowToolText {
  return {
    tool: { target, definition, name: 'fetch', nth: 1, tags: [], earlier: [] },
    targetName: target,
    session: 'aa'.repeat(16),
    at: { frame: 1, from: 0, to: 2 },
    description: { text: '', isCut: false },
    parameters: [],
  };
}

function noReview(target: string): Review {
  const none = {
    unreviewed: 0,
    approved: 0,
    drifted: 0,
    removed: 0,
    renamed: 0,
    added: 0,
    rejected: 0,
    watched: 0,
  };
  return {
    summary: { target, version: 1, snapshots: 1, items: 0, ...none, at: 0 },
    source: { target, profile: 'own', principal: 'none', transport: 'stdio', provenance: {} },
    drift: { items: [], unchanged: 0 },
    items: [],
    total: 0,
    from: 0,
    notes: [],
  };
}

function probePlan(): ProbePlan {
  const none = { probes: [], launches: [], calls: [], spared: [], sparedCount: 0, connections: 0 };
  return { target: 'echo', session: 'aa'.repeat(16), ...none, confirmation: 'c' };
}

function probeRun(): ProbeRun {
  const none = { probes: [], results: [], sessions: [] };
  return { id: 'bb'.repeat(16), target: 'echo', startedAt: 0, state: 'running', ...none };
}

function findingRow(): FindingRow {
  return {
    id: 'f1',
    fingerprint: 'ab'.repeat(16),
    rule: 'repeated-keys',
    family: 'protocol',
    severity: 'medium',
    confidence: 'certain',
    title: 'A key twice',
    says: 'The key stands twice.',
    evidence: [{ frame: 1, part: 'payload', from: 0, to: 2 }],
    session: 'aa'.repeat(16),
    target: 'echo',
    targetName: 'echo',
    count: 1,
    frames: [],
    wall: 0,
    triage: { state: 'open', reason: '', at: 0 },
  };
}

function frameDetail(): FrameDetail {
  return {
    summary: row(1),
    head: {
      channel: 'stdout',
      toward: 'client',
      leg: 'server',
      author: 'server',
      wall: 0,
      mono: 0,
      http: { startLine: 'GET / HTTP/1.1', headers: [['Authorization', 'Bearer abc']], bodyAt: 0 },
    },
    payload: { kind: 'none' },
    payloadBytes: 0,
  };
}

/** A request as the page makes it, unless told otherwise. */
export function ask(
  world: Pick<World, 'server' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  json: unknown;
}> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: world.server.port,
        method,
        path,
        headers: {
          authorization: `Bearer ${world.token}`,
          ...(method === 'GET' ? {} : { origin: world.server.origin, 'content-type': 'application/json' }),
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
          const json: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, json });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
}
