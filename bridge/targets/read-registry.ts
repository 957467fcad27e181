import type { ConfiguredText, HttpSpec, NamedText } from '../../protocol/target.ts';
import type { Draft, ReadingPlace } from './draft.ts';
import { clip } from './draft.ts';
import { elements, field, scalarOf, stringOf, type JsonNode } from './jsonc.ts';
import { readUrl } from './read-url.ts';

/** A `server.json` of the MCP registry (schema 2025-12-11 and before), bare or as the registry's API wraps it. */
export function isRegistryEntry(root: JsonNode): boolean {
  const entry = unwrap(root);
  return (
    stringOf(field(entry, 'name')) !== undefined &&
    (elements(field(entry, 'packages')).length > 0 || elements(field(entry, 'remotes')).length > 0)
  );
}

function unwrap(root: JsonNode): JsonNode {
  const inner = field(root, 'server');
  return inner?.type === 'object' ? inner : root;
}

export function readRegistryEntry(root: JsonNode, place: ReadingPlace, readAs: string): Draft[] {
  const entry = unwrap(root);
  const name = stringOf(field(entry, 'name')) ?? 'server';
  const packages = elements(field(entry, 'packages')).map((each) => readPackage(each, name, place, readAs));
  const remotes = elements(field(entry, 'remotes')).map((each) => readRemote(each, name, readAs));
  return [...packages, ...remotes];
}

interface Runner {
  command: string;
  before: string[];
  identifier: string;
}

/** How each kind of package is run when the entry does not say (`runtimeHint`). */
function runnerOf(kind: string, identifier: string, version: string | undefined): Runner | undefined {
  const pinned = (between: string): string =>
    version === undefined || version === 'latest' ? identifier : identifier + between + version;
  switch (kind) {
    case 'npm':
      return { command: 'npx', before: ['-y'], identifier: pinned('@') };
    case 'pypi':
      return { command: 'uvx', before: [], identifier: pinned('==') };
    case 'oci':
    case 'docker':
      return {
        command: 'docker',
        before: ['run', '-i', '--rm'],
        identifier: /[:@][^/]*$/.test(identifier) ? identifier : pinned(':'),
      };
    case 'nuget':
      return { command: 'dnx', before: ['--yes'], identifier: pinned('@') };
    default:
      return undefined;
  }
}

function readPackage(node: JsonNode, name: string, place: ReadingPlace, readAs: string): Draft {
  const remarks: string[] = [];
  const kind = stringOf(field(node, 'registryType', 'registry_type', 'registry_name')) ?? '';
  const identifier = stringOf(field(node, 'identifier', 'name')) ?? '';
  const transport = field(node, 'transport');
  const transportKind = stringOf(field(transport, 'type')) ?? 'stdio';
  const env = elements(field(node, 'environmentVariables', 'environment_variables')).flatMap((each) =>
    readInput(each, remarks),
  );
  const runner = runnerOf(kind, identifier, stringOf(field(node, 'version')));
  const title = `${readAs}: ${kind || 'package'} ${clip(identifier)}`;
  if (runner === undefined) {
    const spec = { kind: 'stdio' as const, command: identifier, args: [], cwd: place.cwd, env };
    const problem = {
      code: 'unknown-package-kind',
      message: `Packages of the kind "${clip(kind)}" are not started here.`,
      hint: 'Unpack or install it and give the command that starts it.',
    };
    return { name, readAs: title, remarks, spec, problem };
  }
  const hint = stringOf(field(node, 'runtimeHint', 'runtime_hint'));
  const given = readArguments(field(node, 'runtimeArguments', 'runtime_arguments'), remarks);
  const dockerEnv = runner.command === 'docker' ? env.flatMap((each) => ['-e', each.name]) : [];
  const before =
    hint !== undefined && hint !== runner.command
      ? given
      : [...runner.before, ...given.filter((arg) => !runner.before.includes(arg))];
  const args = [
    ...before,
    ...dockerEnv,
    runner.identifier,
    ...readArguments(field(node, 'packageArguments', 'package_arguments'), remarks),
  ];
  if (transportKind !== 'stdio') {
    remarks.push(
      `The package speaks ${clip(transportKind)} at ${clip(stringOf(field(transport, 'url')) ?? 'an address it names')}: start it, then connect to that address.`,
    );
  }
  return {
    name,
    readAs: title,
    remarks,
    spec: { kind: 'stdio', command: hint ?? runner.command, args, cwd: place.cwd, env },
  };
}

function readArguments(list: JsonNode | undefined, remarks: string[]): string[] {
  return elements(list).flatMap((node) => {
    const flag = stringOf(field(node, 'name'));
    const value = scalarOf(field(node, 'value', 'default'));
    const label = stringOf(field(node, 'valueHint', 'value_hint')) ?? flag ?? 'value';
    const isRequired = field(node, 'isRequired', 'is_required')?.value === true;
    if (value === undefined && isRequired)
      remarks.push(
        `The argument <${clip(label)}> has to be given: ${clip(stringOf(field(node, 'description')) ?? '', 120) || 'no description'}.`,
      );
    if (value !== undefined && /\{[^}]+\}/.test(value))
      remarks.push(`${clip(value)} holds a variable in braces: replace it by its value.`);
    const shown = value ?? (isRequired ? `<${label}>` : undefined);
    if (stringOf(field(node, 'type')) === 'named' && flag !== undefined)
      return shown === undefined ? (isRequired ? [flag] : []) : [flag, shown];
    return shown === undefined ? [] : [shown];
  });
}

/** An environment variable or header of an entry; without a value it is asked for when connecting. */
function readInput(node: JsonNode, remarks: string[]): NamedText[] {
  const name = stringOf(field(node, 'name'));
  if (name === undefined || name === '') return [];
  const value = scalarOf(field(node, 'value', 'default'));
  const isRequired = field(node, 'isRequired', 'is_required')?.value === true;
  const description = clip(stringOf(field(node, 'description')) ?? '', 120);
  const variable = value === undefined ? null : /^([^{}]*)\{([^{}]+)\}([^{}]*)$/.exec(value);
  if (value !== undefined && variable === null) return [{ name, text: { from: 'plain', value } }];
  if (value === undefined && !isRequired) {
    remarks.push(`${clip(name)} may be set${description === '' ? '' : `: ${description}`}.`);
    return [];
  }
  remarks.push(
    `${clip(name)} has to be given when connecting${description === '' ? '' : `: ${description}`}.`,
  );
  const text: ConfiguredText = {
    from: 'secret',
    ref: `input:${variable?.[2] ?? name}`,
    ...(variable?.[1] && { prefix: variable[1] }),
    ...(variable?.[3] && { suffix: variable[3] }),
  };
  return [{ name, text }];
}

function readRemote(node: JsonNode, name: string, readAs: string): Draft {
  const remarks: string[] = [];
  const type = stringOf(field(node, 'type', 'transport_type')) ?? '';
  const kind: HttpSpec['kind'] =
    type === 'sse' ? 'legacy-sse' : type === 'streamable-http' ? 'streamable-http' : 'http';
  const headers = elements(field(node, 'headers')).flatMap((each) => readInput(each, remarks));
  const url = stringOf(field(node, 'url')) ?? '';
  if (/\{[^}]+\}/.test(url)) remarks.push('The address holds a variable in braces: replace it by its value.');
  const draft = readUrl(url, headers, kind);
  return { ...draft, name, readAs: `${readAs}: remote`, remarks: [...remarks, ...draft.remarks] };
}
