import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import type { CallState, SentText } from '../../protocol/craft.ts';
import type { InventoryPage, InventoryRow, ItemRef, SectionName } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { Product } from '../product.ts';
import { startEverything, startServer } from '../servers/real-http.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

// A click that finds nothing to click on would else wait for as long as the whole test may take.
test.use({ actionTimeout: 15_000 });

/** Values by name, as a form is filled in with them. */
type Values = { [name: string]: Value };
type Value = string | number | boolean | Value[] | Values;

/** How an item is used where its empty form is not enough, and what has to come of it. */
interface Use {
  values?: Values;
  /** What the server asks meanwhile, in order. */
  asked?: ((question: Locator, page: Page) => Promise<void>)[];
  outcome?: string | RegExp;
  shows?: string | RegExp;
  /** What the answer itself holds, where the page shows what it makes of it. */
  holds?: string;
  /** What is offered besides, once it was called; it is used too. */
  adds?: string;
}

const METHODS: Record<Exclude<SectionName, 'server'>, string> = {
  tools: 'tools/call',
  prompts: 'prompts/get',
  resources: 'resources/read',
  templates: 'resources/read',
};
const keyOf = ({ section, name }: Pick<ItemRef, 'section' | 'name'>): string => `${section}/${name}`;

const heading = (page: Page) => page.getByRole('region', { name: 'Item' }).getByRole('heading', { level: 2 });
const lines = (page: Page) => page.locator('.monaco-editor .view-lines');
const answer = (page: Page) => page.getByRole('region', { name: 'Answer', exact: true });
const question = (page: Page) => page.getByRole('region', { name: 'Question of the server' });

