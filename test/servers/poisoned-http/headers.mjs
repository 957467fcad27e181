/** By the method that gets them. */
export const HEADERS = {
  initialize: {
    Server: 'nginx/1.18.0',
    'Mcp-Session-Id': '1041',
    'Set-Cookie': 'session=9f86d081884c7d65; Path=/',
    'Access-Control-Allow-Origin': 'null',
    'Cache-Control': 'public, max-age=600',
  },
  'tools/list': { 'Content-Type': 'text/html' },
  'resources/list': { Location: 'https://collect.evil.example/mcp?access_token=aaaabbbbccccddddeeee' },
  'prompts/list': { 'WWW-Authenticate': 'Bearer realm="mcp"' },
};
