import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import type { Product } from '../product.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

const items = (page: Page) => page.getByRole('grid', { name: 'Items' });
const row = (page: Page, name: string | RegExp) => items(page).getByRole('row', { name });
const item = (page: Page) => page.getByRole('region', { name: 'Item' });
const filter = (page: Page) => page.getByRole('textbox', { name: 'Filter items' });
const place = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openInventory(page: Page, product: Product): Promise<void> {
  await product.session();
  await page.goto(await product.freshLink());
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(row(page, /^serverInfo/)).toBeVisible();
}

/** Connects another target, as a person at another page would. */
async function connect(product: Product, name: string, argv: string[]): Promise<void> {
  const [command, ...args] = argv;
  const spec = { kind: 'stdio', command, args, cwd: process.cwd(), env: [] };
  const { key } = await product.api<Target>('POST', '/api/targets', { name, spec });
  const path = `/api/targets/${encodeURIComponent(key)}`;
  const { confirmation } = await product.api<LaunchPlan>('POST', `${path}/plan`, {});
  await product.api('POST', `${path}/connect`, { confirmation });
  await product.session(({ state, target }) => state.kind === 'open' && target === key);
}

test('everything a server offers is listed, filtered, shown, and gone through by keyboard', async ({
  page,
  start,
}) => {
  test.slow();
  const product = await start(['--', ...EVERYTHING]);
  await openInventory(page, product);
  await test.step('listed, filtered and shown field by field', () => byMouse(page));
  await page.goto(`${product.origin}/inventory`);
  await test.step('gone through by keyboard', () => byKeyboard(page));
});

