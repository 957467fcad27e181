import type { Page } from '@playwright/test';
import type { Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import type { Product } from '../product.ts';
import { connectMore } from './several.ts';
import { expect, server, test } from './world.ts';

const grid = (page: Page, name: string) => page.getByRole('grid', { name, exact: true });
const row = (page: Page, name: string | RegExp) => grid(page, 'Answers').getByRole('row', { name });

/** Asks as a person does in Craft, and waits for the answer. */
async function ask(product: Product, session: string, name: string, args: object): Promise<unknown> {
  const call = { method: 'tools/call', params: JSON.stringify({ name, arguments: args }) };
  const { answer } = await product.api<{ answer: number }>('POST', `/api/sessions/${session}/calls`, call);
  const bytes = await product.request(
    'GET',
    `/api/frames/${session}/${answer}/bytes?part=payload&from=0&to=100000`,
  );
  return ((await bytes.json()) as { result: unknown }).result;
}

test('a recorded session is replayed against the same server and a later one, and a frame is sent again', async ({
  page,
  start,
}) => {
  test.slow();
  const product = await start(['--name', 'shop', '--', ...server('hands-out')]);
  await page.goto(product.link);
  await expect(grid(page, 'Frames')).toBeVisible();
  await product.freshLink();
  const { sessions } = await product.api<Snapshot>('GET', '/api/snapshot');
  const session = sessions[0] as Session;
  const { structuredContent } = (await ask(product, session.id, 'open', {})) as {
    structuredContent: { handle: string };
  };
  await ask(product, session.id, 'use', { handle: structuredContent.handle, as: 'guest' });
  await ask(product, session.id, 'tell', {});
  await ask(product, session.id, 'gone', {});
  await connectMore(product, 'shop-2', server('hands-out', '--version=2'));

  // One frame, by key: it goes out again, and is shown where it went.
  await grid(page, 'Frames').getByRole('row', { name: /tell/ }).first().click();
  const request = page.getByRole('region', { name: 'Request' });
  await expect(request.getByRole('button', { name: /Send frame \d+ again/ })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('status').filter({ hasText: /Sent as frame \d+ of session 1/ })).toBeVisible();
  await request.getByRole('button', { name: /Send frame \d+ again/ }).click();
  await page.getByRole('menuitem', { name: /To another target, the same bytes/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /of session 2/ })).toBeVisible();

  // The whole session: everything is shown before anything is started.
  await page.goBack();
  await page.goBack();
  await page.keyboard.press('z');
  const plan = page.getByRole('region', { name: 'Plan' });
  await expect(plan.getByRole('button', { name: /Start it and send 5 messages/ })).toBeVisible();
  await expect(plan.getByRole('list', { name: /one argument a row/ })).toContainText('hands-out');
  const messages = grid(page, 'Messages');
  await expect(messages.getByRole('row')).toHaveCount(6);
  // A run of it, by keys: it stands in the address, and nothing else is sent.
  await messages.getByRole('row').nth(2).click();
  await page.keyboard.press('[');
  await page.keyboard.press('j');
  await page.keyboard.press(']');
  await expect(plan.getByRole('button', { name: /send 2 messages/ })).toBeEnabled();
  await expect(page).toHaveURL(/frames=\d+-\d+/);
  await plan.getByRole('textbox', { name: 'Last frame' }).fill('');
  await page.keyboard.press('Enter');
  await expect(plan.getByRole('button', { name: /send 4 messages/ })).toBeEnabled();
  await page.getByRole('button', { name: 'All of them' }).click();
  await messages.getByRole('checkbox').last().uncheck();
  await expect(plan.getByRole('button', { name: /send 4 messages/ })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: /done after/ })).toContainText('the same');
  await expect(row(page, /use/)).toContainText('1 carried over');
  await row(page, /use/).click();
  const carried = page.getByRole('list', { name: 'Carried over' });
  await expect(carried).toContainText('/params/arguments/handle');
  await expect(carried).toContainText(structuredContent.handle);
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Nothing differs' })).toBeVisible();

  // Against the later version, what differs is named, and leads to the comparison of both answers.
  await page.getByRole('button', { name: 'Back to the plan' }).click();
  await plan.getByRole('combobox', { name: 'Target' }).selectOption({ label: 'shop-2' });
  await expect(plan.getByRole('list', { name: /one argument a row/ })).toContainText('--version=2');
  await plan.getByRole('button', { name: /send 4 messages/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /done after/ })).toContainText('1 different');
  await expect(grid(page, 'Answers').getByRole('row')).toHaveCount(3);
  await row(page, /gone/).click();
  await row(page, /tell/).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('It is blue.');
});
