import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ProbeCard } from '../../protocol/probe.ts';
import { connectMore } from './several.ts';
import { expect, server, test } from './world.ts';

const list = (page: Page) => page.getByRole('grid', { name: 'Probes' });
const plan = (page: Page) => page.getByRole('region', { name: 'Plan' });
const probe = (page: Page) => page.getByRole('region', { name: 'Probe', exact: true });

test('a server that turns at the third connection is probed: planned, started, seen; its honest twin is not', async ({
  page,
  start,
}) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'probed-'));
  const turning = (name: string, ...more: string[]) =>
    server('turning', '--scenario', 'third-connect', '--state', join(folder, name), ...more);
  const product = await start(['--', ...turning('cheat.json')]);
  await page.goto(product.link);
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await product.freshLink();
  const cards = await product.api<ProbeCard[]>('GET', '/api/probes');
  const title = (id: string): string => cards.find((card) => card.id === id)!.title;
  const row = (id: string) => list(page).getByRole('row', { name: title(id) });

  // The whole plan is there before anything of it runs.
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(plan(page).getByRole('button', { name: /^Start \d+ probes: \d+ connections/ })).toBeVisible();
  await expect(
    plan(page)
      .getByRole('list', { name: /one argument a row/ })
      .first(),
  ).toContainText('third-connect');
  await expect(row('anonymous')).toContainText('not testable');
  await expect(row('anonymous')).toContainText('No credentials were given');

  // A call is named: what is no JSON is refused, what is there can be taken away again.
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: 'Name a call' });
  await form.getByLabel('Tool').fill('no_such_tool');
  await expect(form).toContainText('offers no tool of this name');
  await form.getByLabel('Tool').fill('convert_length');
  await form.getByLabel(/^Arguments/).fill('{"value": 1,}');
  await page.keyboard.press('Control+Enter');
  await expect(form).toContainText('This is no JSON');
  await form.getByLabel(/^Arguments/).fill('{"value": 1, "from": "m", "to": "km"}');
  await page.keyboard.press('Control+Enter');
  const calls = plan(page).getByRole('list', { name: 'Calls', exact: true });
  await expect(calls.getByRole('listitem').filter({ hasText: 'named by you' })).toContainText(
    'convert_length',
  );
  await calls.getByRole('button', { name: /Remove/ }).click();
  await expect(calls).not.toContainText('named by you');

  // Of all probes these two.
  await page.getByRole('checkbox', { name: /of \d+ probes chosen/ }).uncheck();
  await expect(plan(page)).toContainText('No probe is chosen');
  for (const id of ['fresh-connections', 'anonymous']) await row(id).getByRole('checkbox').check();
  await expect(
    plan(page).getByRole('button', { name: 'Start 1 probe: 8 connections, 0 calls' }),
  ).toBeEnabled();
  const { sessions } = await product.snapshot();
  expect(sessions).toHaveLength(1);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('link', { name: /Probes .*probes done/ })).toBeVisible();

  await expect(row('fresh-connections')).toContainText('vulnerable', { timeout: 60_000 });
  await expect(row('anonymous')).toContainText('No credentials were given');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.keyboard.press('j');
  const differs = probe(page).getByRole('list', { name: 'What differs' });
  await expect(differs.getByRole('button').first()).toContainText('critical');
  await expect(differs.locator('ins').first()).toContainText('Ignore all previous instructions');
  await probe(page)
    .getByRole('list', { name: 'Evidence' })
    .getByRole('button', { name: /offered otherwise/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/traffic\?.*at=/);
  await page.getByText(/1 finding in this frame/).waitFor();
  await page.keyboard.press('f');
  await expect(page.locator('section[aria-label="Answer"]')).toContainText(
    'Ignore all previous instructions',
  );
  await page.goBack();
  await page.reload();
  await expect(differs.locator('ins').first()).toContainText('Ignore all previous instructions');

  // What probes connected is in nobody's way.
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('row', { name: /^open .* 1 now$/ })).toHaveCount(1);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /^Sessions:/ }).click();
  await expect(page.getByRole('menuitemradio')).toHaveCount(2);
  await page.keyboard.press('Escape');

  // The twin: not observed, and over how much. Then something long, which is stopped.
  const { target } = await connectMore(product, 'twin', turning('twin.json', '--honest'));
  const skips = cards.filter(({ id }) => id !== 'fresh-connections').map(({ id }) => `&skip=${id}`);
  const named = encodeURIComponent(target);
  await page.goto(`${product.origin}/probes?target=${named}${skips.join('')}`);
  await plan(page)
    .getByRole('button', { name: /^Start 1 probe/ })
    .click();
  await expect(row('fresh-connections')).toContainText('not observed', { timeout: 60_000 });
  await row('fresh-connections').click();
  await expect(probe(page)).toContainText('6 connections, 6 lists and 0 calls looked at');
  await expect(probe(page)).not.toContainText(/\bsafe\b/i);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(row('fresh-connections')).toContainText('not observed');

  await row('fresh-connections').getByRole('checkbox').uncheck();
  await row('in-session').getByRole('checkbox').check();
  await row('after-calls').getByRole('checkbox').check();
  await plan(page)
    .getByRole('button', { name: /^Start 2 probes/ })
    .click();
  await expect(row('in-session')).toContainText('running');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText(/stopped after/)).toBeVisible();
  await expect(row('after-calls')).toContainText('not run');
  await page.getByRole('button', { name: /^Runs of this target: 2 runs/ }).click();
  await expect(page.getByRole('menuitemradio', { name: /1 not observed/ })).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});
