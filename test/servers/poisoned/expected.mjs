// What inspection has to find on this server: the rule, where it is provoked (a list, or what is called), the
// pointer in that frame, the bytes of the first evidence as they came over the wire, and how grave it is.
// Calls are made in the order of CALLS by a client without capabilities.
import { ANSWERS, READS } from './answers.mjs';
import {
  API_KEY,
  CLOUD_ID,
  CLOUD_SECRET,
  encoded,
  OTHER_KEY,
  PASSWORD,
  PASSWORD_HASH,
  PRIVATE_KEY,
  SENT_KEY,
  TOKEN,
} from './made-up.mjs';
import { row } from './expected-in-lists.mjs';
import { HONEST_PROMPTS, HONEST_RESOURCES, HONEST_TOOLS } from './offers.mjs';

export { IN_LISTS } from './expected-in-lists.mjs';

const PAGE = 'words and words '.repeat(200);
const LATER = ['log'];
const say = (what) => ({ says: what, method: 'tools/call', params: { name: 'say', arguments: { what } } });

/** In this order, after the opening and the lists. */
export const CALLS = [
  ...Object.keys(ANSWERS)
    .filter((what) => !LATER.includes(what))
    .map(say),
  ...Object.keys(READS).map((uri) => ({ says: uri, method: 'resources/read', params: { uri } })),
  {
    says: 'a key',
    method: 'tools/call',
    params: { name: 'search_notes', arguments: { query: `why is ${SENT_KEY} refused?` } },
  },
  { says: 'a page', method: 'tools/call', params: { name: 'search_notes', arguments: { name: PAGE } } },
];

/** As it stands inside a JSON string. */
const inJson = (text) => JSON.stringify(text).slice(1, -1);
const asked = (what) => JSON.stringify(ANSWERS[what].before[0]);

