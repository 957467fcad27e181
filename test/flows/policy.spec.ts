import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Product } from '../product.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

/** Somebody else on this machine, who would hear of it. */
async function listening(): Promise<{ origin: string; asked: string[]; canary: Server }> {
  const asked: string[] = [];
  const canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(canary, 'listening');
  return { origin: `http://127.0.0.1:${(canary.address() as AddressInfo).port}`, asked, canary };
}

test('a script that got into the page loads nothing and tells nobody', async ({ context, start }) => {
  const { origin, asked, canary } = await listening();
  const product = await start(['--', ...server('echo')]);
  // Not the page that is watched for violations: here they are what is wanted.
  const page = await context.newPage();
  await page.goto(product.link);
  const own = await page.evaluate(async (elsewhere) => {
    const image = new Image();
    const loaded = new Promise((told) => (image.onload = image.onerror = told));
    image.src = `${elsewhere}/image`;
    await Promise.all([
      loaded,
      fetch(`${elsewhere}/fetch`, { mode: 'no-cors' }).catch(() => undefined),
      new Promise((told) => {
        const socket = new WebSocket(`${elsewhere.replace('http', 'ws')}/socket`);
        socket.onopen = socket.onerror = told;
      }).catch(() => undefined),
    ]);
    return (await fetch('/')).status;
  }, origin);
  expect(asked).toEqual([]);
  // What is ours is loaded all the same.
  expect(own).toBe(200);
  canary.close();
});

test('no text becomes markup in the page', async ({ context, start }) => {
  const product = await start(['--', ...server('echo')]);
  const page = await context.newPage();
  await page.goto(product.link);
  const outcomes = await page.evaluate(() => {
    const attempt = (attack: () => void): string => {
      try {
        attack();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      html: attempt(() => (document.createElement('p').innerHTML = '<b>x')),
      script: attempt(() => (document.createElement('script').text = 'hostile = 1')),
      text: attempt(() => (document.createElement('p').textContent = '<b>x')),
    };
  });
  expect(outcomes).toEqual({ html: 'TypeError', script: 'TypeError', text: 'done' });
});

async function answered(product: Product): Promise<string> {
  const { id } = await product.session((one) =>
    one.stages.some((s) => s.stage === 'lists' && s.status === 'done'),
  );
  const params = { name: 'get-resource-links', arguments: { count: 2 } };
  await product.call(id, 'tools/call', params);
  return id;
}

test('a link of a server is text, and leads nowhere', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await product.freshLink();
  await answered(product);
  await page.goto(`${product.origin}/traffic?q=${encodeURIComponent('method:tools/call')}`);
  await page
    .getByRole('row', { name: /result/ })
    .first()
    .click();
  const pane = page.locator('section[aria-label="Answer"]');
  await pane.getByRole('tab', { name: 'Rendered' }).click();
  await expect(pane).toContainText('demo://resource/');
  await expect(pane.locator('a[href]')).toHaveCount(0);
});
