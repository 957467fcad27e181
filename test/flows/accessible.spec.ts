import type { Page } from '@playwright/test';
import type { Product } from '../product.ts';
import { complaints } from './axe.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

test('no screen has a serious finding of axe', async ({ page, start }) => {
  test.slow();
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await test.step('Traffic and Targets', () => trafficAndTargets(page, product));
  await test.step('Inventory', () => inventory(page, product));
  await test.step('an answer in Craft', () => answers(page, product));
});

async function trafficAndTargets(page: Page, product: Product): Promise<void> {
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
}

async function inventory(page: Page, product: Product): Promise<void> {
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
}

async function answers(page: Page, product: Product): Promise<void> {
  await product.freshLink();
  const { target } = await product.session();
  const calls = [
    { name: 'get-structured-content', arguments: { location: 'Chicago' } },
    { name: 'get-annotated-message', arguments: { messageType: 'error', includeImage: true } },
    { name: 'trigger-long-running-operation', arguments: { duration: 60, steps: 60 } },
  ];
  for (const [k, params] of calls.entries()) {
    const id = (k + 1).toString(16).padStart(32, '0');
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const how = { rpcId: 'next', meta: 'fill' };
    await product.api('PUT', `/api/drafts/${id}`, { id, target, text, how, sends: [] });
  }
  await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}`);
  const send = async (tab: number): Promise<void> => {
    await page.getByRole('tablist', { name: 'Calls being written' }).getByRole('tab').nth(tab).click();
    await page.getByRole('button', { name: /^Send/ }).click();
  };
  // The editor has colours of its own, which follow what the person chose.
  const turn = async (theme: string): Promise<void> => {
    await product.api('PUT', '/api/preferences', { theme });
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    await expect(page.locator('.monaco-editor').first()).toHaveClass(
      theme === 'light' ? /\bvs(\s|$)/ : /\bvs-dark\b/,
    );
  };
  await send(0);
  await expect(page.getByText('valid against outputSchema')).toBeVisible();
  expect(await complaints(page, turn), 'structured content').toEqual([]);
  await send(1);
  await page.getByRole('button', { name: /Show image/ }).click();
  await expect(page.locator('article img')).toBeVisible();
  expect(await complaints(page, turn), 'annotations and an image').toEqual([]);
  await send(2);
  await expect(page.getByRole('progressbar')).toBeVisible();
  expect(await complaints(page, turn), 'a call that waits').toEqual([]);
}

test('findings have no serious finding of axe', async ({ page, start }) => {
  const product = await start(['--', ...server('hides-text')]);
  await page.goto(product.link);
  await page.getByRole('row', { name: /result tools\/list.*critical/ }).click();
  await expect(page.getByText(/findings in this frame/)).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: 'About this finding' })).toBeVisible();
  expect(await complaints(page), 'Traffic, a finding').toEqual([]);
  await page.getByRole('tab', { name: 'What the model sees' }).click();
  await expect(page.locator('.decoded').first()).toBeVisible();
  expect(await complaints(page), 'What the model sees').toEqual([]);
  await page.goto(`${product.origin}/findings?group=rule`);
  await page.keyboard.press('j');
  await expect(page.getByRole('region', { name: 'Finding' })).toContainText('What to do');
  expect(await complaints(page), 'Findings').toEqual([]);
  await page.goto(`${product.origin}/findings?show=rules`);
  await expect(page.getByRole('region', { name: 'Rules' })).toContainText('hidden-unicode-tags');
  expect(await complaints(page), 'rules').toEqual([]);
  await page.goto(`${product.origin}/inventory?item=tools/search_notes`);
  await expect(page.getByRole('region', { name: 'Findings here' })).toBeVisible();
  await page.keyboard.press('f');
  expect(await complaints(page), 'Inventory, a finding').toEqual([]);
});

test('Probes has no serious finding of axe', async ({ page, start }) => {
  const product = await start(['--', ...server('turning', '--scenario', 'second-page')]);
  await page.goto(product.link);
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await page.goto(`${product.origin}/probes`);
  await expect(page.getByRole('list', { name: /one argument a row/ }).first()).toBeVisible();
  await page.keyboard.press('a');
  await page.getByRole('form', { name: 'Name a call' }).getByLabel('Tool').fill('no_such_tool');
  await expect(page.getByText('offers no tool of this name')).toBeVisible();
  expect(await complaints(page), 'Probes, a plan and a call').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: /probes chosen/ }).uncheck();
  const row = page.getByRole('grid', { name: 'Probes' }).getByRole('row', { name: 'Hides behind pages' });
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Start 1 probe/ }).click();
  await expect(page.getByText(/done after/)).toBeVisible();
  expect(await complaints(page), 'Probes, a run').toEqual([]);
  await page.keyboard.press('j');
  await expect(page.getByRole('region', { name: 'Probe', exact: true })).toContainText('What it looks for');
  expect(await complaints(page), 'Probes, a probe').toEqual([]);
});

test('what changed in an item, and deciding about it, has no serious finding of axe', async ({
  page,
  start,
}) => {
  test.slow();
  const product = await start(['--', ...server('many-tools', '--tools=60', '--turn=50')]);
  const { id } = await product.session();
  await page.goto(await product.freshLink());
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await page.goto(`${product.origin}/inventory`);
  const review = page.getByRole('region', { name: 'Review' });
  await expect(review.getByRole('button', { name: /^Approve \d+ items/ })).toBeVisible();
  expect(await complaints(page), 'Review, nothing approved').toEqual([]);
  await page.keyboard.press('Shift+A');
  await page
    .getByRole('form')
    .getByRole('button', { name: /^Approve/ })
    .click();
  await expect(review).toContainText('are worded as you approved them');
  await product.call(id, 'tools/call', { name: 'more', arguments: {} });
  await expect(review.getByRole('table', { name: 'Drift' })).toBeVisible({ timeout: 60_000 });
  await expect(review).toContainText('These are the worst 20 of 51');
  expect(await complaints(page), 'Review, drift').toEqual([]);

  await review.getByRole('button', { name: 'List all of them' }).click();
  await expect(page.getByRole('grid', { name: 'Reviewed items' }).getByRole('row').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  await expect(page.getByRole('list', { name: 'Changes' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Item compared' })).toHaveAttribute('aria-busy', 'false', {
    timeout: 60_000,
  });
  for (const tab of ['Side by side', 'Words']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await complaints(page), `History, ${tab}`).toEqual([]);
  }
  await page.keyboard.press('x');
  await expect(page.getByRole('form', { name: 'Reject' })).toBeVisible();
  expect(await complaints(page), 'History, a decision').toEqual([]);
});
