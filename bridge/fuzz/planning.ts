import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import {
  planCases,
  STRATEGIES,
  subjectsOf,
  type CasePlan,
  type Listener,
  type World,
} from '../../fuzz/index.ts';
import { FuzzRequest, type FuzzPlan } from '../../protocol/fuzz.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { StdioSpec, Target, TargetSpec } from '../../protocol/target.ts';
import type { Profile } from '../session/profile.ts';
import { planLaunch, type LaunchWorld } from '../targets/launch-plan.ts';
import { learnedOf, type Offer } from './offer.ts';
import { readOffer, withShortPlaces, type OfferedItemsParts } from './offered-items.ts';
import { isHere, publicHost } from './scope.ts';
import { asksForDatabase, substitute, type Substituted } from './substitute.ts';
import { worldFor } from './world-layout.ts';
import type { Worlds } from './worlds.ts';

export interface PlanningParts extends OfferedItemsParts {
  key: Uint8Array;
  launch: LaunchWorld;
  profiles: readonly Profile[];
  worlds: Worlds;
  /** Live or recorded. */
  session(id: string): Session | undefined;
  target(key: string): Target | undefined;
  /** Where we would listen. */
  listener(seed: number): Listener;
}

/** A plan, and all that a run of it needs. */
export interface PlannedFuzz {
  plan: FuzzPlan;
  /** What the cases are made of. */
  offer: Offer;
  target: Target;
  profile: Profile;
  /** As it is reached: with the paths of the world. */
  spec: TargetSpec;
  /** The folder of the world, and whether it holds a database. */
  world: { folder: string; hasDatabase: boolean } | undefined;
  listener: Listener | undefined;
  /** The cases, with another listener than was expected. */
  cases(listener: Listener | undefined): CasePlan;
}

/** Of a run that is gone on with: what its cases are made of stays what it was, whatever was heard meanwhile. */
export interface Begun {
  target: string;
  /** Where its world stood. */
  folder?: string | undefined;
  /** Absent: the session it was planned with says it. */
  offer?: Offer | undefined;
}

/** All that a run would do, from what is known of a session. Starts and sends nothing. */
export async function planFuzz(
  given: FuzzRequest,
  parts: PlanningParts,
  begun?: Begun,
): Promise<Outcome<PlannedFuzz>> {
  // In the order of its schema: read back from a file it has to be confirmed as it was.
  const request = z.parse(FuzzRequest, given);
  const session = begun?.offer === undefined ? sessionOf(request, parts) : undefined;
  if (session?.ok === false) return session;
  const key = begun?.target ?? session?.value.target ?? '';
  const target = parts.target(key);
  if (target === undefined) return refuse(begun === undefined ? FORGOTTEN : notKnown(key));
  const profile = parts.profiles.find(({ id }) => id === target.profile);
  if (profile === undefined) return refuse(NO_PROFILE);
  const wrong = wrongRequest(request);
  if (wrong !== undefined) return refuse(wrong);
  const read = session === undefined ? undefined : await readOffer(session.value, parts);
  if (read?.ok === false) return read;
  const offer = read?.value ?? begun?.offer;
  if (offer === undefined) return refuse(NO_SESSION);
  const stood = standing(request, target, parts, begun?.folder);
  if (!stood.ok) return stood;
  const { spec, words, world, made } = stood.value;
  const listener = isHere(target.spec) ? parts.listener(request.seed) : undefined;
  const skipped = [...offer.skipped];
  const cases = (heard: Listener | undefined): CasePlan => {
    const has = { ...(made && { world: made }), ...(heard && { listener: heard }) };
    const offered = offeredSubjects(request, offer, has);
    if (skipped.length === offer.skipped.length) skipped.push(...offered.skipped);
    return planCases(offered.subjects, STRATEGIES, request, has);
  };
  const planned = cases(listener);
  if (planned.cases === 0) return refuse(NOTHING);
  if (request.case !== undefined && request.case > planned.cases)
    return refuse(noCase(request.case, planned.cases));
  const host = publicHost(target.spec);
  const count = request.case === undefined ? planned.cases : 1;
  const rest: Omit<FuzzPlan, 'confirmation'> = {
    target: target.key,
    session: request.session,
    request,
    subjects: [...planned.subjects],
    strategies: strategiesOf(planned),
    skipped: [...skipped, ...planned.skipped],
    cases: count,
    wanted: planned.wanted,
    ...(offer.ms === undefined ? {} : { takes: takes(count, offer.ms, request) }),
    ...(spec.kind === 'stdio' ? { launch: planLaunch(spec, parts.launch) } : {}),
    substituted: words,
    world: made === undefined ? [] : worldWords(made, listener),
    ...(host === undefined ? {} : { mustAuthorise: host }),
  };
  const plan: FuzzPlan = { ...rest, confirmation: confirm(rest, target, parts.key) };
  return { ok: true, value: { plan, offer, target, profile, spec, world, listener, cases } };
}

function sessionOf({ session: id }: FuzzRequest, { session: known }: PlanningParts): Outcome<Session> {
  const session = known(id);
  if (session === undefined) return refuse(NO_SESSION);
  if (session.transport === 'recording' || session.probe !== undefined) return refuse(NO_SERVER);
  return { ok: true, value: session };
}

interface Standing {
  spec: TargetSpec;
  words: Substituted['words'];
  world: PlannedFuzz['world'];
  made: World | undefined;
}