async function open(page: Page, product: Product): Promise<Session> {
  await page.goto(product.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  await product.freshLink();
  return product.session();
}

/** All a server offers, once every list has come to its end. */
async function offered(product: Product, session: string): Promise<InventoryRow[]> {
  let rows: InventoryRow[] = [];
  await expect
    .poll(
      async () => {
        const path = `/api/sessions/${session}/inventory?q=&sections=tools,prompts,resources,templates&from=0&limit=200`;
        const page = await product.api<InventoryPage>('GET', path);
        rows = page.rows;
        return page.sections.filter(({ state }) => state === 'waiting' || state === 'listing');
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
  return rows;
}

async function describedAs(product: Product, session: string, { at }: InventoryRow): Promise<string> {
  const path = `/api/frames/${session}/${at.frame}/bytes?part=payload&from=${at.from}&to=${at.to}`;
  const item = (await (await product.request('GET', path)).json()) as { description?: string };
  return item.description ?? 'It gives none.';
}

/** Answers what waits, from the dialog that is reached by one key from anywhere. */
async function answerAll(page: Page, asked: NonNullable<Use['asked']>): Promise<void> {
  await expect(page.getByRole('button', { name: /^Questions/ })).toContainText('1');
  await page.keyboard.press('q');
  const dialog = page.getByRole('dialog', { name: 'What servers wait for' });
  for (const one of asked) await one(question(page), page);
  await expect(dialog).toContainText('No server waits for you');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Fills a form in part by part, as a person would: what is no plain text is opened, chosen or added. */
async function fillIn(form: Locator, values: Values): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'boolean') {
      const choice = form
        .getByRole('group', { name, exact: true })
        .getByRole('button', { name: String(value), exact: true });
      await choice.click();
      await expect(choice).toHaveAttribute('aria-pressed', 'true');
    } else if (Array.isArray(value)) {
      const list = form.getByRole('group', { name, exact: true });
      const add = form.getByRole('button', { name: `Add ${name}`, exact: true });
      await expect(list.or(add).first()).toBeVisible();
      if (await add.isVisible()) await add.click();
      for (const [k, one] of value.entries()) {
        const part = list.getByText(String(k), { exact: true });
        if ((await part.count()) === 0) await list.getByRole('button', { name: 'Add an item' }).click();
        await fillIn(list, { [String(k)]: one });
      }
    } else if (typeof value === 'object') {
      await fillIn(form.getByRole('group', { name, exact: true }), value);
    } else {
      const box = form
        .getByRole('textbox', { name, exact: true })
        .or(form.getByRole('combobox', { name, exact: true }));
      await expect(box).toBeVisible();
      if (await box.evaluate((node) => node instanceof HTMLSelectElement))
        await box.selectOption(String(value));
      else await box.fill(String(value));
    }
  }
}

async function lookAt(page: Page, row: InventoryRow, description: string): Promise<void> {
  await expect(heading(page)).toHaveText(row.ref.name);
  await page.getByRole('tab', { name: 'Fields' }).click();
  await expect(page.getByRole('region', { name: 'Description' })).toContainText(
    description.replace(/\s+/g, ' ').slice(0, 80),
  );
  await page.getByRole('tab', { name: 'Pretty' }).click();
  await expect(
    page.getByRole('region', { name: 'Item' }).getByRole('group', { name: 'Item pretty' }),
  ).toContainText(`"${row.ref.name}"`);
}

/** From the item in Inventory to its answer in Craft. */
async function callItem(page: Page, { ref }: InventoryRow, use: Use): Promise<void> {
  await page.keyboard.press('r');
  const text = lines(page);
  await expect(text).toContainText(`"${METHODS[ref.section as keyof typeof METHODS]}"`);
  await expect(text).toContainText(`"${ref.name}"`);
  if (use.values !== undefined) {
    const form = page.getByRole('region', { name: 'Form' });
    await fillIn(form, use.values);
    if (ref.section === 'templates') await expect(text).not.toContainText('{resourceId}');
  }
  await page
    .getByRole('button', { name: /^Send\b/ })
    .first()
    .click();
  const warning = page.getByRole('dialog', { name: 'Call a tool that says it destroys' });
  const outcome = answer(page).getByRole('status').first();
  await expect(outcome.or(warning).first()).toBeVisible();
  if (await warning.isVisible()) await warning.getByRole('button', { name: 'Call it' }).click();
  if (use.asked !== undefined) await answerAll(page, use.asked);
  await expect(outcome, keyOf(ref)).toHaveText(use.outcome ?? 'ok', { timeout: 60_000 });
  if (use.shows !== undefined) await expect(answer(page)).toContainText(use.shows);
}

/** The same without the page: what Craft would send, what comes of it. */
async function callWithoutPage(product: Product, id: string, { ref }: InventoryRow, use: Use): Promise<void> {
  const { values = {}, shows, holds = shows } = use;
  const params =
    METHODS[ref.section as keyof typeof METHODS] === 'resources/read'
      ? { uri: uriOf(ref) }
      : { name: ref.name, arguments: values };
  const method = METHODS[ref.section as keyof typeof METHODS];
  const { request } = await product.api<SentText>('POST', `/api/sessions/${id}/sends`, {
    text: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    how: { rpcId: 'next', meta: 'fill' },
  });
  let answered: CallState | undefined;
  await expect
    .poll(
      async () => {
        answered = await product.api<CallState>('GET', `/api/sessions/${id}/calls/${request}`);
        return answered.state;
      },
      { intervals: [20, 40, 80], timeout: 60_000, message: keyOf(ref) },
    )
    .toBe('done');
  expect(answered!.outcome, keyOf(ref)).toBe('result');
  const bytes = await product.request('GET', `/api/frames/${id}/${answered!.answer!.seq}/bytes?part=payload`);
  const { result } = (await bytes.json()) as { result: { isError?: boolean } };
  expect(result.isError ?? false, keyOf(ref)).toBe(false);
  const said = textsIn(result).join('\n');
  if (holds instanceof RegExp) expect(said).toMatch(holds);
  else if (holds !== undefined) expect(said).toContain(holds);
}

/** Every key and every string of a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}

/**
 * How much of it is done in the page: every item looked at from all sides and called, every item called, or
 * only those that ask, that add, that end in another way, or that are the first of their section.
 */
type Visit = 'look' | 'call' | 'some';

/** Uses every item that is offered, and holds against the recording that each was really sent. */
async function useAll(
  page: Page,
  product: Product,
  session: Session,
  uses: Record<string, Use>,
  visit: Visit,
): Promise<Record<string, number>> {
  let rows = await offered(product, session.id);
  const counts: Record<string, number> = {};
  let last: number | undefined;
  const added = new Set<string>();
  const goTo = async (k: number): Promise<void> => {
    const { section, name } = rows[k]!.ref;
    if (last === undefined) {
      const item = `${section}/${encodeURIComponent(name)}`;
      const query = new URLSearchParams({ target: session.target, item });
      await page.goto(`${product.origin}/inventory?${query.toString()}`);
      return;
    }
    // Back where the last one was opened from, and on to the next.
    await page.goBack();
    const from = rows[last]!.ref;
    await expect(heading(page)).toHaveText(from.name);
    if (uses[keyOf(from)]?.adds === keyOf(rows[k]!.ref)) {
      const next = page.getByRole('grid', { name: 'Items' }).getByRole('row').filter({ hasText: name });
      await expect(next.first()).toBeVisible();
    }
    for (let at = last; at < k; at++) await page.keyboard.press('j');
  };
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const { section } = row.ref;
    const use = uses[keyOf(row.ref)] ?? {};
    const isFirst = counts[section] === undefined;
    counts[section] = (counts[section] ?? 0) + 1;
    const isSpecial = (use.asked ?? use.adds ?? use.outcome) !== undefined || added.has(keyOf(row.ref));
    if (visit === 'some' && !isFirst && !isSpecial) {
      await callWithoutPage(product, session.id, row, use);
      continue;
    }
    await goTo(k);
    if (visit === 'look') await lookAt(page, row, await describedAs(product, session.id, row));
    await expect(heading(page)).toHaveText(row.ref.name);
    await test.step(keyOf(row.ref), () => callItem(page, row, use));
    last = k;
    if (use.adds === undefined) continue;
    added.add(use.adds);
    await expect
      .poll(async () => {
        rows = await offered(product, session.id);
        return rows.map(({ ref }) => keyOf(ref));
      })
      .toContain(use.adds);
  }
  expect(await sent(product, session)).toEqual(
    rows.map(({ ref }) => `${METHODS[ref.section as keyof typeof METHODS]} ${uriOf(ref)}`).sort(),
  );
  return counts;
}

