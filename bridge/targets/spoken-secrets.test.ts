import { expect, it } from 'vitest';
import type { TargetSpec } from '../../protocol/target.ts';
import { spokenSecrets } from './spoken-secrets.ts';

const stdio = (...args: string[]): TargetSpec => ({ kind: 'stdio', command: 'x', args, cwd: '/', env: [] });
const http = (url: string): TargetSpec => ({ kind: 'http', url, headers: [], verify: true });

it.each([
  [stdio('--api-key=abc-def-ghi'), ['abc-def-ghi']],
  [stdio('--token', 'abc-def-ghi', '--root', '/home'), ['abc-def-ghi']],
  [stdio('ghp_0123456789abcdef0123'), ['ghp_0123456789abcdef0123']],
  [stdio('--token-file', '/run/token', '--verbose', 'yes'), []],
  [http('https://host/mcp?api_key=s%20ecret1&page=2'), ['s%20ecret1']],
  [http('https://user:hunter22@host/mcp'), ['hunter22']],
  [http('https://host/mcp?q=weather'), []],
  [http('not a url'), []],
])('%j', (spec, expected) => {
  expect(spokenSecrets(spec).map(({ value }) => value)).toEqual(expected);
});
