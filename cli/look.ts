import { deriveName, type Headless, type OpenRequest } from '../bridge/index.ts';
import type { LockSource } from '../protocol/lock.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Snapshot } from '../protocol/snapshot.ts';
import { refuse, type ChoosingPlace } from './chosen.ts';
import { findTarget, readyWithin, type Connectable } from './find-target.ts';
import type { OpenOptions } from './options.ts';

/** One target that was named, and what it is called in a lock file. Nothing was started for it yet. */
export interface NamedTarget {
  name: string;
  wanted: Connectable;
  opening: string | undefined;
}

/** Undefined: the person said no. */
export async function nameTargets(
  headless: Headless,
  targets: readonly OpenOptions[],
  place: ChoosingPlace,
): Promise<Outcome<NamedTarget[] | undefined>> {
  const named: NamedTarget[] = [];
  for (const options of await eachServer(targets, place)) {
    if (!options.ok) return options;
    const found = await findTarget(headless, options.value, place);
    if (!found.ok) return found;
    if (found.value === undefined) return { ok: true, value: undefined };
    const name = nameOf(found.value);
    if (named.some((other) => other.name === name))
      return refuse(
        'one-name',
        `Two of the targets are called ${name}.`,
        'Give them one by one, each with a --name of its own.',
      );
    named.push({ name, wanted: found.value, opening: options.value.opening });
  }
  return { ok: true, value: named };
}

/** A name that is the same on every machine: never one that had to give way to another target known here. */
function nameOf(wanted: Connectable): string {
  return 'known' in wanted ? wanted.known : (wanted.name ?? deriveName(wanted.spec).name);
}

/** All servers of a config file where none of them is named. */
async function eachServer(
  targets: readonly OpenOptions[],
  { cwd, platform }: ChoosingPlace,
): Promise<Outcome<OpenOptions>[]> {
  const all: Outcome<OpenOptions>[] = [];
  for (const options of targets) {
    const { wanted } = options;
    if (wanted.kind !== 'config' || wanted.server !== undefined) {
      all.push({ ok: true, value: options });
      continue;
    }
    const { serversIn } = await import('./config.ts');
    const servers = await serversIn(wanted.file, { cwd, platform });
    if (!servers.ok) return [servers];
    for (const server of servers.value)
      all.push({ ok: true, value: { ...options, wanted: { ...wanted, server } } });
  }
  return all;
}

/** `key`: what the target is called on this machine, which another one may call otherwise. */
interface Looked extends Snapshot {
  readonly key: string;
}

/** Connects, reads everything, and ends. `source`: asks as it was asked then. */
export async function lookAt(
  headless: Headless,
  { name, wanted, opening }: NamedTarget,
  source: LockSource | undefined,
  timeout: number | undefined,
): Promise<Outcome<Looked>> {
  const revision = opening ?? source?.revision;
  const how = {
    ...(source === undefined ? {} : { profile: source.profile }),
    ...(revision === undefined ? {} : { opening: revision }),
  };
  const request: Connectable =
    'known' in wanted ? { ...wanted, ...how } : ({ ...wanted, ...how } satisfies OpenRequest);
  const connected = await headless.connect(request);
  if (!connected.ok) return connected;
  const problem: Problem | undefined = await readyWithin(connected.value, timeout);
  if (problem !== undefined) return { ok: false, problem };
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const { source: asked, ...rest } = snapshot.value;
  return { ok: true, value: { ...rest, source: { ...asked, target: name }, key: asked.target } };
}
