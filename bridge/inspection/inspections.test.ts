import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { InspectionNews } from '../../protocol/finding.ts';
import { root } from '../../scripts/sources.mjs';
import { Recorder, Scratch } from '../../test/journal/recorder.ts';
import type { DriverChoice } from '../journal/index/driver.ts';
import type { Journal } from '../journal/journal.ts';
import { Findings } from './findings.ts';
import { Inspections } from './inspections.ts';
import { ALONE } from './neighbour-lists.ts';
import { RulesFolder } from './rules-folder.ts';
import { TriageStore } from './triage-store.ts';

/** Nobody is beside anybody. */
const neighbours = {
  over() {},
  close() {},
  settled: () => Promise.resolve(),
  others: () => ALONE,
  recorded: () => Promise.resolve(ALONE),
};
const scratch = new Scratch();
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});
afterAll(() => scratch.remove());

const ruleFile = (name: string): string => pathToFileURL(join(root, 'test', 'rules', `${name}.mjs`)).href;
const ALL = { q: '', group: 'none', from: 0, limit: 500 } as const;
const TWICE = '{"jsonrpc":"2.0","method":"notifications/message","params":{"a":1,"a":2}}\n';

interface World {
  dir: string;
  journal: Journal;
  inspections: Inspections;
  findings: Findings;
  triage: TriageStore;
  news: InspectionNews[];
  problems: string[];
  record(): Recorder;
  /** Writes, tells the index, and then inspection, as the bridge does. */
  flush(recorder: Recorder): void;
  end(recorder: Recorder): Promise<void>;
  close(): Promise<void>;
}

function open(
  dir: string,
  more: { limit?: number; moreRules?: string[]; onRequest?: boolean; driver?: DriverChoice } = {},
): World {
  const journal = scratch.open(dir, { driver: more.driver ?? 'auto' });
  const news: InspectionNews[] = [];
  const problems: string[] = [];
  const onProblem = ({ message }: { message: string }): void => void problems.push(message);
  const triage = new TriageStore({ dataDir: dir, now: () => 5, onProblem });
  const inspections = new Inspections({
    sessionsFolder: join(dir, 'sessions'),
    journal,
    triage,
    rules: new RulesFolder(dir),
    workerUrl: new URL('./inspection-worker.ts', import.meta.url),
    ...(more.limit === undefined ? {} : { limit: more.limit }),
    moreRules: more.moreRules ?? [],
    inspects: more.onRequest === true ? 'on-request' : 'by-itself',
    writes: true,
    neighbours,
    news: (one) => news.push(one),
    rulesChanged() {},
    onProblem,
  });
  const findings = new Findings({
    inspections,
    triage,
    sessions: () => journal.sessions(),
    session: (id) => journal.session(id),
  });
  const flush = (recorder: Recorder): void => inspections.recorded(recorder.flush());
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await inspections.close();
    await scratch.close(journal);
  };
  cleanUp.push(close);
  return {
    dir,
    journal,
    inspections,
    findings,
    triage,
    news,
    problems,
    flush,
    close,
    record: () => new Recorder(journal),
    async end(recorder) {
      flush(recorder);
      await recorder.end();
      inspections.over(recorder.session.id);
    },
  };
}

const rowsOf = async (world: World, q = '') => {
  const page = await world.findings.page({ ...ALL, q });
  return page.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
};

test(
  '10,000 notifications are inspected behind their recording, which they do not hold up',
  { timeout: 90_000 },
  async () => {
    const world = open(scratch.folder());
    const recorder = world.record();
    // The thread is there, as it is after the opening of a session.
    recorder.received(TWICE);
    world.flush(recorder);
    await world.inspections.settled();
    const began = performance.now();
    for (let batch = 0; batch < 20; batch++) {
      for (let i = 0; i < 500; i++) recorder.received(TWICE.replace('1', String(batch * 500 + i)));
      const rows = recorder.flush();
      // All that recording does for it is to tell: nothing is inspected before the call is over.
      const before = world.inspections.states()[0]!.upTo;
      world.inspections.recorded(rows);
      expect(world.inspections.states()[0]!.upTo).toBe(before);
      await new Promise((later) => setImmediate(later));
    }
    await world.inspections.settled();
    const inspected = performance.now() - began;
    const { upTo, behind } = world.inspections.states()[0]!;
    expect({ upTo, behind }).toEqual({ upTo: 10_001, behind: 0 });
    const [row] = await rowsOf(world, 'rule:repeated-keys');
    expect(row!.count).toBe(10_001);
    expect(row!.frames).toHaveLength(49);
    expect(world.inspections.shelf.severityAt(recorder.session.id, 10_000)).toBe('high');
    // Told at most ten times a second, and never more than a few hundred frames at once.
    expect(world.news.length).toBeLessThan(inspected / 100 + 5);
    expect(Math.max(...world.news.map(({ marked }) => marked.length))).toBeLessThanOrEqual(200);
  },
);

