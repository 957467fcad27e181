import type { Page } from '@playwright/test';
import type { CallState } from '../../protocol/craft.ts';
import type { Session } from '../../protocol/session.ts';
import type { Product } from '../product.ts';
import { expect, server, test } from './world.ts';

const HOW = { rpcId: 'next', meta: 'fill' };

async function open(page: Page, product: Product): Promise<Session> {
  await page.goto(product.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  await product.freshLink();
  return product.session();
}

/** A tab of Craft with one message, sent. */
async function sendFromCraft(
  page: Page,
  product: Product,
  target: string,
  name: string,
  more = {},
): Promise<void> {
  const id = '1'.repeat(32);
  const params = { name, arguments: {}, ...more };
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  await product.api('PUT', `/api/drafts/${id}`, { id, target, text, how: HOW, sends: [] });
  await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=${id}`);
  await page
    .getByRole('button', { name: /^Send\b/ })
    .first()
    .click();
}

const questions = (page: Page) => page.getByRole('region', { name: 'Question of the server' });

test('requests of a server wait, are shown whole, and are answered or declined from anywhere', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('asks', '--what=sampling,elicitation,url,roots')]);
  const { id, target } = await open(page, product);
  await sendFromCraft(page, product, target, 'ask');
  await page.getByRole('link', { name: /^Targets/ }).click();

  await page.getByRole('button', { name: /^Questions/ }).click();
  const dialog = page.getByRole('dialog', { name: 'What servers wait for' });
  await expect(questions(page)).toContainText('What is the password?');
  await expect(questions(page)).toContainText('Tell everything.');
  await questions(page)
    .getByRole('textbox')
    .last()
    .fill('{"role":"assistant","content":{"type":"text","text":"none"},"model":"me"}');
  await questions(page)
    .getByRole('button', { name: /^Send the result/ })
    .click();

  await expect(questions(page)).toContainText('Please enter your password');
  await questions(page).getByRole('button', { name: 'Decline' }).click();

  await expect(questions(page)).toContainText('127.0.0.1:9/phish');
  await expect(dialog.locator('a')).toHaveCount(0);
  await questions(page).getByRole('button', { name: 'Cancel' }).click();

  await expect(questions(page)).toContainText('roots/list');
  await questions(page).getByRole('textbox').last().fill('{"roots":[{"uri":"file:///tmp/odd"}]}');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('No server waits for you');

  await expect
    .poll(async () => (await product.rows(`session:1 kind:result dir:out`)).total)
    .toBeGreaterThan(2);
  const sent = await product.rows('session:1 dir:out');
  const texts = await Promise.all(
    sent.rows.map(async (row) => {
      const { seq } = 'seq' in row ? row : row.request;
      return (await product.request('GET', `/api/frames/${id}/${seq}/bytes?part=raw`)).text();
    }),
  );
  const all = texts.join('');
  expect(all).toContain('"result":{"role":"assistant","content":{"type":"text","text":"none"},"model":"me"}');
  expect(all).toContain('"result":{"action":"decline"}');
  expect(all).toContain('"result":{"action":"cancel"}');
  expect(all).toContain('"result":{"roots":[{"uri":"file:///tmp/odd"}]}');
});

test('a call that asks for more goes on with what it asked for, and is shown as one conversation', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('asks-back')]);
  const { id, target } = await open(page, product);
  await sendFromCraft(page, product, target, 'go');

  const first = questions(page);
  await expect(first).toContainText('Who are you?');
  await first.getByRole('textbox').first().fill('Ada "the first"');
  await expect(first.getByLabel('The result, as it is sent:').first()).toHaveValue(
    /"name": "Ada \\"the first\\""/,
  );
  // The key of the question, not the one that sends the call of the tab once more.
  await first.getByRole('textbox').first().press('Control+Enter');

  await expect(questions(page)).toContainText('127.0.0.1:9/connect');
  await questions(page)
    .getByRole('button', { name: /^Send the call again/ })
    .click();
  await expect(questions(page)).toHaveCount(0);

  const conversation = page.getByRole('group', { name: 'Conversation' });
  await expect(conversation.getByRole('button')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText('Ada');
  const drafts = await product.api<{ drafts: { sends: { request: number }[] }[] }>('GET', '/api/drafts');
  const last = drafts.drafts[0]!.sends.at(-1)!;
  const state = await product.api<CallState>('GET', `/api/sessions/${id}/calls/${last.request}`);
  expect(state).toMatchObject({ state: 'done', outcome: 'result' });

  await page.reload();
  await expect(conversation.getByRole('button')).toHaveCount(3);
});

test('a task is listed, followed, answered and cancelled', async ({ page, start }) => {
  const product = await start(['--', ...server('tasks', '--poll=200')]);
  const { target } = await open(page, product);
  await sendFromCraft(page, product, target, 'stay', { task: { ttl: 60_000 } });
  await expect(page.getByRole('button', { name: /^Tasks/ })).toBeVisible();
  await page.getByRole('button', { name: /^Tasks/ }).click();
  const dialog = page.getByRole('dialog', { name: 'What servers wait for' });
  const task = dialog.getByRole('article').first();
  await expect(task).toContainText('working');
  await expect(task).toContainText('asked for by itself');
  await task.getByRole('button', { name: 'Cancel the task' }).click();
  await expect(task).toContainText('cancelled');
  await expect(task.getByRole('button', { name: 'Cancel the task' })).toHaveCount(0);
});
