import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Draft } from '../../protocol/craft.ts';
import type { Product } from '../product.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

const require = createRequire(import.meta.url);
const FILES = [process.execPath, require.resolve('@modelcontextprotocol/server-filesystem/dist/index.js')];

/** What stands in the editor, as it draws it. */
const lines = (page: Page) => page.locator('.monaco-editor .view-lines');
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

async function drafts(product: Product): Promise<Draft[]> {
  return (await product.api<{ drafts: Draft[] }>('GET', '/api/drafts')).drafts;
}
/** The text of a draft, the first one or that of an id, once it is as wanted: it is kept a moment after it was typed. */
async function untilKept(product: Product, isSo: (text: string) => boolean, id?: string): Promise<string> {
  const find = (all: Draft[]) => (id === undefined ? all[0] : all.find((one) => one.id === id));
  let text = '';
  await expect.poll(async () => isSo((text = find(await drafts(product))?.text ?? ''))).toBe(true);
  return text;
}

async function openCraft(page: Page, product: Product, tool: string): Promise<void> {
  await page.goto(product.link);
  await page.getByRole('link', { name: 'Craft' }).click();
  await page.getByRole('button', { name: new RegExp(`^${tool}\\b`) }).click();
  await expect(lines(page)).toContainText('"tools/call"');
}

/** Another page signs in by itself, so the product needs a link of its own for asking. */
async function ask(product: Product): Promise<void> {
  await product.freshLink();
  await product.token();
}

test('a call by form and by text, sent, answered, and still there after reload', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await openCraft(page, product, 'echo');
  await ask(product);

  const box = page.getByRole('region', { name: 'Form' }).getByRole('textbox').first();
  await box.fill('said in the form');
  await expect(lines(page)).toContainText('"message": "said in the form"');

  await lines(page).getByText('"said in the form"').click();
  await page.keyboard.press('Control+Enter');
  await expect(answer(page)).toContainText('Echo: said in the form');

  // In the text, behind the word that was clicked on: the form shows what the text says.
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('form"');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' by hand');
  await expect(box).toHaveValue('said in the form by hand');
  await page.keyboard.press('Control+Enter');
  await expect(answer(page)).toContainText('Echo: said in the form by hand');
  const history = page.getByRole('listbox', { name: 'Sends of this tab' });
  await expect(history.getByRole('option')).toHaveCount(2);

  await untilKept(product, (text) => text.includes('by hand'));
  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(lines(page)).toContainText('"said in the form by hand"');
  await expect(history.getByRole('option')).toHaveCount(2);
  await expect(answer(page)).toContainText('Echo: said in the form by hand');
  await history.getByRole('option').first().click();
  await expect(answer(page)).toContainText('Echo: said in the form');

  // What was sent last is where the next tab of the tool begins.
  await page.getByRole('link', { name: 'Inventory' }).click();
  await page.getByRole('row', { name: /echo/ }).first().click();
  await page.keyboard.press('r');
  await expect(page.getByRole('tab', { name: /2.*echo/ })).toHaveAttribute('aria-selected', 'true');
  await expect(lines(page)).toContainText('"said in the form by hand"');
});

