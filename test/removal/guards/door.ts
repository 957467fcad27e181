import type { GuardRow } from '../guard.ts';

const ROUTES = 'test/contracts/routes.test.ts';
const POLICY = 'test/flows/policy.spec.ts';
const PRIVATE = 'bridge/platform/private-files.test.ts';

/** Who asks: other pages, other processes, other users. */
export const DOOR: GuardRow[] = [
  [
    'loopback-only',
    'G-01 G-05',
    'the bridge listens on 127.0.0.1 and nowhere else',
    'bridge/api/loopback.ts isLoopback',
    {
      'test/contracts/server.test.ts': ['refuses to listen on "0.0.0.0"', 'refuses to listen on "localhost"'],
    },
  ],
  [
    'host-check',
    'G-01 G-02',
    'only 127.0.0.1:PORT is answered to',
    'bridge/api/guard.ts judge',
    { [ROUTES]: ["withstands 'Host rebound to us'", "withstands 'Host localhost'", "withstands 'no Host'"] },
  ],
  [
    'origin-check',
    'G-01',
    'no other origin is let in',
    'bridge/api/guard.ts judge',
    {
      [ROUTES]: ["withstands 'Origin of another site'", "withstands 'Origin null'", "withstands 'no Origin'"],
    },
  ],
  [
    'fetch-site',
    'G-01',
    'what another page starts without an Origin is refused',
    'bridge/api/guard.ts judge',
    {
      [ROUTES]: [
        "withstands 'no-cors from another site'",
        "withstands 'no-cors from another port'",
        "withstands 'a navigation'",
      ],
    },
  ],
  [
    'content-type',
    'G-01',
    'only types that no page may send unasked are taken',
    'bridge/api/guard.ts judge',
    {
      [ROUTES]: ["withstands 'content type text/plain'", "withstands 'content type application/x-www-form-"],
    },
  ],
  [
    'token',
    'G-01 G-05',
    'the api answers to the token of this run only',
    'bridge/api/guard.ts judge',
    { [ROUTES]: ["withstands 'no token'", "withstands 'token wrong'", "withstands 'token in a cookie'"] },
  ],
  [
    'ws-upgrade',
    'G-04',
    'a WebSocket needs our origin and the token',
    'bridge/api/guard.ts judge',
    { [ROUTES]: ["withstands 'ws token wrong'", "withstands 'Origin of another site'"] },
  ],
  [
    'ws-first-message',
    'G-04',
    'a socket that does not say hello is closed',
    'bridge/stream/stream.ts createStream',
    { 'bridge/stream/stream.test.ts': ['a page that does not say hello is closed, and told nothing before'] },
  ],
  [
    'launch-code-once',
    'G-03',
    'a link signs in one page, once',
    'bridge/api/sign-in.ts SignIn',
    {
      'bridge/api/sign-in.test.ts': [
        'a code works once; the second use is refused, reported, and told from a guess',
      ],
    },
  ],
  [
    'content-policy',
    'G-06',
    'the page loads and runs what is ours only',
    'bridge/api/headers.ts pageHeaders',
    {
      [ROUTES]: ['lets the page in'],
      [POLICY]: ['a script that got into the page loads nothing and tells nobody'],
    },
  ],
  [
    'trusted-types',
    'G-06',
    'no text becomes markup or a script',
    'bridge/api/headers.ts pageHeaders',
    { [ROUTES]: ['lets the page in'], [POLICY]: ['no text becomes markup in the page'] },
  ],
  [
    'framing',
    'G-01 G-06',
    'nobody frames the page',
    'bridge/api/headers.ts pageHeaders',
    { [ROUTES]: ['lets the page in'] },
  ],
  [
    'sealing-headers',
    'G-01 G-03',
    'no answer is sniffed, kept, or told to others in a Referer',
    'bridge/api/headers.ts SEALED_HEADERS',
    { [ROUTES]: ['lets the page in'] },
  ],
  [
    'file-modes',
    'G-05 G-20',
    'files are the owner’s alone',
    'bridge/platform/private-files.ts writePrivateFile',
    {
      [PRIVATE]: [
        'is made closed to others, and closed when it was open',
        'are replaced whole, closed to others, without following a link',
      ],
    },
  ],
  [
    'symlink-refusal',
    'G-05 G-17',
    'no link at the place of a file of ours is followed',
    'bridge/platform/private-files.ts preparePrivateDir',
    {
      [PRIVATE]: [
        'is not taken through a link that somebody put at its place',
        'are replaced whole, closed to others, without following a link',
      ],
    },
  ],
  [
    'foreign-folders',
    'G-05',
    'a folder that others may write into is not taken',
    'bridge/platform/private-files.ts preparePrivateDir',
    {
      [PRIVATE]: [
        'is not taken when others could have put something into it',
        'is not taken where everybody may replace it',
      ],
    },
  ],
  [
    'launch-confirmation',
    'G-10',
    'a yes holds for exactly what was shown',
    'bridge/targets/launch-plan.ts readyLaunch',
    {
      'bridge/targets/launch-plan.test.ts': ['lets exactly the confirmed launch through'],
      'bridge/targets/target-actions.test.ts': [
        'starts nothing without the confirmation of exactly this command',
      ],
    },
  ],
  [
    'child-environment',
    'G-11',
    'a child gets a short list of variables, and what its target names',
    'bridge/targets/environment.ts allowedVariables',
    {
      'bridge/targets/launch-plan.test.ts': [
        'is the allow-list and what the target names, and nothing else of ours',
      ],
    },
  ],
  [
    'request-target',
    'G-02',
    'a path has one spelling',
    'bridge/api/request-target.ts readRequestTarget',
    { [ROUTES]: ["withstands 'absolute form'", "withstands 'network-path form'"] },
  ],
  [
    'body-limit',
    'G-01 G-12',
    'a route takes so many bytes and no more',
    'bridge/api/body.ts readBody',
    { 'test/contracts/server.test.ts': ['a call takes 64 MiB and no more'] },
  ],
];
