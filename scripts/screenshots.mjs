// `npm run screenshots`: drives the built product with its practice server in Chromium and writes docs/pictures/*.png.
// Nothing else is in the pictures than what anybody sees who runs `mcp-sec-inspect demo`.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { dist, root } from './sources.mjs';

/** Bytes of one picture: they are fetched with the repository. */
const MOST_BYTES = 150_000;
const SIZE = { width: 1024, height: 610 };
/** ms for what is drawn late. */
const SETTLES = 3000;
const CODE = /http:\/\/127\.0\.0\.1:\d+\/\S*#code=\S+/;

const pictures = join(root, 'docs', 'pictures');
const dataDir = mkdtempSync(join(tmpdir(), 'screenshots-'));
const executablePath = await findChromium();
if (executablePath === undefined) throw new Error('No Chromium is installed; set CHROMIUM_PATH to yours.');

const child = spawn(process.execPath, [join(dist, 'cli.js'), 'demo', '--no-open', '--data-dir', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const link = await new Promise((found, failed) => {
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
    const printed = CODE.exec(text)?.[0];
    if (printed !== undefined) found(printed);
  });
  child.once('exit', (code) => failed(new Error(`ended with ${code} before it printed a link`)));
});

const isRoot = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath,
  args: ['--disable-lcd-text', ...(isRoot ? ['--no-sandbox'] : [])],
});
const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 1, reducedMotion: 'reduce' });
page.setDefaultTimeout(60_000);

async function theme(wanted) {
  const button = page.getByRole('button', { name: /^Theme:/ });
  if (!(await button.textContent()).includes(wanted)) await button.click();
  await page.locator(`html[data-theme="${wanted.toLowerCase()}"]`).waitFor();
}

async function picture(name) {
  // What is said in passing goes by itself.
  await page.mouse.move(SIZE.width - 1, SIZE.height - 1);
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes; ${MOST_BYTES} are the most.`);
  console.log(`${name}.png ${size} bytes`);
}

const found = (count) => page.getByText(`${count} of 13 found`).waitFor();

try {
  mkdirSync(pictures, { recursive: true });
  await page.goto(link);
  await found('5');
  await theme('Dark');
  await picture('checklist');

  await page.getByRole('link', { name: /See the finding: Orders in letters/ }).click();
  await page.waitForURL(/\/findings\?.*finding=/);
  await page.locator('main').getByText('Hidden text in Unicode tag characters').first().waitFor();
  // The bytes beside it are read and coloured in a thread.
  await page.waitForTimeout(SETTLES);
  await picture('finding');

  await page.getByRole('link', { name: /^Flows/ }).click();
  await page.getByRole('region', { name: 'Paths' }).waitFor();
  await page.waitForTimeout(SETTLES);
  await theme('Light');
  await picture('flows');
} finally {
  await browser.close();
  child.kill('SIGINT');
  await new Promise((done) => child.once('exit', done));
  rmSync(dataDir, { recursive: true, force: true });
}
