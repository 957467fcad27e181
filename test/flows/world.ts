import { test as base, expect, type Page } from '@playwright/test';
import { Product, type ProductOptions } from '../product.ts';
import { EVERYTHING, serverPath } from '../stdio-servers.ts';

export { EVERYTHING };

export function server(name: string, ...options: string[]): string[] {
  return [process.execPath, serverPath(name), ...options];
}

interface World {
  /** Starts the built product; it is stopped with the test. */
  start(args: string[], options?: ProductOptions): Promise<Product>;
}

/** Every flow: nothing may be asked of anybody but the bridge, no script error, no CSP violation. */
export const test = base.extend<World>({
  start: async ({}, use) => {
    const started: Product[] = [];
    await use(async (args, options) => {
      const product = await Product.start(args, options);
      started.push(product);
      return product;
    });
    for (const product of started) await product.stop();
  },
  page: async ({ page }, use) => {
    const wrong: string[] = [];
    watch(page, wrong);
    await use(page);
    expect(wrong).toEqual([]);
  },
});

export function watch(page: Page, wrong: string[]): void {
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) wrong.push(`csp: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (hostname !== '127.0.0.1' && protocol !== 'blob:' && protocol !== 'data:')
      wrong.push(`request: ${request.url()}`);
  });
}

export { expect };
