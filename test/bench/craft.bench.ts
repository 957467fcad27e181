import { type Browser, chromium, type Page } from '@playwright/test';
import type { LaunchPlan } from '../../protocol/target.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { Product } from '../product.ts';
import { serverPath } from '../stdio-servers.ts';
import { ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';

/** Inventory and Craft in a real Chromium, as a person waits for them. */
const open: OpenBenches = async () => {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
  const worlds = {
    few: await Listed.open(browser, 1000),
    many: await Listed.open(browser, 5000),
    craft: await Crafted.open(browser),
  };
  const listed = (world: Listed, below: number): Bench[] => [
    {
      name: `${world.tools.toLocaleString('en')} tools: from connecting (process start included) to all listed and a row reacting`,
      unit: 'ms',
      aim: { below },
      measure: () => world.connect(),
    },
    {
      name: `${world.tools.toLocaleString('en')} tools: longest main-thread task of that`,
      unit: 'ms',
      aim: { below: 50 },
      warmups: 0,
      runs: 1,
      measure: () => longestTask(world.page),
    },
  ];
  return {
    benches: [
      ...listed(worlds.few, 200),
      ...listed(worlds.many, 500),
      {
        name: 'echo in the page, from the key to its answer drawn, p50 of 30',
        unit: 'ms',
        aim: { below: 16 },
        measure: () => worlds.craft.echo(30),
      },
      {
        name: 'longest main-thread task of those echoes, after the first one',
        unit: 'ms',
        aim: { below: 50 },
        warmups: 0,
        runs: 1,
        measure: () => longestTask(worlds.craft.page),
      },
    ],
    close: async () => {
      for (const world of Object.values(worlds)) await world.close();
      await browser.close();
    },
  };
};
export default open;

function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen = globalThis as unknown as { longest: number };
    seen.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
}

function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
}

/** A page on the Inventory of a target with so many tools. */
class Listed {
  readonly tools: number;
  readonly page: Page;
  #product: Product;
  #target: string;

  private constructor(tools: number, page: Page, product: Product, target: string) {
    this.tools = tools;
    this.page = page;
    this.#product = product;
    this.#target = target;
  }

  static async open(browser: Browser, tools: number): Promise<Listed> {
    const product = await Product.start([
      '--',
      process.execPath,
      serverPath('many-tools'),
      `--tools=${tools}`,
    ]);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await product.freshLink();
    const { target } = await product.session((session) => session.offers?.['tools'] === tools);
    await page.goto(`${product.origin}/inventory?target=${encodeURIComponent(target)}`);
    await page.locator('[role=row]').nth(3).waitFor();
    // The one long task that is agreed to: the editor's code, evaluated when the page is idle.
    await page.waitForFunction(() => performance.getEntriesByName('editor-loaded').length > 0);
    await watchTasks(page);
    return new Listed(tools, page, product, target);
  }

  async connect(): Promise<number> {
    const before = await this.#product.session();
    await this.#product.api('POST', `/api/sessions/${before.id}/stop`, {});
    const key = encodeURIComponent(this.#target);
    const { confirmation } = await this.#product.api<LaunchPlan>('POST', `/api/targets/${key}/plan`, {});
    await this.page.waitForTimeout(300);
    const began = performance.now();
    await this.#product.api('POST', `/api/targets/${key}/connect`, { confirmation });
    await this.page.evaluate(
      (wanted) =>
        new Promise<void>((usable) => {
          const isListed = (): boolean =>
            document.querySelector('nav')?.textContent?.includes(wanted) === true &&
            document.querySelectorAll('[role=row]').length > 10 &&
            document.querySelector('h1')?.parentElement?.textContent?.includes('open') === true;
          let isPressed = false;
          const look = (): void => {
            if (!isPressed && isListed()) {
              isPressed = true;
              document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
            }
            if (isPressed && document.querySelector('[role=row][aria-selected=true]') !== null) usable();
            else requestAnimationFrame(look);
          };
          look();
        }),
      this.tools.toLocaleString('en'),
    );
    return performance.now() - began;
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.#product.stop();
  }
}

/** A page on Craft with one call in it. */
class Crafted {
  readonly page: Page;
  #product: Product;

  private constructor(page: Page, product: Product) {
    this.page = page;
    this.#product = product;
  }

  static async open(browser: Browser): Promise<Crafted> {
    const product = await Product.start(['--', process.execPath, ECHO]);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await product.freshLink();
    const { target } = await product.session();
    const id = 'e'.repeat(32);
    const params = { name: 'echo', arguments: { text: 'said and drawn' } };
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }, undefined, 2);
    const how = { rpcId: 'next', meta: 'fill' };
    await product.api('PUT', `/api/drafts/${id}`, { id, target, text, how, sends: [] });
    await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=${id}`);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    const crafted = new Crafted(page, product);
    await crafted.echo(3);
    await watchTasks(page);
    return crafted;
  }

  /** ms, the median of `n` sends one after the other. */
  echo(n: number): Promise<number> {
    return this.page.evaluate(async (count) => {
      const isDrawn = (): boolean => {
        const pane = document.querySelector('section[aria-label="Answer"]');
        return (
          pane?.querySelector('[role=status]')?.textContent?.trim() === 'ok' &&
          pane.querySelector('article')?.textContent?.includes('said and drawn') === true
        );
      };
      const once = (): Promise<number> =>
        new Promise((drawn) => {
          const began = performance.now();
          let hasBegun = false;
          const look = (): void => {
            // The answer before leaves the screen first.
            hasBegun ||= !isDrawn();
            if (!hasBegun || !isDrawn()) return;
            observer.disconnect();
            drawn(performance.now() - began);
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, {
            subtree: true,
            childList: true,
            characterData: true,
            attributes: true,
          });
          const craft = document.querySelector('.craft') ?? document.body;
          craft.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
        });
      const taken: number[] = [];
      for (let k = 0; k < count; k++) {
        taken.push(await once());
        await new Promise((later) => setTimeout(later, 5));
      }
      return taken.sort((a, b) => a - b)[Math.floor(count / 2)]!;
    }, n);
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.#product.stop();
  }
}
