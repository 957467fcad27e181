import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DialVariation } from '../../protocol/probe.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { HttpSpec, NamedText, StdioSpec, Target, TargetSpec } from '../../protocol/target.ts';
import type { Profile } from '../session/profile.ts';
import type { LaunchWorld } from '../targets/launch-plan.ts';
import { looksSecret } from '../targets/secret-look.ts';
import { clockVariables, type ClockParts } from './clocks.ts';
import type { HomeKind } from './homes.ts';

/** How a plan shows a folder that is made only when it is needed. */
export const HOME_SHOWN: Record<HomeKind, string> = {
  empty: '(an empty folder)',
  'with-keys': '(a folder with made-up keys)',
};

export interface VaryingParts {
  world: LaunchWorld;
  clock: ClockParts;
  profiles: readonly Profile[];
}

/** The target as one connection reaches it. `home`: the folder itself, or how it is shown. */
export function variedTarget(
  target: Target,
  how: DialVariation,
  home: string | undefined,
  parts: VaryingParts,
): Target {
  return {
    ...target,
    spec: variedSpec(target.spec, how, home, parts),
    opening: how.revision ?? target.opening,
  };
}

function variedSpec(
  spec: TargetSpec,
  how: DialVariation,
  home: string | undefined,
  parts: VaryingParts,
): TargetSpec {
  switch (spec.kind) {
    case 'recording':
      return spec;
    case 'stdio':
      return variedLaunch(spec, how, home, parts);
    case 'http':
    case 'streamable-http':
    case 'legacy-sse':
      return variedAddress(spec, how);
  }
}

function variedAddress(spec: HttpSpec, { transport, isAnonymous }: DialVariation): HttpSpec {
  return {
    ...spec,
    kind: transport ?? spec.kind,
    headers: isAnonymous === true ? spec.headers.filter((header) => !isCredential(header)) : spec.headers,
  };
}

function variedLaunch(
  spec: StdioSpec,
  { env = [], clock, isAnonymous }: DialVariation,
  home: string | undefined,
  { world, clock: clocks }: VaryingParts,
): StdioSpec {
  const own = isAnonymous === true ? spec.env.filter((variable) => !isCredential(variable)) : spec.env;
  const varied = { ...spec, env: own };
  return {
    ...spec,
    env: [
      ...own,
      ...(home === undefined ? [] : homeVariables(spec, home, world)),
      ...(clock === undefined ? [] : clockVariables(varied, clock, clocks)),
      ...env.map(({ name, value }) => plain(name, value)),
    ],
  };
}

/** Where programs look for the person's files; package runners go on finding what they have fetched before. */
export function homeVariables(spec: StdioSpec, home: string, world: LaunchWorld): NamedText[] {
  if (world.platform.kind === 'windows')
    return ['USERPROFILE', 'APPDATA', 'LOCALAPPDATA'].map((name) => plain(name, home));
  const real = world.env['HOME'];
  const sets = (name: string): boolean => spec.env.some((one) => one.name === name);
  const caches =
    real === undefined ? [] : cachesOf(basename(spec.command), real).filter(([name]) => !sets(name));
  return [plain('HOME', home), ...caches.map(([name, value]) => plain(name, value))];
}

function cachesOf(command: string, home: string): [string, string][] {
  if (/^(?:npx|npm|pnpm|pnpx|yarn)$/.test(command))
    return [
      ['npm_config_cache', join(home, '.npm')],
      ...settings('npm_config_userconfig', join(home, '.npmrc')),
    ];
  if (/^(?:uvx|uv)$/.test(command))
    return [
      ['UV_CACHE_DIR', join(home, '.cache', 'uv')],
      ['UV_PYTHON_INSTALL_DIR', join(home, '.local', 'share', 'uv', 'python')],
      ['UV_TOOL_DIR', join(home, '.local', 'share', 'uv', 'tools')],
      ...settings('UV_CONFIG_FILE', join(home, '.config', 'uv', 'uv.toml')),
    ];
  if (command === 'docker') return settings('DOCKER_CONFIG', join(home, '.docker'));
  return [];
}

/** Without them another registry would be asked for the same name, and other code would run than was agreed to. */
function settings(name: string, path: string): [string, string][] {
  return existsSync(path) ? [[name, path]] : [];
}

/** A header or variable by which a server knows who asks. */
export function isCredential({ name, text }: NamedText): boolean {
  return text.from !== 'plain' || /^(?:proxy-)?authorization$/i.test(name) || looksSecret(name, text.value);
}

/** Who is claimed to be. */
export function variedProfile(
  target: Target,
  { profile, clientName, isBare }: DialVariation,
  profiles: readonly Profile[],
): Outcome<Profile> {
  const id = clientName === undefined ? (profile ?? target.profile) : 'own';
  const known = profiles.find((one) => one.id === id);
  if (known === undefined)
    return {
      ok: false,
      problem: { code: 'no-profile', message: `There is no profile “${id.slice(0, 60)}”.` },
    };
  const { extensions, ...rest } = known;
  const named: Profile =
    clientName === undefined
      ? known
      : { ...known, id: `called ${clientName}`, clientInfo: { name: clientName, version: '1.0.0' } };
  if (isBare !== true) return { ok: true, value: named };
  const id_ =
    extensions === undefined && Object.keys(rest.capabilities).length === 0 ? named.id : `${named.id}, bare`;
  const { extensions: _, ...bare } = named;
  return { ok: true, value: { ...bare, id: id_, capabilities: {} } };
}

function plain(name: string, value: string): NamedText {
  return { name, text: { from: 'plain', value } };
}