test('a person’s own rules are read from the folder, and again when asked; links are not followed', async () => {
  const world = open(scratch.folder());
  const recorder = world.record();
  recorder.received('{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a zebra"}]}}\n');
  world.flush(recorder);
  const before = await world.inspections.pack();
  expect(before.problems).toEqual([]);
  await world.inspections.settled();
  expect(await rowsOf(world, 'rule:own-word')).toEqual([]);
  const rule = `id: own-word
title: A word of ours
family: leak
severity: low
fields: [data, log]
patterns:
  word: '(?i)zebra'
examples:
  fires: [a zebra]
  quiet: [a horse]
`;
  writeFileSync(join(before.folder, 'own.yaml'), rule);
  writeFileSync(join(before.folder, 'wrong.yml'), rule.replace('severity: low', 'severity: lowest'));
  symlinkSync('/etc/passwd', join(before.folder, 'link.yaml'));
  const after = await world.inspections.reloadRules();
  expect(after.version).not.toBe(before.version);
  expect(after.rules.find(({ id }) => id === 'own-word')).toMatchObject({
    from: 'own.yaml',
    severity: 'low',
  });
  expect(after.problems).toMatchObject([
    { file: 'link.yaml', words: expect.stringContaining('link') as string },
    { file: 'wrong.yml', line: 4 },
  ]);
  await world.inspections.settled();
  expect(world.inspections.states()[0]!.pack).toBe(after.version);
});

test('a frame that takes too long is left out with its reason, and the rest is inspected', async () => {
  const world = open(scratch.folder(), { limit: 400, moreRules: [ruleFile('never-ends')] });
  const [hanging, other] = [world.record(), world.record()];
  for (const text of [TWICE, '{"hang":1}\n', TWICE]) hanging.received(text);
  other.received(TWICE);
  world.flush(other);
  world.flush(hanging);
  await world.inspections.settled();
  const states = world.inspections.states();
  const state = states.find(({ session }) => session === hanging.session.id)!;
  expect(state).toMatchObject({ upTo: 3, behind: 0 });
  expect(state.notInspected).toMatchObject([{ frame: 2, words: expect.stringContaining('0.4 s') as string }]);
  expect(world.problems).toHaveLength(1);
  for (const { session } of [hanging, other])
    expect((await rowsOf(world)).filter((row) => row.session === session.id)).toMatchObject([
      { rule: 'repeated-keys', count: session === hanging.session ? 2 : 1 },
    ]);
  const here = world.findings.ofFrame(hanging.session.id, 2);
  expect(here).toMatchObject({ ok: true, value: { state: 'not-inspected', findings: [] } });
  // Live as before: what comes next is inspected.
  hanging.received(TWICE);
  world.flush(hanging);
  await world.inspections.settled();
  expect((await rowsOf(world)).find((row) => row.session === hanging.session.id)!.count).toBe(3);
});

test(
  'a frame that uses up the memory of the thread is left out, and it is said',
  { timeout: 60_000 },
  async () => {
    const world = open(scratch.folder(), { moreRules: [ruleFile('never-ends')] });
    const recorder = world.record();
    for (const text of ['{"swallow":1}\n', TWICE]) recorder.received(text);
    await world.end(recorder);
    await world.inspections.settled();
    expect(world.inspections.states()[0]!.notInspected).toMatchObject([{ frame: 1 }]);
    expect(world.problems).toHaveLength(1);
    expect(await rowsOf(world)).toMatchObject([{ count: 1 }]);
  },
);

