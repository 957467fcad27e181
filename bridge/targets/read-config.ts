import { posix, win32 } from 'node:path';
import type { HttpSpec, NamedText } from '../../protocol/target.ts';
import type { Draft, Drafts, ReadingPlace } from './draft.ts';
import { clip } from './draft.ts';
import { elements, field, parseJsonc, properties, scalarOf, stringOf, type JsonNode } from './jsonc.ts';
import { deriveName } from './naming.ts';
import { readLiteral, readValue } from './placeholders.ts';
import { isRegistryEntry, readRegistryEntry } from './read-registry.ts';
import { readUrl } from './read-url.ts';

/** Names under which clients keep their servers. */
const SERVER_LISTS = [
  'mcpServers',
  'servers',
  'mcp.servers',
  'context_servers',
  'mcp_servers',
  'mcp',
  'amp.mcpServers',
];
const MAX_SERVERS = 500;
/** Levels below which no client keeps its list (Claude Code: projects → folder → mcpServers). */
const MAX_LEVEL = 6;

/** Reads JSON in any client's shape. `readAs` names where it came from, for the readings; `added` as in parseJsonc. */
export function readConfig(text: string, place: ReadingPlace, readAs?: string, added = 0): Drafts {
  const parsed = parseJsonc(text, added);
  if (!parsed.ok) return { drafts: [], problem: parsed.problem };
  const { root } = parsed;
  if (isRegistryEntry(root)) return { drafts: readRegistryEntry(root, place, readAs ?? 'server.json') };
  if (isServer(root))
    return { drafts: [readServer(undefined, root, place, readAs ?? 'one server of a config file')] };
  const drafts: Draft[] = [];
  collectLists(root, '', 0, (list, path) => {
    for (const { name, value } of namedServers(list)) {
      if (drafts.length < MAX_SERVERS)
        drafts.push(readServer(name, value, place, readAs ?? `${path} of a config file`));
    }
  });
  if (drafts.length === 0 && looksLikeList(root)) {
    for (const { name, value } of namedServers(root)) {
      if (drafts.length < MAX_SERVERS)
        drafts.push(readServer(name, value, place, readAs ?? 'servers by name'));
    }
  }
  markDoubles(drafts);
  if (drafts.length > 0) return { drafts };
  return {
    drafts,
    problem: {
      code: 'no-server',
      message: `The JSON is well formed, but no server is in it${keysFound(root)}.`,
      hint: 'Expected "mcpServers", "servers", "context_servers", one server with "command" or "url", or a server.json of the registry.',
    },
  };
}

function keysFound(root: JsonNode): string {
  const names = properties(root).map(({ name }) => clip(name, 30));
  return names.length === 0
    ? ''
    : `; it holds ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}`;
}

/** The whole path is kept as it is written, because it is shown: `projects./home/x.mcpServers`. */
function collectLists(
  node: JsonNode,
  path: string,
  level: number,
  found: (list: JsonNode, path: string) => void,
): void {
  if (level > MAX_LEVEL) return;
  for (const { name, value } of properties(node)) {
    const here = path === '' ? name : `${path}.${name}`;
    const isList =
      SERVER_LISTS.includes(name) &&
      (looksLikeList(value) || (value.type === 'array' && elements(value).some(isServer)));
    if (isList) found(value, here);
    else if (value.type === 'object' && !isServer(value)) collectLists(value, here, level + 1, found);
  }
}

function isServer(node: JsonNode | undefined): boolean {
  if (node?.type !== 'object') return false;
  if (field(node, 'url', 'serverUrl', 'httpUrl', 'uri', 'endpoint') !== undefined) {
    return stringOf(field(node, 'url', 'serverUrl', 'httpUrl', 'uri', 'endpoint')) !== undefined;
  }
  const command = field(node, 'command', 'cmd');
  return (
    stringOf(command) !== undefined ||
    elements(command).length > 0 ||
    stringOf(field(command, 'path')) !== undefined
  );
}

function looksLikeList(node: JsonNode): boolean {
  return node.type === 'object' && properties(node).some(({ value }) => isServer(value));
}

function namedServers(list: JsonNode): { name: string | undefined; value: JsonNode }[] {
  if (list.type === 'array')
    return elements(list)
      .filter(isServer)
      .map((value) => ({ name: stringOf(field(value, 'name', 'id')), value }));
  return properties(list).filter(({ value }) => isServer(value));
}

function markDoubles(drafts: Draft[]): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    if (seen.has(draft.name))
      draft.remarks.push(`"${clip(draft.name)}" is there more than once; clients disagree which one counts.`);
    seen.add(draft.name);
  }
}

/** Fields that say nothing about how a server is reached, or are read below. */
const KNOWN = new Set(
  'command cmd args arguments env environment environmentVariables cwd workingDirectory url serverUrl httpUrl uri endpoint type transport transportType headers http_headers requestInit name id disabled enabled timeout description alwaysAllow autoApprove trust gallery version tools icon path source settings note comment'.split(
    ' ',
  ),
);

