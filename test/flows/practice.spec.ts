import { expect, test } from './world.ts';

test('from the command to the first tick, and on to its evidence, in a click', async ({ page, start }) => {
  const began = performance.now();
  const product = await start(['demo']);
  // Nothing is started that was not shown whole.
  expect(product.output).toMatch(
    /would start:\n\s+command .*\n\s+arg 1 .*demo\/server\.js\n\s+arg 2 .*notes/,
  );
  await page.goto(product.link);

  // Without a click: what the server says of itself is inspected as it comes.
  const list = page.getByRole('region', { name: 'Checklist' });
  await expect(list.getByRole('listitem')).toHaveCount(13);
  await expect(list.getByRole('heading', { name: /Orders in letters that nobody sees/ })).toBeVisible();
  const seconds = (performance.now() - began) / 1000;
  console.log(`the first tick after ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(60);

  await list.getByRole('link', { name: /See the finding: Orders in letters/ }).click();
  await expect(page).toHaveURL(/\/findings\?.*finding=/);
  await expect(page.locator('main')).toContainText('Hidden text in Unicode tag characters');
});

test('a call ticks its line wherever one is, hints are few, and all of it stays', async ({ page, start }) => {
  const product = await start(['demo']);
  await page.goto(product.link);
  await product.freshLink();
  const list = page.getByRole('region', { name: 'Checklist' });
  await expect(page.getByText('5 of 13 found')).toBeVisible();

  // What is not found yet is named in general words, and its hint is asked for.
  const odd = list.getByRole('listitem').filter({ hasText: 'talks to the model instead of answering' });
  await expect(odd).not.toContainText('read_news');
  await odd.getByRole('button', { name: /^Hint/ }).click();
  await expect(odd).toContainText('call read_news');
  await expect(page.getByText('3 hints left')).toBeVisible();

  // Another screen, reached by its keys; the tick is told there.
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  const { id } = await product.session();
  await product.call(id, 'tools/call', { name: 'read_news', arguments: {} });
  await expect(page.getByText(/Found: Orders inside an answer\. 6 of 13/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Practice/ })).toContainText('6/13');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByText('6 of 13 found')).toBeVisible();

  await page.reload();
  await expect(page.getByText('6 of 13 found')).toBeVisible();
  await expect(page.getByText('3 hints left')).toBeVisible();

  await page.getByRole('button', { name: 'Start anew' }).click();
  await expect(page.getByText('0 of 13 found')).toBeVisible();
  await expect(page.getByText('4 hints left')).toBeVisible();
  await expect(page.getByText('What is recorded from now on counts')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Connect' }).click();
});