async function byMouse(page: Page): Promise<void> {
  for (const [section, count] of [
    ['Tools', /^1\d$/],
    ['Prompts', '4'],
    ['Resources', '7'],
    ['Templates', '2'],
  ] as const) {
    const line = page.getByRole('table', { name: 'Sections' }).getByRole('row', { name: section });
    await expect(line.getByRole('cell').first()).toHaveText(count);
  }
  await expect(page.getByRole('link', { name: /Inventory 1\d tools/ })).toBeVisible();

  await row(page, /^get-structured-content/).click();
  await expect(item(page).getByRole('heading', { name: 'get-structured-content' })).toBeVisible();
  await expect(item(page).getByRole('region', { name: 'Description' })).toContainText('structured content');
  const tree = page.getByRole('treegrid', { name: 'Schema' });
  await expect(tree.getByRole('row', { name: /location enum required/ })).toContainText('"New York"');
  await expect(tree.getByRole('row', { name: /temperature number required/ })).toBeVisible();
  await expect(item(page)).toContainText('readOnlyHint');

  await page.getByRole('tab', { name: 'Input text' }).click();
  await expect(item(page).getByRole('group', { name: 'inputSchema as sent' })).toContainText('"enum"');
  await page.getByRole('tab', { name: 'Raw' }).click();
  await expect(item(page).getByRole('group', { name: 'Item raw' })).toContainText(
    /^\s*1?\{"name":"get-structured/,
  );
  await page.getByRole('tab', { name: 'Fields' }).click();

  await filter(page).fill('COMPLETABLE');
  await expect(row(page, /^completable-prompt/)).toBeVisible();
  await expect(row(page, /^Prompts/)).toContainText('1 of 4');
  await expect(row(page, /^get-structured-content/)).toHaveCount(0);
  await row(page, /^completable-prompt/).click();
  await expect(item(page).getByRole('region', { name: 'Arguments' })).toContainText('department required');
  await expect.poll(() => place(page, 'find')).toBe('COMPLETABLE');

  await page.reload();
  await expect(item(page).getByRole('heading', { name: 'completable-prompt' })).toBeVisible();
  await expect(row(page, /^completable-prompt/)).toHaveAttribute('aria-selected', 'true');

  await filter(page).fill('no such thing');
  await expect(page.getByRole('heading', { name: 'No item matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(row(page, /^echo/)).toBeVisible();

  await row(page, /^echo/).click();
  // Until it is there, the button belongs to the item before.
  await expect(item(page).getByRole('heading', { name: 'echo' })).toBeVisible();
  await page.getByRole('button', { name: /Show frame/ }).click();
  await expect(page.locator('section[aria-label="Answer"]')).toContainText('"tools"');
  await expect.poll(() => place(page, 'at')).toMatch(/^[0-9a-f]{32}\/\d+$/);
  await page.goBack();
  await expect(item(page).getByRole('heading', { name: 'echo' })).toBeVisible();
}

/** An item opens in Craft in the end. */
async function byKeyboard(page: Page): Promise<void> {
  await expect(row(page, /^echo/)).toBeVisible();
  await page.keyboard.press('j');
  await expect(item(page).getByRole('heading', { name: 'serverInfo' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('get-sum');
  // The row stands in the whole list too: only the count says that the list is the filtered one.
  await expect(row(page, /^Tools/)).toContainText('1 of 1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(item(page).getByRole('heading', { name: 'get-sum' })).toBeVisible();
  await expect.poll(() => place(page, 'item')).toBe('tools/get-sum');

  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  const root = page.getByRole('row', { name: /^inputSchema|▸inputSchema|▾inputSchema/ });
  await expect(root).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(root).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Selected field' })).toContainText('number, required');

  await page.keyboard.press('Escape');
  await expect.poll(() => place(page, 'item')).toBeNull();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('weekly nothing');
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Search or run' }).fill('tiny');
  await expect(page.getByRole('option', { name: /get-tiny-image/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(item(page).getByRole('heading', { name: 'get-tiny-image' })).toBeVisible();
  await page.keyboard.press('r');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/craft');
}

test('what is odd is marked, never lost, and shown as it was sent', async ({ page, start }) => {
  const product = await start(['--', ...server('odd-lists')]);
  await openInventory(page, product);

  await expect(row(page, /^send_mail/)).toHaveCount(3);
  for (const k of [0, 1, 2]) await expect(row(page, /^send_mail/).nth(k)).toContainText('duplicate');
  await expect(row(page, /^SEND_MAIL/)).not.toContainText('duplicate');
  await expect(row(page, /^fine/)).not.toContainText(/duplicate|malformed|dropped/);
  await row(page, /^send_mail/)
    .nth(1)
    .click();
  await expect(item(page)).toContainText('with a copy to audit@evil.example');
  await expect.poll(() => place(page, 'item')).toBe('tools/send_mail/2');

  await row(page, /^no name/)
    .first()
    .click();
  await expect(item(page).getByRole('note').first()).toContainText('dropped');

  await filter(page).fill('zero width');
  const hidden = row(page, /^read/);
  await expect(hidden.locator('.hid')).toHaveText('U+200B ZWSP');
  await hidden.click();
  await expect(item(page).getByRole('heading').first().locator('.hid')).toHaveText('U+200B ZWSP');
  await filter(page).fill('turned');
  await expect(row(page, /^txt/).locator('.hid')).toHaveText('U+202E RLO');

  await filter(page).fill('big_numbers');
  await row(page, /^big_numbers/).click();
  await expect(page.getByRole('treegrid', { name: 'Schema' })).toContainText('1e400');
  await expect(page.getByRole('treegrid', { name: 'Schema' })).toContainText('9007199254740993');

  await filter(page).fill('twice');
  await row(page, /^twice/).click();
  await expect(item(page).getByRole('note').getByText('stands more than once')).toHaveCount(2);
  await expect(item(page).getByRole('note').getByText('stands twice')).toHaveText(/^"properties"/);
  await expect(item(page).getByRole('region', { name: 'Description' })).toContainText('second');
  await expect(item(page)).toContainText('"first"');

  await filter(page).fill('__proto__');
  await row(page, /^__proto__/)
    .first()
    .click();
  await expect(item(page)).toContainText('polluted');

  // More than is taken apart here: its bytes are shown.
  await filter(page).fill('wordy');
  await row(page, /^wordy/).click();
  await expect(item(page).getByRole('group', { name: 'Item pretty' })).toContainText('"wordy"');
  expect(await page.evaluate(() => [document.title, 'polluted' in {}])).toEqual([
    'Inventory · mcp-sec-inspect',
    false,
  ]);
});

test('ten thousand tools are gone through: few rows are drawn, and the right one is selected at every step', async ({
  page,
  start,
}, { outputDir }) => {
  test.slow();
  mkdirSync(outputDir, { recursive: true });
  const mayGoOn = join(outputDir, 'go-on');
  const list = ['--tools=10000', '--page=500', '--turn=100', `--until=${mayGoOn}`];
  const product = await start(['--', ...server('many-tools', ...list)]);
  await openInventory(page, product);
  await expect(row(page, /^Tools/)).toContainText('listing… 500 so far');
  await expect(row(page, /^more/)).toBeVisible();
  writeFileSync(mayGoOn, '');
  await product.session(({ offers }) => offers?.['tools'] === 10_000);
  await expect(row(page, /^Tools/)).toContainText('10,000');

  const isSelected = async (name: RegExp): Promise<void> => {
    await expect(item(page).getByRole('heading', { name })).toBeVisible();
    await expect(row(page, name)).toHaveAttribute('aria-selected', 'true');
    await expect(items(page).locator('[aria-selected=true]')).toHaveCount(1);
    expect(await items(page).getByRole('row').count()).toBeLessThan(100);
  };
  await row(page, /^more/).click();
  await isSelected(/^more/);
  await items(page).hover();
  for (let k = 0; k < 30; k++) {
    await page.mouse.wheel(0, k % 5 === 4 ? 20_000 : 900);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await items(page).getByRole('row').count()).toBeLessThan(100);
  }
  // Scrolled away from what is selected, and it still is.
  await expect(row(page, /^more/)).toHaveCount(0);
  await expect(item(page).getByRole('heading', { name: 'more' })).toBeVisible();
  await page.keyboard.press('End');
  await isSelected(/_9999/);
  for (let k = 1; k <= 20; k++) {
    await page.keyboard.press('k');
    await isSelected(new RegExp(`_${9999 - k}`));
  }
  await filter(page).pressSequentially('7777');
  await expect(row(page, /^Tools/)).toContainText('1 of 10,000');
  await expect(row(page, /_7777/)).toBeVisible();

  await page.goto(`${product.origin}/inventory?item=tools%2Fissues_create_8019`);
  await isSelected(/^issues_create_8019/);
  await approveAndTurn(page, product);
});

/** States stand on the rows that are looked at: of 10,000 that were approved, and of the 100 that turn then. */
async function approveAndTurn(page: Page, product: Product): Promise<void> {
  await expect(row(page, /^issues_create_8019/)).toContainText('not reviewed');
  await page.keyboard.press('Shift+A');
  const form = page.getByRole('form', { name: /^Approve 10,\d+ items$/ });
  await form.getByRole('button', { name: /^Approve 10,\d+ items$/ }).click();
  await expect(row(page, /^issues_create_8019/)).toContainText('approved');
  const { id } = await product.session();
  await product.call(id, 'tools/call', { name: 'more', arguments: {} });
  const told = page.getByRole('status', { name: 'Drift' });
  await expect(told).toContainText('100 items changed', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await items(page).press('Home');
  await expect(row(page, /^more/)).toContainText('changed');
  await expect(row(page, /^more/)).not.toContainText('approved');
  await told.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('grid', { name: 'Reviewed items' }).getByRole('row').first()).toContainText(
    'medium',
  );
}

test('several targets are connected at once, and switched by keyboard', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await product.session();
  await connect(product, 'odd', server('odd-lists'));
  await connect(product, 'zebra', server('echo'));
  await page.goto(await product.freshLink());
  const title = page.getByRole('heading', { level: 1 });

  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(title).toHaveText('zebra');
  await expect(page.getByRole('button', { name: 'Switch target: 3 connected' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(title).toHaveText('index.js');
  await expect(row(page, /^get-sum/)).toBeVisible();
  await page.keyboard.press(']');
  await expect(title).toHaveText('odd');
  await expect(row(page, /^SEND_MAIL/)).toBeVisible();
  await row(page, /^SEND_MAIL/).click();
  await page.keyboard.press(']');
  await expect(title).toHaveText('zebra');
  await expect.poll(() => place(page, 'item')).toBeNull();
  await page.keyboard.press(']');
  await expect(title).toHaveText('index.js');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(title).toHaveText('odd');
  await page.keyboard.press('9');
  await expect(title).toHaveText('odd');

  // Traffic is of the target that is looked at, and the way back leads to the same one.
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.keyboard.press('3');
  await expect(title).toHaveText('zebra');
  await expect.poll(() => place(page, 'q')).toMatch(/^session:\d+$/);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(title).toHaveText('zebra');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('switch to odd');
  await page.keyboard.press('Enter');
  await expect(title).toHaveText('odd');
  await page.getByRole('button', { name: /Switch target/ }).click();
  await expect(page.getByRole('menuitemradio', { name: /index\.js.*tools.*prompts/ })).toBeVisible();
  await page.getByRole('menuitemradio', { name: /zebra/ }).click();
  await expect(title).toHaveText('zebra');

  // Letters and digits are off when a person wants them off.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('switch letter keys');
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await expect(title).toHaveText('zebra');
});

test('no hostile text becomes anything but text, in any field of an item', async ({ page, start }) => {
  test.slow();
  const product = await start(['--', ...server('hostile-strings')]);
  await openInventory(page, product);
  const links = await page.locator('a, iframe, img, object, embed, form').count();
  for (const find of ['onerror', 'javascript', 'style', '__proto__', 'u202e', '']) {
    await filter(page).fill(find);
    await filter(page).press('Enter');
    await page.keyboard.press('Home');
    for (let k = 0; k < 25; k++) {
      await page.keyboard.press('ArrowDown');
      await expect(item(page).getByRole('heading', { level: 2 })).toBeVisible();
    }
    await page.keyboard.press('End');
  }
  // Those of the rail, and nothing of a server's.
  expect(await page.locator('a, iframe, img, object, embed, form').count()).toBe(links);
  const bidi = /[\u202a-\u202e\u2066-\u2069]/;
  expect(await page.evaluate((source) => new RegExp(source).test(document.body.innerHTML), bidi.source)).toBe(
    false,
  );
  expect(
    await page.evaluate(() => [(globalThis as { hostile?: unknown }).hostile, 'polluted' in {}]),
  ).toEqual([undefined, false]);
});
