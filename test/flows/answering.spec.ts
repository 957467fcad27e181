import type { AnswerScript } from '../../protocol/answering.ts';
import type { Draft } from '../../protocol/craft.ts';
import type { Product } from '../product.ts';
import { expect, server, test } from './world.ts';
import type { Page } from '@playwright/test';

const ID = '2'.repeat(32);

async function open(page: Page, product: Product): Promise<{ id: string; target: string }> {
  await page.goto(product.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  await product.freshLink();
  return product.session();
}

async function call(page: Page, product: Product, target: string, name: string, args = {}): Promise<void> {
  const text = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args },
  });
  const how = { rpcId: 'next', meta: 'fill' };
  await product.api('PUT', `/api/drafts/${ID}`, { id: ID, target, text, how, sends: [] });
  await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}&draft=${ID}`);
  await page
    .getByRole('button', { name: /^Send\b/ })
    .first()
    .click();
}

const question = (page: Page) => page.getByRole('region', { name: 'Question of the server' });

async function fromPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill(words);
  await expect(page.getByRole('option', { name: new RegExp(words, 'i') })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
}

test('a rule answers by itself, and what no honest client sends is shown before it is sent', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('asks', '--what=elicitation,roots')]);
  const { id, target } = await open(page, product);

  await fromPalette(page, 'rules that answer questions');
  const dialog = page.getByRole('dialog', { name: 'What servers wait for' });
  await expect(dialog).toContainText('No rule yet');
  await dialog.getByRole('button', { name: 'Add a rule' }).click();
  const rule = dialog.getByRole('article', { name: 'Rule 1' });
  await rule.getByLabel('that says').fill('PASSWORD');
  await rule.getByLabel('What is done').selectOption('canned');
  await rule.getByLabel('The result').fill('{"action":"accept","content":{"password":"by rule"}}');
  await expect(dialog).toContainText('Nothing of this counts before it is kept');
  await rule.getByLabel('The result').press('Control+Enter');
  const kept = () => product.api<AnswerScript>('GET', `/api/targets/${encodeURIComponent(target)}/answering`);
  await expect
    .poll(async () => (await kept()).rules)
    .toMatchObject([{ asks: 'form', words: 'PASSWORD', does: { kind: 'canned' } }]);
  await expect(dialog.getByRole('button', { name: /^Keep the rules/ })).toBeDisabled();
  await page.keyboard.press('Escape');

  await call(page, product, target, 'ask');
  // The other question is answered by the rule; a menu opened on it would go with it.
  await expect(
    page.getByRole('status').filter({ hasText: 'asks roots/list and waits for your answer' }),
  ).toBeVisible();
  await fromPalette(page, 'as no honest client would');
  await page.getByRole('menuitem', { name: /^The whole disk/ }).click();
  const message = question(page).getByLabel(/^Message 1, at once/);
  await expect(message).toHaveValue(/"result":\{ "roots": \[\{ "uri": "file:\/\/\/", "name": "all" \}\] \}/);
  const exact = (await message.inputValue()).replace('"all"', '"written by hand"');
  await message.fill(exact);
  await question(page)
    .getByRole('button', { name: /^Send exactly this/ })
    .click();
  await expect(dialog).toContainText('No server waits for you');

  await dialog.getByRole('tab', { name: 'Rules' }).click();
  await expect(dialog).toContainText('rule 1: canned');
  await dialog.getByRole('button', { name: /^Answer, frame/ }).click();
  await expect(page.getByRole('region', { name: 'Detail' })).toContainText('by rule');
  const { rows } = await product.rows(`session:1 kind:result dir:out`);
  const texts = await Promise.all(
    rows.map(async (row) => {
      const { seq } = 'seq' in row ? row : row.request;
      return (await product.request('GET', `/api/frames/${id}/${seq}/bytes?part=raw`)).text();
    }),
  );
  expect(texts.some((text) => text.trimEnd() === exact)).toBe(true);
  expect(texts.join('')).toContain('"password":"by rule"');
});

test('the state of a server goes back changed by one stretch of the follow-up', async ({ page, start }) => {
  const product = await start(['--', ...server('gives-state', '--how=truthful')]);
  const { target } = await open(page, product);
  await call(page, product, target, 'show_page', { page: 'a' });
  await question(page).getByRole('button', { name: 'Write it in Craft' }).click();
  const drafts = async () => (await product.api<{ drafts: Draft[] }>('GET', '/api/drafts')).drafts;
  await expect.poll(async () => (await drafts()).length).toBe(2);
  const before = (await drafts()).at(-1)!.text;

  await fromPalette(page, 'Change the follow-up');
  await page.getByRole('menuitem', { name: /^State: every yes in it a no/ }).click();
  await expect.poll(async () => (await drafts()).at(-1)!.text).not.toBe(before);
  const [was, is] = [before, (await drafts()).at(-1)!.text].map((text) => {
    const { params } = JSON.parse(text) as { params: { requestState: string } & Record<string, unknown> };
    const { requestState, ...rest } = params;
    return { state: JSON.parse(Buffer.from(requestState, 'base64url').toString()) as object, rest };
  });
  expect(was).toMatchObject({ state: { approved: false } });
  expect(is).toEqual({ ...was, state: { ...was!.state, approved: true } });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText('approved: true');

  // By rule the call goes on by itself, in the tab that sent it.
  const rules = [{ asks: 'form', does: { kind: 'canned' } }];
  await product.api('PUT', `/api/targets/${encodeURIComponent(target)}/answering`, { rules });
  await call(page, product, target, 'show_page', { page: 'b' });
  await expect(page.getByRole('group', { name: 'Conversation' }).getByRole('button')).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText('{"page":"b"}');
});
