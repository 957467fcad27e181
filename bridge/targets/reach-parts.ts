import type { Journal } from '../journal/journal.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import type { Children } from './children.ts';
import type { LaunchWorld } from './launch-plan.ts';
import type { ReachParts } from './reach.ts';
import { readRecording } from './read-recording.ts';

/** What targets are reached with on this machine. */
export function reachParts({
  world,
  children,
  journal,
  tokenFor,
}: Pick<ReachParts, 'tokenFor'> & { world: LaunchWorld; children: Children; journal: Journal }): ReachParts {
  return {
    world,
    keeper: ({ name, spec }) =>
      children.keeper({
        target: name,
        command: spec.kind === 'stdio' ? [spec.command, ...spec.args].join(' ') : '',
      }),
    proxy: proxyFrom(world.env),
    tokenFor,
    readRecording: (session) => readRecording(journal, session),
  };
}

function proxyFrom(env: NodeJS.ProcessEnv): ProxySettings {
  return {
    https: env['HTTPS_PROXY'] ?? env['https_proxy'] ?? '',
    http: env['HTTP_PROXY'] ?? env['http_proxy'] ?? '',
    no: env['NO_PROXY'] ?? env['no_proxy'] ?? '',
  };
}
