import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { TargetFacts } from '../../probe/index.ts';
import type { NamedText, StdioSpec, TargetSpec } from '../../protocol/target.ts';
import { planLaunch, type LaunchWorld } from '../targets/launch-plan.ts';

const NODE = /^(?:node|nodejs|npx|npm|pnpm|pnpx|yarn|tsx|ts-node)(?:\.(?:exe|cmd))?$/i;
const CONTAINER = /^(?:docker|podman|nerdctl|ssh|wsl)(?:\.exe)?$/i;
const ARCHITECTURES: Partial<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};

export interface ClockParts {
  /** The file that shifts a Node clock, as a URL. */
  preload: URL;
  world: LaunchWorld;
}

/** Whether, and how, the clock of what a target starts can be shifted. */
export function clockOf(spec: TargetSpec, { world }: ClockParts): TargetFacts['clock'] {
  if (spec.kind !== 'stdio')
    return { can: false, why: 'It runs elsewhere: only the clock of a process started here can be shifted.' };
  if (isOfNode(spec, world)) return { can: true, how: 'NODE_OPTIONS loads a file that shifts Date' };
  if (CONTAINER.test(basename(spec.command)))
    return {
      can: false,
      why: `What ${basename(spec.command)} starts has a clock that is not in reach here.`,
    };
  const library = fakeTimeLibrary();
  return library === undefined
    ? { can: false, why: 'It is not started by Node, and libfaketime is not installed here.' }
    : { can: true, how: `LD_PRELOAD loads ${library}; a program that is linked statically does not notice` };
}

/** Variables that put the clock of a started process ahead. */
export function clockVariables(spec: StdioSpec, ahead: number, { preload, world }: ClockParts): NamedText[] {
  const plain = (name: string, value: string): NamedText => ({ name, text: { from: 'plain', value } });
  const own = (name: string): string | undefined => {
    const text = spec.env.find((one) => one.name === name)?.text;
    return text?.from === 'plain' ? text.value : undefined;
  };
  if (isOfNode(spec, world)) {
    const url = new URL(preload);
    url.searchParams.set('ahead', String(Math.trunc(ahead)));
    // Blanks are written as %20 in a URL, so that Node reads one option.
    const option = `--import=${url.href}`;
    return [plain('NODE_OPTIONS', [own('NODE_OPTIONS'), option].filter(Boolean).join(' '))];
  }
  const library = fakeTimeLibrary();
  if (library === undefined) return [];
  return [
    plain('LD_PRELOAD', [library, own('LD_PRELOAD')].filter(Boolean).join(':')),
    plain('FAKETIME', `${ahead < 0 ? '-' : '+'}${Math.abs(Math.trunc(ahead / 1000))}s`),
    plain('FAKETIME_DONT_FAKE_MONOTONIC', '1'),
  ];
}

function isOfNode(spec: StdioSpec, world: LaunchWorld): boolean {
  const { program } = planLaunch(spec, world);
  if (program === undefined) return false;
  if (NODE.test(basename(spec.command)) || NODE.test(basename(program))) return true;
  return /^#!.*\bnode\b/.test(firstLine(program));
}

/** What a script says that it is run by. */
function firstLine(path: string): string {
  try {
    const fd = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(256);
      return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, 0)).split('\n', 1)[0] ?? '';
    } finally {
      closeSync(fd);
    }
  } catch {
    // ENOENT: a path with arguments behind it. EACCES: not ours to read.
    return '';
  }
}

function fakeTimeLibrary(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = ARCHITECTURES[process.arch] ?? process.arch;
  return [
    `/usr/lib/${folder}/faketime/libfaketime.so.1`,
    '/usr/lib64/faketime/libfaketime.so.1',
    '/usr/lib/faketime/libfaketime.so.1',
    '/usr/local/lib/faketime/libfaketime.so.1',
  ].find((path) => existsSync(path));
}
