import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Headless } from '../../bridge/index.ts';
import type { FuzzReport, FuzzRequest } from '../../protocol/fuzz.ts';
import { flawedServers } from './flawed-servers.ts';
import { aboveLow } from './honest-servers.ts';
import { fuzzServer } from './measured-server.ts';

/**
 * Published servers with a disclosed flaw and their fixed versions, with everything as it is by default: no tool and
 * no strategy is named. A line a server and a line a flaw; `names`: only servers whose name holds one of them.
 */
export async function publishedTable(
  door: Headless,
  folder: string,
  names: readonly string[],
  more: Partial<FuzzRequest>,
  say: (line: string) => void,
): Promise<void> {
  const work = join(folder, 'work');
  mkdirSync(work);
  for (const { flaws, later, sound: _, ...server } of flawedServers(work)) {
    if (names.length > 0 && !names.some((name) => server.name.includes(name))) continue;
    const report = await fuzzServer(door, server, work, more);
    say(`${server.name}: ${summary(report)}`);
    for (const { disclosed, strategy, subjects } of flaws)
      for (const subject of subjects) {
        const found = report.findings.find((one) => one.strategy === strategy && one.subject === subject);
        const how =
          found === undefined
            ? 'MISSED'
            : `case ${found.n}, again ${found.confirmed} of 3, ${found.shrunk.from} to ${found.shrunk.to} characters: ${found.minimalValue.slice(0, 100)}`;
        say(`  ${disclosed} | ${subject}: ${how}`);
      }
    if (later === undefined) continue;
    const fixed = await fuzzServer(door, later, work, more);
    say(`${later.name}: ${summary(fixed)}`);
    for (const { severity, subject, at, strategy, says } of aboveLow(fixed))
      say(`  ${severity} ${subject} ${at} by ${strategy}: ${says.slice(0, 200)}`);
  }
}

function summary(report: FuzzReport): string {
  const { done, requests } = report.run;
  return `${done} cases, ${requests} requests, ${report.findings.length} findings, ${aboveLow(report).length} above low`;
}