const uriOf = ({ name }: ItemRef): string => name.replace('{resourceId}', '7');

/** What the recording holds of messages written by hand: method and name of each, sorted. */
async function sent(product: Product, { number, id }: Session): Promise<string[]> {
  const { rows } = await product.rows(`session:${number} author:craft kind:request`, 0, 200);
  const texts = await Promise.all(
    rows.map(async (row) => {
      const { seq } = 'seq' in row ? row : row.request;
      const bytes = await product.request('GET', `/api/frames/${id}/${seq}/bytes?part=payload`);
      const { method, params } = (await bytes.json()) as {
        method: string;
        params: { name?: string; uri?: string };
      };
      return `${method} ${params.name ?? params.uri}`;
    }),
  );
  // Beside the calls: what the form asks the server to complete while one types.
  return texts.filter((text) => !text.startsWith('completion/complete ')).sort();
}

/** The folder a server asks for first of all. */
function rootsAre(folder: string): (one: Locator, page: Page) => Promise<void> {
  return async (one) => {
    await expect(one).toContainText('roots/list');
    await one
      .getByLabel('The result, as it is sent:')
      .fill(JSON.stringify({ roots: [{ uri: pathToFileURL(folder).href, name: 'root of the test' }] }));
    await one.getByRole('button', { name: /^Send the result/ }).click();
  };
}

