import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

interface Axe {
  axe: { run(context: Document | string, options: RunOptions): Promise<AxeResults> };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe asks of colours unless it is told otherwise: its rules of `cat.color` for A and AA. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

const paint = (page: Page) => (theme: string) =>
  page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);

/**
 * Serious and critical findings of axe, in both themes. A theme sets colours and nothing else, so the second
 * one is held to the rules about colour alone. `within` limits it to what changed since the last look.
 */
export async function complaints(
  page: Page,
  turn: (theme: string) => Promise<unknown> = paint(page),
  within?: string,
): Promise<string[]> {
  // Through the debugger, not as a script element: the page's CSP stays as it is.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await turn(theme);
    const { violations } = await page.evaluate(
      ([within, rules]) =>
        (globalThis as unknown as Axe).axe.run(within ?? document, {
          resultTypes: ['violations'],
          ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }),
        }),
      [within, theme === 'dark' ? COLOUR_RULES : undefined] as const,
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
