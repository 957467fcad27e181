import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/sources.mjs';
import { complaints } from './axe.ts';
import { expect, test } from './world.ts';

const plan = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true });
const choices = (page: Page) => page.getByRole('group', { name: 'Choices' });
const strategy = (page: Page, name: string) =>
  choices(page).getByRole('list', { name: 'Strategies' }).getByRole('checkbox', { name });
const start = (page: Page) => plan(page).getByRole('button', { name: /^Start \d/ });
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Cases done' });

test('a tool that reads outside its folder is found out, its case goes to Craft, and a marked text is tried, held up and stopped', async ({
  page,
  start: startProduct,
}) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'fuzzed-'));
  mkdirSync(join(folder, 'notes'));
  writeFileSync(join(folder, 'notes', 'readme.txt'), 'A note.\n');
  const product = await startProduct([
    '--',
    process.execPath,
    join(root, 'test/servers/vulnerable/server.mjs'),
    ...['path-traversal', '--only', 'path-read', '--root', folder],
  ]);
  await page.goto(product.link);
  await expect(page.getByRole('grid', { name: 'Frames' })).toBeVisible();
  await product.freshLink();
  await page.keyboard.press('g');
  await page.keyboard.press('z');

  // The whole plan is there before anything of it is made, started or sent.
  await expect(start(page)).toBeEnabled({ timeout: 20_000 });
  await expect(plan(page).getByRole('list', { name: 'Put in for the run' })).toContainText(folder);
  await expect(plan(page).getByRole('list', { name: /one argument a row/ })).not.toContainText(folder);
  await expect(plan(page).getByRole('list', { name: 'Called', exact: true })).toContainText('read_note');
  await choices(page).getByRole('checkbox', { name: 'Strategies' }).uncheck();
  await expect(plan(page)).toContainText('No strategy is chosen.');
  await strategy(page, 'Path traversal').check();
  await expect(start(page)).toBeEnabled();
  const { sessions } = await product.snapshot();
  expect(sessions).toHaveLength(1);

  await page.keyboard.press('Control+Enter');
  const findings = page.getByRole('list', { name: 'Findings of the run' });
  await expect(findings.getByRole('button').first()).toContainText('certain', { timeout: 20_000 });
  // What was proved so far is there again after a reload.
  await page.reload();
  await expect(findings.getByRole('button').first()).toContainText('read_note: path');
  await page.keyboard.press('f');
  const shown = page.getByRole('region', { name: 'Case', exact: true });
  await expect(shown).toContainText('CWE-22');
  await expect(shown).toContainText(/seen again \d of 3 times/);
  await expect(shown.getByRole('region', { name: 'Control' })).toContainText('Notes are kept here');
  // The canary is marked where it stands, and nothing else is.
  await expect(shown.getByRole('region', { name: /^Case \d/ }).locator('.hit')).toHaveText(/^[0-9a-f]{32}$/);
  await expect(shown.getByRole('region', { name: 'Control' }).locator('.hit')).toHaveCount(0);
  await expect(shown.getByRole('group', { name: 'Proof' })).toContainText('False alarm if');
  await expect(progress(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByRole('row', { selected: true })).toContainText('Path traversal');
  expect(await complaints(page), 'Fuzz, a finding').toEqual([]);

  // What is no finding has its command line too.
  await page.keyboard.press('k');
  await expect(shown.getByRole('heading', { name: /^Case \d/, level: 2 })).toBeVisible();
  await page.context().grantPermissions(['clipboard-write']);
  // Our own page may not read the clipboard, so what it writes is noted on the way.
  await page.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => {
      (globalThis as unknown as { copied: string }).copied = text;
      return write(text);
    };
  });
  await page.keyboard.press('Shift+Y');
  await expect(page.getByText('The command line is copied.')).toBeVisible();
  expect(await page.evaluate(() => (globalThis as unknown as { copied: string }).copied)).toMatch(
    /^mcp-sec-inspect fuzz --strategy path-traversal --seed \d+ --case \d+ -- /,
  );
  await page.keyboard.press('f');

  // Only hits; then the case, as small as it was made, in Craft.
  await page.getByRole('tab', { name: /^Hits/ }).click();
  await expect(page.getByRole('grid', { name: 'Cases' }).getByRole('row').nth(1)).toContainText('path');
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/\/craft\?/);
  const text = page.getByRole('region', { name: 'Text', exact: true });
  await expect(text).toContainText('read_note');
  await expect(text).toContainText('../');

  // The same text with a place marked in it: the value that the cursor is in.
  await page.getByRole('button', { name: 'Fuzz…' }).click();
  const marks = page.getByRole('region', { name: 'Marked text' });
  const editor = marks.getByRole('textbox', { name: 'Text whose places are marked' });
  await expect(plan(page)).toContainText('Mark at least one place');
  await marks.locator('.monaco-editor').waitFor();
  await editor.focus();
  await page.keyboard.press('Control+End');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+b');
  const places = marks.getByRole('list', { name: 'Places' });
  await expect(places.getByRole('listitem')).toHaveCount(1);
  await expect(places).toContainText('../');
  await marks.getByRole('button', { name: /^Add a list/ }).click();
  await page.getByRole('menuitem', { name: 'Paste values…' }).click();
  const values = Array.from({ length: 60 }, (_, k) => `notes/${k}.txt`);
  await marks.getByLabel('A value a line').fill(values.join('\n'));
  await marks.getByRole('button', { name: 'Add 60 values' }).click();
  await places.getByRole('button', { name: /^List of place 1/ }).click();
  await page.getByRole('menuitemradio', { name: /pasted/ }).click();
  await choices(page).getByLabel('Requests a second').fill('3');
  await expect(start(page)).toHaveText(/^Start 60 cases/);
  // The editor has colours of its own, which follow what the person chose.
  const turn = async (theme: string): Promise<void> => {
    await product.api('PUT', '/api/preferences', { theme });
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    await expect(marks.locator('.monaco-editor').first()).toHaveClass(
      theme === 'light' ? /\bvs(\s|$)/ : /\bvs-dark\b/,
    );
  };
  expect(await complaints(page, turn, 'main'), 'Fuzz, a marked text').toEqual([]);
  await start(page).click();

  // Held up, gone on with after a reload, and stopped.
  const cases = page.getByRole('grid', { name: 'Cases' });
  await expect(cases).toContainText('notes/0.txt', { timeout: 20_000 });
  await page.keyboard.press('p');
  await expect(page.getByText(/, paused/)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Shift+X');
  await expect(page.getByText(/^stopped after/)).toBeVisible();
  await page.getByRole('button', { name: /^Runs of this target: 2 runs/ }).click();
  await expect(page.getByRole('menuitemradio', { name: /stopped at/ })).toBeVisible();
  await page.keyboard.press('Escape');
  rmSync(folder, { recursive: true, force: true });
});
