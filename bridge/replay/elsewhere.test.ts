import { expect, test } from 'vitest';
import { isElsewhere } from './elsewhere.ts';

test.each([
  ['the same address', 'a', 'https://one.example/mcp', 'https://one.example/mcp', false],
  ['another path of one machine', 'a', 'https://one.example/mcp', 'https://one.example/v2?x', false],
  ['another machine under the old name', 'a', 'https://one.example/mcp', 'https://two.example/mcp', true],
  ['another port', 'a', 'https://one.example/mcp', 'https://one.example:8443/mcp', true],
  ['without TLS', 'a', 'https://one.example/mcp', 'http://one.example/mcp', true],
  ['another target at one address', 'b', 'https://one.example/mcp', 'https://one.example/mcp', true],
  ['another version of a program', 'a', 'npx -y thing@1', 'npx -y thing@2', false],
  ['a program that has an address now', 'a', 'npx -y thing@1', 'https://one.example/mcp', true],
])('%s', (_, target, before, after, elsewhere) => {
  expect(isElsewhere({ target: 'a', reachedBy: before }, { target, reachedBy: after })).toBe(elsewhere);
});
