import { complaints } from './axe.ts';
import { connectAgain } from './several.ts';
import { EVERYTHING, expect, test } from './world.ts';

const TIME = '2026-11-22T10:00:0';

test('two answers, two items and two sessions are picked where they stand and compared', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...EVERYTHING]);
  await page.goto(product.link);
  await product.freshLink();
  const { id: first, target } = await product.session();
  const echo = (session: string, message: string): Promise<unknown> =>
    product.call(session, 'tools/call', { name: 'echo', arguments: { message } });
  for (const message of [`${TIME}0Z the brown fox`, `${TIME}7Z the brown fox`, `${TIME}9Z the red fox`])
    await echo(first, message);
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const differences = page.getByRole('grid', { name: 'Differences' });

  // By key, from Traffic: the newest two answers.
  const answers = (await product.rows('session:1 method:tools/call')).rows.flatMap((row) =>
    'kind' in row && row.kind === 'result' ? [row.seq] : [],
  );
  const frame = (seq: number): string =>
    `${product.origin}/traffic?q=session%3A1+method%3Atools%2Fcall&at=${first}%2F${seq}`;
  await page.goto(frame(answers[1]!));
  await expect(page.getByRole('region', { name: 'Answer' })).toBeVisible();
  await page.keyboard.press('h');
  // What is held lives as long as the page: no reload in between.
  await page.getByRole('grid').first().press('ArrowDown');
  await page.getByRole('grid').first().press('ArrowDown');
  await page.keyboard.press('Shift+H');
  await expect(differences).toHaveAttribute('aria-rowcount', '2');
  await expect(differences).toContainText('/result/content/0/text');
  await expect(comparison.getByText('Show 1 that always differs')).toBeVisible();
  await page.keyboard.press('v');
  await expect(differences).toHaveAttribute('aria-rowcount', '3');
  await expect(differences).toContainText('the id of the message');
  await page.keyboard.press('j');
  await expect(page.getByRole('group', { name: 'The difference that is chosen' })).toContainText('brown fox');
  expect(await complaints(page), 'Compare, structure').toEqual([]);

  await comparison.getByRole('tab', { name: 'Words' }).click();
  await expect(comparison.locator('del')).toContainText(['7Z', 'brown']);
  await expect(comparison.locator('ins')).toContainText(['9Z', 'red']);
  await comparison.getByRole('tab', { name: 'Bytes' }).click();
  await expect(page.getByRole('grid', { name: 'Ranges of bytes' })).toContainText('replaced');
  await expect(comparison.getByRole('group', { name: 'Left hex' }).locator('.hit').first()).toBeVisible();
  expect(await complaints(page), 'Compare, bytes').toEqual([]);
  await page.reload();
  await expect(page.getByRole('grid', { name: 'Ranges of bytes' })).toBeVisible();

  // Nothing but a time and the id: folded, and said so.
  const side = (seq: number): string => `frame%3A${first}%2F${seq}`;
  await page.goto(`${product.origin}/compare?left=${side(answers[0]!)}&right=${side(answers[1]!)}`);
  await expect(page.getByRole('heading', { name: 'No difference to act on' })).toBeVisible();
  await page.getByRole('button', { name: 'Show what always differs' }).click();
  await expect(differences).toContainText('a time');
  // From a difference to where it stands.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/traffic\\?.*at=${first}%2F${answers[1]!}`));

  // Items, by their buttons.
  await page.goto(`${product.origin}/inventory?item=tools%2Fecho`);
  const item = page.getByRole('region', { name: 'Item' });
  await item.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.keyboard.press('j');
  await item.getByRole('button', { name: 'Compare with held' }).click();
  await expect(differences).toContainText('/description');

  // Sessions: the same questions beside each other, a pair opens its answers.
  await product.api('POST', `/api/sessions/${first}/stop`, {});
  await connectAgain(product, target);
  const second = await product.session(({ id, state }) => id !== first && state.kind === 'open');
  await echo(second.id, `${TIME}1Z the brown fox`);
  await page.goto(`${product.origin}/targets?target=${encodeURIComponent(target)}`);
  await page.getByRole('tab', { name: /^Sessions/ }).click();
  await page.getByRole('button', { name: 'Compare session 1' }).click();
  await page.getByRole('button', { name: 'Compare with held session 2' }).click();
  const pairs = page.getByRole('grid', { name: 'Pairs' });
  const initialize = pairs.getByRole('row', { name: /initialize/ });
  await expect(initialize).toContainText('same');
  await expect(pairs.getByRole('row', { name: /only left/ }).first()).toBeVisible();
  expect(await complaints(page), 'Compare, sessions').toEqual([]);
  await comparison.getByRole('tab', { name: 'What is offered' }).click();
  await expect(comparison.getByRole('heading', { name: 'The same is offered' })).toBeVisible();
  await comparison.getByRole('tab', { name: 'Exchanges' }).click();
  await initialize.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { name: 'No difference to act on' })).toBeVisible();
  await page.goBack();
  await expect(pairs).toBeVisible();

  await page.goto(`${product.origin}/compare?left=${side(999_999)}&right=${side(answers[0]!)}`);
  await expect(page.getByRole('heading', { name: 'These cannot be compared' })).toBeVisible();
  await page.goto(`${product.origin}/compare`);
  await expect(page.getByRole('heading', { name: 'Nothing to compare yet' })).toBeVisible();
});
