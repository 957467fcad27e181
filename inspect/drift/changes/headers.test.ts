import { describe, expect, it, test } from 'vitest';
import type { RawHeader } from '../../../protocol/frame.ts';
import { driftOf, linesOf, saysOf } from '../../../test/drift-world.ts';
import { mergedHeaders, securityHeaders } from '../security-headers.ts';
import { processorTime } from '../../../test/processor-time.ts';

/** Answers as they were sent, each as lines. */
function headersOf(...answers: string[][]): Record<string, string> {
  return mergedHeaders(
    answers.map((lines) =>
      securityHeaders(
        lines.map((line): RawHeader => {
          const at = line.indexOf(':');
          return [line.slice(0, at), line.slice(at + 1)];
        }),
      ),
    ),
  );
}
const between = (was: string[], is: string[]) =>
  driftOf({ source: { headers: headersOf(was) } }, { source: { headers: headersOf(is) } });

const HSTS = 'Strict-Transport-Security: max-age=31536000; includeSubDomains';
const ORIGIN = 'Access-Control-Allow-Origin: https://a.example';
const CREDENTIALS = 'Access-Control-Allow-Credentials: true';
const COOKIE = 'Set-Cookie: sid=s3cret; Path=/; Secure; HttpOnly; SameSite=Strict';
const POLICY = "Content-Security-Policy: default-src 'self'; script-src 'self' 'nonce-abc'";
const FRAMES = 'X-Frame-Options: DENY';
const LOGIN = 'WWW-Authenticate: Bearer realm="a", error="invalid_token"';

interface Case {
  what: string;
  was: string[];
  is: string[];
  gives: string;
  says?: string;
  /** What is so like it that it is easily taken for it. */
  quiet?: [was: string[], is: string[]];
}

