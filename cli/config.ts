import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { loadConfigReading, planBeforeStart, type Draft } from '../bridge/index.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { HttpSpec, NamedText, StdioSpec } from '../protocol/target.ts';
import { nearest } from './nearest.ts';
import type { OpenOptions, Wanted } from './options.ts';
import { quoteArgument } from './terminal.ts';
import { confirmPlan, showPlan } from './confirm-plan.ts';
import { lastOfEach, opened, refuse, withTrust, type Chosen, type ChoosingPlace } from './chosen.ts';

/** `--config FILE`: lists its servers. With `--server NAME`: shows that one's command, asks, and opens it. */
export async function chooseFromConfig(
  wanted: Extract<Wanted, { kind: 'config' }>,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<Chosen>> {
  const { chooseServer, readConfigFile } = await loadConfigReading();
  const read = readConfigFile(wanted.file, { cwd: place.cwd, home: homedir(), kind: place.platform.kind });
  if (!read.ok) return read;
  if (wanted.server === undefined) {
    list(read.value, place);
    return { ok: true, value: { kind: 'done', exitCode: 0 } };
  }
  const chosen = chooseServer(read.value, wanted.server, wanted.file);
  if (!chosen.ok) {
    const like = nearest(
      wanted.server,
      read.value.map((draft) => draft.name),
    );
    return like === undefined
      ? chosen
      : refuse(chosen.problem.code, chosen.problem.message, `Did you mean "${like}"?`);
  }
  const draft = chosen.value;
  for (const remark of draft.remarks) place.terminal.note(`  note: ${remark}`);
  if (draft.problem !== undefined) return { ok: false, problem: draft.problem };
  if (draft.spec.kind === 'recording')
    return refuse('not-a-server', `${draft.name} is a recording.`, 'Open it in the page.');
  return draft.spec.kind === 'stdio'
    ? confirmCommand(draft, draft.spec, options, place)
    : confirmUrl(draft, draft.spec, options, place);
}

/** Names of all servers of a file, in its order. */
export async function serversIn(
  file: string,
  { cwd, platform }: Pick<ChoosingPlace, 'cwd' | 'platform'>,
): Promise<Outcome<string[]>> {
  const { readConfigFile } = await loadConfigReading();
  const read = readConfigFile(file, { cwd, home: homedir(), kind: platform.kind });
  return read.ok ? { ok: true, value: read.value.map(({ name }) => name) } : read;
}

function list(drafts: Draft[], { terminal }: ChoosingPlace): void {
  for (const { name, spec } of drafts) {
    const how =
      spec.kind === 'stdio'
        ? [spec.command, ...spec.args].map(quoteArgument).join(' ')
        : spec.kind === 'recording'
          ? spec.session
          : spec.url;
    terminal.print(`${quoteArgument(name)}: ${how}`);
  }
  terminal.note('mcp-sec-inspect: nothing was started. Choose one with --server NAME.');
}

function confirmUrl(
  draft: Draft,
  spec: HttpSpec,
  options: OpenOptions,
  place: ChoosingPlace,
): Outcome<Chosen> {
  if (options.env.length > 0 || options.cwd !== undefined)
    return refuse(
      'bad-option',
      `${draft.name} is an address; --env and --cwd are for a command.`,
      'Leave them out.',
    );
  const names = new Set(options.headers.map(({ name }) => name.toLowerCase()));
  const headers = [...spec.headers.filter(({ name }) => !names.has(name.toLowerCase())), ...options.headers];
  const trusted = withTrust({ ...spec, headers }, options, place);
  if (!trusted.ok) return trusted;
  place.terminal.note(`mcp-sec-inspect: ${draft.name} is at ${spec.url}`);
  return opened(trusted.value, options, 'config-file', options.name ?? draft.name);
}

async function confirmCommand(
  draft: Draft,
  given: StdioSpec,
  options: OpenOptions,
  place: ChoosingPlace,
): Promise<Outcome<Chosen>> {
  if (options.headers.length > 0 || options.caFile !== undefined || !options.verify) {
    return refuse(
      'bad-option',
      `${draft.name} is a command; --header, --ca-file and --insecure-no-verify are for an address.`,
      'Leave them out.',
    );
  }
  const env: NamedText[] = lastOfEach([...given.env, ...options.env]);
  const cwd = options.cwd === undefined ? given.cwd : resolve(place.cwd, options.cwd);
  const spec: StdioSpec = { ...given, env, cwd };
  const { plan, problem } = planBeforeStart(spec, place);
  if (problem !== undefined) {
    showPlan(draft.name, plan, place);
    return { ok: false, problem };
  }
  const confirmed = await confirmPlan(draft.name, plan, options.yes, place);
  if (!confirmed.ok) return confirmed;
  if (!confirmed.value) return { ok: true, value: { kind: 'done', exitCode: 0 } };
  return opened(spec, options, 'config-file', options.name ?? draft.name);
}
