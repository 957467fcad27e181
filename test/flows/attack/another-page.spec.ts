import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startWorld, type World } from '../../contracts/api-world.ts';
import { expect, server, test } from '../world.ts';

// What other-page.spec.ts does not try: every mode and every form, what a browser fetches by itself, windows, drops.
let world: World;
let other: Server;
let theirs: string;
let asked: string[];

test.beforeEach(async () => {
  world = await startWorld();
  asked = [];
  other = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>theirs</title>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  theirs = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
test.afterEach(async () => {
  other.closeAllConnections();
  other.close();
  await world.close();
});

test('no mode, no credentials and no method of fetch reads or changes anything', async ({ context }) => {
  const page = await context.newPage();
  const statuses: number[] = [];
  let sent = 0;
  page.on('request', (request) => (sent += request.url().startsWith(world.server.origin) ? 1 : 0));
  page.on('response', (answer) => {
    if (answer.url().startsWith(world.server.origin)) statuses.push(answer.status());
  });
  await page.goto(theirs);
  const read = await page.evaluate(async (bridge) => {
    const got: string[] = [];
    for (const path of ['/', '/api/snapshot', '/sign-in', '/ws'])
      for (const mode of ['cors', 'no-cors', 'same-origin'] as const)
        for (const credentials of ['omit', 'include'] as const)
          for (const method of ['GET', 'POST', 'HEAD'])
            try {
              const body = method === 'POST' ? '{"code":"x"}' : null;
              const answer = await fetch(bridge + path, { mode, credentials, method, body });
              got.push(`${mode} ${method} ${path} ${answer.type} ${await answer.text()}`);
            } catch {
              // TypeError: refused, which is what is wanted.
            }
    return got;
  }, world.server.origin);
  expect(read).toEqual([]);
  expect(sent).toBeGreaterThan(30);
  expect(statuses.filter((status) => status < 400)).toEqual([]);
  expect([world.asked, world.refusals]).toEqual([[], []]);
});

test('no kind of form, and nothing that a browser loads or keeps by itself, gets in', async ({ context }) => {
  const page = await context.newPage();
  const statuses: number[] = [];
  context.on('response', (answer) => {
    if (answer.url().startsWith(world.server.origin)) statuses.push(answer.status());
  });
  await page.goto(theirs);
  for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    for (const path of ['/sign-in', '/api/links', '/api/targets']) {
      const tab = await context.newPage();
      await tab.goto(theirs);
      const [answer] = await Promise.all([
        tab.waitForEvent('response', (one) => one.url() === `${world.server.origin}${path}`),
        tab.evaluate(
          ([action, kind]) => {
            const form = document.createElement('form');
            Object.assign(form, { action, method: 'post', enctype: kind });
            const field = Object.assign(document.createElement('input'), { name: '{"a":"', value: '"}' });
            form.append(field);
            document.body.append(form);
            form.submit();
          },
          [`${world.server.origin}${path}`, enctype] as const,
        ),
      ]);
      expect([403, 415], `${enctype} ${path}`).toContain(answer.status());
      await tab.close();
    }
  const outcomes = await page.evaluate(async (bridge) => {
    const loaded = (element: HTMLElement): Promise<string> =>
      new Promise((told) => {
        element.onload = () => told('loaded');
        element.onerror = () => told('refused');
        document.body.append(element);
        setTimeout(() => told('nothing'), 1500);
      });
    const made = <Name extends keyof HTMLElementTagNameMap>(name: Name, more: object) =>
      loaded(Object.assign(document.createElement(name), more));
    const events = new EventSource(`${bridge}/api/snapshot`);
    return {
      events: await new Promise((told) => {
        events.onopen = () => told('open');
        events.onerror = () => told('refused');
      }),
      service: await navigator.serviceWorker.register(`${bridge}/assets/app.js`).then(
        () => 'registered',
        () => 'refused',
      ),
      worker: await new Promise((told) => {
        try {
          const worker = new Worker(`${bridge}/assets/app-1a2b.js`);
          worker.onerror = () => told('refused');
          worker.onmessage = () => told('ran');
        } catch {
          // SecurityError: of another origin.
          told('refused');
        }
      }),
      embed: await made('embed', { src: `${bridge}/favicon.svg` }),
      prefetch: await made('link', { rel: 'prefetch', href: `${bridge}/` }),
      preload: await made('link', { rel: 'modulepreload', href: `${bridge}/assets/app-1a2b.js` }),
      audio: await made('audio', { src: `${bridge}/` }),
    };
  }, world.server.origin);
  for (const [what, outcome] of Object.entries(outcomes))
    expect(what === 'embed' ? ['refused', 'loaded', 'nothing'] : ['refused'], what).toContain(outcome);
  expect(statuses.length).toBeGreaterThan(8);
  expect(statuses.filter((status) => status < 400)).toEqual([]);
  expect([world.asked, world.refusals]).toEqual([[], []]);
});

test('a window that it opens is not its own: no opener, no name, no message, no look inside', async ({
  context,
}) => {
  const page = await context.newPage();
  await page.goto(theirs);
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate((bridge) => {
      const held = globalThis as unknown as { held: Window | null };
      held.held = window.open(`${bridge}/traffic`, 'ours');
    }, world.server.origin),
  ]);
  await opened.waitForLoadState();
  // A person follows a link from anywhere: the page itself may come, and nothing of it is theirs.
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { held: Window }).held.closed))
    .toBe(true);
  expect(await opened.evaluate(() => [window.opener, window.name])).toEqual([null, '']);
  const inside = await page.evaluate(() => {
    const { held } = globalThis as unknown as { held: Window };
    held.postMessage({ kind: 'hello' }, '*');
    try {
      return String(held.document?.title ?? 'nothing');
    } catch {
      // SecurityError: of another origin.
      return 'nothing';
    }
  });
  expect(inside).toBe('nothing');
  expect(world.asked).toEqual([]);
});

