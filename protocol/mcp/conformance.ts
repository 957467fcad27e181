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
  return complaints;
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
