import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { Product } from '../product.ts';
import { BarePipe, ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';

/** The page in a real Chromium, on the built product, with the echo server behind it. */
const open: OpenBenches = async () => {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--enable-precise-memory-info',
    ],
  });
  const pipe = await BarePipe.open();
  const world = await World.open(browser);
  const big = (mb: number, below: number): Bench => ({
    name: `${mb} MB answer, from the call to its first lines on screen`,
    unit: 'ms',
    aim: { below, plusPipe: true },
    measure: () => world.showAnswer(mb * 1_000_000),
    pipe: () => pipe.time('big', { bytes: mb * 1_000_000 }),
  });
  const burst = (n: number, below?: number): Bench => ({
    name: `${n.toLocaleString('en')} notifications, from the call to all counted in the page`,
    unit: 'ms',
    ...(below === undefined ? {} : { aim: { below } }),
    measure: () => world.burst(n),
    pipe: () => pipe.time('flood', { n }),
  });
  const benches: Bench[] = [
    {
      name: 'start to the first target’s row reacting to a key',
      unit: 'ms',
      aim: { below: 450 },
      measure: () => firstReaction(browser),
    },
    {
      name: 'first load, compressed, fonts included',
      unit: 'kB',
      aim: { below: 150 },
      warmups: 0,
      measure: () => firstLoad(browser),
    },
    big(1, 60),
    big(10, 150),
    { ...big(100, 10_000), runs: 3 },
    burst(500),
    burst(10_000),
    burst(50_000, 1200),
    { name: 'page heap after all of that', unit: 'MB', warmups: 0, measure: () => world.heap() },
    {
      name: 'longest main-thread task since the first usable screen',
      unit: 'ms',
      aim: { below: 50 },
      warmups: 0,
      measure: () => world.longestTask(),
    },
  ];
  return {
    benches,
    close: async () => {
      pipe.close();
      await world.close();
      await browser.close();
    },
  };
};
export default open;

async function firstReaction(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  await page.goto('about:blank');
  const began = performance.now();
  const product = await Product.start(['--', process.execPath, ECHO]);
  await page.goto(product.link, { waitUntil: 'commit' });
  const row = page
    .getByRole('row', { selected: true })
    .or(page.locator('[role=row][aria-selected=true]'))
    .first();
  await page.locator('[role=row]').nth(1).waitFor();
  await page.keyboard.press('j');
  await row.waitFor();
  const took = performance.now() - began;
  await page.close();
  await product.stop();
  return took;
}

/** Bytes over the wire until the first screen is complete, headers included. */
async function firstLoad(browser: Browser): Promise<number> {
  const product = await Product.start(['--', process.execPath, ECHO]);
  const page = await browser.newPage();
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(product.link, { waitUntil: 'networkidle' });
  await page.locator('[role=row]').nth(1).waitFor();
  await page.close();
  await product.stop();
  return bytes / 1000;
}

class World {
  #product: Product;
  #page: Page;
  #session: string;

  private constructor(product: Product, page: Page, session: string) {
    this.#product = product;
    this.#page = page;
    this.#session = session;
  }

  static async open(browser: Browser): Promise<World> {
    const product = await Product.start(['--', process.execPath, ECHO]);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(product.link);
    await page.locator('[role=row]').nth(1).waitFor();
    await page.goto(`${product.origin}/traffic`);
    await page.locator('[role=row]').nth(3).waitFor();
    // The editor's code is evaluated once, when the page is idle; what is measured comes after it.
    await page.waitForFunction(() => performance.getEntriesByName('editor-loaded').length > 0);
    await page.evaluate(() => {
      const seen = globalThis as unknown as { longest: number };
      seen.longest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
      }).observe({ type: 'longtask' });
    });
    await product.freshLink();
    const { id } = await product.session();
    return new World(product, page, id);
  }

  async showAnswer(bytes: number): Promise<number> {
    const follow = this.#page.getByRole('button', { name: /^Follow\b/ });
    if (await follow.isVisible()) await follow.click();
    const began = performance.now();
    const { answer } = await this.#product.call(this.#session, 'tools/call', {
      name: 'big',
      arguments: { bytes },
    });
    await this.#page.evaluate(
      (seq) =>
        new Promise<void>((shown, failed) => {
          const until = performance.now() + 20_000;
          let isClicked = false;
          const look = (): void => {
            if (!isClicked) {
              const rows = [...document.querySelectorAll<HTMLElement>('[role=row]')];
              const row = rows.find((it) => it.textContent?.includes(`/${seq}`) === true);
              row?.click();
              isClicked = row !== undefined;
            }
            const pane = document.querySelector('section[aria-label="Answer"]')?.textContent ?? '';
            if (isClicked && pane.includes(`${seq} ·`) && pane.includes('xxxxxxxx')) shown();
            else if (performance.now() > until)
              failed(new Error(`frame ${seq} was not shown, clicked: ${isClicked}`));
            else requestAnimationFrame(look);
          };
          look();
        }),
      answer!.toLocaleString('en'),
    );
    return performance.now() - began;
  }

  async burst(n: number): Promise<number> {
    const before = (await this.#product.snapshot()).journal.frames;
    const began = performance.now();
    const call = this.#product.call(this.#session, 'tools/call', { name: 'flood', arguments: { n } });
    const wanted = (before + n + 2).toLocaleString('en');
    await this.#page.waitForFunction(
      (text) => document.querySelector('footer')?.textContent?.includes(text),
      wanted,
      { polling: 'raf' },
    );
    await call;
    return performance.now() - began;
  }

  async heap(): Promise<number> {
    const wire = await this.#page.context().newCDPSession(this.#page);
    await wire.send('HeapProfiler.collectGarbage');
    const { usedSize } = await wire.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  }

  longestTask(): Promise<number> {
    return this.#page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
  }

  async close(): Promise<void> {
    await this.#page.close();
    await this.#product.stop();
  }
}