test('findings and decisions are there again after a restart; nothing is inspected twice', async () => {
  const dir = scratch.folder();
  const first = open(dir);
  const recorder = first.record();
  recorder.received(TWICE);
  await first.end(recorder);
  await first.inspections.settled();
  const [row] = await rowsOf(first);
  expect(await first.findings.decide(row!.fingerprint, { state: 'accepted', reason: '' })).toMatchObject({
    ok: false,
    problem: { code: 'reason-needed' },
  });
  const decided = await first.findings.decide(row!.fingerprint, { state: 'accepted', reason: 'known' });
  expect(decided.ok).toBe(true);
  expect(first.inspections.states()[0]!.open.high).toBe(0);
  await first.close();
  const file = join(dir, 'sessions', recorder.session.id, 'findings.json');
  const written = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, 'triage.json')).mode & 0o777).toBe(0o600);

  const second = open(dir);
  const again = await rowsOf(second, 'state:accepted');
  expect(again).toEqual([{ ...row, triage: { state: 'accepted', reason: 'known', at: 5 } }]);
  await second.inspections.settled();
  expect(readFileSync(file, 'utf8')).toBe(written);
  const traffic = await second.journal.rows({ q: 'finding:high', mode: 'frames', from: 0, limit: 10 });
  expect(traffic).toMatchObject({ ok: true, value: { total: 1 } });
  expect(second.inspections.inspectAgain(undefined)).toEqual({ ok: true, value: { sessions: 1 } });
  await second.inspections.settled();
  expect(await rowsOf(second)).toEqual(again);
});

test('other rules make a session stale; it is inspected again, and shown meanwhile', async () => {
  const dir = scratch.folder();
  const first = open(dir);
  const recorder = first.record();
  recorder.received(TWICE);
  await first.end(recorder);
  await first.inspections.settled();
  const { pack } = first.inspections.states()[0]!;
  await first.close();

  const second = open(dir, { moreRules: [ruleFile('one-more')], onRequest: true });
  expect(await rowsOf(second)).toHaveLength(1);
  expect(second.inspections.states()[0]).toMatchObject({ pack, behind: 0 });
  expect((await second.inspections.pack()).version).not.toBe(pack);
  second.inspections.inspectAgain(recorder.session.id);
  await second.inspections.settled();
  expect(second.inspections.states()[0]!.pack).toBe((await second.inspections.pack()).version);
  expect((await rowsOf(second)).map(({ rule }) => rule)).toEqual(['one-more', 'repeated-keys']);
  await second.close();

  // By itself, a little after the start.
  const third = open(dir);
  await expect.poll(() => third.inspections.states()[0]?.pack).toBe(pack);
});

test('a long recording is compared with other servers from where it is, and it is said', async () => {
  const dir = scratch.folder();
  const world = open(dir);
  const recorder = world.record();
  const { id } = recorder.session;
  const list = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"send_emial","inputSchema":{}}]}}\n';
  recorder.received(list);
  world.flush(recorder);
  await world.inspections.settled();
  const pages = [new TextEncoder().encode(list.replace('emial', 'email'))];
  const mail = { server: 'mail', target: 'mail', session: 'other', frames: [2] };
  world.inspections.compare(id, { lists: [{ ...mail, pages }], notes: [] }, false);
  await expect.poll(() => rowsOf(world, 'rule:near-name')).toMatchObject([{ evidence: [{ frame: 1 }] }]);
  expect(world.inspections.states()[0]!.notInspected).toMatchObject([
    { frame: 1, words: expect.stringContaining('Up to here') as string },
  ]);
  await world.end(recorder);
  await world.inspections.settled();
  const file = JSON.parse(readFileSync(join(dir, 'sessions', id, 'findings.json'), 'utf8')) as object;
  expect(file).toMatchObject({ neighbours: [mail] });
});

test('a deleted session takes its findings with it, also while it is inspected', async () => {
  const world = open(scratch.folder());
  const recorder = world.record();
  for (let i = 0; i < 5000; i++) recorder.received(TWICE);
  await world.end(recorder);
  await world.journal.settled();
  expect(await world.journal.deleteSession(recorder.session.id)).toBeUndefined();
  world.inspections.forget(recorder.session.id);
  await world.inspections.settled();
  expect(await rowsOf(world)).toEqual([]);
  expect(world.problems).toEqual([]);
  expect(() => statSync(join(world.dir, 'sessions', recorder.session.id))).toThrow('ENOENT');
});

