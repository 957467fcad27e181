import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from './sources.mjs';

/** In a process of its own, because the lookup reads the environment. */
async function find(env: NodeJS.ProcessEnv): Promise<string> {
  const script = `import { findChromium } from ${JSON.stringify(join(root, 'scripts', 'chromium.mjs'))}; console.log(await findChromium());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env,
    cwd: root,
  });
  return stdout.trim();
}

test('CHROMIUM_PATH wins over what is installed', async () => {
  expect(await find({ ...process.env, CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
});

test('a CHROMIUM_PATH that leads nowhere is an error that says what to do', async () => {
  await expect(find({ ...process.env, CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(
    'CHROMIUM_PATH is /nowhere/chromium, which is not a program that can be run. Correct it or unset it.',
  );
});
