import { describe, expect, test } from 'vitest';
import type { RawHeader } from '../../protocol/frame.ts';
import { foreignHead } from './foreign-head.ts';

const URL_OF_OTHER = 'https://other.example:8443/v2/mcp?tenant=b';

const KNOWN = 'of-the-first-4711';
const START = 'POST /mcp?key=s3cr3t-of-the-first HTTP/1.1';

function sent(headers: RawHeader[], configured: string[] | 'unknown' = [], startLine = START): string[] {
  const holdsSecret = (text: string): boolean => text.includes(KNOWN);
  const first = { configured: configured === 'unknown' ? undefined : configured, holdsSecret };
  return foreignHead({ startLine, headers }, URL_OF_OTHER, first).head.split('\n');
}

describe('a recorded head for another target', () => {
  test('has that target’s address, whatever stood in the start line', () => {
    expect(sent([['Host', 'first.example']])).toEqual([
      'POST /v2/mcp?tenant=b HTTP/1.1',
      'Host: other.example:8443',
    ]);
  });

  test.each<[string, string]>([
    ['Authorization', 'Bearer abcdef123456'],
    ['AUTHORIZATION', 'x'],
    ['Proxy-Authorization', 'Basic dTpw'],
    ['Cookie', 'a=b'],
    ['X-API-Key', '1234567'],
    ['Api-Key', 'x'],
    ['Mcp-Session-Id', 'a-session'],
    ['mcp-session-id', 'a-session'],
    ['Last-Event-ID', '7'],
    ['X-Auth-Token', 'abcdefgh'],
    ['X-Whatever', 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['Referer', 'https://first.example/?token=1'],
    // What is called a secret is one, however short, and if it looks like a setting.
    ['X-Token', '1234'],
    ['X-Auth', 'true'],
    ['X-Session', 'abc'],
    ['X-CSRF', 'abc'],
    ['DPoP', 'abc'],
    ['X-Amz-Date', 'abc'],
    ['Cf-Access-Client-Id', 'abc'],
    // Known, under a name that says nothing, and within something else.
    ['X-Odd', `a=${KNOWN};b`],
    ['User-Agent', `me/${KNOWN}`],
    [KNOWN, 'x'],
  ])('leaves out %s', (name, value) => {
    expect(sent([[name, value]])).toHaveLength(1);
  });

  test('leaves out what was configured for the first target, whatever it is called, and says so', () => {
    const headers: RawHeader[] = [
      ['X-Tenant', 'acme'],
      ['X-Tenant', 'twice'],
      ['Accept', 'application/json'],
    ];
    const { head, notes } = foreignHead({ startLine: START, headers }, URL_OF_OTHER, {
      configured: ['x-tenant'],
      holdsSecret: () => false,
    });
    expect(head.split('\n').slice(1)).toEqual(['Accept: application/json']);
    expect(notes.at(-1)).toContain('X-Tenant');
  });

  test('of a target that is not known any more keeps only what every client says', () => {
    const head = sent(
      [
        ['Accept', '*/*'],
        ['X-Tenant', 'acme'],
        ['Mcp-Param-Region', 'eu'],
        ['Host', 'first.example'],
      ],
      'unknown',
    );
    expect(head.slice(1)).toEqual(['Accept: */*', 'Mcp-Param-Region: eu', 'Host: other.example:8443']);
  });

  test.each([
    ['POST /a b?key=s3cr3t HTTP/1.1', 'HTTP/1.1'],
    ['POST /a b?key=s3cr3t', 'HTTP/1.1'],
    ['POST /a b HTTP/9.9', 'HTTP/9.9'],
  ])('takes nothing of the address of %s over', (startLine, version) => {
    expect(sent([], [], startLine)).toEqual([`POST /v2/mcp?tenant=b ${version}`]);
  });

  test.each<[string, string]>([
    ['Content-Type', 'application/json'],
    ['MCP-Protocol-Version', '2025-11-25'],
    ['Mcp-Method', 'tools/call'],
    ['Origin', 'http://evil.example'],
    ['X-Odd', '  spaced   '],
  ])('keeps %s', (name, value) => {
    expect(sent([[name, value]])[1]).toBe(`${name}: ${value}`);
  });
});
