import { EVERYTHING, expect, server, test } from './world.ts';

const pane = 'section[aria-label="Answer"]';

test('from the command to the bytes, and still there after reload', async ({ page, start }) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  expect(page.url()).not.toContain('code=');

  const row = page.getByRole('row', { name: /result initialize/ });
  await row.click();
  await expect(page.locator(pane)).toContainText('"protocolVersion": "2025-11-25"');
  await page.getByRole('tab', { name: 'Raw' }).click();
  await expect(page.locator(pane)).toContainText('{"result":{"protocolVersion":"2025-11-25"');
  await page.getByRole('tab', { name: 'Hex' }).click();
  await expect(page.locator(pane)).toContainText('7b 22');

  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.click();
  await filter.fill('method:tools/list');
  await filter.press('Enter');
  await expect(page.getByRole('row', { name: /tools\/list 17 tools/ }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /result initialize/ })).toHaveCount(0);

  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(page.getByRole('row', { name: /tools\/list 17 tools/ }).first()).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue(/method:tools\/list/);

  await page.goBack();
  await expect(page.getByRole('row', { name: /result initialize/ })).toBeVisible();
});

test('a second tab, a cut socket and a dead bridge', async ({ page, start, context }) => {
  const sockets: { close(): Promise<void> }[] = [];
  let isCut = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (isCut) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    sockets.push(socket);
  });
  const product = await start(['--', ...server('echo')]);
  const used = product.link;
  await page.goto(used);
  const listed = page.getByRole('row', { name: /tools\/list 4 tools/ });
  await expect(listed).toBeVisible();

  await test.step('a second tab needs a link of its own and sees the same', async () => {
    const second = await context.newPage();
    await second.goto(used);
    await expect(second.getByText(/Enter/).first()).toBeVisible();
    await expect(second.getByRole('row', { name: /tools\/list/ })).toHaveCount(0);
    await expect.poll(() => product.output).toContain('used already');

    await second.goto(await product.freshLink());
    await expect(second.getByRole('row', { name: /tools\/list 4 tools/ })).toBeVisible();
    await second.close();
    await product.freshLink();
  });

  await test.step('what came while the socket was cut is there afterwards, once', async () => {
    const { id } = await product.session();
    isCut = true;
    for (const socket of sockets) await socket.close();
    await expect(page.getByRole('status').filter({ hasNotText: 'connected' }).first()).toBeVisible();
    for (let n = 0; n < 5; n++) {
      await product.call(id, 'tools/call', { name: 'echo', arguments: { text: `while away ${n}` } });
    }
    isCut = false;
    await expect(page.getByRole('row', { name: /echo while away 4/ })).toHaveCount(1);
    for (let n = 0; n < 5; n++)
      await expect(page.getByRole('row', { name: new RegExp(`result echo while away ${n}`) })).toHaveCount(1);
    await expect(page.locator('footer')).toContainText('14 frames');
  });

  await test.step('a dead bridge is obvious', async () => {
    product.child.kill('SIGKILL');
    await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible();
    await expect(listed).toBeVisible();
  });
});

test('nothing is started from the page before the whole command was shown and confirmed', async ({
  page,
  start,
}) => {
  const product = await start([]);
  await page.goto(product.link);
  const box = page.getByRole('textbox', { name: /Command line, URL or config JSON/ });
  const [node, script] = server('echo');
  await box.fill(`MY_TOKEN=hush-hush-hush NODE_OPTIONS=--no-warnings ${node} ${script} "two words"`);
  const argv = page.getByRole('list', { name: 'Command, one argument a row' });
  await expect(argv).toContainText('two words');
  const plan = page.getByRole('region', { name: 'New target' });
  await expect(plan).toContainText('--no-warnings');
  await expect(plan).not.toContainText('hush-hush-hush');
  expect((await product.snapshot().catch(() => undefined))?.sessions ?? []).toEqual([]);

  await page.getByRole('button', { name: /Run this command/ }).click();
  await expect(page.getByRole('list', { name: 'Stages' })).toContainText(/modern era, 2026-07-28/);
  await expect(page.getByRole('row', { name: /open/ }).first()).toBeVisible();
});

test('a failure says which stage, why, and shows stderr', async ({ page, start }) => {
  const product = await start([
    '--',
    process.execPath,
    '-e',
    'console.error("NO_KEY is not set"); process.exit(3)',
  ]);
  await page.goto(`${product.origin}/targets${new URL(product.link).hash}`);
  await page
    .getByRole('row', { name: /failed/ })
    .first()
    .click();
  const connection = page.getByRole('region', { name: 'Connection' });
  await expect(connection).toContainText('ended with code 3');
  await expect(page.getByRole('log', { name: 'stderr' })).toContainText('NO_KEY is not set');
});

test('a target is reached under another name, and its recording without it', async ({ page, start }) => {
  const product = await start(['--name', 'echo', '--', ...server('sdk1-stdio')]);
  await page.goto(product.link);
  await product.freshLink();
  const first = await product.session();
  await product.call(first.id, 'tools/call', { name: 'echo', arguments: { text: 'kept' } });
  await product.api('POST', `/api/sessions/${first.id}/stop`, {});

  await page.goto(`${product.origin}/targets`);
  await page.getByRole('row', { name: /echo/ }).first().click();
  const connection = page.getByRole('region', { name: 'Connection' });
  await connection.getByRole('tab', { name: 'Sessions' }).click();
  await page.getByRole('button', { name: 'Open without server' }).click();
  const replayed = await product.session((it) => it.id !== first.id && it.state.kind === 'open');
  expect(replayed).toMatchObject({ transport: 'recording', targetName: `echo, recorded ${first.number}` });
  const again = await product.call(replayed.id, 'tools/call', { name: 'echo', arguments: { text: 'kept' } });
  expect(again.outcome).toBe('result');

  await page.goto(`${product.origin}/targets?target=echo`);
  await connection.getByRole('tab', { name: 'Target' }).click();
  await connection.getByRole('combobox', { name: 'Profile' }).selectOption({ label: 'like Claude Desktop' });
  await connection.getByRole('button', { name: 'Connect like this' }).click();
  await page
    .getByRole('button', { name: /Run this command/ })
    .first()
    .click();
  const third = await product.session((it) => it.profile === 'claude-desktop' && it.state.kind === 'open');
  await page.goto(
    `${product.origin}/traffic?q=${encodeURIComponent(`session:${third.number} method:initialize dir:out`)}`,
  );
  await page
    .getByRole('row', { name: /initialize/ })
    .last()
    .click();
  await expect(page.locator('section[aria-label="Request"]')).toContainText('"name": "claude-ai"');
});
