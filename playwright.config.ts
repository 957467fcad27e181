import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const executablePath = await findChromium();
if (executablePath === undefined) {
  throw new Error('No Chromium is installed. `npm test` provides one; or set CHROMIUM_PATH to yours.');
}

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'test/flows',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two cores, and a flow waits more than it works.
  workers: 2,
  fullyParallel: true,
  // Never again: a flow that passes on the second try has found something.
  retries: 0,
  // Only what never comes takes this long: a slow or busy machine is no reason to fail.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    trace: 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath,
      args: [
        // Chromium's sandbox refuses to run as root, which is what a bare CI machine is.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
