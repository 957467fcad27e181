import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { Product } from '../product.ts';
import { serverPath } from '../stdio-servers.ts';
import { ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';
import { longestTask } from './longest-task.ts';

const TOOLS = 10_000;
const TURNED = 100;

/** Whether the page stays fluid while a person works in it: what its main thread did at most without a pause. */
const open: OpenBenches = async () => {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
  const fluid = (name: string, measure: () => Promise<number>): Bench => ({
    name: `${name}: longest main-thread task`,
    unit: 'ms',
    aim: { below: 50 },
    warmups: 0,
    measure,
  });
  return Promise.resolve({
    benches: [
      fluid('10,000 tools gone through', () => onListed(browser, goThrough)),
      fluid('10,000 tools reviewed', () => onListed(browser, review)),
      fluid('typing while 50,000 notifications come', () => type(browser)),
    ],
    close: () => browser.close(),
  });
};
export default open;

const items = (page: Page) => page.getByRole('grid', { name: 'Items' });
const row = (page: Page, name: string | RegExp) => items(page).getByRole('row', { name });

/** The editor's code is evaluated once, when the page is idle: the one long task that is agreed to. */
async function untilEditorLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('editor-loaded').length > 0);
}

/** A fresh product and page every time: what was reviewed once is not to be reviewed again. */
async function onListed(
  browser: Browser,
  measure: (browser: Browser, page: Page, product: Product) => Promise<number>,
): Promise<number> {
  const args = [serverPath('many-tools'), `--tools=${TOOLS}`, '--page=500', `--turn=${TURNED}`];
  const product = await Product.start(['--', process.execPath, ...args]);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    page.setDefaultTimeout(120_000);
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await product.freshLink();
    const { target } = await product.session(({ offers }) => offers?.['tools'] === TOOLS);
    await page.goto(`${product.origin}/inventory?target=${encodeURIComponent(target)}`);
    await row(page, /^more/).waitFor();
    await untilEditorLoaded(page);
    return await measure(browser, page, product);
  } finally {
    await page.close();
    await product.stop();
  }
}

async function goThrough(browser: Browser, page: Page): Promise<number> {
  const item = page.getByRole('region', { name: 'Item' });
  await row(page, /^more/).click();
  await item.getByRole('heading', { name: 'more' }).waitFor();
  return longestTask(browser, page, async () => {
    await items(page).hover();
    for (let k = 0; k < 30; k++) {
      await page.mouse.wheel(0, k % 5 === 4 ? 20_000 : 900);
      await page.waitForTimeout(16);
    }
    await page.keyboard.press('End');
    await item.getByRole('heading', { name: /_9999/ }).waitFor();
    for (let k = 0; k < 20; k++) await page.keyboard.press('k');
    await item.getByRole('heading', { name: /_9979/ }).waitFor();
    await page.getByRole('textbox', { name: 'Filter items' }).pressSequentially('7777', { delay: 20 });
    await row(page, /_7777/).waitFor();
  });
}

/** Everything is approved, then some of it turns and is told as drift. */
async function review(browser: Browser, page: Page, product: Product): Promise<number> {
  const { id } = await product.session();
  const more = row(page, /^more/);
  await more.click();
  await more.getByText('not reviewed').waitFor();
  return longestTask(browser, page, async () => {
    await page.keyboard.press('Shift+A');
    await page.getByRole('button', { name: /^Approve 10,\d+ items$/ }).click();
    await more.getByText('approved', { exact: true }).waitFor();
    await product.call(id, 'tools/call', { name: 'more', arguments: {} });
    const told = page.getByRole('status', { name: 'Drift' });
    await told.filter({ hasText: `${TURNED} items changed` }).waitFor();
    await told.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('grid', { name: 'Reviewed items' }).getByRole('row').first().waitFor();
  });
}

async function type(browser: Browser): Promise<number> {
  const product = await Product.start(['--', process.execPath, ECHO]);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await product.freshLink();
    await untilEditorLoaded(page);
    await page.getByRole('link', { name: 'Craft' }).click();
    await page.getByRole('button', { name: /^echo\b/ }).click();
    const lines = page.locator('.monaco-editor .view-lines');
    await lines.getByText('"echo"').click();
    await page.keyboard.type('x');
    const { id } = await product.session();
    return await longestTask(browser, page, async () => {
      const flood = product.call(id, 'tools/call', { name: 'flood', arguments: { n: 50_000 } });
      await page.keyboard.type('the quick brown fox jumps over the lazy dog', { delay: 20 });
      await flood;
      await lines.getByText('the quick brown fox jumps over the lazy dog').waitFor();
    });
  } finally {
    await page.close();
    await product.stop();
  }
}
