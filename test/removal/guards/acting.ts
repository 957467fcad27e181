import type { GuardRow } from '../guard.ts';

/** What we start and send. */
export const ACTING: GuardRow[] = [
  [
    'own-links',
    'G-09 G-10',
    'a browser is opened with links of ours only',
    'bridge/platform/browser.ts runOpener',
    { 'bridge/platform/posix.test.ts': ['and starts nothing'] },
  ],
  [
    'fuzz-scope',
    'G-21',
    'a public host is fuzzed when its name was typed',
    'bridge/fuzz/scope.ts publicHost',
    {
      'bridge/fuzz/scope.test.ts': [
        'https://mcp.example.com/mcp has to be authorised',
        'http://169.254.169.254/ has to be authorised',
      ],
    },
  ],
  [
    'destructive-tools',
    'G-21',
    'a tool that destroys is called when a person names it',
    'fuzz/destructive.ts whyDestructive',
    { 'fuzz/subjects.test.ts': ['may write in the world of the run, and is called where a person says so'] },
  ],
  [
    'plan-allowance',
    'G-21',
    'a run does what was shown before it',
    'bridge/runs/allowance.ts Allowance',
    {
      'bridge/runs/allowance.test.ts': [
        'as many connections like each of its steps as it holds, and no other',
        'the calls of the step, as often as it says, in each connection',
      ],
    },
  ],
  [
    'process-tree',
    'G-22',
    'what a server started ends with it',
    'bridge/platform/process-tree.ts PosixTree',
    { 'bridge/platform/posix.test.ts': ['ends what the leader left behind in a session of its own (proc)'] },
  ],
  [
    'watchdog',
    'G-22',
    'no server outlives a killed bridge',
    'bridge/platform/watchdog.ts PipeWatchdog',
    {
      'bridge/platform/watchdog.test.ts': [
        'ends the whole group after kill -9 of the bridge, children in sessions of their own included',
      ],
    },
  ],
  [
    'listener-limits',
    'G-23',
    'whoever calls our listener costs a fixed amount',
    'bridge/listen/limits.ts LISTENER_LIMITS',
    {
      'bridge/listen/canary-listener.test.ts': [
        'bytes without end are read so far and no further, and nobody waits for them',
      ],
    },
  ],
  [
    'powers',
    'G-21 G-24',
    'only named files start processes and open sockets',
    'scripts/lint/import-rules.mjs importRules',
    {
      'test/contracts/import-rules.test.ts': [
        'only-stdio-and-platform-spawn: cli/spawn.ts importing node:child_process is reported by both tools',
        'only-transport-and-listen-open-sockets: bridge/session/dial.ts importing node:net is reported by both tools',
      ],
    },
  ],
  [
    'child-ledger',
    'G-22',
    'what a killed bridge left behind is told at the next start',
    'bridge/targets/child-ledger.ts ChildLedger',
    {
      'bridge/targets/child-ledger.test.ts': [
        'tells the next bridge what a killed one left behind, and ends it',
      ],
    },
  ],
  [
    'world-identity',
    'G-05 G-17',
    'what a server puts in place of a folder of ours is not emptied',
    'bridge/fuzz/world-top.ts WorldTop',
    {
      'bridge/fuzz/worlds.test.ts': [
        'what a server puts in place of the whole world is neither emptied nor removed',
      ],
    },
  ],
];
