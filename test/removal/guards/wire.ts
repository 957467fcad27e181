import type { GuardRow } from '../guard.ts';

/** What a server sends, on its way into the recording. */
export const WIRE: GuardRow[] = [
  [
    'held-bytes',
    'G-12',
    'a line without an end goes to disk in parts',
    'bridge/transport/held-bytes.ts HELD_BYTES',
    { 'bridge/transport/stdio.test.ts': ['streams a line of 64 MB in parts and goes on after it'] },
  ],
  [
    'scan-cap',
    'G-12 G-13',
    'a message is read up to 64 MiB',
    'protocol/mcp/scan-cap.ts SCAN_CAP',
    { 'protocol/mcp/scan.test.ts': ['stops at 64 MiB, says so, and still knows whose answer it is'] },
  ],
  [
    'disk-budget',
    'G-12',
    'a flood fills no disk',
    'bridge/journal/disk-budget.ts DiskBudget',
    {
      'bridge/journal/segment/segment.test.ts': [
        'stops recording and lets it go on when there is room again',
        'measures what lies there already',
      ],
    },
  ],
  [
    'inflate-caps',
    'G-14',
    'a bomb is inflated so far and no further',
    'bridge/transport/inflate.ts InflaterChain',
    { 'bridge/transport/inflate.test.ts': ['stops at the most bytes, whatever the ratio'] },
  ],
  [
    'linear-patterns',
    'G-15',
    'a server’s patterns run in linear time',
    'bridge/validation/linear-patterns.ts linearPatterns',
    {
      'bridge/validation/validator.test.ts': [
        'patterns that cannot run in linear time are left out and named',
        'a pattern of exponential cost is quick',
      ],
    },
  ],
  [
    'validation-limits',
    'G-13 G-15',
    'a schema that never ends is ended',
    'bridge/validation/validator.ts Validator',
    {
      'bridge/validation/validator.test.ts': [
        'a schema that takes for ever is ended, and the next check runs',
      ],
    },
  ],
  [
    'redirect-refusal',
    'G-09 G-21',
    'a redirect is told, and not followed',
    'bridge/transport/redirect.ts redirectProblem',
    { 'bridge/transport/misbehaving-http.test.ts': ['302 Found is named and not followed'] },
  ],
  [
    'foreign-endpoint',
    'G-09 G-21',
    'messages go to the server that was agreed to',
    'bridge/transport/same-server.ts isSameServer',
    {
      'bridge/transport/legacy-sse.test.ts': [
        'on another server are refused, with both named, and nothing is sent there',
      ],
    },
  ],
  [
    'foreign-credentials',
    'G-09',
    'credentials of one target never reach another',
    'bridge/replay/foreign-head.ts foreignHead',
    {
      'bridge/replay/foreign-head.test.ts': [
        'leaves out what was configured for the first target, whatever it is called, and says so',
        'of a target that is not known any more keeps only what every client says',
      ],
    },
  ],
  [
    'json-bounds',
    'G-13',
    'a tree is made of so many values and so deep',
    'protocol/json/read.ts readJson',
    {
      'protocol/json/json.test.ts': [
        'a list of millions is read up to the bound, and nothing is added behind what was not read',
      ],
    },
  ],
  [
    'decoded-caps',
    'G-14',
    'what is packed in a text is unpacked so far',
    'inspect/views/decode/inflate.ts inflated',
    { 'inspect/views/decode.test.ts': ['unpacks bombs no further than they read as text'] },
  ],
];
