import type { Page } from '@playwright/test';
import { complaints } from './axe.ts';
import { connectAgain, connectMore, FILES } from './several.ts';
import { expect, server, test } from './world.ts';

const path = (page: Page, name: RegExp) => page.getByRole('article', { name });
const TRIFECTA = /send private data out, across servers/;

test('a dangerous path over two servers is drawn, explained by its words, and corrected for good', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('fetches', '--hostile')]);
  await page.goto(product.link);
  await product.freshLink();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(page.getByRole('heading', { name: 'No path found among these tags' })).toBeVisible();
  await expect(page.getByText('Only one target is connected.')).toBeVisible();

  // The page hears of the second target by itself.
  const files = await connectMore(product, 'files', FILES);
  await expect(path(page, TRIFECTA).getByRole('listitem')).toHaveText([
    'fetch of index.mjs: strangers’ text in.',
    'read_file of files: private data in.',
    'fetch of index.mjs: it goes out.',
  ]);
  await expect(path(page, TRIFECTA)).toContainText('high');
  expect(await complaints(page), 'Flows, paths').toEqual([]);

  await path(page, TRIFECTA).getByRole('button', { name: 'strangers’ text', exact: true }).click();
  const tool = page.getByRole('region', { name: 'Tool', exact: true });
  await expect(tool.locator('.hit')).toHaveText(['Fetches', 'URL']);
  await expect(tool).toContainText('By “Fetches”, “URL” in its description.');
  await expect(tool.getByText('Fetches a URL from the internet')).toBeVisible();
  await tool.getByRole('button', { name: 'Open in Inventory' }).click();
  await expect(page.getByRole('region', { name: 'Item' }).getByRole('heading').first()).toHaveText(/^fetch/);
  await page.goBack();

  await tool.getByRole('button', { name: 'Not so…' }).first().click();
  await page.keyboard.type('our own pages only');
  expect(await complaints(page), 'Flows, a note').toEqual([]);
  await page.keyboard.press('Enter');
  await expect(tool).toContainText('not so, you say');
  // The other tool that reads pages stands there now, its name drawn as it was sent.
  await expect(path(page, TRIFECTA).getByRole('listitem').first()).toHaveText(
    '<img src=x onerror="document.title=1"> of index.mjs: strangers’ text in.',
  );
  await page.reload();
  await expect(tool).toContainText('our own pages only');

  const web = (await product.snapshot()).sessions.find(({ targetName }) => targetName === 'index.mjs')!;
  await product.api('POST', `/api/sessions/${web.id}/stop`, {});
  await expect(page.getByRole('checkbox', { name: /index\.mjs/ })).toHaveCount(0);
  await connectAgain(product, web.target);
  await expect(tool).toContainText('our own pages only');

  await page.getByRole('checkbox', { name: /files/ }).uncheck();
  await expect(page.getByRole('article')).toHaveCount(0);
  expect(new URL(page.url()).searchParams.getAll('without')).toEqual([files.target]);
  await page.getByRole('checkbox', { name: /files/ }).check();

  await tool.getByRole('button', { name: 'Undo' }).click();
  await expect(path(page, TRIFECTA).getByRole('listitem').first()).toHaveText(/^fetch of/);
  expect(await page.title()).toBe('Flows · mcp-sec-inspect');
});

test('every tool can be found, and what is known of it said, by keys', async ({ page, start }) => {
  const product = await start(['--', ...server('fetches', '--hostile')]);
  await page.goto(product.link);
  await product.freshLink();
  await connectMore(product, 'files', FILES);
  await page.goto(`${product.origin}/flows?show=tools`);
  const list = page.getByRole('grid', { name: 'Tools' });
  await expect(list).toHaveAttribute('aria-rowcount', '19');
  await page.keyboard.press('/');
  await page.keyboard.type('reword');
  await expect(list).toHaveAttribute('aria-rowcount', '2');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  const tool = page.getByRole('region', { name: 'Tool', exact: true });
  await expect(tool).toContainText('No word of it gives a tag.');
  await tool.getByRole('combobox').selectOption('runs code');
  await page.keyboard.type('it patches itself');
  await page.keyboard.press('Enter');
  await expect(tool).toContainText('you say so');
  await expect(list.getByRole('row', { name: /reword/ })).toContainText('runs code');
  await page.getByRole('tab', { name: /Paths/ }).click();
  const exec = path(page, /end in code that runs/);
  await expect(exec.getByRole('listitem').last()).toHaveText('reword of index.mjs: code is run.');
  await expect(exec).toContainText('critical');

  // The definition changes: what was said is shown, and counts no more.
  const web = (await product.snapshot()).sessions.find(({ targetName }) => targetName === 'index.mjs')!;
  await page.getByRole('button', { name: 'fetch', exact: true }).first().click();
  await tool.getByRole('button', { name: 'Not so…' }).last().click();
  await page.keyboard.press('Enter');
  await expect(tool).toContainText('not so, you say');
  await product.call(web.id, 'tools/call', { name: 'reword', arguments: {} });
  await expect(tool).toContainText('This tool cannot be shown');
  await page.getByRole('button', { name: 'fetch', exact: true }).first().click();
  await expect(tool).toContainText('Decided for an earlier definition');
  await tool.getByRole('button', { name: 'Forget' }).click();
  await expect(tool).not.toContainText('Decided for an earlier definition');
});
