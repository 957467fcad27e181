import { createHmac } from 'node:crypto';
import type { Probe, TargetFacts } from '../../probe/index.ts';
import type { CheckedValue, CheckValue } from '../../protocol/craft.ts';
import type { InventoryPage, InventoryRequest } from '../../protocol/inventory.ts';
import { LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import type { PlannedProbe, ProbeCall, ProbePlan, ProbeRequest } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import type { Offered, Place } from '../history/messages.ts';
import { offeredBy } from '../history/offered.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { planLaunch } from '../targets/launch-plan.ts';
import { clockOf } from './clocks.ts';
import { MOST_SPARED } from './messages.ts';
import type { Judging } from './judging.ts';
import { HOME_SHOWN, isCredential, variedTarget, type VaryingParts } from './varied.ts';

/** Connections of one run, all probes together. */
const MOST_CONNECTIONS = 120;
/** Tools that are tried though nobody named them. */
const MOST_CALLED = 3;
const MOST_NAMED = 20;
const LONGEST_ARGS = 64 * 1024;

export interface PlanningParts {
  probes: readonly Probe[];
  key: Uint8Array;
  varying: VaryingParts;
  live(session: string): { record: { current: Session }; inventory: Inventory | undefined } | undefined;
  target(key: string): Target | undefined;
  hasToken(target: string): boolean;
  page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
  check(value: CheckValue): Promise<Outcome<CheckedValue>>;
  /** Goes on to know what was read here. */
  judging: Judging;
  now(): number;
}

export interface Planned {
  plan: ProbePlan;
  facts: TargetFacts;
  target: Target;
  probes: { probe: Probe; planned: PlannedProbe }[];
}

/** All that a run would do, from what is known of an open session. Starts and sends nothing. */
export async function planRun(request: ProbeRequest, parts: PlanningParts): Promise<Outcome<Planned>> {
  const live = parts.live(request.session);
  const session = live?.record.current;
  if (live === undefined || session?.state.kind !== 'open') return refuse(NOT_OPEN);
  if (session.transport === 'recording' || session.probe !== undefined) return refuse(NO_SERVER);
  const target = parts.target(session.target);
  if (target === undefined) return refuse(FORGOTTEN);
  const wanted = wantedProbes(request.only, parts.probes);
  if (!wanted.ok) return wanted;
  const places = await offeredBy(session, parts.now(), (id, request) => parts.page(id, request));
  if (!places.ok) return places;
  const { offered: where } = places.value;
  if (where === undefined) return refuse(NOTHING);
  const offered = await parts.judging.ask('read', where);
  if (!offered.ok) return offered;
  const calls = await callsFor(request, session, where, offered.value, parts);
  if (!calls.ok) return calls;
  const facts: TargetFacts = {
    ...factsOf(session, target, live.inventory, parts),
    calls: calls.value.calls.map(({ call }) => call),
    offered: offered.value,
  };
  let connections = 0;
  const probes = wanted.value.map((probe) => {
    const planned = plannedProbe(probe, facts, MOST_CONNECTIONS - connections);
    connections += planned.connections;
    return { probe, planned };
  });
  const launches = launchesOf(target, probes, parts.varying);
  const isCalled = new Set(
    probes.flatMap(({ planned }) => planned.steps.flatMap((step) => step.calls.map(callKey))),
  );
  const plan: Omit<ProbePlan, 'confirmation'> = {
    target: target.key,
    session: session.id,
    probes: probes.map(({ planned }) => planned),
    launches,
    calls: calls.value.calls.filter(({ call }) => isCalled.has(callKey(call))),
    spared: calls.value.spared,
    sparedCount: calls.value.sparedCount,
    connections,
  };
  const confirmation = confirm(plan, target, parts.key);
  return { ok: true, value: { plan: { ...plan, confirmation }, facts, target, probes } };
}

function wantedProbes(only: string[] | undefined, all: readonly Probe[]): Outcome<readonly Probe[]> {
  if (only === undefined) return { ok: true, value: all };
  const unknown = only.find((id) => !all.some(({ meta }) => meta.id === id));
  if (unknown === undefined) return { ok: true, value: all.filter(({ meta }) => only.includes(meta.id)) };
  return refuse({
    code: 'no-such-probe',
    message: `There is no probe “${unknown.slice(0, 60)}”.`,
    hint: `There are: ${all.map(({ meta }) => meta.id).join(', ')}.`,
  });
}

function plannedProbe(probe: Probe, facts: TargetFacts, left: number): PlannedProbe {
  const plan = probe.plan(facts);
  const none = { probe: probe.meta.id, steps: [], connections: 0, calls: 0 };
  if ('untestable' in plan) return { ...none, untestable: plan.untestable };
  const { steps } = plan;
  const connections = steps.reduce((sum, { times }) => sum + times, 0);
  const calls = steps.reduce(
    (sum, step) => sum + step.times * (step.calls.length * step.repeat + (step.followUps ?? 0)),
    0,
  );
  if (connections > left) {
    const untestable = `It needs ${connections} connections, and a run makes ${MOST_CONNECTIONS} at most, all probes together. Run it by itself.`;
    return { ...none, untestable };
  }
  return { ...none, steps, connections, calls };
}

function factsOf(
  session: Session,
  target: Target,
  inventory: Inventory | undefined,
  { varying, hasToken }: PlanningParts,
): Omit<TargetFacts, 'calls' | 'offered'> {
  const { transport, era = 'handshake', revision = '', capabilities = [] } = session;
  const { spec } = target;
  const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
  return {
    transport,
    era,
    revision,
    tellsChanges: capabilities.some((word) => word.endsWith('.listChanged')),
    pages: LIST_NAMES.flatMap((section) => {
      const pages = inventory?.framesOf(section)?.length ?? 0;
      return pages > 1 ? [{ section, pages }] : [];
    }),
    hasCredentials: texts.some(isCredential) || hasToken(target.key),
    clock: clockOf(spec, varying.clock),
  };
}

type ChosenCalls = Pick<ProbePlan, 'calls' | 'spared' | 'sparedCount'>;

/** Those that the person named, and a few that only read. */
async function callsFor(
  { calls: named }: ProbeRequest,
  session: Session,
  { places }: Offered,
  offered: Snapshot,
  { judging, check }: PlanningParts,
): Promise<Outcome<ChosenCalls>> {
  const tools = offered.items.filter(({ section }) => section === 'tools');
  const bad = named.length > MOST_NAMED ? TOO_MANY : firstBad(named, new Set(tools.map(({ name }) => name)));
  if (bad !== undefined) return refuse(bad);
  const found = await judging.ask('harmless', { tools });
  if (!found.ok) return found;
  const isNamed = new Set(named.map(({ tool }) => tool));
  const { calls: candidates, spared: known } = found.value;
  const spared = known.filter(({ tool }) => !isNamed.has(tool));
  let sparedCount = found.value.sparedCount - (known.length - spared.length);
  const spare = (tool: string, why: string): void => {
    sparedCount++;
    if (spared.length < MOST_SPARED) spared.push({ tool, why });
  };
  const calls = named.map((call) => ({ call, why: 'named by you' }));
  let left = MOST_CALLED;
  for (const { at, tool, args } of candidates) {
    if (isNamed.has(tool)) continue;
    const place = places.find(([section, name]) => section === 'tools' && name === tools[at]!.name);
    const why =
      left === 0 || place === undefined
        ? 'enough others are called'
        : await whyNot(args, session.id, place, check);
    if (why !== undefined) {
      spare(tool, why);
      continue;
    }
    left--;
    calls.push({ call: { tool, args }, why: 'says that it only reads' });
  }
  return { ok: true, value: { calls, spared, sparedCount } };
}

/** Why what was made up is not what the tool asks for. */
async function whyNot(
  args: string,
  session: string,
  [, , , frame, from, to]: Place,
  check: PlanningParts['check'],
): Promise<string | undefined> {
  const checked = await check({ session, at: { frame, from, to }, pointer: '/inputSchema', value: args });
  if (!checked.ok) return `its schema could not be checked: ${checked.problem.message}`;
  const { state, complaints, words = '' } = checked.value;
  if (state === 'valid') return undefined;
  if (state === 'not-checked') return `its arguments cannot be made up: ${words}`;
  const [first] = complaints;
  return `its arguments cannot be made up: ${first?.pointer ?? ''} ${first?.words ?? 'they are not valid'}`;
}

function firstBad(named: readonly ProbeCall[], tools: ReadonlySet<string>): Problem | undefined {
  for (const { tool, args } of named) {
    const shown = `“${tool.slice(0, 80)}”`;
    if (!tools.has(tool))
      return { code: 'no-such-tool', message: `The server offers no tool ${shown}.`, hint: 'See Inventory.' };
    if (!isObjectText(args) || args.length > LONGEST_ARGS)
      return {
        code: 'not-json',
        message: `The arguments for ${shown} are no JSON object of at most ${LONGEST_ARGS} characters.`,
        hint: 'Write for example {"path": "a.txt"}, or {} for none.',
      };
  }
  return undefined;
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    // A line end in it would cut a message over stdio in two.
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !/[\r\n]/.test(text);
  } catch {
    // SyntaxError.
    return false;
  }
}

