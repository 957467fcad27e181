import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

test('a link of a server is text, and leads nowhere', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  await product.freshLink();
  const { target } = await product.session();
  const id = randomUUID();
  const params = { name: 'get-resource-links', arguments: { count: 2 } };
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const how = { rpcId: 'next', meta: 'fill' };
  await product.api('PUT', `/api/drafts/${id}`, { id, target, text, how, sends: [] });
  await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=${id}`);
  await page.getByRole('button', { name: /^Send/ }).click();
  const blocks = page.getByRole('region', { name: 'Answer', exact: true }).getByRole('article');
  await expect(blocks.filter({ hasText: 'demo://resource/' })).toHaveCount(2);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const block of await blocks.all()) await expect(block.locator('a[href]')).toHaveCount(0);
  await blocks.getByText('demo://resource/').first().click();
  await expect(page).toHaveURL(/\/craft\?/);
  expect(asked.filter((url) => !url.startsWith(product.origin))).toEqual([]);
});