async function dropLink(page: Page, url: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [{ mimeType: 'text/uri-list', data: url }], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
}

test('what is dropped or pasted onto our page starts nothing and leads nowhere', async ({ page, start }) => {
  const product = await start(['--', ...server('echo')]);
  await page.goto(product.link);
  await product.freshLink();
  await product.session();
  const { targets, sessions } = await product.snapshot();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  const before = page.url();
  const kinds = await page.evaluate((elsewhere) => {
    const given = [
      ['text/uri-list', `${elsewhere}/dropped`],
      ['text/html', `<a href="${elsewhere}/dropped">x</a><img src=x onerror="document.title='ran'">`],
      ['text/plain', 'npx -y evil --run'],
      ['Files', '{"mcpServers":{"evil":{"command":"touch","args":["/tmp/evil"]}}}'],
    ] as const;
    return given.map(([kind, text]) => {
      const transfer = new DataTransfer();
      if (kind === 'Files') transfer.items.add(new File([text], 'mcp.json', { type: 'application/json' }));
      else transfer.setData(kind, text);
      for (const name of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
      );
      return kind;
    });
  }, theirs);
  expect(kinds).toHaveLength(4);
  // As a person drops it, which the browser itself would follow.
  await dropLink(page, `${theirs}/dropped`);
  // The same on a page that refuses nothing is followed: whoever listens there has heard of it by now.
  const control = await page.context().newPage();
  await control.goto(`${theirs}/control`);
  await dropLink(control, `${theirs}/followed`);
  await expect.poll(() => asked).toContain('/followed');
  expect(asked).not.toContain('/dropped');
  expect(page.url()).toBe(before);
  const after = await product.snapshot();
  expect([after.targets.length, after.sessions.length]).toEqual([targets.length, sessions.length]);
  expect(await page.title()).not.toBe('ran');
});
