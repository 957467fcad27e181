import { resolve } from 'node:path';
import { planBeforeStart } from '../bridge/index.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { HttpSpec, StdioSpec } from '../protocol/target.ts';
import { lastOfEach, opened, refuse, withTrust, type Chosen, type ChoosingPlace } from './chosen.ts';
import type { OpenOptions } from './options.ts';

/** Turns options into a request, and finds out what would fail, before anything is started or written. */
export async function chooseTarget(options: OpenOptions, place: ChoosingPlace): Promise<Outcome<Chosen>> {
  const { wanted } = options;
  if (wanted.kind === 'named') throw new TypeError('a name is looked up before a target is chosen');
  const unset = [...options.env, ...options.headers].find(
    ({ text }) => text.from === 'env' && place.env[text.name] === undefined,
  );
  if (unset?.text.from === 'env') {
    return refuse(
      'value-missing',
      `The variable ${unset.text.name} is not set here.`,
      'Set it before the call, or give its value.',
    );
  }
  switch (wanted.kind) {
    case 'nothing':
      return { ok: true, value: { kind: 'open', request: undefined } };
    case 'url':
      return openUrl(wanted.url, options, place);
    case 'command':
      return openCommandLine(wanted, options, place);
    case 'demo': {
      const { openDemo } = await import('./demo.ts');
      return openDemo(wanted, options, place);
    }
    case 'config': {
      // Reading config files is not needed for anything else, so it is loaded only here.
      const { chooseFromConfig } = await import('./config.ts');
      return chooseFromConfig(wanted, options, place);
    }
  }
}

function openUrl(url: string, options: OpenOptions, place: ChoosingPlace): Outcome<Chosen> {
  const spec: HttpSpec = { kind: 'http', url, headers: options.headers, verify: options.verify };
  const trusted = withTrust(spec, options, place);
  return trusted.ok ? opened(trusted.value, options, 'command-line') : trusted;
}

function openCommandLine(
  wanted: { command: string; args: string[] },
  options: OpenOptions,
  place: ChoosingPlace,
): Outcome<Chosen> {
  const cwd = resolve(place.cwd, options.cwd ?? '.');
  const spec: StdioSpec = {
    kind: 'stdio',
    command: wanted.command,
    args: wanted.args,
    cwd,
    env: lastOfEach(options.env),
  };
  const { problem } = planBeforeStart(spec, place);
  return problem === undefined ? opened(spec, options, 'command-line') : { ok: false, problem };
}
