import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Recorder, Scratch } from '../../test/journal/recorder.ts';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from '../../test/servers/odd-lists/entries.mjs';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import type { InventoryPage, InventoryRow, InventorySection, SectionName } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { rebuildInventory } from '../inventory/rebuild.ts';
import type { LiveFrame } from './live-frame.ts';
import type { LiveSessionOptions } from './live-session-options.ts';
import { Offers } from './offers.ts';
import type { Answer, CallOptions } from './call.ts';
import { SessionRecord } from './session-record.ts';

const server = (name: string, ...options: string[]): string[] => [
  `test/servers/${name}/index.mjs`,
  ...options,
];
const opened: SessionWorld[] = [];
const scratch = new Scratch();

async function open(args: string[], over: Partial<LiveSessionOptions> = {}): Promise<SessionWorld> {
  const world = sessionOn(args, over);
  opened.push(world);
  await world.open();
  return world;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((world) => world.live.stop()));
});
afterAll(() => scratch.remove());

const page = (inventory: Inventory | undefined, q = ''): InventoryPage =>
  inventory!.page({ q, sections: [], from: 0, limit: 100_000 });
const section = (world: SessionWorld, name: SectionName): InventorySection =>
  page(world.live.inventory).sections.find((one) => one.section === name)!;
const said = (world: SessionWorld): string =>
  world.live.record.current.deviations.map((d) => d.text).join('\n');
const rowsOf = (world: SessionWorld, name: SectionName): InventoryRow[] =>
  page(world.live.inventory).rows.filter(({ ref }) => ref.section === name);
/** The bytes of a row, from the frame it names. */
const bytesOf = (world: SessionWorld, { at }: InventoryRow): Buffer =>
  world.frames.find(({ row }) => row.seq === at.frame)!.raw.subarray(at.from, at.to);

/** The same frames in a journal, and what is read from them there. */
async function recorded(world: SessionWorld): Promise<InventoryPage> {
  const journal = scratch.open(scratch.folder());
  const recorder = new Recorder(journal);
  for (const { row, raw } of world.frames) {
    const { channel, toward, author } = row;
    const end = raw.at(-1) === 0x0a ? raw.length - 1 : raw.length;
    recorder.add(raw, { channel, toward, author }, { kind: 'slice', from: 0, to: end });
  }
  await recorder.end();
  const { era, revision, inventory } = world.live.record.current;
  const session: Session = { ...recorder.session };
  if (era !== undefined) session.era = era;
  if (revision !== undefined) session.revision = revision;
  if (inventory !== undefined) session.inventory = inventory;
  const rebuilt = await rebuildInventory(journal, session);
  await scratch.close(journal);
  if (!rebuilt.ok) throw new Error(rebuilt.problem.message);
  return page(rebuilt.value);
}

