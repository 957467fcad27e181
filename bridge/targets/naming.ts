import type { TargetSpec } from '../../protocol/target.ts';

/** A name for a target that does not change with versions, arguments or the folder it is started in. */
export interface DerivedName {
  name: string;
  /** false: a script or program that merely happens to be called so; another one may be, too. */
  isSpecific: boolean;
  /** What tells two targets of the same derived name apart: the whole script path, or the URL's path. */
  place: string;
}

const RUNNERS = new Set(['npx', 'bunx', 'pnpx', 'uvx', 'pipx', 'dnx']);
/** Runners behind a word: `npm exec x`, `pnpm dlx x`, `uv tool run x`, `deno run x`. */
const SUBCOMMANDS: Record<string, string[]> = {
  npm: ['exec', 'x'],
  pnpm: ['dlx', 'exec'],
  yarn: ['dlx'],
  bun: ['x', 'run'],
  uv: ['run', 'tool'],
  pipx: ['run'],
  deno: ['run'],
  go: ['run'],
  dotnet: ['run', 'tool'],
};
const INTERPRETERS =
  /^(node|deno|bun|tsx|ts-node|python[\d.]*|py|ruby|perl|php|java|dotnet|bash|sh|zsh|pwsh|powershell)$/;
/** Options that take the next word; its value is not what is run. */
const VALUED =
  /^(-p|--package|--from|--with|--python|--registry|--index-url|--extra-index-url|--cache|--prefix|--node-options|-r|--require|--import|--loader|--env-file|-e|--env|-v|--volume|--mount|--name|--network|--net|-u|--user|-w|--workdir|--entrypoint|--platform|--cpus|-m|--memory|--directory|--project|--cwd|--hostname|-h|--label|-l|--add-host|--dns|--cap-add|--cap-drop|--security-opt|--pull|--runtime|--tmpfs|--ulimit|--gpus|-c|--config)$/;

export function deriveName(spec: TargetSpec): DerivedName {
  switch (spec.kind) {
    case 'stdio':
      return nameOfCommand(spec.command, spec.args, spec.cwd);
    case 'recording':
      return { name: `recording ${spec.session}`, isSpecific: true, place: spec.session };
    case 'http':
    case 'streamable-http':
    case 'legacy-sse':
      return nameOfUrl(spec.url);
  }
}

function nameOfUrl(text: string): DerivedName {
  try {
    const url = new URL(text);
    return { name: url.host || text, isSpecific: false, place: url.origin + url.pathname };
  } catch {
    // TypeError: not a URL; whoever uses it says so.
    return { name: text || 'server', isSpecific: false, place: text };
  }
}

function nameOfCommand(command: string, args: string[], cwd: string): DerivedName {
  const program = baseName(command).replace(/\.(exe|cmd|bat|com|ps1)$/i, '');
  if (program === 'docker' || program === 'podman' || program === 'nerdctl') {
    const image =
      args[0] === 'run' || args[1] === 'run' ? firstPlain(args.slice(args.indexOf('run') + 1)) : undefined;
    if (image !== undefined) return specific(withoutTag(image));
  }
  const packageSpec = packageOf(program, args);
  if (packageSpec !== undefined && !looksLikePath(packageSpec)) return specific(withoutVersion(packageSpec));
  const module = /^(python[\d.]*|py)$/.test(program) ? args[args.indexOf('-m') + 1] : undefined;
  if (module !== undefined && args.includes('-m')) return specific(module);
  const script = packageSpec ?? (INTERPRETERS.test(program) ? firstPlain(args) : undefined);
  if (script !== undefined)
    return { name: baseName(script) || program, isSpecific: false, place: `${cwd}\0${script}` };
  return { name: program || command || 'server', isSpecific: false, place: `${cwd}\0${command}` };
}

function packageOf(program: string, args: string[]): string | undefined {
  const words = SUBCOMMANDS[program];
  const at = words === undefined ? -1 : args.findIndex((arg) => words.includes(arg));
  if (!RUNNERS.has(program) && at === -1) return undefined;
  let rest = at === -1 ? args : args.slice(at + 1);
  if (program === 'uv' && args[at] === 'tool') rest = rest.slice(1);
  const flag = rest.findIndex((arg) => arg === '-p' || arg === '--package' || arg === '--from');
  const named =
    flag === -1 ? rest.find((arg) => /^--(package|from)=/.test(arg))?.replace(/^[^=]*=/, '') : rest[flag + 1];
  return named ?? firstPlain(rest);
}

function firstPlain(args: string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (arg === '--') return args[at + 1];
    if (VALUED.test(arg)) at += 1;
    else if (!arg.startsWith('-')) return arg;
  }
  return undefined;
}

/** `@scope/name@1.2`, `name==1.2`, `name[extra]>=1`, `git+https://host/owner/name@tag#egg=x`. */
function withoutVersion(written: string): string {
  const spec = written.replace(/^(?:jsr|npm):\/?/i, '');
  if (/^[a-z+]+:/i.test(spec)) return spec.replace(/^[a-z+]+:(\/\/)?/i, '').replace(/(\.git)?([@#].*)?$/, '');
  const [, name] = /^(@[^/@\s]+\/[^@\s]+|[^@=<>~!;[\s]+)/.exec(spec) ?? [];
  return name ?? spec;
}

function withoutTag(image: string): string {
  return image.replace(/@sha\d+:.*$/, '').replace(/:[^/:]*$/, '');
}

function looksLikePath(text: string): boolean {
  return /^[./~\\]|^[A-Za-z]:[\\/]/.test(text) || /\.([cm]?[jt]s|py|rb|jar)$/i.test(text);
}

function baseName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
}

function specific(name: string): DerivedName {
  return { name, isSpecific: true, place: name };
}
