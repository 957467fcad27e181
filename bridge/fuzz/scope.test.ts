import { expect, test } from 'vitest';
import type { TargetSpec } from '../../protocol/target.ts';
import { isHere, publicHost } from './scope.ts';

const at = (url: string): TargetSpec => ({ kind: 'http', url, headers: [], verify: true });

test.each([
  ['http://127.0.0.1:3000/mcp', true],
  ['http://localhost/mcp', true],
  ['http://LOCALHOST.:80/mcp', true],
  ['http://0x7f.1/mcp', true],
  ['http://[::1]:8080/', true],
  ['http://[::ffff:127.0.0.1]/', true],
  ['http://10.1.2.3/', false],
  ['http://172.31.0.1/', false],
  ['http://192.168.1.9/', false],
  ['http://[fd00::1]/', false],
])('%s is a network of ours', (url, isLocal) => {
  expect(publicHost(at(url))).toBeUndefined();
  expect(isHere(at(url))).toBe(isLocal);
});

test.each([
  ['https://mcp.example.com/mcp', 'mcp.example.com'],
  ['https://MCP.Example.com:8443/', 'mcp.example.com'],
  ['http://172.32.0.1/', '172.32.0.1'],
  ['http://11.0.0.1/', '11.0.0.1'],
  ['http://[2001:db8::1]/', '[2001:db8::1]'],
  ['http://[::ffff:8.8.8.8]/', '[::ffff:808:808]'],
  // What looks like ours is a name like any other.
  ['http://127.0.0.1.example.com/', '127.0.0.1.example.com'],
  ['http://localhost.example.com/', 'localhost.example.com'],
  ['http://user@127.0.0.1@evil.example/', 'evil.example'],
  ['http://intranet/', 'intranet'],
  ['http://169.254.169.254/', '169.254.169.254'],
  ['http://[::ffff:169.254.169.254]/', '[::ffff:a9fe:a9fe]'],
  ['http://[fe80::1]/', '[fe80::1]'],
  ['http://[febf::1]/', '[febf::1]'],
  ['http://0.0.0.0/', '0.0.0.0'],
])('%s has to be authorised', (url, host) => {
  expect(publicHost(at(url))).toBe(host);
  expect(isHere(at(url))).toBe(false);
});