/** What is started stands in a world; what is reached over the network stands where it stands. */
function standing(
  { world: isWanted, seed }: FuzzRequest,
  { spec }: Target,
  { worlds, launch }: PlanningParts,
  folder: string | undefined,
): Outcome<Standing> {
  if (spec.kind !== 'stdio' || !isWanted)
    return { ok: true, value: { spec, words: [], world: undefined, made: undefined } };
  const place = folder === undefined ? worlds.place(seed) : { ok: true as const, value: folder };
  if (!place.ok) return place;
  const hasDatabase = asksForDatabase(spec);
  const made = worldFor(place.value, seed, hasDatabase);
  const substituted: { spec: StdioSpec; words: Substituted['words'] } = substitute(spec, made, launch);
  return {
    ok: true,
    value: { ...substituted, world: { folder: place.value, hasDatabase }, made },
  };
}

function offeredSubjects(
  request: FuzzRequest,
  offer: Offer,
  has: { world?: World; listener?: Listener },
): ReturnType<typeof subjectsOf> {
  if (request.marked !== undefined) return { subjects: [], skipped: [] };
  const { items, remembered, completes } = offer;
  const tags = new Map(offer.tags.map(({ name, tags: of }) => [name, of]));
  const read = subjectsOf(items, {
    seed: request.seed,
    learned: learnedOf(offer),
    ...has,
    tagsOf: (name) => tags.get(name) ?? [],
    rememberedFor: (section, name) =>
      remembered.find((one) => one.section === section && one.name === name)?.arguments,
    allowDestructive: request.allowDestructive,
    ...(request.only === undefined ? {} : { only: request.only }),
    completes,
  });
  const { subjects, skipped } = withShortPlaces(read.subjects);
  return { subjects, skipped: [...read.skipped, ...skipped] };
}

function wrongRequest({ strategies = [], allowDestructive }: FuzzRequest): Problem | undefined {
  const unknown = strategies.find((id) => !STRATEGIES.some(({ meta }) => meta.id === id));
  if (unknown !== undefined)
    return {
      code: 'no-such-strategy',
      message: `There is no strategy “${unknown.slice(0, 60)}”.`,
      hint: `There are: ${STRATEGIES.map(({ meta }) => meta.id).join(', ')}.`,
    };
  if (allowDestructive.length > 500)
    return { code: 'too-many', message: 'At most 500 tools can be allowed by name.' };
  return undefined;
}

function strategiesOf(plan: CasePlan): FuzzPlan['strategies'] {
  const counts = new Map<string, number>();
  for (const { parameters } of plan.subjects)
    for (const { strategies } of parameters)
      for (const { id, cases } of strategies) counts.set(id, (counts.get(id) ?? 0) + cases);
  const why = new Map(plan.skipped.map((one) => [one.what, one.why]));
  return STRATEGIES.map(({ meta: { id, title } }) => {
    const reason = why.get(id);
    return { id, title, cases: counts.get(id) ?? 0, ...(reason === undefined ? {} : { why: reason }) };
  });
}

/** At the pace of the answers so far, with as many requests again around the cases at most. */
function takes(cases: number, ms: number, { concurrency, rate }: FuzzRequest): number {
  const each = Math.max(ms, 0.5) / concurrency;
  return Math.round(cases * 1.2 * Math.max(each, rate === undefined ? 0 : 1000 / rate));
}

function worldWords(world: World, listener: Listener | undefined): string[] {
  return [
    `a folder that the server may use: ${world.root}`,
    'beside it files with made-up contents that it may not read, and links to them',
    `a home folder with made-up keys: ${world.home.folder}`,
    ...(world.database === undefined ? [] : [`a database with made-up rows: ${world.database.path}`]),
    ...(listener === undefined ? [] : [`somebody who listens on ${listener.host}:${listener.port}`]),
  ];
}

/** Binds a yes to all of it: how the target is reached, what is started and what is sent. */
function confirm(plan: Omit<FuzzPlan, 'confirmation'>, target: Target, key: Uint8Array): string {
  const { takes: _takes, launch, ...rest } = plan;
  const { spec, opening, profile } = target;
  const all = ['fuzz 1', rest, launch?.confirmation ?? null, spec, opening, profile];
  return createHmac('sha256', key).update(JSON.stringify(all)).digest('base64url');
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function noCase(n: number, cases: number): Problem {
  return {
    code: 'no-such-case',
    message: `There is no case ${n}: this plan has ${cases}.`,
    hint: 'A case has its number in one plan only: with the same target, tools, strategies, seed and budget.',
  };
}

function notKnown(key: string): Problem {
  return {
    code: 'no-such-target',
    message: `The run was begun against ${key}, which is not known here.`,
    hint: 'Add it again as it was; in the terminal, give the same address or command.',
  };
}

const NO_SESSION: Problem = { code: 'no-such-session', message: 'There is no such session.' };
const NO_SERVER: Problem = {
  code: 'no-server',
  message: 'Behind this session is no server of its own: it is a recording, or was made by a run.',
  hint: 'Connect to the target itself.',
};
const FORGOTTEN: Problem = {
  code: 'no-such-target',
  message: 'The target of this session was forgotten.',
  hint: 'Add it again and connect.',
};
const NO_PROFILE: Problem = { code: 'no-profile', message: 'The profile of this target does not exist.' };
const NOTHING: Problem = {
  code: 'nothing-to-fuzz',
  message: 'Nothing is offered that could be tried with these tools and strategies.',
  hint: 'Name other tools or strategies, or allow tools that look destructive by name.',
};
