/**
 * What is wrong with a result, in words; nothing is refused because of it. Hand-written for the few
 * results a session itself depends on. Source: the specification's schema of each revision.
 */
export function resultComplaints(method: string, result: unknown, isModern: boolean): string[] {
  if (!isObject(result)) return [`${method}: the result is ${kindOf(result)}, not an object`];
  const complaints: string[] = [];
  const say = (text: string): void => void complaints.push(`${method}: ${text}`);
  if (isModern && typeof result['resultType'] !== 'string')
    say('`resultType` is missing (required since 2026-07-28)');
  if (method === 'initialize') {
    if (typeof result['protocolVersion'] !== 'string') say('`protocolVersion` is missing or not a string');
    if (!isObject(result['capabilities'])) say('`capabilities` is missing or not an object');
    checkServerInfo(result['serverInfo'], say);
  }
  if (method === 'server/discover') {
    const versions = result['supportedVersions'];
    if (!Array.isArray(versions) || !versions.every((v) => typeof v === 'string'))
      say('`supportedVersions` is missing or not a list of strings');
    if (!isObject(result['capabilities'])) say('`capabilities` is missing or not an object');
  }
  const list = LISTS[method];
  if (list !== undefined) checkList(result, list, say);
  return complaints;
}

const LISTS: Record<string, { key: string; required: string[] }> = {
  'tools/list': { key: 'tools', required: ['name'] },
  'prompts/list': { key: 'prompts', required: ['name'] },
  'resources/list': { key: 'resources', required: ['uri', 'name'] },
  'resources/templates/list': { key: 'resourceTemplates', required: ['uriTemplate', 'name'] },
};

/** Complaints about single entries are capped, so that a hostile list cannot flood the page with them. */
const MOST_ENTRIES = 20;

function checkList(
  result: Record<string, unknown>,
  list: { key: string; required: string[] },
  say: (text: string) => void,
): void {
  const entries = result[list.key];
  if (!Array.isArray(entries)) {
    say(`\`${list.key}\` is ${kindOf(entries)}, not a list`);
    return;
  }
  const cursor = result['nextCursor'];
  if (cursor !== undefined && typeof cursor !== 'string')
    say(`\`nextCursor\` is ${kindOf(cursor)}, not a string`);
  let said = 0;
  for (const [index, entry] of entries.entries()) {
    const wrong = entryComplaint(entry, list);
    if (wrong === undefined) continue;
    if (++said > MOST_ENTRIES) {
      say(`further entries of \`${list.key}\` are wrong as well`);
      return;
    }
    say(`\`${list.key}[${index}]\` ${wrong}`);
  }
}

function entryComplaint(entry: unknown, list: { key: string; required: string[] }): string | undefined {
  if (!isObject(entry)) return `is ${kindOf(entry)}, not an object`;
  const missing = list.required.find((key) => typeof entry[key] !== 'string');
  if (missing !== undefined) return `has no string \`${missing}\``;
  if (list.key !== 'tools') return undefined;
  const schema = entry['inputSchema'];
  if (!isObject(schema)) return `has no object \`inputSchema\``;
  return schema['type'] === 'object' ? undefined : '`inputSchema.type` is not "object"';
}

function checkServerInfo(value: unknown, say: (text: string) => void): void {
  if (!isObject(value)) say('`serverInfo` is missing or not an object');
  else if (typeof value['name'] !== 'string' || typeof value['version'] !== 'string')
    say('`serverInfo` lacks `name` or `version`');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
