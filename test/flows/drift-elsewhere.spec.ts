import type { ReviewSummary } from '../../protocol/baseline.ts';
import { connectAgain } from './several.ts';
import { expect, server, test } from './world.ts';

const LENGTHS = server('turning', '--scenario', 'description-after-calls');

test('what one session shows is not approved as what another one saw', async ({ page, start }) => {
  const product = await start(['--name', 'lengths', '--', ...LENGTHS]);
  const older = await product.session();
  const summary = async () =>
    (await product.api<ReviewSummary[]>('GET', '/api/reviews')).find(({ target }) => target === older.target);
  const newer = await connectAgain(product, older.target);
  await expect.poll(async () => (await summary())?.session, { timeout: 60_000 }).toBe(newer.id);

  await page.goto(await product.freshLink());
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  const item = page.getByRole('region', { name: 'Item' });
  await page
    .getByRole('grid', { name: 'Items' })
    .getByRole('row', { name: /^convert_length/ })
    .click();
  await expect(item.getByRole('heading', { name: 'convert_length' })).toBeVisible();
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: 'Approve' });
  const approve = form.getByRole('button', { name: 'Approve' });
  await expect(approve).toBeEnabled();

  // The other session's server turns while the note is written.
  const params = JSON.stringify({ name: 'convert_length', arguments: { value: 1, from: 'm', to: 'km' } });
  for (let k = 0; k < 3; k++)
    await product.api('POST', `/api/sessions/${older.id}/calls`, { method: 'tools/call', params });
  await expect.poll(async () => (await summary())?.session, { timeout: 60_000 }).toBe(older.id);
  await expect(form.getByRole('alert')).toContainText('The item changed since you opened this; look again.');
  await expect(approve).toBeDisabled();
  await form.getByRole('button', { name: 'Look again' }).click();
  await expect(form).toHaveCount(0);

  // Asked again, the text beside the form is still that of the newer session.
  await item.getByRole('button', { name: /^Approve/ }).click();
  await expect(form.getByRole('alert')).toContainText(
    `Shown here is session ${newer.number}; what would be decided about was seen last in session ${older.number}.`,
  );
  await expect(approve).toBeDisabled();
  await expect(item).not.toContainText('id_rsa');
  await form.getByRole('button', { name: 'Show that wording' }).click();
  await expect(item.getByRole('group', { name: 'Item compared' })).toContainText('id_rsa', {
    timeout: 60_000,
  });
  await expect(form.getByRole('alert')).toHaveCount(0);
  await expect(approve).toBeEnabled();
  await approve.click();
  await expect.poll(async () => (await summary())?.approved).toBe(1);
});
