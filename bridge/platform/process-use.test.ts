import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { processorMs, processUse } from './process-use.ts';

/** Says how much it used for each line it is sent, beside the use of a thread that waits. */
const WORKS = `
  process.stdin.on('data', () => {
    const began = process.cpuUsage();
    let sum = 0;
    while (process.cpuUsage(began).user < 150_000) sum++;
    process.stdout.write('done');
  });
  process.stdout.write('here');`;
/** The same work, done by a program that a program started. */
const STARTS = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(WORKS)}], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.stdin.pipe(child.stdin);
  child.stdout.pipe(process.stdout);`;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** What one piece of work cost, by `use`. */
async function costOf(script: string, use: (pid: number) => number | undefined): Promise<number | undefined> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  await once(child.stdout, 'data');
  const before = use(child.pid!);
  child.stdin.write('go');
  await once(child.stdout, 'data');
  const after = use(child.pid!);
  return before === undefined || after === undefined ? undefined : after - before;
}

describe.runIf(process.platform === 'linux')('processor time', () => {
  test('of a process is what it worked, however busy the machine is', async () => {
    expect(await costOf(WORKS, processorMs)).toBeGreaterThan(140);
    expect(await costOf(WORKS, (pid) => processUse(pid)?.cpuMs)).toBeGreaterThan(130);
  });

  test('of one that has the work done by another is that of the other, too', async () => {
    expect(await costOf(STARTS, processorMs)).toBeGreaterThan(140);
  });

  test('of one that is gone is not known', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(processorMs(child.pid!)).toBeUndefined();
    expect(processUse(child.pid!)).toBeUndefined();
  });
});
