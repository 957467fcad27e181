import { EVERYTHING, expect, test } from './world.ts';

test('frames are marked and noted, found again, timed by method, copied and filtered by name', async ({
  page,
  start,
  context,
}) => {
  await context.grantPermissions(['clipboard-write']);
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await product.freshLink();
  const { id } = await product.session((session) =>
    session.stages.some((one) => one.stage === 'lists' && one.status === 'done'),
  );
  await product.call(id, 'tools/call', { name: 'echo', arguments: { message: "it's $(me)" } });

  // By key, by menu, and in words that are only text.
  const row = page.getByRole('row', { name: /tools\/call.*echo/ }).first();
  await row.click();
  const pane = page.locator('section[aria-label="Request"]');
  await expect(pane).toContainText('"tools/call"');
  await page.keyboard.press('b');
  await expect(row).toContainText('marked');
  await pane.getByRole('button', { name: 'Mark this frame: Mark' }).click();
  await page.getByRole('menuitemradio', { name: 'Purple' }).click();
  await expect(row).toContainText('purple');
  await page.keyboard.press('w');
  const note = page.getByRole('textbox', { name: 'Note on this frame' });
  await note.fill('<b>Ask</b> the author\nabout this');
  await note.press('Control+Enter');
  await expect(row).toContainText('<b>Ask</b> the author');
  await expect(pane.getByRole('region', { name: 'Note on this frame' })).toContainText('about this');

  // Found again, in whatever case of letters.
  const found = await product.api<{ total: number; rows: { seq: number }[] }>(
    'GET',
    '/api/traffic?q=note~ASK+colour:purple+marked:yes',
  );
  expect(found.total).toBe(1);

  // The request as our own command line, with nothing in it that a shell would run.
  await pane.getByRole('button', { name: /Copy this frame/ }).click();
  await page.getByRole('menuitem', { name: /As mcp-sec-inspect/ }).click();
  await expect(page.getByText(/Copied as mcp-sec-inspect/)).toBeVisible();
  const { seq } = found.rows[0]!;
  const { text } = await product.api<{ text: string }>('GET', `/api/frames/${id}/${seq}/copy?as=own`);
  expect(text).toContain(`"message":"it'\\''s $(me)"`);

  // A filter under a name of its own.
  await page.goto(`${product.origin}/traffic?q=is%3Aannotated`);
  await expect(page.getByText(/1 of \d+/)).toBeVisible();
  await page.getByRole('button', { name: /Saved filters/ }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  await page.getByRole('textbox', { name: 'Save as' }).fill('To ask about');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => JSON.stringify(await product.api('GET', '/api/preferences')))
    .toContain('To ask about');
  await page.goto(`${product.origin}/traffic`);
  await page.getByRole('button', { name: /Saved filters/ }).click();
  await page.getByRole('menuitemradio', { name: /To ask about/ }).click();
  await expect(page.getByText(/1 of \d+/)).toBeVisible();

  // How long methods took, and the exchanges behind a figure.
  await page.goto(`${product.origin}/traffic?show=methods`);
  const echo = page.getByRole('row', { name: /tools\/call echo 1 0/ });
  await expect(echo).toBeVisible();
  await echo.click();
  await expect(page).toHaveURL(/mode=exchanges/);
  await expect(page.getByRole('row', { name: /tools\/call.*echo/ })).toHaveCount(1);
});
