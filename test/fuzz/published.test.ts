import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import type { FuzzReport, FuzzRequest } from '../../protocol/fuzz.ts';
import { flawedServers } from './flawed-servers.ts';
import { aboveLow, honestServers } from './honest-servers.ts';
import { fuzzServer, openDoor, type MeasuredServer } from './measured-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'published-'));
const work = join(folder, 'work');
/** Enough for each parameter; `npm run fuzz-cases -- --honest` gives them the usual 2,000. */
const SHORT = { budget: 60, timeout: 3000 };

let door: Headless;
beforeAll(async () => {
  mkdirSync(work);
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (server: MeasuredServer, more: Partial<FuzzRequest>): Promise<FuzzReport> =>
  fuzzServer(door, server, work, { seed: 7, ...more });
const shown = (report: FuzzReport): string[] =>
  aboveLow(report).map(({ subject, at, strategy, payload, says }) =>
    [subject, at, strategy, payload, says].join(' '),
  );

describe.each(flawedServers(work))('$name', ({ flaws, later, sound, ...server }) => {
  const strategies = [...new Set(flaws.map(({ strategy }) => strategy))];
  const subjects = [...new Set(flaws.flatMap((flaw) => flaw.subjects))];
  const only = subjects.map((name) => ({ kind: 'tool' as const, name }));

  test('its disclosed flaws are found, made smaller and shown again three times', async () => {
    const { findings } = await run(server, { strategies, only });
    for (const { disclosed, strategy, subjects: where, minimal, severity = 'high' } of flaws)
      for (const subject of where) {
        const found = findings.find((one) => one.strategy === strategy && one.subject === subject);
        expect(found, `${disclosed}: ${subject}`).toMatchObject({
          severity,
          certainty: 'certain',
          confirmed: 3,
        });
        expect(found!.minimalValue).toMatch(minimal);
        expect(found!.minimal).toContain(found!.minimalValue);
      }
  }, 300_000);

  if (later !== undefined)
    test('the version with the fix is silent', async () => {
      const report = await run(later, { strategies, only });
      expect(report.run.done).toBeGreaterThan(0);
      expect(shown(report)).toEqual([]);
    }, 300_000);

  if (sound !== undefined)
    test('tools that check the same parameter are silent', async () => {
      const report = await run(server, {
        strategies,
        only: sound.map((name) => ({ kind: 'tool' as const, name })),
      });
      expect(report.run.done).toBeGreaterThan(0);
      expect(shown(report)).toEqual([]);
    }, 300_000);
});

test.each(honestServers(work))(
  'nothing is said of $name above low',
  async (server) => {
    const report = await run(server, SHORT);
    expect(report.run.done).toBeGreaterThan(0);
    expect(shown(report)).toEqual([]);
  },
  300_000,
);
