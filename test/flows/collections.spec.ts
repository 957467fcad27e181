import { readFileSync } from 'node:fs';
import { EVERYTHING, expect, test } from './world.ts';

test('a call is saved from Craft with what is expected, run, fails, is exported and imported', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await page.getByRole('link', { name: 'Craft' }).click();
  await page.getByRole('button', { name: /^echo\b/ }).click();
  await expect(page.locator('.monaco-editor .view-lines')).toContainText('"tools/call"');
  const box = page.getByRole('region', { name: 'Form' }).getByRole('textbox').first();
  await box.fill('hello');
  await page.getByRole('button', { name: /^Send\b/ }).click();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('Echo: hello');

  // What it came to is what is expected; a value of the answer becomes a check.
  await page.getByRole('button', { name: 'Save…' }).click();
  const form = page.getByRole('form', { name: 'Saved call' });
  await expect(form.getByLabel('It comes to')).toHaveValue('result');
  await form.getByLabel('Folder').fill('tools/../echo');
  await form.getByRole('button', { name: 'Add check' }).click();
  await page.getByRole('menuitem', { name: /content\/0\/text.*Echo: hello/ }).click();
  await expect(form.getByLabel('JSON 1')).toHaveValue('"Echo: hello"');
  await form.getByLabel('No finding of').selectOption('medium');
  await form.getByLabel('Name', { exact: true }).fill('says hello');
  await page.keyboard.press('Control+Enter');
  const pane = page.getByRole('region', { name: 'Saved calls' });
  const list = pane.getByRole('grid', { name: 'Saved calls' });
  await expect(list.getByRole('row', { name: 'says hello' })).toBeVisible();
  await expect(list).toContainText('tools/../echo');

  // Run over the open session: passed. The same with another text expected: failed, with both.
  await pane.getByRole('button', { name: 'Run 1 call' }).click();
  await expect(pane.getByRole('status')).toContainText('1 passed');
  await expect(pane.getByRole('button', { name: 'Run 1 call' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('change the saved call');
  await page.keyboard.press('Enter');
  await form.getByLabel('JSON 1').fill('"Echo: <b>bye</b>');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toContainText('is no JSON');
  await form.getByLabel('JSON 1').fill('"Echo: <b>bye</b>"');
  await page.keyboard.press('Control+Enter');
  await expect(form).toHaveCount(0);
  await pane.getByRole('button', { name: 'Run 1 call' }).click();
  await expect(pane.getByRole('status')).toContainText('1 failed');
  await expect(list.getByRole('row', { name: /failed.*says hello/ })).toBeVisible();
  const saved = pane.getByRole('region', { name: 'Saved call', exact: true });
  await expect(saved).toContainText('/result/content/0/text equals "Echo: <b>bye</b>"');
  await expect(saved).toContainText('"Echo: hello"');

  // Exported as a file that a person can read, imported as another collection, deleted.
  const menu = pane.getByRole('button', { name: /^Collection: / });
  const download = page.waitForEvent('download');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Export as a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('my-calls.mcp-calls.json');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain('      "folder": "tools/../echo",\n      "message": {\n        "jsonrpc": "2.0",');
  const foreign = text.replace('"My calls"', '"Of somebody else"').replace('Echo: <b>bye</b>', 'Echo: hello');
  const buffer = (of: string) => ({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(of) });
  await page
    .getByLabel('File of a collection')
    .setInputFiles(buffer(foreign.replace('"equals"', '"__proto__"')));
  await expect(page.getByText(/checks\[0\]: a check has/)).toBeVisible();
  await page.getByLabel('File of a collection').setInputFiles(buffer(foreign));
  await expect(menu).toContainText('Of somebody else');
  await pane.getByRole('button', { name: 'Run 1 call' }).click();
  await expect(pane.getByRole('status')).toContainText('1 passed');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(menu).toContainText('My calls');

  // A variable of the environment is asked about before anything of a file is sent.
  const asks = foreign.replace('"hello"', '"{{env:HOME}}"').replace('Of somebody else', 'Asks');
  await page.getByLabel('File of a collection').setInputFiles(buffer(asks));
  await expect(menu).toContainText('Asks');
  await pane.getByRole('button', { name: 'Run 1 call' }).click();
  const dialog = page.getByRole('dialog', { name: 'Before calls are sent' });
  await expect(dialog).toContainText('HOME');
  await dialog.getByRole('button', { name: 'Do not send' }).click();
  await expect(pane.getByRole('status')).toHaveCount(0);
});