const CASES: Case[] = [
  {
    what: 'CORS is opened to everybody',
    was: [],
    is: ['access-control-allow-origin: *'],
    gives: 'header-weakened medium',
    says: 'Any web page may read its answers now: access-control-allow-origin was absent and is “*”.',
    quiet: [['access-control-allow-origin: *'], ['Access-Control-Allow-Origin:  * ']],
  },
  {
    what: 'CORS is opened to another origin',
    was: [ORIGIN],
    is: ['Access-Control-Allow-Origin: https://b.example'],
    gives: 'header-weakened medium',
    says: 'Web pages of “https://b.example” may read its answers now: access-control-allow-origin was “https://a.example” and is “https://b.example”.',
    quiet: [[ORIGIN], ['Access-Control-Allow-Origin: HTTPS://A.example']],
  },
  {
    what: 'CORS is opened to pages that hide where they are from',
    was: [ORIGIN],
    is: ['Access-Control-Allow-Origin: null'],
    gives: 'header-weakened medium',
  },
  {
    what: 'CORS goes from everybody to one, with credentials',
    was: ['access-control-allow-origin: *'],
    is: [ORIGIN, CREDENTIALS],
    gives: 'header-weakened high',
    says: 'Web pages of “https://a.example” may read its answers now, with the cookies and logins of a person: access-control-allow-origin was “*” and is “https://a.example”.',
    quiet: [
      [ORIGIN, CREDENTIALS],
      [CREDENTIALS, ORIGIN],
    ],
  },
  {
    what: 'credentials are let in',
    was: [ORIGIN],
    is: [ORIGIN, CREDENTIALS],
    gives: 'header-weakened high',
  },
  {
    what: 'credentials are let in, and nobody to send them',
    was: [],
    is: [CREDENTIALS],
    gives: 'header-changed info',
  },
  {
    what: 'CORS is closed',
    was: ['access-control-allow-origin: *'],
    is: [ORIGIN],
    gives: 'header-changed info',
  },
  {
    what: 'HTTPS is no longer kept to',
    was: [HSTS],
    is: [],
    gives: 'header-weakened medium',
    says: 'Browsers are no longer told to keep to HTTPS: strict-transport-security was “includesubdomains; max-age=31536000” and is absent.',
    quiet: [[HSTS], ['strict-transport-security: includeSubDomains ;MAX-AGE="31536000"']],
  },
  {
    what: 'HTTPS is taken back',
    was: [HSTS],
    is: ['Strict-Transport-Security: max-age=0'],
    gives: 'header-weakened medium',
  },
  {
    what: 'HTTPS is kept to for a shorter time',
    was: [HSTS],
    is: ['Strict-Transport-Security: max-age=300; includeSubDomains'],
    gives: 'header-weakened low',
  },
  {
    what: 'HTTPS is kept to by fewer hosts',
    was: [HSTS],
    is: ['Strict-Transport-Security: max-age=31536000'],
    gives: 'header-weakened low',
  },
  {
    what: 'HTTPS is kept to for longer',
    was: [HSTS],
    is: ['Strict-Transport-Security: max-age=63072000; includeSubDomains'],
    gives: 'header-changed info',
  },
  {
    what: 'content may be guessed',
    was: ['X-Content-Type-Options: nosniff'],
    is: [],
    gives: 'header-weakened low',
    quiet: [['X-Content-Type-Options: nosniff'], ['x-content-type-options: NoSniff']],
  },
  {
    what: 'the policy is gone',
    was: [POLICY],
    is: [],
    gives: 'header-weakened medium',
    quiet: [
      [POLICY],
      ["Content-Security-Policy: script-src 'nonce-xyz' 'self' ; default-src 'self'; report-uri /r?id=4"],
    ],
  },
  {
    what: 'the policy lets anything in',
    was: [POLICY],
    is: ["Content-Security-Policy: default-src 'self'; script-src 'self' 'nonce-abc' 'unsafe-inline'"],
    gives: 'header-weakened medium',
    says: "A page of its may load or run more (“script-src” allows “'unsafe-inline'”)",
  },
  {
    what: 'the policy lets one more in',
    was: [POLICY],
    is: [`${POLICY}; img-src 'self' https://b.example`],
    gives: 'header-weakened low',
  },
  {
    what: 'the policy says more exactly what it said',
    was: [POLICY],
    is: [`${POLICY}; img-src 'none'; base-uri 'none'`],
    gives: 'header-changed info',
  },
  {
    what: 'one of two policies is gone',
    was: [POLICY, "Content-Security-Policy: base-uri 'none'"],
    is: [POLICY],
    gives: 'header-weakened low',
  },
  {
    what: 'it may be framed',
    was: [FRAMES],
    is: ['X-Frame-Options: SAMEORIGIN'],
    gives: 'header-weakened low',
    quiet: [[FRAMES], ['x-frame-options: deny']],
  },
  {
    what: 'another login is asked for',
    was: [LOGIN],
    is: ['WWW-Authenticate: Basic realm="a"'],
    gives: 'header-changed medium',
    says: 'It asks for another kind of login: www-authenticate was “bearer realm="a"” and is “basic realm="a"”.',
    quiet: [[LOGIN], ['www-authenticate: bearer scope="x, y", realm="a", nonce="1"']],
  },
  { what: 'no login is asked for', was: [LOGIN], is: [], gives: 'header-weakened medium' },
  {
    what: 'the login has another name',
    was: [LOGIN],
    is: ['WWW-Authenticate: Bearer realm=b'],
    gives: 'header-changed low',
  },
  {
    what: 'a cookie may be read by scripts',
    was: [COOKIE],
    is: ['Set-Cookie: sid=other; Path=/; Secure; SameSite=Strict'],
    gives: 'header-weakened medium',
    says: 'The cookie “sid” may be read by scripts: set-cookie was “sid; httponly; path=/; samesite=strict; secure” and is “sid; path=/; samesite=strict; secure”.',
    quiet: [[COOKIE], ['set-cookie: sid=another; SECURE; samesite=strict; httponly; path=/']],
  },
  {
    what: 'a cookie may be sent without encryption',
    was: [COOKIE],
    is: ['Set-Cookie: sid=s3cret; Path=/; HttpOnly; SameSite=Strict'],
    gives: 'header-weakened medium',
  },
  {
    what: 'a cookie goes along from other sites',
    was: [COOKIE],
    is: ['Set-Cookie: sid=s3cret; Path=/; Secure; HttpOnly; SameSite=None'],
    gives: 'header-weakened low',
  },
  {
    what: 'a cookie goes to other hosts',
    was: [COOKIE],
    is: [`${COOKIE}; Domain=example.org`],
    gives: 'header-weakened low',
  },
  {
    what: 'a cookie is new',
    was: [],
    is: [COOKIE],
    gives: 'header-changed info',
    quiet: [[`${COOKIE}; Max-Age=10`], [`${COOKIE}; Max-Age=900`]],
  },
  {
    what: 'other software answers',
    was: ['Server: nginx'],
    is: ['Server: caddy'],
    gives: 'header-changed info',
    quiet: [
      ['Date: Mon', 'ETag: "1"', 'X-Request-Id: a', 'Age: 1', 'Server: nginx'],
      ['Date: Tue', 'ETag: "2"', 'X-Request-Id: b', 'Age: 2', 'Server: nginx'],
    ],
  },
];

