import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import type { FuzzPlan, FuzzRun } from '../../protocol/fuzz.ts';
import { Product } from '../product.ts';
import { ECHO } from './bare-pipe.ts';
import type { OpenBenches } from './bench.ts';
import { echoed } from './fuzz-request.ts';
import { longestTask } from './longest-task.ts';

const CASES = 20_000;

/** Whether the screen Fuzz stays fluid while a run goes by on it as fast as its server answers. */
const open: OpenBenches = async () => {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
  return {
    benches: [
      {
        name: `${CASES.toLocaleString('en')} fuzz cases going by on their screen: longest main-thread task`,
        unit: 'ms',
        aim: { below: 50 },
        warmups: 0,
        runs: 3,
        measure: () => goingBy(browser),
      },
    ],
    close: () => browser.close(),
  };
};
export default open;

const cases = (page: Page) => page.getByRole('grid', { name: 'Cases' });

async function goingBy(browser: Browser): Promise<number> {
  const product = await Product.start(['--', process.execPath, ECHO]);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    page.setDefaultTimeout(120_000);
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await product.freshLink();
    const request = echoed((await product.session()).id, CASES);
    const { confirmation } = await product.api<FuzzPlan>('POST', '/api/fuzz/plan', request);
    const { id } = await product.api<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation });
    // Held up until somebody looks.
    await product.api('POST', `/api/fuzz/runs/${id}/pause`, {});
    await page.goto(`${product.origin}/fuzz?run=${id}`);
    await page.getByRole('progressbar', { name: 'Cases done' }).waitFor();
    // The editor's code is evaluated once, when the page is idle: the one long task that is agreed to.
    await page.waitForFunction(() => performance.getEntriesByName('editor-loaded').length > 0);
    return await longestTask(browser, page, async () => {
      await product.api('POST', `/api/fuzz/runs/${id}/resume`, {});
      await cases(page).hover();
      // The newest are looked at for the first half; for the second, what is in view has to stay there.
      await until(product, id, CASES / 2);
      for (let k = 0; k < 5; k++) await page.mouse.wheel(0, 400);
      await until(product, id, CASES);
    });
  } finally {
    await page.close();
    await product.stop();
  }
}

async function until(product: Product, id: string, done: number): Promise<void> {
  for (;;) {
    const { runs } = await product.api<{ runs: FuzzRun[] }>('GET', '/api/fuzz/runs');
    const run = runs.find((one) => one.id === id);
    if (run === undefined || (run.state !== 'running' && run.done < done))
      throw new Error(`the run ended early: ${JSON.stringify(run)}`);
    if (run.done >= done) return;
    await new Promise((later) => setTimeout(later, 200));
  }
}