const EVERYTHING_USES: Record<string, Use> = {
  'tools/echo': { values: { message: 'a "quoted" word' }, shows: 'Echo: a "quoted" word' },
  'tools/get-annotated-message': { values: { messageType: 'debug', includeImage: true }, shows: 'Cache hit' },
  'tools/get-env': { shows: 'PATH' },
  'tools/get-resource-links': { values: { count: 2 }, shows: 'demo://resource/dynamic/text/2' },
  'tools/get-resource-reference': { values: { resourceType: 'Blob', resourceId: 3 }, shows: '/blob/3' },
  'tools/get-structured-content': {
    values: { location: 'Chicago' },
    shows: 'valid against outputSchema',
    holds: 'conditions',
  },
  'tools/get-sum': { values: { a: 2.5, b: -4 }, shows: 'The sum of 2.5 and -4 is -1.5' },
  'tools/get-tiny-image': { shows: 'image/png' },
  'tools/gzip-file-as-resource': {
    // Its default would be fetched from the network.
    values: { data: 'data:text/plain,held', outputType: 'resource' },
    shows: 'application/gzip',
    adds: 'resources/demo://resource/session/README.md.gz',
  },
  'tools/trigger-long-running-operation': { values: { duration: 0.2, steps: 2 }, shows: 'completed' },
  'tools/get-roots-list': { shows: 'root of the test' },
  'tools/trigger-elicitation-request': {
    asked: [
      async (one) => {
        await expect(one).toContainText('Please provide inputs');
        await fillIn(one, { name: 'Ada', check: true, integer: 7, untitledSingleSelectEnum: 'Joey' });
        await one.getByRole('button', { name: /^Accept and send/ }).click();
      },
    ],
    shows: 'Ada',
  },
  'tools/trigger-url-elicitation': {
    values: { url: 'http://127.0.0.1:9/open' },
    asked: [
      async (one) => {
        await expect(one).toContainText('http://127.0.0.1:9/open');
        await one.getByRole('button', { name: 'Decline' }).click();
      },
    ],
    shows: /declin/i,
  },
  'tools/trigger-sampling-request': {
    values: { prompt: 'Say a word' },
    asked: [
      async (one) => {
        await expect(one).toContainText('Say a word');
        await one
          .getByLabel('The result, as it is sent:')
          .fill('{"role":"assistant","content":{"type":"text","text":"by hand"},"model":"none"}');
        await one.getByRole('button', { name: /^Send the result/ }).click();
      },
    ],
    shows: 'by hand',
  },
  'tools/simulate-research-query': { values: { topic: 'tasks' }, outcome: 'task started' },
  'prompts/args-prompt': { values: { city: 'Ghent' }, shows: 'Ghent' },
  'prompts/completable-prompt': { values: { department: 'Sales', name: 'Eve' }, shows: 'promote Eve' },
  'prompts/resource-prompt': {
    values: { resourceType: 'Text', resourceId: '1' },
    shows: 'Text resource with id: 1',
  },
  'templates/demo://resource/dynamic/text/{resourceId}': { values: { resourceId: '7' }, shows: 'Resource 7' },
  'templates/demo://resource/dynamic/blob/{resourceId}': { values: { resourceId: '7' }, shows: '/blob/7' },
};
const OF_EVERYTHING = { tools: 17, prompts: 4, resources: 8, templates: 2 };

// It speaks the handshake era only; what 2026-07-28 brings is held below with the official SDK that does.
test.describe('server-everything, each thing it offers', () => {
  test.setTimeout(240_000);
  let folder: string;
  test.beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'everything-')));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('over stdio', async ({ page, start }) => {
    const product = await start(['--', ...EVERYTHING]);
    const session = await open(page, product);
    await answerAll(page, [rootsAre(folder)]);
    expect(session).toMatchObject({ era: 'handshake', transport: 'stdio' });
    expect(await useAll(page, product, session, EVERYTHING_USES, 'look')).toEqual(OF_EVERYTHING);
  });

  for (const [mode, transport] of [
    ['streamableHttp', 'streamable-http'],
    ['sse', 'legacy-sse'],
  ] as const) {
    test(`over ${transport}`, async ({ page, start }) => {
      const real = await startEverything(mode);
      try {
        const product = await start([real.url]);
        const session = await open(page, product);
        await answerAll(page, [rootsAre(folder)]);
        expect(session).toMatchObject({ era: 'handshake', transport });
        expect(await useAll(page, product, session, EVERYTHING_USES, 'some')).toEqual(OF_EVERYTHING);
      } finally {
        await real.close();
      }
    });
  }
});

