// What inspection has to find on this server: the rule, the method whose answer shows it, the header, the bytes of
// the evidence, and how grave it is. The client sends a token of its own.
import { HEADERS } from './headers.mjs';

const row = (rule, severity, method, header, covers = HEADERS[method][header]) => ({
  rule,
  severity,
  method,
  header,
  covers,
});

export const IN_ANSWERS = [
  row('version-banner', 'info', 'initialize', 'Server'),
  row('weak-session-id', 'high', 'initialize', 'Mcp-Session-Id'),
  row('insecure-cookie', 'medium', 'initialize', 'Set-Cookie', 'session'),
  row('cross-origin-policy', 'medium', 'initialize', 'Access-Control-Allow-Origin'),
  row('shared-http-cache', 'medium', 'initialize', 'Cache-Control'),
  row('wrong-content-type', 'medium', 'tools/list', 'Content-Type'),
  row('unsafe-redirect', 'high', 'resources/list', 'Location'),
  row('token-in-url', 'high', 'resources/list', 'Location', 'aaaabbbbccccddddeeee'),
  row('challenge-without-metadata', 'low', 'prompts/list', 'WWW-Authenticate'),
];
