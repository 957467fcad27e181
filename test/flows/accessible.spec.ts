import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { EVERYTHING, expect, test } from './world.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings of axe, in both themes. */
async function complaints(page: Page): Promise<string[]> {
  // Through the debugger, not as a script element: the page's CSP stays as it is.
  await page.evaluate(axe);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(
        ...nodes.map((node) => `${theme} ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
      );
    }
  }
  return found;
}

test('no screen has a serious finding of axe', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await page
    .getByRole('row', { name: /result tools\/list/ })
    .first()
    .click();
  await expect(page.locator('section[aria-label="Answer"]')).toContainText('"tools"');
  expect(await complaints(page), 'Traffic, with a frame').toEqual([]);

  await page.getByRole('tab', { name: 'Hex' }).click();
  expect(await complaints(page), 'Traffic, hex').toEqual([]);

  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.fill('method:no/such');
  await filter.press('Enter');
  await expect(page.getByText('No frame matches')).toBeVisible();
  expect(await complaints(page), 'Traffic, nothing matches').toEqual([]);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeVisible();
  expect(await complaints(page), 'palette').toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Keys' }).click();
  expect(await complaints(page), 'help').toEqual([]);
  await page.keyboard.press('Escape');

  await page.goto(`${product.origin}/targets`);
  await page
    .getByRole('textbox', { name: /Command line/ })
    .fill('TOKEN=abcdefgh npx -y some-server --root "/a b"');
  await expect(page.getByRole('list', { name: /one argument a row/ })).toContainText('/a b');
  expect(await complaints(page), 'Targets, a command read').toEqual([]);
  await page.getByRole('row', { name: /open/ }).first().click();
  await expect(page.getByRole('list', { name: 'Stages' })).toBeVisible();
  expect(await complaints(page), 'Targets, connected').toEqual([]);
});

test('Inventory has no serious finding of axe', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await page.goto(`${product.origin}/inventory`);
  await expect(page.getByRole('table', { name: 'Sections' })).toContainText('Templates');
  expect(await complaints(page), 'Inventory, nothing selected').toEqual([]);
  for (const name of [/^get-structured-content/, /^completable-prompt/, /^capabilities/]) {
    await page.getByRole('grid', { name: 'Items' }).getByRole('row', { name }).click();
    await expect(page.getByRole('region', { name: 'Item' }).getByRole('heading').first()).toHaveText(name);
    expect(await complaints(page), `Inventory, ${name.source}`).toEqual([]);
  }
  await page.getByRole('textbox', { name: 'Filter items' }).fill('no such item');
  await expect(page.getByText('No item matches')).toBeVisible();
  expect(await complaints(page), 'Inventory, nothing matches').toEqual([]);
});
