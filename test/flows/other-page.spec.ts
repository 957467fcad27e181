import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startWorld, type World } from '../contracts/api-world.ts';

// A page of somebody else's in the same browser, on the same machine: what it can try against the bridge.
let world: World;
let other: Server;
let otherOrigin: string;

test.beforeEach(async () => {
  world = await startWorld();
  other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>other</title>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  otherOrigin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
test.afterEach(async () => {
  other.closeAllConnections();
  other.close();
  await world.close();
});

test('cannot read, load, frame, post to or listen to anything', async ({ page }) => {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(world.server.origin)) statuses.push(response.status());
  });
  await page.goto(otherOrigin);
  const outcomes = await page.evaluate(async (bridge) => {
    const attempt = async (attack: () => Promise<unknown>) => {
      try {
        return await attack();
      } catch {
        return 'refused';
      }
    };
    const load = (tag: 'script' | 'img' | 'link', attributes: Record<string, string>) =>
      new Promise((resolve) => {
        const element = Object.assign(document.createElement(tag), attributes);
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        document.head.append(element);
      });
    const json = { 'content-type': 'application/json' };
    return {
      read: await attempt(async () => (await fetch(`${bridge}/api/snapshot`)).status),
      readOpaque: await attempt(async () => (await fetch(`${bridge}/`, { mode: 'no-cors' })).type),
      signIn: await attempt(
        async () => (await fetch(`${bridge}/sign-in`, { method: 'POST', headers: json, body: '{}' })).status,
      ),
      postText: await attempt(
        async () => (await fetch(`${bridge}/sign-in`, { method: 'POST', mode: 'no-cors', body: '{}' })).type,
      ),
      beacon: await attempt(async () => (navigator.sendBeacon(`${bridge}/api/links`, '{}'), 'sent')),
      script: await load('script', { src: `${bridge}/assets/app-1a2b.js`, type: 'module' }),
      classicScript: await load('script', { src: `${bridge}/assets/app-1a2b.js` }),
      image: await load('img', { src: `${bridge}/favicon.svg` }),
      style: await load('link', { href: `${bridge}/`, rel: 'stylesheet' }),
      socket: await new Promise((resolve) => {
        const socket = new WebSocket(`${bridge.replace('http', 'ws')}/ws`, [
          'mcp-sec-inspect.v1',
          'token.guess',
        ]);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      }),
      frame: await new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = `${bridge}/`;
        frame.onload = () => resolve(frame.contentDocument === null ? 'refused' : 'readable');
        document.body.append(frame);
      }),
    };
  }, world.server.origin);
  expect(outcomes).toEqual({
    read: 'refused',
    readOpaque: 'refused',
    signIn: 'refused',
    postText: 'refused',
    beacon: 'sent',
    script: 'refused',
    classicScript: 'refused',
    image: 'refused',
    style: 'refused',
    socket: 'refused',
    frame: 'refused',
  });
  expect(statuses.filter((status) => status < 400)).toEqual([]);
  expect(world.asked).toEqual([]);
});

test('cannot post a form, and cannot hold on to a window of ours', async ({ page, context }) => {
  await page.goto(otherOrigin);
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate((bridge) => {
      const form = document.createElement('form');
      Object.assign(form, {
        action: `${bridge}/sign-in`,
        method: 'post',
        enctype: 'text/plain',
        target: 'victim',
      });
      document.body.append(form);
      form.submit();
    }, world.server.origin),
  ]);
  await opened.waitForLoadState();
  expect(await opened.textContent('body')).toContain('"code":"other-site"');
  expect(world.asked).toEqual([]);
  expect(world.refusals).toEqual([]);
});

test('our own page gets in, with Trusted Types on and nothing evaluated', async ({ page }) => {
  await page.goto(`${world.server.origin}/traffic`);
  const link = world.signIn.link(world.server.origin);
  const outcomes = await page.evaluate(async (code) => {
    const headers = { 'content-type': 'application/json' };
    const signIn = await fetch('/sign-in', { method: 'POST', headers, body: JSON.stringify({ code }) });
    const { token } = (await signIn.json()) as { token: string };
    const authorization = `Bearer ${token}`;
    const attempt = (attack: () => void) => {
      try {
        attack();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      get: (await fetch('/api/snapshot', { headers: { authorization } })).status,
      post: (
        await fetch('/api/links', { method: 'POST', headers: { ...headers, authorization }, body: '{}' })
      ).status,
      remove: (await fetch('/api/targets/echo', { method: 'DELETE', headers: { authorization } })).status,
      socket: await new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/ws`, ['mcp-sec-inspect.v1', `token.${token}`]);
        socket.onopen = () => socket.send('{"kind":"hello","build":"b1","protocol":1}');
        socket.onmessage = ({ data }) => resolve((JSON.parse(data as string) as { kind: string }).kind);
        socket.onerror = () => resolve('refused');
      }),
      html: attempt(() => (document.body.innerHTML = '<b>x')),
      worker: attempt(() => void new Worker('/assets/app-1a2b.js')),
    };
  }, link.split('#code=')[1]);
  expect(outcomes).toEqual({
    get: 200,
    post: 200,
    remove: 200,
    socket: 'hello',
    html: 'TypeError',
    worker: 'TypeError',
  });
});