describe('headers of its answers', () => {
  test.each(CASES)('$what', ({ was, is, gives, says, quiet }) => {
    const drift = between(was, is);
    expect(linesOf(drift)).toEqual([gives]);
    expect(saysOf(drift.items)[0]).toContain(says ?? ' and is ');
    expect(drift.items[0]).toMatchObject({ section: 'server' });
    if (quiet !== undefined) expect(linesOf(between(...quiet))).toEqual([]);
  });

  it('of the same answers nothing is said, and nothing where one side does not know of them', () => {
    const all = [HSTS, ORIGIN, CREDENTIALS, COOKIE, POLICY, FRAMES, LOGIN];
    expect(linesOf(between(all, all))).toEqual([]);
    expect(
      linesOf(driftOf({}, { source: { headers: headersOf(['access-control-allow-origin: *']) } })),
    ).toEqual([]);
    expect(linesOf(driftOf({ source: { headers: headersOf(all) } }, {}))).toEqual([]);
  });

  it('of several answers the weakest counts', () => {
    const was = { source: { headers: headersOf([HSTS, COOKIE], [HSTS]) } };
    const weak = headersOf([HSTS, COOKIE], [HSTS.replace('31536000', '60'), COOKIE.replace(' Secure;', '')]);
    expect(linesOf(driftOf(was, { source: { headers: weak } }))).toEqual([
      'header-weakened medium',
      'header-weakened low',
    ]);
  });

  it('no value of a cookie is kept, with a name or without', () => {
    const headers = headersOf([
      COOKIE,
      'Set-Cookie: s3cret',
      'Set-Cookie: a=s3cret; s3cret; Path=/; expires=s3cret',
    ]);
    expect(JSON.stringify(headers)).not.toContain('s3cret');
    expect(headers['set-cookie']!.split('\n')).toHaveLength(3);
  });

  it('names of objects and texts without end break nothing', () => {
    const hostile = [
      '__proto__: x',
      'constructor: y',
      `Server: ${'x'.repeat(100_000)}`,
      'Set-Cookie: __proto__=1',
    ];
    for (let n = 0; n < 500; n++) hostile.push(`Set-Cookie: c${n}=1`);
    const headers = headersOf(hostile);
    expect(Object.keys(headers)).toEqual(['server', 'set-cookie']);
    for (const text of Object.values(headers)) expect(text.length).toBeLessThan(4100);
    expect(headers['server']).toMatch(/… and 96000 more characters$/);
    expect(headers['set-cookie']).toMatch(/… and 451 more$/);
    const drift = driftOf({ source: { headers: {} } }, { source: { headers } });
    expect(drift.items[0]!.changes.length).toBeLessThan(40);
    expect(JSON.parse('{"__proto__":"x"}')).toSatisfy(
      (odd: Record<string, string>) =>
        linesOf(driftOf({ source: { headers: {} } }, { source: { headers: odd } })).length === 0,
    );
  });

  it('a challenge of many commas takes no time', () => {
    const began = processorTime();
    headersOf([`WWW-Authenticate: ${'a '.repeat(300_000)}${'"\\'.repeat(300_000)}${', '.repeat(300_000)}`]);
    headersOf([`Content-Security-Policy: ${"a 'nonce-".repeat(300_000)}${'; ,'.repeat(300_000)}`]);
    expect(processorTime() - began).toBeLessThan(10_000);
  });
});
