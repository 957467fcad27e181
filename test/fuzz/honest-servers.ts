import type { Headless } from '../../bridge/index.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import type { FuzzFinding, FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import { EVERYTHING, packageFile } from '../stdio-servers.ts';
import { fuzzServer, type MeasuredServer } from './measured-server.ts';

/** Published servers without a known flaw. `folder` exists: a run has one of its own stand in for it. */
export function honestServers(folder: string): MeasuredServer[] {
  const [command, ...args] = EVERYTHING;
  const one = (name: string, file: string, ...more: string[]): MeasuredServer => ({
    name,
    command: command!,
    args: [packageFile(`@modelcontextprotocol/${name}`, file), ...more],
  });
  return [
    { name: 'server-everything', command: command!, args },
    one('server-memory', 'dist/index.js'),
    one('server-filesystem', 'dist/index.js', folder),
    one('server-sequential-thinking', 'dist/index.js'),
  ];
}

/** What weighs more than low. */
export function aboveLow({ findings }: FuzzReport): FuzzFinding[] {
  return findings.filter(({ severity }) => SEVERITIES.indexOf(severity) > SEVERITIES.indexOf('low'));
}

/** Requests of a run that is over; while it goes on it says itself how fast it is. */
export function perSecond({ requests, startedAt, endedAt }: FuzzRun): string {
  return endedAt === undefined
    ? '?'
    : String(Math.round(requests / Math.max((endedAt - startedAt) / 1000, 0.001)));
}

/** A line a server, then whatever weighs more than low. */
export async function honestTable(
  door: Headless,
  folder: string,
  more: Partial<FuzzRequest>,
  say: (line: string) => void,
): Promise<void> {
  for (const server of honestServers(folder)) {
    const report = await fuzzServer(door, server, folder, more);
    const { run, findings } = report;
    const alarms = aboveLow(report);
    say(
      `${server.name}: ${run.done} cases, ${run.requests} requests, ${perSecond(run)} a second, ${findings.length} findings, ${alarms.length} above low`,
    );
    for (const { severity, subject, at, strategy, payload, oracle, minimalValue, says } of findings)
      say(
        `  ${severity} ${subject} ${at} by ${strategy}/${payload}, seen by ${oracle}: ${minimalValue.slice(0, 100)} | ${says.slice(0, 200)}`,
      );
  }
}
