import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { LaunchPlan, StdioSpec } from '../../protocol/target.ts';
import type { Platform, Program } from '../platform/platform.ts';
import { folderProblem } from '../transport/spawn-problem.ts';
import { nameOfMissing, resolveText, type TextSources } from './configured-text.ts';
import { allowedVariables, remarkOnVariable, type SystemKind } from './environment.ts';
import { remarkOnArgv } from './launch-remarks.ts';
import { looksSecret } from './secret-look.ts';

/** What a launch is planned in. `env` is the bridge's own environment, `key` the installation's (32 bytes). */
export interface LaunchWorld extends TextSources {
  platform: Pick<Platform, 'kind' | 'findProgram'>;
  key: Uint8Array;
}

/** A launch with every value filled in, ready to be spawned without a shell. */
export interface ReadyLaunch {
  program: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

interface Variable {
  name: string;
  /** undefined: what it refers to is not there. */
  value: string | undefined;
  from: LaunchPlan['env'][number]['from'];
  missing?: string;
}

interface Resolved {
  argv: string[];
  program: Outcome<Program>;
  cwd: string;
  cwdProblem: Problem | undefined;
  variables: Variable[];
}

/** Everything a person must see before it runs, with the keyed hash that binds a yes to exactly this. */
export function planLaunch(spec: StdioSpec, world: LaunchWorld): LaunchPlan {
  const resolved = resolveLaunch(spec, world);
  const { argv, program, cwd, cwdProblem, variables } = resolved;
  const remarks = remarkOnArgv(argv);
  const missing = variableProblem(variables) ?? (program.ok ? cwdProblem : program.problem);
  return {
    argv: argv.map((text, at) => ({ text, ...(remarks[at] && { remark: remarks[at] }) })),
    ...(program.ok && { program: [program.value.file, ...program.value.before].join(' ') }),
    ...(missing && { missing: [missing.message, missing.hint].filter(Boolean).join(' ') }),
    cwd,
    env: variables.map((variable) => showVariable(world.platform.kind, variable)),
    withheld: countWithheld(variables, world),
    confirmation: confirm(resolved, world.key),
  };
}

/** The launch itself, if what would run now is what was agreed to. `in-terminal` as in OpenRequest. */
export function readyLaunch(
  spec: StdioSpec,
  world: LaunchWorld,
  confirmed: 'in-terminal' | { confirmation: string },
): Outcome<ReadyLaunch> {
  const resolved = resolveLaunch(spec, world);
  const { argv, program, cwd, cwdProblem, variables } = resolved;
  if (confirmed !== 'in-terminal' && !isSame(confirmed.confirmation, confirm(resolved, world.key))) {
    return {
      ok: false,
      problem: {
        code: 'not-confirmed',
        message:
          'What would be started is not what was confirmed: the command, its folder, a variable or the program itself differs.',
        hint: 'Look at the command again and confirm it as it is now.',
      },
    };
  }
  const badVariable = variableProblem(variables);
  if (badVariable !== undefined) return { ok: false, problem: badVariable };
  if (!program.ok) return program;
  if (cwdProblem !== undefined) return { ok: false, problem: cwdProblem };
  const lacking = variables.find(({ value }) => value === undefined);
  if (lacking !== undefined) {
    return {
      ok: false,
      problem: {
        code: 'value-missing',
        message: `${lacking.name} cannot be set: ${lacking.missing}.`,
        hint: 'Give its value when connecting, or set it before the bridge is started.',
      },
    };
  }
  return {
    ok: true,
    value: {
      program: program.value.file,
      args: [...program.value.before, ...argv.slice(1)],
      cwd,
      env: Object.fromEntries(variables.map(({ name, value }) => [name, value ?? ''])),
    },
  };
}

/** Whether a plan's confirmation still stands for what would be started now. */
export function isConfirmed(spec: StdioSpec, world: LaunchWorld, confirmation: string): boolean {
  return isSame(confirmation, confirm(resolveLaunch(spec, world), world.key));
}

function resolveLaunch(spec: StdioSpec, world: LaunchWorld): Resolved {
  const variables = childVariables(spec, world);
  const env = Object.fromEntries(
    variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    argv: [spec.command, ...spec.args],
    program: world.platform.findProgram(spec.command, { cwd: spec.cwd, env }),
    cwd: spec.cwd,
    cwdProblem: folderProblem(spec.cwd),
    variables,
  };
}

/** The allow-list, then what the target names; on Windows `Path` and `PATH` are the same name. Sorted by name. */
function childVariables(spec: StdioSpec, world: LaunchWorld): Variable[] {
  const { kind } = world.platform;
  const sameName = (name: string): string => (kind === 'windows' ? name.toUpperCase() : name);
  const all = new Map<string, Variable>();
  for (const [name, value] of Object.entries(allowedVariables(world.env, kind))) {
    all.set(sameName(name), { name, value, from: 'allow-list' });
  }
  for (const { name, text } of spec.env) {
    const value = resolveText(text, world);
    all.set(sameName(name), {
      name,
      value,
      from: text.from,
      ...(value === undefined && { missing: nameOfMissing(text) }),
    });
  }
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** `{ "LD_PRELOAD=/x.so:": "" }` would set LD_PRELOAD under a name that nobody looks at. */
function variableProblem(variables: Variable[]): Problem | undefined {
  const bad = variables.find(
    ({ name, value }) => name === '' || /[=\0]/.test(name) || (value ?? '').includes('\0'),
  );
  if (bad === undefined) return undefined;
  return {
    code: 'bad-variable',
    message: `${JSON.stringify(bad.name)} cannot be the name of a variable, or its value holds a NUL character.`,
    hint: 'An equals sign in a name would set another variable than the one shown. Correct the configuration.',
  };
}

function showVariable(kind: SystemKind, { name, value, from, missing }: Variable): LaunchPlan['env'][number] {
  if (value === undefined) {
    return {
      name,
      masked: true,
      missing: true,
      from,
      remark: { severity: 'medium', text: `Missing: ${missing}.` },
    };
  }
  const remark = from === 'allow-list' ? undefined : remarkOnVariable(name, kind);
  // What can make a program run other code is never hidden behind dots, whatever it is called.
  const isShown =
    remark !== undefined || from === 'allow-list' || (from === 'plain' && !looksSecret(name, value));
  return { name, ...(isShown && { value }), masked: !isShown, from, ...(remark && { remark }) };
}

function countWithheld(variables: Variable[], world: LaunchWorld): number {
  const passed = new Set(variables.map(({ name }) => name));
  return Object.keys(world.env).filter((name) => !passed.has(name)).length;
}

/** JSON of nested lists is unambiguous, lone surrogates included: no two launches have the same text. */
function confirm({ argv, program, cwd, variables }: Resolved, key: Uint8Array): string {
  const found = program.ok ? [program.value.file, ...program.value.before] : null;
  const values = variables.map(({ name, value }) => [name, value ?? null]);
  return createHmac('sha256', key)
    .update(JSON.stringify(['launch 1', found, argv, cwd, values]))
    .digest('base64url');
}

/** Takes the same time wherever two confirmations differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