/** Each command with its variables, once. */
function launchesOf(target: Target, probes: Planned['probes'], varying: VaryingParts): LaunchPlan[] {
  const plans = new Map<string, LaunchPlan>();
  for (const { planned } of probes)
    for (const { dial } of planned.steps) {
      const { spec } = variedTarget(target, dial, dial.home && HOME_SHOWN[dial.home], varying);
      if (spec.kind !== 'stdio') continue;
      const plan = planLaunch(spec, varying.world);
      plans.set(plan.confirmation, plan);
    }
  return [...plans.values()];
}

/** Binds a yes to all of it: how the target is reached, what is started and what is sent. */
function confirm(plan: Omit<ProbePlan, 'confirmation'>, target: Target, key: Uint8Array): string {
  const launches = plan.launches.map(({ confirmation }) => confirmation);
  const probes = plan.probes.map(({ probe, steps }) => [probe, steps]);
  const calls = plan.calls.map(({ call }) => call);
  const { spec, opening, profile } = target;
  const all = ['probes 1', plan.target, plan.session, spec, opening, profile, probes, calls, launches];
  return createHmac('sha256', key).update(JSON.stringify(all)).digest('base64url');
}

function callKey({ tool, args }: ProbeCall): string {
  return JSON.stringify([tool, args]);
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

const NOT_OPEN: Problem = {
  code: 'not-live',
  message: 'Probes begin from an open session: what it offers decides what is tried.',
  hint: 'Connect to the target.',
};
const NO_SERVER: Problem = {
  code: 'no-server',
  message: 'Behind this session is no server of its own: it is a recording, or was made by a probe.',
  hint: 'Connect to the target itself.',
};
const NOTHING: Problem = {
  code: 'nothing-offered',
  message: 'The server told nothing of itself that could be compared.',
};
const FORGOTTEN: Problem = { code: 'no-such-target', message: 'The target of this session was forgotten.' };
const TOO_MANY: Problem = { code: 'too-many', message: `At most ${MOST_NAMED} calls can be named.` };
