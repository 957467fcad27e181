// Where the browser tests find a Chromium, in this order: CHROMIUM_PATH, one that is installed,
// Playwright's own, and at last Debian's package when we may install it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const BY_PLATFORM = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter(Boolean)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
    ]),
};
const LINUX = ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
  NAMES.map((name) => join(folder, name)),
);

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run: both mean "look further".
    return false;
  }
}

function onPath() {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, `${name}${suffix}`)));
}

/** The browser that Playwright downloaded for the version we use, whether or not it is there. */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * Path of a Chromium that is there now, or undefined. A CHROMIUM_PATH that leads nowhere is an error, not a hint.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, which is not a program that can be run. Correct it or unset it.`,
    );
  }
  const usual = [...onPath(), ...(BY_PLATFORM[process.platform] ?? LINUX)].find(isProgram);
  if (usual) return usual;
  const own = await playwrightsOwn();
  return isProgram(own) ? own : undefined;
}

function run(program, args) {
  console.log(`$ ${program} ${args.join(' ')}`);
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function installPlaywrights() {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  return run(process.execPath, [cli, 'install', 'chromium']);
}

/** A downloaded browser may still lack system libraries: only one that starts counts. */
const doesStart = (path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;

function installDebians() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return false;
  run('/usr/bin/apt-get', ['update', '-q']);
  const quiet = ['-o', 'Dpkg::Use-Pty=0', '-o', 'APT::Install-Recommends=false'];
  return run('/usr/bin/env', [
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '-q',
    ...quiet,
    'chromium',
  ]);
}

const NONE = `No Chromium was found and none could be installed, so the browser tests cannot run.
Do one of these, then run the tests again:
  - set CHROMIUM_PATH to a Chromium or Chrome,
  - install one: "apt-get install chromium", "brew install --cask chromium", or Chrome's installer,
  - "npx playwright install --with-deps chromium" where downloads are allowed.`;

/** Path of a Chromium, installing one where that is possible. Throws with what to do otherwise. */
export async function provideChromium() {
  const found = await findChromium();
  if (found) return found;
  if (installPlaywrights()) {
    const own = await playwrightsOwn();
    if (isProgram(own) && doesStart(own)) return own;
  }
  if (installDebians()) {
    const debians = await findChromium();
    if (debians) return debians;
  }
  throw new Error(NONE);
}
