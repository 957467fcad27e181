import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PLANTED } from '../../bridge/practice/planted.ts';
import type { RowsPage } from '../../protocol/api.ts';
import type { FuzzPlan, FuzzRun } from '../../protocol/fuzz.ts';
import type { PracticeList } from '../../protocol/practice.ts';
import type { ProbePlan, ProbeRun } from '../../protocol/probe.ts';
import { root } from '../../scripts/sources.mjs';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

const SERVER = join(root, 'demo', 'server.mjs');
const ALL = PLANTED.map(({ id }) => id);
/** Found in what the server says of itself, as soon as it is connected. */
const AT_ONCE = ['annotation', 'flow', 'hidden-text', 'lookalike', 'shadowing'];

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

class Exercise {
  readonly world: BridgeWorld;
  readonly session: string;
  #answered = 0;

  private constructor(world: BridgeWorld, session: string) {
    this.world = world;
    this.session = session;
  }

  static async begin(words: string[] = [], folder = anyFolder()): Promise<Exercise> {
    const world = await BridgeWorld.start(folder);
    cleanUp.push(() => world.bridge.stop());
    const added = await world.bridge.addAndConnect({
      name: 'practice-server',
      spec: {
        kind: 'stdio',
        command: process.execPath,
        args: [SERVER, join(folder, 'practice', 'notes'), ...words],
        cwd: join(root, 'demo'),
        env: [],
      },
      origin: 'demo',
      confirmed: 'in-terminal',
    });
    if (!added.ok) throw new Error(added.problem.message);
    const { session } = added.value;
    await world.until(session, ({ stages }) =>
      stages.some(({ stage, status }) => stage === 'lists' && status === 'done'),
    );
    return new Exercise(world, session);
  }

  async list(): Promise<PracticeList> {
    await this.world.bridge.inspected();
    const { lists } = await this.world.get<{ lists: PracticeList[] }>('/api/practice');
    expect(lists).toHaveLength(1);
    return lists[0]!;
  }

  async found(): Promise<string[]> {
    const { lines } = await this.list();
    return lines.flatMap(({ id, found }) => (found === undefined ? [] : [id])).sort();
  }

  call(name: string, args: Record<string, string> = {}): Promise<unknown> {
    return this.world.send('POST', `/api/sessions/${this.session}/calls`, {
      method: 'tools/call',
      params: JSON.stringify({ name, arguments: args }),
      timeout: 20_000,
    });
  }

  /** Calls a tool that asks something back, and says this to it. */
  async callAndSay(name: string, action: 'accept' | 'decline'): Promise<void> {
    const called = this.call(name);
    let frame: number | undefined;
    while (frame === undefined) {
      const query = new URLSearchParams({
        q: 'method:elicitation/create',
        mode: 'frames',
        from: '-10',
        limit: '10',
      });
      const { rows } = await this.world.get<RowsPage>(`/api/traffic?${query.toString()}`);
      const asked = rows.filter((row) => 'seq' in row && row.kind === 'request' && row.seq > this.#answered);
      frame = asked.flatMap((row) => ('seq' in row ? [row.seq] : [])).at(-1);
      await new Promise((later) => setTimeout(later, 30));
    }
    this.#answered = frame;
    const content = action === 'accept' ? { password: 'made up' } : undefined;
    await this.world.send('POST', `/api/sessions/${this.session}/answers`, {
      frame,
      result: JSON.stringify({ action, ...(content && { content }) }),
    });
    await called;
  }

  async probe(only: string[]): Promise<void> {
    const request = { session: this.session, only, calls: [] };
    const { confirmation } = await this.world.send<ProbePlan>('POST', '/api/probes/plan', request);
    const { id } = await this.world.send<ProbeRun>('POST', '/api/probes/runs', { request, confirmation });
    await over(() => this.world.get<ProbeRun>(`/api/probes/runs/${id}`));
  }

  async fuzz(tools: string[], strategies: string[]): Promise<void> {
    const request = {
      session: this.session,
      only: tools.map((name) => ({ kind: 'tool', name })),
      strategies,
      seed: 7,
      budget: 400,
      concurrency: 4,
      timeout: 20_000,
      within: 300_000,
      allowDestructive: [],
      world: true,
    };
    const { confirmation } = await this.world.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
    const { id } = await this.world.send<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation });
    await over(async () => (await this.world.get<{ run: FuzzRun }>(`/api/fuzz/runs/${id}`)).run);
  }
}

