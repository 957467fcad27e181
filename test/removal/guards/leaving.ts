import type { GuardRow } from '../guard.ts';

/** What leaves us: the terminal, reports, files for others. */
export const LEAVING: GuardRow[] = [
  [
    'terminal-escaping',
    'G-16',
    'no terminal acts on what a server says',
    'cli/escape-line.ts escapeLine',
    {
      'cli/options.test.ts': [
        'is one line without anything a terminal acts on, and tells every two texts apart',
      ],
      'cli/cli.test.ts': ['the servers of a config file, hostile names included, and starts none'],
    },
  ],
  [
    'workflow-commands',
    'G-16',
    'no CI system takes a line for a command',
    'cli/escape-line.ts escapeLine',
    {
      'cli/options.test.ts': [
        'is one line without anything a terminal acts on, and tells every two texts apart',
      ],
    },
  ],
  [
    'safe-json',
    'G-16 G-25',
    'JSON for others holds nothing that acts or hides',
    'cli/safe-json.ts safeJson',
    {
      'cli/safe-json.test.ts': ['means the same, and a terminal has nothing left to escape in it'],
      'cli/ask.test.ts': ['hostile words of a server do no harm to a terminal'],
    },
  ],
  [
    'report-escaping',
    'G-19',
    'no text gets out of its place in a report',
    'cli/reporters/xml.ts escaped',
    { 'cli/gate.test.ts': ['nothing a server says gets out of them'] },
  ],
  [
    'export-masking',
    'G-20',
    'a session file for others holds no secret',
    'bridge/archive/masking/secret-search.ts SecretSearch',
    {
      'bridge/archive/planted-secrets.test.ts': ['holds none of what was planted, in no spelling'],
      'bridge/har/har-export.test.ts': [
        'holds every exchange over HTTP, with masked secrets, timings and both bodies',
      ],
    },
  ],
  [
    'page-masking',
    'G-03 G-20',
    'known secrets are not shown',
    'bridge/secrets/masking.ts Masking',
    {
      'bridge/secrets/masking.test.ts': [
        'no known value survives in any bytes, and everything else does',
        'masks the free texts of an answer and nothing that steers the page',
      ],
    },
  ],
  [
    'purge',
    'G-20',
    'what is deleted is gone from the disk',
    'bridge/journal/remove-session.ts removeSession',
    { 'bridge/journal/journal.test.ts': ['deletes a session for good, and nothing of others'] },
  ],
  [
    'sarif-text',
    'G-19',
    'no text becomes a link or a placeholder in SARIF',
    'cli/reporters/sarif-log.ts plain',
    {
      'cli/fuzz-report.test.ts': [
        'as SARIF is valid, the same flaw has the same print, and no text becomes a link',
      ],
    },
  ],
];