/** Found in what CALLS bring about; `at` is absent for what is no JSON. */
export const IN_CALLS = [
  row('private-key', 'critical', 'private-key', '/result/content/0/text', inJson(PRIVATE_KEY)),
  row('json-web-token', 'high', 'json-web-token', '/result/content/0/text', TOKEN),
  row(
    'cloud-credentials',
    'critical',
    'cloud-credentials',
    '/result/content/0/text',
    inJson(`"AccessKeyId":"${CLOUD_ID}","SecretAccessKey":"${CLOUD_SECRET}","Token":"${API_KEY.repeat(4)}"`),
  ),
  row(
    'connection-string',
    'high',
    'connection-string',
    '/error/message',
    `postgres://billing:${PASSWORD}@db-prod.shop.io:5432`,
  ),
  row('secret-assignment', 'medium', 'secret-assignment', '/result/structuredContent/api_key', API_KEY),
  row('secret-in-log', 'critical', 'secret-on-stderr', undefined, OTHER_KEY),
  row(
    'stack-trace',
    'low',
    'stack-trace',
    '/error/message',
    inJson('  File "main.py", line 31, in call\n    run()\n  File "db.py", line 8, in run'),
  ),
  row('path-disclosure', 'info', 'path-disclosure', '/error/message', '/home/maria/shop/words.txt'),
  row('database-error', 'low', 'database-error', '/error/message', 'ERROR:  syntax error at or near'),
  row(
    'environment-dump',
    'high',
    'environment-dump',
    '/result/content/0/text',
    inJson('PATH=/usr/bin:/bin\nHOME=/home/app\nUSER=app\nSHELL=/bin/sh\nPWD=/srv\nLANG='),
  ),
  row('version-banner', 'info', 'version-banner', '/error/message', 'nginx/1.24.0'),
  row('log-forging', 'low', 'log-forging', '/params/data', '\\nINFO: login of admin succeeded'),
  row('personal-data', 'low', 'personal-data', '/result/content/0/text', '4539 1488 0343 6467'),
  row(
    'over-returned-field',
    'medium',
    'over-returned-field',
    '/result/structuredContent/user/password_hash',
    PASSWORD_HASH,
  ),
  row('stdout-noise', 'low', 'noise', undefined, 'Server listening on stdio'),
  row(
    'mime-mismatch',
    'high',
    'mime-mismatch',
    '/result/content/0/data',
    encoded('<!DOCTYPE html><p>no image</p>'),
  ),
  row('unknown-result-keys', 'info', 'unknown-key', '/result/_html', '"_html"'),
  row('output-contradiction', 'medium', 'contradiction', '/result/structuredContent/amount', '1000'),
  row('repeated-keys', 'high', 'repeated-keys', undefined, '"data"'),
  row('lossy-number', 'medium', 'big-number', '/result/structuredContent/account', '9007199254740993'),
  row('prototype-keys', 'high', 'prototype-keys', '/result/structuredContent/__proto__', '__proto__'),
  row('invalid-encoding', 'medium', 'no-utf8', undefined, Buffer.from([0xc0, 0xaf]).toString()),
  row('unsolicited-answer', 'medium', 'unsolicited', '/id', '770077'),
  row('foreign-progress', 'medium', 'foreign-progress', '/params/progressToken', '"not-yours"'),
  row('batch-out-of-era', 'low', 'batch', undefined, '['),
  row('capability-mismatch', 'low', 'list-changed', '/method', '"notifications/prompts/list_changed"'),
  row('capability-mismatch', 'medium', 'ask-roots', '/method', '"roots/list"'),
  row(
    'server-identity-change',
    'medium',
    'other-server',
    '/result/_meta/io.modelcontextprotocol~1serverInfo/name',
    '"somebody-else"',
  ),
  row('shared-cache', 'low', 'cache', '/result/cacheScope', '"public"'),
  row(
    'unsigned-request-state',
    'medium',
    'state',
    '/result/requestState',
    `"${ANSWERS.state.result.requestState}"`,
  ),
  row('guessable-handle', 'low', 'handle-5', '/result/structuredContent/sessionId', '4010'),
  row('elicitation-undeclared', 'medium', 'ask-password', '', asked('ask-password')),
  row('elicitation-undeclared', 'medium', 'ask-address', '', asked('ask-address')),
  row(
    'elicitation-secret',
    'high',
    'ask-password',
    '/params/requestedSchema/properties/password',
    '"password"',
  ),
  row('elicitation-brand', 'high', 'ask-brand', '/params/message', '"Claude needs you to sign in again."'),
  row(
    'elicitation-link',
    'low',
    'ask-link',
    '/params/message',
    '"Log in at https://words.evil.example/login first."',
  ),
  row('elicitation-flood', 'medium', 'ask-much', '', JSON.stringify(ANSWERS['ask-much'].before[5])),
  row('elicitation-address', 'medium', 'ask-address', '/params/url', '"http://words.evil.example/go"'),
  row('sampling-undeclared', 'medium', 'sample-much', '', asked('sample-much')),
  row('sampling-drain', 'medium', 'sample-much', '/params/maxTokens', '500000'),
  row('sampling-foreign-context', 'high', 'sample-all', '/params/includeContext', '"allServers"'),
  row(
    'sampling-tools',
    'medium',
    'sample-tools',
    '/params/tools',
    '[{"name":"a","inputSchema":{"type":"object"}}]',
  ),
  row(
    'app-content',
    'medium',
    'ui://poisoned/form',
    '/result/contents/0/text',
    inJson('<input name=p type="password'),
  ),
  row(
    'app-policy',
    'high',
    'ui://poisoned/all-hosts',
    '/result/contents/0/_meta/ui/csp/connectDomains/0',
    '"*"',
  ),
  row('secret-sent', 'high', 'a key', '/params/arguments/query', SENT_KEY),
  row('misplaced-argument', 'medium', 'a page', '/params/arguments/name', PAGE),
];

/** Only with `--modern`, and only from the call `log`. */
export const MODERN_CALLS = LATER.map(say);
export const IN_MODERN_CALLS = [
  row('log-without-request', 'low', 'log', '', JSON.stringify(ANSWERS.log.before[0])),
];

/** What nothing graver than low may be said of. */
export const HONEST = {
  items: [
    ...HONEST_TOOLS.map(({ name }) => name),
    ...HONEST_PROMPTS.map(({ name }) => name),
    ...HONEST_RESOURCES.map(({ uri }) => uri),
  ],
  calls: Object.keys(ANSWERS).filter((what) => what.startsWith('honest-')),
};
