import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Headless } from '../../bridge/index.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import type { FuzzFinding, FuzzReport, FuzzRequest } from '../../protocol/fuzz.ts';
import { root } from '../../scripts/sources.mjs';
import { fuzzServer } from './measured-server.ts';

const SERVER = join(root, 'test', 'servers', 'vulnerable', 'server.mjs');

/** A flaw of the vulnerable server, as its `--list` tells it. */
export interface Sink {
  family: string;
  id: string;
  strategy: string;
  isUnseen: boolean;
  subjects: string[];
  reads?: string;
  isAlone: boolean;
}

export interface SinkResult {
  sink: Sink;
  /** By the strategy that is there for it: the first that weighs more than a remark, else the first. */
  found: FuzzFinding | undefined;
  /** Strategies that found something there besides. */
  others: string[];
  /** What was said of the twin, from low on. */
  twin: FuzzFinding[];
}

/** What is found in a whole run of the flawed server, or of the twins. */
export interface Measured {
  results: SinkResult[];
  /** Of the twins, wherever they were found. */
  falseAlarms: FuzzFinding[];
  cases: number;
  requests: number;
}

export type Which = 'all' | 'seen' | 'unseen';

export function allSinks(): Sink[] {
  return JSON.parse(execFileSync(process.execPath, [SERVER, '--list'], { encoding: 'utf8' })) as Sink[];
}

/** Sinks that one process serves: a family, but for those that answer for the whole server. */
export function groupsOf(sinks: readonly Sink[]): Sink[][] {
  const groups = new Map<string, Sink[]>();
  for (const sink of sinks) {
    const key = sink.isAlone ? `${sink.family} ${sink.id}` : sink.family;
    groups.set(key, [...(groups.get(key) ?? []), sink]);
  }
  return [...groups.values()];
}

/** Both servers of a group, one after the other: the same run against the flaws and against their fixes. */
export async function measureGroup(
  door: Headless,
  sinks: readonly Sink[],
  folder: string,
  which: Which,
  more: Partial<FuzzRequest> = {},
): Promise<Measured> {
  const how = { ...(await named(door, sinks)), ...more };
  const flawed = await runOf(door, sinks, folder, which, false, how);
  const fixed = await runOf(door, sinks, folder, which, true, how);
  const results = sinks.map((sink): SinkResult => {
    const here = flawed.findings
      .filter((finding) => isAt(finding, sink))
      .sort((a, b) => Number(isAlarm(b)) - Number(isAlarm(a)) || a.n - b.n);
    return {
      sink,
      found: here.find(({ strategy }) => strategy === sink.strategy),
      others: [...new Set(here.map(({ strategy }) => strategy))].filter((id) => id !== sink.strategy),
      twin: fixed.findings.filter((finding) => isAt(finding, sink) && isAlarm(finding)),
    };
  });
  return {
    results,
    falseAlarms: fixed.findings.filter(isAlarm),
    cases: flawed.run.done + fixed.run.done,
    requests: flawed.run.requests + fixed.run.requests,
  };
}

/** What is only tried where it is named has to be named; everything else is tried besides, as usual. */
async function named(door: Headless, sinks: readonly Sink[]): Promise<Pick<FuzzRequest, 'strategies'>> {
  const { strategies } = await door.fuzz.cards();
  const own = new Set(sinks.map(({ strategy }) => strategy));
  if (!strategies.some(({ id, optIn }) => optIn && own.has(id))) return {};
  return { strategies: strategies.filter(({ id, optIn }) => !optIn || own.has(id)).map(({ id }) => id) };
}

function isAt({ subject }: FuzzFinding, { subjects, reads, isAlone }: Sink): boolean {
  return isAlone || subjects.includes(subject) || (reads !== undefined && subject.startsWith(reads));
}

/** What weighs no more than low is a remark: a fix may leave it. */
function isAlarm({ severity }: FuzzFinding): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium');
}

async function runOf(
  door: Headless,
  sinks: readonly Sink[],
  folder: string,
  which: Which,
  isFixed: boolean,
  more: Partial<FuzzRequest>,
): Promise<FuzzReport> {
  const [first] = sinks;
  const { family, id, isAlone } = first!;
  const name = `${family}${isAlone ? `-${id}` : ''}${isFixed ? '-fixed' : ''}`;
  // Folders and a file of its own: a run stands in for them, as it does for those of a person.
  const own = join(folder, name);
  for (const part of ['root', 'home']) mkdirSync(join(own, part), { recursive: true });
  const database = join(own, 'notes.db');
  writeFileSync(database, '');
  const args = [SERVER, family, '--root', join(own, 'root'), '--home', join(own, 'home'), '--db', database];
  if (isAlone) args.push('--only', id);
  else if (which !== 'all') args.push(`--${which}`);
  if (isFixed) args.push('--fixed');
  return fuzzServer(door, { name, command: process.execPath, args }, own, more);
}
