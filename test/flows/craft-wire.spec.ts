import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServer } from '../servers/real-http.ts';
import { complaints } from './axe.ts';
import { expect, server, test } from './world.ts';

const TOKEN = 'tok-5e0f1d2c3b4a';
const lines = (page: Page) => page.locator('.monaco-editor .view-lines');
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const wire = (page: Page) => page.getByRole('region', { name: 'On the wire' });
const places = (page: Page) => page.getByRole('group', { name: 'Placeholders' });

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wire-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function openTool(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('link', { name: 'Craft' }).click();
  await page.getByRole('button', { name: /^go\b/ }).click();
  await expect(lines(page)).toContainText('"tools/call"');
}
const field = (page: Page) => page.getByRole('region', { name: 'Form' }).getByRole('textbox').first();

test('what stands in a text is shown, asked about and sent to the last byte', async ({ page, start }) => {
  const file = join(folder, 'stdin');
  const arrived = (): string => (existsSync(file) ? readFileSync(file, 'latin1') : '');
  const product = await start(
    ['--', ...server('echo-bytes', `--to=${file}`, '--default=<{{env:WIRE_TOKEN}}>')],
    { env: { WIRE_TOKEN: TOKEN } },
  );
  await openTool(page, product.link);

  await test.step('a default of the server asks for the environment: it is asked about, and masked once sent', async () => {
    await expect(lines(page)).toContainText('<{{env:WIRE_TOKEN}}>');
    await expect(places(page)).toContainText('asks before it is sent');
    await page.keyboard.press('Control+Enter');
    const asked = page.getByRole('dialog', { name: 'Send what stands in the environment' });
    await expect(asked).toContainText('WIRE_TOKEN');
    // A key that was on its way agrees to nothing.
    await expect(asked.getByRole('button', { name: 'Do not send' })).toBeFocused();
    await asked.getByRole('button', { name: 'Do not send' }).click();
    await expect(answer(page)).toContainText('Nothing was sent');
    expect(arrived()).not.toContain(TOKEN);

    await page.keyboard.press('Control+Enter');
    await asked.getByRole('button', { name: 'Send it' }).click();
    await expect(answer(page)).toContainText(`<${'*'.repeat(TOKEN.length)}>`);
    expect(arrived()).toContain(`<${TOKEN}>`);
    await expect(places(page)).toContainText('••••');
    expect(await page.content()).not.toContain(TOKEN);
  });

  await test.step('values are shown before they are sent, and taken out of the last result', async () => {
    await field(page).fill('{{n}} {{last.result:/content/0/type}} {{nothing}}');
    await expect(places(page).getByRole('button', { name: /^n becomes 1$/ })).toBeVisible();
    await expect(places(page).getByRole('button', { name: /^last.result.* becomes text$/ })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(answer(page)).toContainText('1 text {{nothing}}');
    await expect(places(page).getByRole('button', { name: /^n becomes/ })).toBeVisible();
    await places(page).getByRole('button', { name: 'Send as they stand' }).click();
    await page.keyboard.press('Control+Enter');
    await expect(answer(page)).toContainText('{{n}} {{last.result:/content/0/type}}');
    await places(page).getByRole('button', { name: 'Fill in' }).click();
  });

  await test.step('proposals come from the schema, when asked for', async () => {
    await lines(page).getByText('"arguments"').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    await expect(page.locator('.suggest-widget')).toContainText('"mode": "a"');
    await page.keyboard.press('Escape');
  });

  await test.step('framing is chosen, seen as bytes and arrives', async () => {
    await wire(page)
      .getByRole('button', { name: /On the wire/ })
      .click();
    await wire(page).getByRole('button', { name: 'Exactly' }).click();
    await wire(page).getByLabel('Line end').selectOption('crlf');
    await expect(wire(page)).toContainText('line ends in it');
    await expect(page.getByRole('status', { name: 'Notes on the text' })).toContainText('line ends in it');
    await wire(page).getByRole('button', { name: 'Write it on one line' }).click();
    await expect(wire(page).getByLabel('Bytes that go out')).toContainText('7b 20 22 6a');
    await page.keyboard.press('Control+Enter');
    await expect.poll(arrived).toContain('}\r\n');
    expect(await complaints(page, undefined, 'section.wire')).toEqual([]);
  });

  await test.step('bytes that are no text go out as they are', async () => {
    await page.getByRole('button', { name: 'New raw call' }).click();
    await page.getByRole('menuitem', { name: /^Bare bytes/ }).click();
    await expect(lines(page)).toContainText('00 ff fe c0 af');
    await page.keyboard.press('Control+Enter');
    await expect.poll(arrived).toContain('\x00\xff\xfe\xc0\xaf\n');
    await page.getByRole('group', { name: 'Written as' }).getByRole('button', { name: 'Text' }).click();
    await expect(page.getByText('no UTF-8 text: byte 2 fits nothing')).toBeVisible();
    await expect(page.getByRole('status', { name: 'Notes on the text' })).toContainText(
      'Will send as written',
    );
    await lines(page).click();
    await page.keyboard.type('z');
    await expect(page.getByRole('status', { name: 'Notes on the text' })).toContainText('Cannot be sent');
    await page.getByRole('tab', { name: /1 go/ }).click();
  });

  await test.step('five copies are let go together, each with a word of its own', async () => {
    await wire(page).getByRole('button', { name: 'As usual' }).click();
    await field(page).fill('{{canary}}');
    await page.getByRole('button', { name: 'Race…' }).click();
    const race = page.getByRole('region', { name: 'Race' });
    await race.getByRole('button', { name: 'Let 5 go' }).click();
    await expect(race.getByRole('row')).toHaveCount(5);
    await expect(race).toContainText('all done');
    const canaries = await race.getByRole('row').locator('.mono').nth(0).allTextContents();
    expect(canaries.every((word) => arrived().includes(word))).toBe(true);
    expect(await complaints(page, undefined, 'section[aria-label="Race"]')).toEqual([]);
  });
});

test('a request over HTTP goes out with the head that was written', async ({ page, start }) => {
  const to = join(folder, 'connections');
  mkdirSync(to);
  const real = await startServer('echo-bytes-http', [`--to=${to}`]);
  const arrived = (): string[] => readdirSync(to).map((name) => readFileSync(join(to, name), 'latin1'));
  try {
    const product = await start([real.url]);
    await openTool(page, product.link);
    await wire(page)
      .getByRole('button', { name: /On the wire/ })
      .click();
    await wire(page).getByRole('button', { name: 'Exactly' }).click();
    const head = wire(page).getByRole('textbox', { name: /^Start line and headers/ });
    await expect(head).toHaveValue(/^POST \S+ HTTP\/1.1\n/);
    const usual = await head.inputValue();
    await head.fill(`${usual.trimEnd()}\nX-Twice: one\nx-twice:  {{n}}\nno colon at all`);
    await expect(places(page).getByRole('button', { name: /^n becomes 1$/ })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() =>
        arrived().some((bytes) => bytes.includes('X-Twice: one\r\nx-twice:  1\r\nno colon at all\r\n')),
      )
      .toBe(true);
    await expect(answer(page).getByRole('button', { name: /HTTP 200/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Meanwhile' })).toContainText('sent');
  } finally {
    await real.close();
  }
});
