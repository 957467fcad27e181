import type { Conversation, Headless, KnownTarget, OpenRequest } from '../bridge/index.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { LaunchPlan, Target } from '../protocol/target.ts';
import { refuse, type ChoosingPlace } from './chosen.ts';
import { confirmPlan } from './confirm-plan.ts';
import type { OpenOptions, Wanted } from './options.ts';
import { chooseTarget } from './wanted.ts';

/** What a person may know as a target in one word. */
export type Connectable = OpenRequest | KnownTarget;

/** Undefined: the person said no. */
export async function findTarget(
  headless: Headless,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<Connectable | undefined>> {
  const { wanted } = options;
  if (wanted.kind === 'named') {
    const known = headless.targets().find(({ key }) => key === wanted.text);
    if (known !== undefined) return confirmKnown(headless, known, options, place);
    const meant = await readNamed(headless, wanted.text);
    if (!meant.ok) return meant;
    return choose({ ...options, wanted: meant.value }, place);
  }
  return choose(options, place);
}

/** The same, for whoever shows the whole plan before anything of it happens: a known command is not asked for here. */
export async function chooseNamed(
  headless: Headless,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<Connectable | undefined>> {
  const { wanted } = options;
  const known = wanted.kind === 'named' && headless.targets().find(({ key }) => key === wanted.text);
  if (known === undefined || known === false) return findTarget(headless, options, place);
  const problem = foreignTo(known.key, options);
  return problem ?? { ok: true, value: { known: known.key } };
}

async function choose(options: OpenOptions, place: ChoosingPlace): Promise<Outcome<OpenRequest | undefined>> {
  const chosen = await chooseTarget(options, place);
  if (!chosen.ok) return chosen;
  return { ok: true, value: chosen.value.kind === 'open' ? chosen.value.request : undefined };
}

/** Its command was not typed now, so it is shown and asked for, like one of a config file. */
async function confirmKnown(
  headless: Headless,
  { key, spec }: Target,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<Connectable | undefined>> {
  const foreign = foreignTo(key, options);
  if (foreign !== undefined) return foreign;
  if (spec.kind !== 'stdio') return { ok: true, value: { known: key } };
  const plan = await headless.plan(key);
  if (!plan.ok) return plan;
  const isConfirmed = await confirmPlan(key, plan.value, options.yes, place);
  if (!isConfirmed.ok) return isConfirmed;
  return { ok: true, value: isConfirmed.value ? knownWith(key, plan.value) : undefined };
}

function foreignTo(key: string, { headers, env, cwd }: OpenOptions): Outcome<never> | undefined {
  if (headers.length === 0 && env.length === 0 && cwd === undefined) return undefined;
  return refuse(
    'bad-option',
    `${key} is a known target; --header, --env and --cwd would make it another one.`,
    'Give its address or command instead of its name.',
  );
}

function knownWith(known: string, { confirmation }: LaunchPlan): Connectable {
  return { known, confirmation };
}

async function readNamed(headless: Headless, text: string): Promise<Outcome<Wanted>> {
  const { readings, problem } = await headless.read(text);
  const [reading] = readings;
  const names = headless.targets().map(({ key }) => key);
  const known = names.length === 0 ? '' : ` Known targets: ${names.slice(0, 10).join(', ')}.`;
  if (reading === undefined || problem !== undefined)
    return {
      ok: false,
      problem: problem ?? { code: 'no-target', message: `“${text}” is no target.${known}` },
    };
  if (readings.length > 1)
    return refuse(
      'many-targets',
      `“${text.slice(0, 80)}” names several servers.`,
      'Use --config FILE --server NAME.',
    );
  if (reading.problem !== undefined) return { ok: false, problem: reading.problem };
  const { spec } = reading;
  if (spec.kind === 'stdio') {
    if (reading.plan?.missing !== undefined)
      return refuse(
        'no-target',
        `“${text}” is neither a known target nor a program: ${reading.plan.missing}`,
        known.trim(),
      );
    return { ok: true, value: { kind: 'command', command: spec.command, args: spec.args } };
  }
  if (spec.kind === 'recording')
    return refuse('no-target', 'A recording cannot be asked.', 'Open it in the page.');
  return { ok: true, value: { kind: 'url', url: spec.url } };
}

/** Why it cannot be asked; undefined as soon as it can. */
export async function readyWithin(
  conversation: Conversation,
  timeout: number | undefined,
): Promise<Problem | undefined> {
  if (timeout === undefined) return conversation.ready();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Problem>((resolve) => {
    timer = setTimeout(
      () => resolve({ code: 'timed-out', message: `The server was not ready within ${timeout / 1000} s.` }),
      timeout,
    );
  });
  const problem = await Promise.race([conversation.ready(), late]);
  clearTimeout(timer);
  return problem;
}