/** Enough to tell one from another when a test fails. */
const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}… ${text.length}` : text);
const ENTRIES: [SectionName, string[]][] = [
  ['tools', TOOLS],
  ['prompts', PROMPTS],
  ['resources', RESOURCES],
  ['templates', TEMPLATES],
];

describe('odd lists', () => {
  it.each([['entries'], ['twice'], ['cursor'], ['batch'], ['several'], ['bytes']])(
    'are held entry by entry, live and from the recording (%s)',
    async (how) => {
      const world = await open(server('odd-lists', `--how=${how}`), { opening: '2025-11-25' });
      for (const [name, entries] of ENTRIES) {
        const texts = rowsOf(world, name).map((row) => bytesOf(world, row).toString());
        expect((how === 'bytes' ? texts.slice(1, -1) : texts).map(short)).toEqual(entries.map(short));
        expect(section(world, name).state).toBe('done');
      }
      expect(await recorded(world)).toEqual(page(world.live.inventory));
    },
  );

  it.each([
    ['object', '`tools` is an object, not a list'],
    ['missing', '`tools` is missing'],
  ])('that are none say so (%s)', async (how, words) => {
    const world = await open(server('odd-lists', `--how=${how}`), { opening: '2025-11-25' });
    expect(said(world)).toContain(`tools/list: ${words}`);
    expect(section(world, 'tools')).toMatchObject({ state: 'done', total: 0 });
  });

  it('are read by the rules of 2026-07-28 where it is spoken', async () => {
    const world = await open(server('odd-lists', '--modern'));
    const dropped = rowsOf(world, 'tools').filter(({ marks }) =>
      marks.some(({ kind }) => kind === 'dropped'),
    );
    const names = dropped.map(({ ref }) => ref.name);
    expect(names).toEqual(
      expect.arrayContaining(['header_name', 'header_list', 'header_twice', 'header_spelt']),
    );
    expect(names).not.toContain('header_fine');
    expect(await recorded(world)).toEqual(page(world.live.inventory));
  });

  it('tell what the server said of itself, key by key', async () => {
    const world = await open(server('odd-lists'), { opening: '2025-11-25' });
    const rows = rowsOf(world, 'server');
    expect(rows.map(({ ref }) => ref.name)).toEqual([
      'serverInfo',
      'capabilities',
      'instructions',
      'protocolVersion',
      'x-vendor',
      'constructor',
    ]);
    expect(bytesOf(world, rows[4]!).toString()).toBe('{"n":1e400}');
    expect(world.live.record.current.capabilities).toEqual([
      'tools',
      'tools.listChanged',
      'prompts',
      'resources',
      'resources.subscribe',
      'logging',
      'experimental',
      'experimental.__proto__',
      'experimental.__proto__.on',
      'experimental.<b>',
      'extensions',
      'extensions.io.modelcontextprotocol/tasks',
    ]);
    const wrong = await open(server('odd-lists', '--error'), { opening: '2025-11-25' });
    expect(rowsOf(wrong, 'server').map(({ marks }) => marks[0]?.words)).toEqual(
      expect.arrayContaining(['serverInfo has no string name', 'instructions is a list, not a string']),
    );
  });

  it('find who the server is in `_meta`', async () => {
    const world = await open(server('many-tools', '--modern', '--tools=1'));
    const info = rowsOf(world, 'server').find(({ ref }) => ref.name === 'serverInfo');
    expect(bytesOf(world, info!).toString()).toBe('{"name":"many-tools","version":"1.0.0"}');
  });
});

describe('walks', () => {
  it('ask for all lists at once, tools first', async () => {
    const world = await open(server('many-tools', '--tools=30', '--page=10', '--others=3', '--pause=20'), {
      opening: '2025-11-25',
    });
    const asked = world.frames.filter(({ row }) => row.kind === 'request' && row.method?.endsWith('/list'));
    expect(asked.slice(0, 5).map(({ row }) => row.method)).toEqual([
      'tools/list',
      'prompts/list',
      'resources/list',
      'resources/templates/list',
      'tools/list',
    ]);
    expect(world.live.record.current.offers).toEqual({ tools: 30, prompts: 3, resources: 3, templates: 3 });
    expect(world.live.record.current.inventory).toBe(world.live.inventory!.version);
    expect(await recorded(world)).toEqual(page(world.live.inventory));
  });

  it('keep what came before an error, and say it', async () => {
    const world = await open(server('many-tools', '--tools=9', '--page=3', '--fail-at=3'), {
      opening: '2025-11-25',
    });
    expect(section(world, 'tools')).toMatchObject({ state: 'failed', total: 6, matched: 6 });
    expect(section(world, 'tools').words).toContain('error -32603');
    const again = await recorded(world);
    expect(again.rows).toEqual(page(world.live.inventory).rows);
    expect(again.sections.find(({ section: name }) => name === 'tools')).toMatchObject({ state: 'failed' });
  });

  it('take an empty cursor for one, but not the first page for the second', async () => {
    const world = await open(server('many-tools', '--tools=4', '--page=0', '--empty-end'), {
      opening: '2025-11-25',
    });
    expect(section(world, 'tools')).toMatchObject({ state: 'done', total: 4, marked: 0 });
    expect(section(world, 'tools').words).toContain('empty cursor');
    expect(said(world)).toContain('empty cursor');
    expect(await recorded(world)).toEqual(page(world.live.inventory));
  });

  it('say what is not offered', async () => {
    const world = await open(server('big-numbers'), { opening: '2025-11-25' });
    expect(
      ['prompts', 'resources', 'templates'].map((name) => section(world, name as SectionName).state),
    ).toEqual(['absent', 'absent', 'absent']);
    expect(section(world, 'tools').state).toBe('done');
    expect(await recorded(world)).toEqual(page(world.live.inventory));
  });

  it('replace a list that changed in one go', async () => {
    const seen: number[] = [];
    let world: SessionWorld | undefined = undefined;
    world = sessionOn(server('many-tools', '--tools=20', '--page=5', '--pause=5'), {
      opening: '2025-11-25',
      changed: () => void (world?.live.inventory && seen.push(rowsOf(world, 'tools').length)),
    });
    opened.push(world);
    await world.open();
    seen.length = 0;
    await world.live.call({ method: 'tools/call', params: '{"name":"more"}' });
    await expect.poll(() => seen.at(-1)).toBe(21);
    expect(new Set(seen)).toEqual(new Set([20, 21]));
    expect(await recorded(world)).toEqual(page(world.live.inventory));
  });

  it('of an endless list are told a few times a second, the end at once', async () => {
    const told = new Set<number>();
    const world = await open(server('endless-pages', '--how=fresh'), {
      opening: '2025-11-25',
      changed: ({ inventory }) => void (inventory !== undefined && told.add(inventory)),
    });
    const lists = world.live.record.current.stages.find(({ stage }) => stage === 'lists');
    expect(told.size).toBeLessThan(6 + (lists?.ms ?? 0) / 90);
    expect([...told].at(-1)).toBe(world.live.inventory!.version);
    expect(section(world, 'tools')).toMatchObject({ state: 'done', total: 2000 });
    expect(section(world, 'tools').words).toContain('more than 1000 pages');
  });
});

describe('what the server says of itself, asked for again', () => {
  const turning = (...more: string[]): string[] =>
    server('turning', '--scenario', 'instructions-after-calls', '--after', '1', ...more);
  const instructionsOf = (world: SessionWorld): string =>
    bytesOf(
      world,
      rowsOf(world, 'server').find(({ ref }) => ref.name === 'instructions')!,
    ).toString();
  const asked = (world: SessionWorld): number =>
    world.frames.filter(({ row }) => row.kind === 'request' && row.method === 'server/discover').length;

  it('is what it says now, live and from the recording', async () => {
    const world = await open(turning('--era', 'modern'));
    const before = instructionsOf(world);
    await world.live.call({ method: 'tools/call', params: '{"name":"list_units","arguments":{}}' });
    await world.live.lists!.listAgain();
    expect(instructionsOf(world)).toMatch(/do not tell the user/);
    expect(before).not.toMatch(/do not tell the user/);
    expect(asked(world)).toBe(2);
    expect(section(world, 'server')).toMatchObject({ state: 'done' });
    expect(await recorded(world)).toEqual(page(world.live.inventory));
    expect(world.live.record.current.deviations).toEqual([]);
  });

  it('is asked for once, however often that is wanted meanwhile', async () => {
    const world = await open(turning('--era', 'modern'));
    const { lists } = world.live;
    const all = Promise.all([lists!.listAgain(), lists!.listAgain(), lists!.listAgain()]);
    expect(lists!.isListing).toBe(true);
    await all;
    expect(asked(world)).toBe(2);
  });

  it('is not asked for after a handshake, of which there is one only', async () => {
    const world = await open(turning('--era', 'handshake'), { opening: '2025-11-25' });
    await world.live.lists!.listAgain();
    expect(
      world.frames.filter(({ row }) => row.kind === 'request' && row.method === 'tools/list').length,
    ).toBeGreaterThan(2);
    expect(
      world.frames.filter(({ row }) => row.method === 'initialize' && row.kind === 'request'),
    ).toHaveLength(1);
    expect(asked(world)).toBe(0);
  });
});

describe('a walk that breaks', () => {
  const session = { id: 's', state: { kind: 'open' }, deviations: [], stages: [] } as unknown as Session;
  const offersWith = (
    call: (options: CallOptions) => Promise<Answer>,
  ): { offers: Offers; record: SessionRecord } => {
    const record = new SessionRecord(
      session,
      () => 0,
      () => {},
    );
    const capabilities = { tools: {}, prompts: {} };
    const opening = {
      kind: 'open',
      era: 'handshake',
      revision: '2025-11-25',
      capabilities,
      answer: undefined,
    } as const;
    return { offers: new Offers(record, opening, call), record };
  };
  const answered = (message: () => Promise<Uint8Array>): Answer => ({
    request: 1,
    rpcId: '1',
    outcome: 'result',
    frame: { summary: { seq: 2, rpcId: '1' }, message } as unknown as LiveFrame,
    written: 0,
    complete: 0,
  });

  it('ends in the record, and leaves the other lists alone', async () => {
    const { offers, record } = offersWith(({ method }) =>
      method === 'tools/list'
        ? Promise.resolve(answered(() => Promise.reject(new Error('the file is gone'))))
        : Promise.resolve(
            answered(() => Promise.resolve(Buffer.from('{"id":1,"result":{"prompts":[{"name":"p"}]}}'))),
          ),
    );
    await offers.listAll();
    const { sections, rows } = page(offers.inventory);
    expect(sections.map(({ state }) => state)).toEqual(['absent', 'failed', 'done', 'absent', 'absent']);
    expect(sections[1]!.words).toBe('the file is gone');
    expect(rows.map(({ ref }) => ref.name)).toEqual(['p']);
    expect(record.current.deviations[0]?.text).toContain('the file is gone');
  });

  it('of what the server says of itself leaves what it said before, and says why', async () => {
    const told = Buffer.from('{"id":1,"result":{"instructions":"Be brief."}}');
    const first = answered(() => Promise.resolve(told));
    const refused = { ...answered(() => Promise.resolve(told)), outcome: 'http', http: { status: 503 } };
    const record = new SessionRecord(
      session,
      () => 0,
      () => {},
    );
    const opening = {
      kind: 'open',
      era: 'modern',
      revision: '2026-07-28',
      capabilities: {},
      answer: first,
    } as const;
    const offers = new Offers(record, opening, () => Promise.resolve(refused as Answer));
    await offers.listAll();
    await offers.listAgain();
    const { sections, rows } = page(offers.inventory);
    expect(rows.map(({ ref }) => ref.name)).toEqual(['instructions']);
    expect(sections[0]).toMatchObject({
      state: 'failed',
      words: 'the server answered with HTTP 503; the rows are those of the walk before',
    });
    expect(offers.isListing).toBe(false);
  });

  it('does so for a list that changed later, too', async () => {
    let calls = 0;
    const { offers } = offersWith(() => {
      calls++;
      if (calls > 2) throw new Error('no way to send');
      return Promise.resolve(answered(() => Promise.resolve(Buffer.from('{"id":1,"result":{"tools":[]}}'))));
    });
    await offers.listAll();
    offers.noted('notifications/tools/list_changed');
    await new Promise((later) => setTimeout(later, 20));
    expect(page(offers.inventory).sections[1]).toMatchObject({ state: 'failed' });
  });
});
