import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CLI } from '../product.ts';
import type { ReviewSummary } from '../../protocol/baseline.ts';
import type { Session } from '../../protocol/session.ts';
import type { Product } from '../product.ts';
import { readSarif } from '../sarif.ts';
import { expect, server, test } from './world.ts';

const LENGTHS = server('turning', '--scenario', 'description-after-calls');

const items = (page: Page) => page.getByRole('grid', { name: 'Items' });
const row = (page: Page, name: string | RegExp) => items(page).getByRole('row', { name });
const item = (page: Page) => page.getByRole('region', { name: 'Item' });
const review = (page: Page) => page.getByRole('region', { name: 'Review' });
const drift = (page: Page) => page.getByRole('status', { name: 'Drift' });

/** Waits until a review says so. */
async function untilReview(product: Product, said: (one: ReviewSummary) => boolean): Promise<void> {
  await expect
    .poll(async () => (await product.api<ReviewSummary[]>('GET', '/api/reviews')).some(said), {
      timeout: 60_000,
    })
    .toBe(true);
}

async function callThrice(product: Product, { id }: Session): Promise<void> {
  const params = JSON.stringify({ name: 'convert_length', arguments: { value: 1, from: 'm', to: 'km' } });
  for (let k = 0; k < 3; k++)
    await product.api('POST', `/api/sessions/${id}/calls`, { method: 'tools/call', params });
}

/** A command of the terminal, on the data of the product that runs. */
function gate(product: Product, cwd: string, command: string[], ...more: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, ...command, '--data-dir', product.dataDir, '--name', 'lengths', '--', ...LENGTHS, ...more],
    { cwd, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('a server turns after it was approved: it is told, read, rejected, and approved in the end', async ({
  page,
  start,
}, { outputDir }) => {
  test.slow();
  mkdirSync(outputDir, { recursive: true });
  const product = await start(['--name', 'lengths', '--', ...LENGTHS]);
  const session = await product.session();
  await untilReview(product, ({ unreviewed }) => unreviewed > 0);
  await page.goto(await product.freshLink());
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('i');

  // Nothing is approved yet: calm, and it says what approving means.
  await expect(review(page).getByRole('heading', { name: 'Nothing of it is approved yet' })).toBeVisible();
  await expect(drift(page)).toHaveCount(0);
  await expect(row(page, /^convert_length/)).toContainText('not reviewed');
  await review(page)
    .getByRole('button', { name: /^Approve \d+ items/ })
    .click();
  const form = page.getByRole('form', { name: /^Approve \d+ items$/ });
  await expect(form).toContainText('not reviewed yet');
  await form.getByRole('textbox').fill('read on the first day');
  await form.getByRole('button', { name: /^Approve \d+ items$/ }).click();
  await expect(review(page)).toContainText('are worded as you approved them');
  await expect(row(page, /^convert_length/)).toContainText('approved');
  const pinned = gate(product, outputDir, ['pin', '--approved']);
  expect(pinned, pinned.stderr).toMatchObject({ status: 0 });
  const same = gate(product, outputDir, ['verify']);
  expect(same, same.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining('approved here') });

  await callThrice(product, session);
  await expect(drift(page)).toContainText('is not what was approved: 1 item changed', { timeout: 60_000 });
  await expect(drift(page)).toContainText('critical');
  await expect(page.getByRole('link', { name: /Inventory .*drift/ })).toBeVisible();
  await drift(page).getByRole('button', { name: 'Review' }).click();
  const changed = page.getByRole('grid', { name: 'Reviewed items' });
  await expect(changed.getByRole('row')).toHaveCount(1);
  await expect(changed.getByRole('row')).toHaveText(/convert_length.*critical.*tool/);
  await page.keyboard.press('j');
  await expect(item(page).getByRole('heading', { name: 'convert_length' })).toBeVisible();
  await page.keyboard.press('d');

  const changes = item(page).getByRole('list', { name: 'Changes' });
  await expect(changes.getByRole('listitem').first()).toContainText('critical');
  const wordings = item(page).getByRole('table', { name: 'Wordings' });
  await expect(wordings.getByRole('row')).toHaveCount(3);
  await expect(wordings).toContainText('read on the first day');
  const sides = item(page).getByRole('group', { name: 'Item compared' });
  await expect(sides).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await expect(sides.locator('.modified .view-lines')).toContainText('id_rsa');
  await expect(sides.locator('.original .view-lines')).not.toContainText('id_rsa');
  await expect(sides.locator('.line-insert, .char-insert').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Words' }).click();
  const words = item(page).getByRole('group', { name: 'Words that changed' });
  await expect(words.locator('ins').first()).toContainText('Before every conversion');
  await page.getByRole('tab', { name: 'Raw JSON' }).click();
  await expect(item(page).getByRole('group', { name: 'Raw JSON compared' })).toContainText('id_rsa', {
    timeout: 60_000,
  });

  const verified = gate(product, outputDir, ['verify', '--format', 'sarif'], '--turned');
  expect(verified, verified.stderr).toMatchObject({ status: 1 });
  const { results } = readSarif(verified.stdout);
  expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toContain('error new-finding');

  await page.keyboard.press('x');
  const reject = page.getByRole('form', { name: 'Reject' });
  await reject.getByRole('textbox').fill('asks for a key');
  await page.keyboard.press('Enter');
  await expect(drift(page)).toHaveCount(0);
  await expect(wordings).toContainText('asks for a key');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('grid', { name: 'Targets' })).toContainText('1 rejected');

  // The finding leads to the same comparison.
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page
    .getByRole('row', { name: /A definition is not what it was/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Show what changed' }).click();
  await expect(changes.getByRole('listitem').first()).toContainText('critical');
  await page.reload();
  await expect(changes.getByRole('listitem').first()).toContainText('critical');
  await expect(wordings).toContainText('asks for a key');

  await page.keyboard.press('a');
  const approve = page.getByRole('form', { name: 'Approve' });
  await approve.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(approve).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(review(page)).toContainText('are worded as you approved them');
  await page.reload();
  await expect(review(page)).toContainText('are worded as you approved them');
  await expect(row(page, /^convert_length/)).toContainText('approved');
});