test.each(['auto', 'wasm'] as const)('finding: is asked again as findings arrive (%s)', async (driver) => {
  const world = open(scratch.folder(), { driver });
  const recorder = world.record();
  recorder.received('{"jsonrpc":"2.0","method":"notifications/message","params":{}}\n');
  world.flush(recorder);
  const total = async (q: string): Promise<number> => {
    const page = await world.journal.rows({ q, mode: 'frames', from: 0, limit: 10 });
    return page.ok ? page.value.total : -1;
  };
  await world.inspections.settled();
  await expect.poll(() => total('finding:any')).toBe(0);
  expect(await total('-finding:any')).toBe(1);
  recorder.received(TWICE);
  // In the index first, so that the list is complete before anything is known of the frame.
  const rows = recorder.flush();
  await world.journal.settled();
  expect(await total('finding:high')).toBe(0);
  expect(await total('-finding:any')).toBe(2);
  world.inspections.recorded(rows);
  await world.inspections.settled();
  await expect.poll(() => total('finding:high')).toBe(1);
  expect(await total('-finding:any')).toBe(1);
  expect(await total('finding:low')).toBe(0);
});

const HOSTILE: [string, (path: string) => void][] = [
  ['garbage', (path) => writeFileSync(path, '{"format":1', { mode: 0o600 })],
  [
    'another shape',
    (path) => writeFileSync(path, '{"format":1,"problems":{"__proto__":[]}}', { mode: 0o600 }),
  ],
  ['a link', (path) => symlinkSync('/etc/passwd', path)],
  ['a folder', (path) => mkdirSync(path)],
  [
    'marks that inflate without end',
    (path) => {
      const text = { format: 1, pack: 'x', upTo: 1, isWhole: true, notInspected: [], problems: [] };
      const marks = '7cEBDQAAAMKg909tDwcUAAAAAAAAAAAAAAAAAAAAAAAA'.repeat(100);
      writeFileSync(path, JSON.stringify({ ...text, marks }), { mode: 0o600 });
    },
  ],
];
test('a findings file that is no such file is made anew, whatever it is', async () => {
  const dir = scratch.folder();
  const first = open(dir);
  const planted = HOSTILE.map(([is, plant]) => ({ is, plant, recorder: first.record() }));
  for (const { recorder } of planted) {
    recorder.received(TWICE);
    await first.end(recorder);
  }
  await first.inspections.settled();
  expect(await rowsOf(first)).toHaveLength(planted.length);
  await first.close();
  for (const { plant, recorder } of planted) {
    const file = join(dir, 'sessions', recorder.session.id, 'findings.json');
    rmSync(file);
    plant(file);
  }
  const second = open(dir);
  expect(await rowsOf(second)).toEqual([]);
  // By session: which of them it was is told when one is missing.
  const anew = async (): Promise<string[]> => {
    const found = (await rowsOf(second)).map(({ session }) => session);
    return planted.flatMap(({ is, recorder }) => (found.includes(recorder.session.id) ? [is] : []));
  };
  await expect.poll(anew).toEqual(planted.map(({ is }) => is));
  expect(await rowsOf(second)).toHaveLength(planted.length);
});

test('a damaged triage file is a Problem; findings are listed as open', async () => {
  const dir = scratch.folder();
  mkdirSync(dir, { mode: 0o700 });
  writeFileSync(join(dir, 'triage.json'), '[]', { mode: 0o600 });
  const world = open(dir);
  const recorder = world.record();
  recorder.received(TWICE);
  await world.end(recorder);
  await world.inspections.settled();
  const [row] = await rowsOf(world);
  expect(row!.triage.state).toBe('open');
  expect(world.problems).toMatchObject([expect.stringContaining('triage.json')]);
  expect(
    await world.findings.decide(row!.fingerprint, { state: 'false-positive', reason: '' }),
  ).toMatchObject({
    ok: false,
    problem: { code: 'file-broken' },
  });
  expect(readFileSync(join(dir, 'triage.json'), 'utf8')).toBe('[]');
});