function readServer(name: string | undefined, node: JsonNode, place: ReadingPlace, readAs: string): Draft {
  const remarks: string[] = [];
  const isOff = field(node, 'disabled')?.value === true || field(node, 'enabled')?.value === false;
  if (isOff) remarks.push('It is switched off in the config file.');
  if (field(node, 'envFile') !== undefined)
    remarks.push(
      `Its envFile ${clip(stringOf(field(node, 'envFile')) ?? '')} is not read. Name the variables it needs.`,
    );
  const unknown = properties(node).filter(
    (property) => !KNOWN.has(property.name) && property.name !== 'envFile',
  );
  if (unknown.length > 0)
    remarks.push(
      `Not taken into account: ${unknown
        .slice(0, 8)
        .map((property) => clip(property.name, 30))
        .join(', ')}.`,
    );
  const url = stringOf(field(node, 'url', 'serverUrl', 'httpUrl', 'uri', 'endpoint'));
  const draft =
    url === undefined ? readProgram(node, place, remarks) : readEndpoint(node, url, place, remarks);
  return { ...draft, name: name || draft.name, readAs, remarks: [...remarks, ...draft.remarks] };
}

function readEndpoint(node: JsonNode, url: string, place: ReadingPlace, remarks: string[]): Draft {
  if (field(node, 'command', 'cmd') !== undefined)
    remarks.push('It has a url and a command; the url is used.');
  const literal = readLiteral(url, 'url', place);
  remarks.push(...literal.remarks);
  const list = field(node, 'headers', 'http_headers') ?? field(field(node, 'requestInit'), 'headers');
  return readUrl(literal.text, readNamed(list, place, remarks), kindOf(node, remarks));
}

function kindOf(node: JsonNode, remarks: string[]): HttpSpec['kind'] {
  const type = field(node, 'type', 'transport', 'transportType');
  const word = (stringOf(type) ?? stringOf(field(type, 'type')) ?? '').toLowerCase().replace(/[\s_-]/g, '');
  if (word === 'sse') return 'legacy-sse';
  if (word === 'http' || word === 'streamablehttp' || word === 'streamable') return 'streamable-http';
  if (word !== '' && word !== 'remote' && word !== 'auto')
    remarks.push(
      `The type "${clip(word)}" with a url is taken as HTTP; which kind is found out when connecting.`,
    );
  if (word === '' && field(node, 'httpUrl') !== undefined) return 'streamable-http';
  return 'http';
}

function readProgram(node: JsonNode, place: ReadingPlace, remarks: string[]): Draft {
  const command = field(node, 'command', 'cmd');
  const parts = elements(command).length > 0 ? literals(elements(command), 'command', place, remarks) : [];
  const own = stringOf(command) ?? stringOf(field(command, 'path')) ?? '';
  const [program = readOne(own, 'command', place, remarks), ...first] = parts;
  const args = field(node, 'args', 'arguments') ?? field(command, 'args');
  if (args !== undefined && args.type !== 'array') remarks.push('Its args are not a list and are left out.');
  const all = [...first, ...literals(elements(args), 'args', place, remarks)];
  if (all.length === 0 && /\s/.test(program)) {
    remarks.push(
      'The command holds blanks. It is taken as one file name, as most clients do; put arguments into args.',
    );
  }
  const variables = field(node, 'env', 'environment', 'environmentVariables') ?? field(command, 'env');
  const folder = stringOf(field(node, 'cwd', 'workingDirectory'));
  const cwd = folder === undefined ? place.cwd : readOne(folder, 'cwd', place, remarks);
  const absolute = (place.kind === 'windows' ? win32 : posix).resolve(place.cwd, cwd);
  const spec = {
    kind: 'stdio' as const,
    command: program,
    args: all,
    cwd: absolute,
    env: readNamed(variables, place, remarks),
  };
  return { name: deriveName(spec).name, readAs: '', remarks: [], spec };
}

function literals(nodes: JsonNode[], what: string, place: ReadingPlace, remarks: string[]): string[] {
  return nodes.flatMap((node, index) => {
    const text = scalarOf(node);
    if (text === undefined) {
      remarks.push(`Entry ${index + 1} of ${what} is not a text and left out.`);
      return [];
    }
    if (node.type !== 'string')
      remarks.push(`Entry ${index + 1} of ${what}, ${text}, is not a string; it is passed as one.`);
    return readOne(text, `entry ${index + 1} of ${what}`, place, remarks);
  });
}

function readOne(text: string, what: string, place: ReadingPlace, remarks: string[]): string {
  const literal = readLiteral(text, what, place);
  remarks.push(...literal.remarks);
  return literal.text;
}

/** `{ "K": "V" }`, or the list `[{ "name": "K", "value": "V" }]`. */
function readNamed(node: JsonNode | undefined, place: ReadingPlace, remarks: string[]): NamedText[] {
  const pairs =
    node?.type === 'array'
      ? elements(node).flatMap((each) => ({
          name: stringOf(field(each, 'name', 'key')) ?? '',
          value: field(each, 'value'),
        }))
      : properties(node).map(({ name, value }) => ({ name, value: value }));
  const byName = new Map<string, NamedText>();
  for (const { name, value } of pairs) {
    if (name === '' || value === undefined || value.type === 'null') continue;
    const text = scalarOf(value);
    if (text === undefined) {
      remarks.push(`${clip(name)} is not a text and left out.`);
      continue;
    }
    if (byName.has(name)) remarks.push(`${clip(name)} is there more than once; the last one counts.`);
    const filled = readValue(text, clip(name), place);
    remarks.push(...filled.remarks);
    byName.set(name, { name, text: filled.text });
  }
  return [...byName.values()];
}
