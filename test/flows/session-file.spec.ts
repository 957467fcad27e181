import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Snapshot } from '../../protocol/stream.ts';
import { CLI } from '../product.ts';
import { expect, server, test } from './world.ts';

const SECRET = 'sk-proj-Zq81mNv73LkTx05RbWcY';

test('a session goes out masked, comes in elsewhere as a recording, and says what was masked', async ({
  page,
  start,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'session-file-'));
  const product = await start(['--', ...server('asks', '--what=roots')]);
  await page.goto(product.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  await product.freshLink();
  const { id } = await product.session();
  await product.api('POST', `/api/sessions/${id}/calls`, {
    method: 'tools/call',
    params: JSON.stringify({ name: 'none', arguments: { note: SECRET } }),
    timeout: 2000,
  });

  // Out of it: from the palette, masked unless somebody wants otherwise.
  await page.goto(`${product.origin}/targets`);
  await expect(page.getByRole('grid', { name: 'Targets' })).toContainText('open');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('export this session');
  await expect(page.getByRole('option', { name: /Export this session/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Export session/ });
  await expect(dialog).toContainText('would be masked');
  await expect(dialog).toContainText('token');
  await dialog.getByRole('radio', { name: /^Unmasked/ }).check();
  await expect(dialog.getByRole('alert')).toContainText('Whoever gets it can use them');
  await expect(dialog.getByRole('button', { name: 'Export with all secrets' })).toBeVisible();
  await dialog.getByRole('radio', { name: /^Masked/ }).check();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export masked' }).click();
  const file = join(folder, 'out.mcpsec');
  await (await coming).saveAs(file);
  await expect(dialog).toBeHidden();
  const inflated = gunzipSync(readFileSync(file)).toString();
  expect(inflated).toContain('"format":"mcpsec"');
  expect(inflated).not.toContain(SECRET);

  // Into another data directory, from the terminal, and the page opens at it.
  const other = await start(['open', file]);
  await page.goto(other.link);
  await expect(page).toHaveURL(/traffic\?q=session:1/);
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.filter({ hasText: 'tools/call' }).first()).toBeVisible();
  await rows.filter({ hasText: 'tools/call' }).first().click();
  await expect(page.getByText('masked in the file').first()).toBeVisible();
  await expect(page.locator('body')).not.toContainText(SECRET);
  await other.freshLink();
  const { sessions } = await other.api<Snapshot>('GET', '/api/snapshot');
  expect(sessions).toMatchObject([
    { target: 'import:1', state: { kind: 'closed' }, imported: { masked: 1 } },
  ]);

  // The same file again, by hand: it is here already. One that is none is refused, and says why.
  await page.goto(`${other.origin}/targets`);
  const files = page.getByRole('region', { name: 'Session files' });
  await expect(files.getByRole('listitem')).toHaveCount(1);

  // What its author found, beside what is found here; and wherever it is shown it is told from what happened here.
  const says = files.getByRole('button', { name: /^The file says/ });
  await says.click();
  await expect(files.getByRole('region', { name: 'What the file of session 1 says' })).toContainText(
    /The file says \d+ findings?, \d+ found here/,
  );
  await says.click();
  await files.getByRole('button', { name: 'Inventory of session 1' }).click();
  await expect(page.getByRole('banner')).toContainText('from a file');
  await expect(page.getByRole('region', { name: 'Item' })).toContainText('there is no server behind it');
  await page.goto(`${other.origin}/targets`);
  await files.getByLabel('Session file', { exact: true }).setInputFiles(file);
  await expect(page.getByText('The sessions of this file are here already.')).toBeVisible();
  await page.goto(`${other.origin}/targets`);
  const rubbish = join(folder, 'rubbish.mcpsec');
  writeFileSync(rubbish, 'PK\u0003\u0004../../etc/passwd');
  await files.getByLabel('Session file', { exact: true }).setInputFiles(rubbish);
  await expect(page.getByText('This is no session file')).toBeVisible();
  await expect(files.getByRole('listitem')).toHaveCount(1);

  // And out of the terminal.
  const cli = (...args: string[]): string =>
    execFileSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
  expect(cli('export', '1', '--data-dir', product.dataDir, '--out', 'again.mcpsec').trim()).toBe(
    join(folder, 'again.mcpsec'),
  );
  expect(gunzipSync(readFileSync(join(folder, 'again.mcpsec'))).includes(SECRET)).toBe(false);
  expect(cli('export', '1', '--unmasked', '--data-dir', product.dataDir)).toContain(
    'session-1-unmasked.mcpsec',
  );
  expect(gunzipSync(readFileSync(join(folder, 'session-1-unmasked.mcpsec'))).includes(SECRET)).toBe(true);
  expect(() => cli('open', rubbish, '--no-open', '--data-dir', join(folder, 'none'))).toThrow(
    /no session file/,
  );

  await page.goto(`${other.origin}/targets`);
  await files.getByRole('button', { name: 'Delete session 1' }).click();
  await files.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(files.getByRole('listitem')).toHaveCount(0);
  rmSync(folder, { recursive: true });
});