function anyFolder(): string {
  const folder = privateFolder();
  cleanUp.push(folder.remove);
  return folder.path;
}

async function over(run: () => Promise<{ state: string }>): Promise<void> {
  for (;;) {
    const { state } = await run();
    if (state !== 'running') return expect(state).toBe('done');
    await new Promise((later) => setTimeout(later, 100));
  }
}

/** Everything a person can do to find what is planted. */
async function lookEverywhere(exercise: Exercise): Promise<void> {
  for (const name of ['read_news', 'last_backup']) await exercise.call(name);
  await exercise.call('harbour_fee', { ship: 'Albatross' });
  for (let n = 0; n < 6; n++) await exercise.call('start_export');
  await exercise.probe(['after-calls']);
  await exercise.fuzz(
    ['read_note', 'greet', 'translate'],
    ['root-escape', 'path-traversal', 'symlink-escape', 'template-injection'],
  );
}

describe('the practice server', () => {
  test('what it says of itself is found as soon as it is connected, the rest is not', async () => {
    const exercise = await Exercise.begin();
    expect(await exercise.found()).toEqual(AT_ONCE);
    const { lines, hintsLeft } = await exercise.list();
    expect(hintsLeft).toBe(4);
    // What is not found is named in general words only.
    for (const line of lines.filter(({ found }) => found === undefined)) {
      const { title, says, hint } = PLANTED.find(({ id }) => id === line.id)!;
      for (const told of [title, says, hint]) expect(JSON.stringify(line)).not.toContain(told);
    }
  }, 60_000);

  test('all that is planted is found by the product’s own means, each with its evidence', async () => {
    const exercise = await Exercise.begin();
    await lookEverywhere(exercise);
    expect(await exercise.found()).toEqual(ALL.filter((id) => id !== 'password-trap').sort());
    await exercise.callAndSay('open_archive', 'decline');
    expect(await exercise.found()).toEqual(ALL.toSorted());
    const { lines } = await exercise.list();
    const kindOf = (id: string) => lines.find((line) => line.id === id)?.found?.place.kind;
    expect(['path-escape', 'template', 'flow', 'secret'].map(kindOf)).toEqual([
      'fuzz',
      'fuzz',
      'flow',
      'finding',
    ]);
  }, 300_000);

  test('its fixed twin does the same work, and nothing ticks', async () => {
    const exercise = await Exercise.begin(['--fixed']);
    await lookEverywhere(exercise);
    await exercise.call('open_archive');
    await exercise.call('read_note', { path: '../notes-private/harbour.key' });
    expect(await exercise.found()).toEqual([]);
  }, 300_000);

  test('who types the password has not found the trap', async () => {
    const exercise = await Exercise.begin();
    await exercise.callAndSay('open_archive', 'accept');
    expect(await exercise.found()).not.toContain('password-trap');
    await exercise.callAndSay('open_archive', 'decline');
    expect(await exercise.found()).toContain('password-trap');
  }, 60_000);

  test('a definition that turns is drift in the session it turns in', async () => {
    const exercise = await Exercise.begin();
    for (const name of ['tide_table', 'tide_table', 'read_news']) await exercise.call(name);
    await exercise.world.send('POST', `/api/sessions/${exercise.session}/calls`, {
      method: 'ping',
      params: '{}',
    });
    await expect.poll(() => exercise.found(), { timeout: 20_000, interval: 500 }).toContain('rug-pull');
  }, 60_000);

  test('a definition that turns is found by a probe, where nobody called anything', async () => {
    const exercise = await Exercise.begin();
    await exercise.probe(['after-calls']);
    const { lines } = await exercise.list();
    expect(lines.find(({ id }) => id === 'rug-pull')?.found?.place).toMatchObject({
      kind: 'probe',
      probe: 'after-calls',
    });
  }, 120_000);

  test('what was found stays over a restart, four hints are all there are, and it can be begun anew', async () => {
    const folder = anyFolder();
    const before = await Exercise.begin([], folder);
    expect(await before.found()).toEqual(AT_ONCE);
    const hint = (exercise: Exercise, line: string) =>
      exercise.world.ask('POST', '/api/practice/hints', { target: 'practice-server', line });
    const wanted = ALL.slice(5, 10);
    for (const line of wanted.slice(0, 4)) expect((await hint(before, line)).status).toBe(200);
    // Told again, it costs nothing.
    expect((await hint(before, wanted[0]!)).status).toBe(200);
    expect((await hint(before, wanted[4]!)).status).toBe(422);
    expect((await hint(before, 'no-such')).status).toBe(404);
    await before.world.bridge.stop();

    const world = await BridgeWorld.start(folder);
    cleanUp.push(() => world.bridge.stop());
    const again = (await world.get<{ lists: PracticeList[] }>('/api/practice')).lists[0]!;
    expect(again.hintsLeft).toBe(0);
    expect(again.lines.filter(({ hint: told }) => told !== undefined).map(({ id }) => id)).toEqual(
      wanted.slice(0, 4),
    );
    expect(again.lines.filter(({ found }) => found !== undefined)).toHaveLength(AT_ONCE.length);
    const anew = await world.send<PracticeList>('POST', '/api/practice/anew', { target: 'practice-server' });
    expect(anew.hintsLeft).toBe(4);
    // What was recorded before does not count any more.
    const { lists } = await world.get<{ lists: PracticeList[] }>('/api/practice');
    expect(lists[0]!.lines.every(({ found }) => found === undefined)).toBe(true);
  }, 60_000);

  test('a server that is no practice server has no checklist, whatever it offers', async () => {
    const folder = anyFolder();
    const world = await BridgeWorld.start(folder);
    cleanUp.push(() => world.bridge.stop());
    await world.connect('poisoned');
    expect(await world.get('/api/practice')).toEqual({ lists: [] });
    expect((await world.ask('POST', '/api/practice/anew', { target: 'poisoned' })).status).toBe(404);
    expect(existsSync(join(folder, 'practice.json'))).toBe(false);
  }, 60_000);

  test('it reads nothing outside of its own folder, and writes nowhere else', async () => {
    const folder = anyFolder();
    const exercise = await Exercise.begin([], folder);
    const out = await Promise.all(
      ['/etc/passwd', '../../targets.json', '../notes-private/../../targets.json', '..', '\u0000'].map(
        (path) => exercise.call('read_note', { path }),
      ),
    );
    for (const answer of out) expect(JSON.stringify(answer)).not.toMatch(/root:|practice-server|origin/);
    const top = join(folder, 'practice');
    expect(statSync(top).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
  }, 60_000);
});

test('the practice server starts no program, opens no connection and evaluates nothing', () => {
  for (const name of ['server.mjs', 'tools.mjs', 'folder.mjs']) {
    const text = readFileSync(join(root, 'demo', name), 'utf8');
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, module]) => module);
    for (const module of imported)
      expect(module).toMatch(/^(?:\.\/[\w-]+\.mjs|node:(?:fs|fs\/promises|os|path|crypto))$/);
    expect(text).not.toMatch(/\beval\b|new Function|import\(|\bfetch\b|WebSocket/);
  }
});