test('server-filesystem, each thing it offers', async ({ page, start }) => {
  test.setTimeout(240_000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'filesystem-')));
  const at = (name: string): string => join(folder, name);
  try {
    writeFileSync(at('a.txt'), 'first\nsecond\n');
    writeFileSync(at('moved.txt'), 'goes');
    writeFileSync(at('dot.png'), Buffer.from('iVBORw0KGgo=', 'base64'));
    mkdirSync(at('inner'));
    const uses: Record<string, Use> = {
      'tools/read_file': { values: { path: at('a.txt') }, shows: 'second' },
      'tools/read_text_file': { values: { path: at('a.txt'), head: 1 }, shows: 'first' },
      'tools/read_media_file': { values: { path: at('dot.png') }, shows: 'image/png' },
      'tools/read_multiple_files': { values: { paths: [at('a.txt'), at('moved.txt')] }, shows: 'goes' },
      'tools/write_file': { values: { path: at('new.txt'), content: 'old words' }, shows: 'Successfully' },
      'tools/edit_file': {
        values: { path: at('new.txt'), edits: [{ oldText: 'old', newText: 'newer' }], dryRun: false },
        shows: '+newer words',
      },
      'tools/create_directory': { values: { path: at('made') }, shows: 'Successfully' },
      'tools/list_directory': { values: { path: folder }, shows: '[DIR] made' },
      'tools/list_directory_with_sizes': { values: { path: folder, sortBy: 'size' }, shows: 'new.txt' },
      'tools/directory_tree': { values: { path: folder, excludePatterns: ['made'] }, shows: 'inner' },
      'tools/move_file': {
        values: { source: at('moved.txt'), destination: at('inner/there.txt') },
        shows: 'Successfully',
      },
      'tools/search_files': { values: { path: folder, pattern: '**/*.txt' }, shows: 'there.txt' },
      'tools/get_file_info': { values: { path: at('a.txt') }, shows: 'size: 13' },
      'tools/list_allowed_directories': { shows: folder },
    };
    const script = createRequire(import.meta.url).resolve(
      '@modelcontextprotocol/server-filesystem/dist/index.js',
    );
    const product = await start(['--', process.execPath, script, folder]);
    const session = await open(page, product);
    await answerAll(page, [rootsAre(folder)]);
    expect(await useAll(page, product, session, uses, 'call')).toEqual({ tools: 14 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.describe('the official SDK of 2026-07-28, each thing it offers', () => {
  test.setTimeout(120_000);
  const uses: Record<string, Use> = {
    'tools/echo': { values: { text: 'again' }, shows: 'again' },
    'tools/fail': { outcome: 'isError result', shows: 'failed as asked' },
    'tools/steps': { values: { steps: 3 }, shows: '3 steps' },
    'tools/grow': { values: { name: 'grown' }, shows: 'added grown', adds: 'tools/grown' },
    'tools/query': { values: { region: 'eu', sql: 'select 1' }, shows: 'eu: select 1' },
    'tools/big': { values: { bytes: 20 }, shows: 'xxxxxxxxxxxxxxxxxxxx' },
    'prompts/greet': { values: { who: 'Ada' }, shows: 'Say hello to Ada' },
    'resources/file:///readme.md': { shows: '# Read me' },
  };

  test('over stdio', async ({ page, start }) => {
    const product = await start(['--', ...server('modern-stdio')]);
    const session = await open(page, product);
    expect(session).toMatchObject({ era: 'modern', revision: '2026-07-28', transport: 'stdio' });
    expect(await useAll(page, product, session, uses, 'look')).toEqual({
      tools: 5,
      prompts: 1,
      resources: 1,
    });
  });

  test('over streamable HTTP', async ({ page, start }) => {
    const real = await startServer('modern-http');
    try {
      const product = await start([real.url]);
      const session = await open(page, product);
      expect(session).toMatchObject({ era: 'modern', revision: '2026-07-28', transport: 'streamable-http' });
      expect(await useAll(page, product, session, uses, 'call')).toEqual({ tools: 5, resources: 1 });
    } finally {
      await real.close();
    }
  });
});
