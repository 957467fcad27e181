import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { FrameSummary } from '../../protocol/frame.ts';
import { expect, server, test } from './world.ts';

test.setTimeout(180_000);

interface Shown {
  /** Of which frame it is, as it says itself. */
  frame: string;
  text: string;
}

/** What the page's text was before it was drawn: chips give back their characters, line numbers nothing. */
function shown(page: Page, pane: string): Promise<Shown> {
  return page.locator(`section[aria-label="${pane}"]`).evaluate((section) => {
    const textOf = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
      if (!(node instanceof HTMLElement)) return [...node.childNodes].map(textOf).join('');
      const { points, uncopied } = node.dataset;
      if (uncopied !== undefined) return '';
      if (points === undefined) return [...node.childNodes].map(textOf).join('');
      return String.fromCodePoint(...points.split(' ').map((hex) => Number.parseInt(hex, 16)));
    };
    const [frame = ''] = (section.querySelector('.strip [title]')?.textContent ?? '').split(' ');
    const text = [...section.querySelectorAll('[data-indent]')].map(textOf).join('');
    return { frame, text: text.replace(/\n$/, '') };
  });
}

test('nothing a server says runs, asks for anything or is lost', async ({ page, start }) => {
  const asked: string[] = [];
  const canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(canary, 'listening');
  const { port } = canary.address() as AddressInfo;

  const product = await start(['--', ...server('hostile-strings', `--canary=http://127.0.0.1:${port}`)]);
  const beyond: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== product.origin && protocol !== 'blob:') beyond.push(request.url());
  });
  await page.goto(product.link);
  await product.freshLink();
  const { id } = await product.session((session) =>
    session.stages.some((s) => s.stage === 'lists' && s.status === 'done'),
  );
  for (const name of ['say_all', 'say_error', 'tell_all', 'print_all']) {
    await product.call(id, 'tools/call', { name, arguments: {} });
  }

  // Every frame, raw: what is on the screen is what came, character by character.
  const all = await product.rows('', 0, 200);
  const small = (all.rows as FrameSummary[]).filter(
    (row) => row.bytes > 40 && row.bytes < 2500 && row.channel !== 'stdin',
  );
  expect(small.length).toBeGreaterThan(60);
  let compared = 0;
  for (const row of small.slice(0, 48)) {
    // As Back and Forward go: the page stays, what it shows changes.
    await page.evaluate((path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/traffic?at=${id}/${row.seq}&view=raw`);
    const answer = await product.request('GET', `/api/frames/${id}/${row.seq}/bytes?part=raw&from=0&to=4096`);
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    if (bytes.includes('\uFFFD')) continue;
    const pane = row.request === undefined ? 'Frame' : 'Answer';
    await expect
      .poll(() => shown(page, pane), { message: `frame ${row.seq}`, intervals: [20, 40, 80] })
      .toEqual({ frame: String(row.seq), text: bytes.replace(/\n$/, '') });
    compared++;
  }
  expect(compared).toBeGreaterThan(30);

  // The big ones, pretty, and every screen that shows names.
  for (const q of ['tools/list', 'prompts/list', 'resources/list', 'tools/call']) {
    await page.goto(`${product.origin}/traffic?q=${encodeURIComponent(`method:${q}`)}`);
    await page
      .getByRole('row', { name: /result/ })
      .first()
      .click();
    await expect(page.locator('section[aria-label="Answer"]')).toContainText('"jsonrpc"');
    for (let n = 0; n < 10; n++) await page.mouse.wheel(0, 4000);
  }
  await page.goto(`${product.origin}/targets`);
  await page.getByRole('row').nth(1).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('script');

  expect(await page.evaluate(() => (globalThis as unknown as { hostile?: unknown }).hostile)).toBeUndefined();
  expect(beyond).toEqual([]);
  expect(asked).toEqual([]);
  expect(
    await page
      .locator('script:not([src^="/assets/"]):not([src^="./assets/"]), iframe, object, embed, form[action]')
      .count(),
  ).toBe(0);
  canary.close();
});
