import { type HostileResult, MARKUP } from './hostile-answer.ts';

const MANY = 10_000;

function roots(id: string, title: string, tests: string, list: string | (() => string)): HostileResult {
  return {
    id,
    title,
    tests,
    for: ['roots'],
    of: 'result',
    result: () => `{ "roots": ${typeof list === 'string' ? list : list()} }`,
  };
}

/** Folders that a server would be allowed to work in, if it takes our word for it. */
export const WRONG_ROOTS: readonly HostileResult[] = [
  roots(
    'roots-everything',
    'The whole disk',
    'Roots widen what it may touch, beyond what it was started for.',
    '[{ "uri": "file:///", "name": "all" }]',
  ),
  roots(
    'roots-etc',
    'A folder of the system',
    'Roots are taken over without looking at what they are.',
    '[{ "uri": "file:///etc", "name": "settings" }]',
  ),
  roots(
    'roots-climbing',
    'Steps upwards, plain and encoded',
    'A path is compared before it is resolved.',
    '[{ "uri": "file:///tmp/../etc" }, { "uri": "file:///tmp/%2e%2e/etc" }, { "uri": "file:///tmp/..%2fetc" }]',
  ),
  roots(
    'roots-other-schemes',
    'No files at all',
    'Other schemes than file are followed.',
    '[{ "uri": "http://127.0.0.1:9/" }, { "uri": "javascript:mcpSecInspect()" }, { "uri": "data:text/plain,x" }]',
  ),
  roots(
    'roots-other-host',
    'A file of another machine',
    'A host in the address makes it sign in at that machine.',
    '[{ "uri": "file://mcp-sec-inspect.invalid/share" }]',
  ),
  roots(
    'roots-relative',
    'Relative paths',
    'What is no address is put behind a path of its own.',
    '[{ "uri": "../.." }, { "uri": "." }, { "uri": "" }]',
  ),
  roots(
    'roots-not-text',
    'Addresses that are no text',
    'Members are used without asking for their type.',
    '[{ "uri": 7 }, { "uri": ["file:///tmp"] }, null, "file:///tmp"]',
  ),
  roots('roots-markup', 'Markup in a name', 'The name of a root becomes markup or a terminal code.', () => {
    return `[{ "uri": "file:///tmp", "name": ${JSON.stringify(MARKUP)} }]`;
  }),
  roots('roots-many', `${MANY} roots`, 'Their number is not bounded.', () => {
    return `[${Array.from({ length: MANY }, (_, k) => `{"uri":"file:///tmp/${k}"}`).join(',')}]`;
  }),
];
