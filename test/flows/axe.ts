import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const paint = (page: Page) => (theme: string) =>
  page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);

/** Serious and critical findings of axe, in both themes. */
export async function complaints(
  page: Page,
  turn: (theme: string) => Promise<unknown> = paint(page),
): Promise<string[]> {
  // Through the debugger, not as a script element: the page's CSP stays as it is.
  await page.evaluate(axe);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await turn(theme);
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