test('what is being written outlives a reload and a closed tab, letters are letters, and bytes stay bytes', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('echo')]);
  let letCome = (): void => undefined;
  const held = new Promise<void>((come) => (letCome = come));
  await page.route(/\/Palette[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await openCraft(page, product, 'echo');
  const box = page.getByRole('region', { name: 'Form' }).getByRole('textbox').first();
  await test.step('what is typed for the palette before it is there goes into it, and not into the text', async () => {
    await lines(page).click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('write nothing here');
    letCome();
    const palette = page.getByRole('combobox', { name: 'Search or run' });
    await expect(palette).toHaveValue('write nothing here');
    await page.keyboard.press('Escape');
    await expect(lines(page)).not.toContainText('write');
  });
  await test.step('what was typed a moment before a reload is not lost', async () => {
    await box.fill('typed just now');
    await page.reload();
    await expect(lines(page)).toContainText('"typed just now"');
  });
  await ask(product);
  await test.step('a closed tab can be had back', async () => {
    await box.fill('keep me');
    await untilKept(product, (text) => text.includes('keep me'));
    await page.getByTitle('Close tab 1').click();
    await expect(page.getByRole('heading', { name: 'No call is being written' })).toBeVisible();
    await expect.poll(async () => (await drafts(product)).length).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(lines(page)).toContainText('"keep me"');
    await untilKept(product, (text) => text.includes('keep me'));
  });
  await test.step('letters typed in the editor close or send nothing', async () => {
    await lines(page).getByText('"tools/call"').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('wtrx gt');
    await expect(lines(page)).toContainText('wtrx gt{');
    await expect(page.getByRole('tab')).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'Text' }).getByRole('status')).toContainText('line 1');
  });
  await test.step('a message of Traffic opens as it was sent', async () => {
    await page.getByRole('link', { name: 'Traffic' }).click();
    await page
      .getByRole('row', { name: /tools\/list/ })
      .first()
      .click();
    await page.keyboard.press('r');
    await expect(page.getByRole('tab', { name: /2.*tools\/list/ })).toBeVisible();
    await expect(lines(page)).toContainText('"method":"tools/list"');
  });

  const { target } = await product.session();
  await test.step('line ends, a byte order mark and half characters survive an edit of another field', async () => {
    const before =
      '\ufeff{\r\n  "jsonrpc": "2.0",\r  "id": 7,\n\r\n "method": "tools/call", "params": {"name": "echo",' +
      '"arguments": {"text": "old", "n": 9007199254740993, "n": 1.0e400, "odd": "\\u0041\u2028\ud83d\u200b"}} }\r\n\r\n';
    const draft: Draft = {
      id: '0123456789abcdef0123456789abcdef',
      target,
      about: { section: 'tools', name: 'echo', nth: 1 },
      text: before,
      how: { rpcId: 'as-written', meta: 'as-written' },
      sends: [],
    };
    await product.api('PUT', `/api/drafts/${draft.id}`, draft);
    await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=${draft.id}`);
    const textPane = page.getByRole('region', { name: 'Text' });
    await expect(textPane).toContainText('UTF-8 with BOM, mixed CRLF and LF and CR');
    await expect(page.locator('.text-chip').first()).toBeVisible();
    await expect(textPane.getByRole('status')).toContainText('key "n" stands twice');
    const box = page.getByRole('region', { name: 'Form' }).getByRole('textbox').first();
    await expect(box).toHaveValue('old');
    await box.fill('new');
    const after = before.replace('"old"', '"new"');
    expect(await untilKept(product, (text) => text.includes('"new"'), draft.id)).toBe(after);

    // Typed in the editor, and undone: the line ends that were deleted come back as they were.
    await lines(page).getByText('"new"').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(textPane).toContainText('UTF-8 with BOM, one line');
    await page.keyboard.press('Control+z');
    await expect(textPane).toContainText('UTF-8 with BOM, mixed CRLF and LF and CR');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(' ');
    await expect(textPane).toContainText(`${new TextEncoder().encode(after).length + 1} B`);
    await untilKept(product, (text) => text.length === after.length + 1, draft.id);
    await page.keyboard.press('Backspace');
    await untilKept(product, (text) => text === after, draft.id);
  });
  await test.step('without the editor a plain box keeps every line end all the same', async () => {
    await page.route(/\/json-editor[^/]*\.js$/, (route) => route.abort());
    const text = '\ufeff{"method": "ping",\r\n "id": 1,\r "x": "\ud83d"}\n';
    const how = { rpcId: 'as-written', meta: 'as-written' };
    await product.api('PUT', '/api/drafts/plain', { id: 'plain', target, text, how, sends: [] });
    await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=plain`);
    const box = page.getByRole('textbox', { name: 'Text of the message' });
    await expect(page.getByText('Plain text only')).toBeVisible();
    await box.press('Control+Home');
    for (let k = 0; k < 12; k++) await box.press('ArrowRight');
    await box.press('r');
    const after = text.replace('"ping"', '"rping"');
    expect(await untilKept(product, (now) => now.includes('rping'), 'plain')).toBe(after);
  });
});

test('a tool that says that it destroys is asked about once', async ({ page, start }, { outputDir }) => {
  mkdirSync(outputDir, { recursive: true });
  const product = await start(['--', ...FILES, outputDir]);
  await openCraft(page, product, 'write_file');
  const file = join(outputDir, 'written.txt');
  const form = page.getByRole('region', { name: 'Form' });
  await form.getByRole('textbox').nth(0).fill(file);
  await form.getByRole('textbox').nth(1).fill('once');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: /says it destroys/ });
  await expect(dialog).toContainText('write_file');
  await dialog.getByRole('button', { name: 'Do not call' }).click();
  await expect(dialog).toHaveCount(0);
  expect(existsSync(file)).toBe(false);

  await page.getByRole('button', { name: /^Send/ }).click();
  await dialog.getByRole('button', { name: 'Call it' }).click();
  await expect(answer(page)).toContainText('Successfully wrote');
  expect(readFileSync(file, 'utf8')).toBe('once');
  await form.getByRole('textbox').nth(1).fill('twice');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => readFileSync(file, 'utf8')).toBe('twice');
  await expect(dialog).toHaveCount(0);
});

test('every letter that is typed while a server floods arrives, in order, and every frame is counted', async ({
  page,
  start,
}) => {
  test.slow();
  const product = await start(['--', ...server('echo')]);
  await openCraft(page, product, 'echo');
  await ask(product);
  const { id } = await product.session();
  const kept = await untilKept(product, (text) => text.includes('"echo"'));

  // From before the first letter until after the last, and 50,000 notifications at least.
  const [each, atLeast] = [5000, 10];
  let isTyping = true;
  const flood = async (): Promise<number> => {
    let floods = 0;
    for (; isTyping || floods < atLeast; floods++) {
      await product.call(id, 'tools/call', { name: 'flood', arguments: { n: each } });
    }
    return floods;
  };
  const flooding = flood();
  await lines(page).getByText('"echo"').click();
  await page.keyboard.press('Home');
  const typed = 'the quick brown fox jumps over the lazy dog';
  await page.keyboard.type(typed);
  isTyping = false;
  const floods = await flooding;

  await expect(lines(page)).toContainText(typed);
  const text = await untilKept(product, (now) => now.includes(typed));
  expect(text.replace(typed, '')).toBe(kept);
  const notified = async (): Promise<number> => {
    const { complete, total } = await product.rows('method:notifications/message');
    return complete ? total : 0;
  };
  await expect.poll(notified, { timeout: 90_000 }).toBe(floods * each);
  await expect(async () => {
    const { frames } = (await product.snapshot()).journal;
    expect(await page.getByRole('contentinfo').textContent()).toContain(
      `${frames.toLocaleString('en')} frames`,
    );
  }).toPass({ timeout: 30_000 });
});
