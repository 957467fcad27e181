import type { GuardRow } from '../guard.ts';

/** What somebody else wrote and a person opens. */
export const FILES: GuardRow[] = [
  [
    'import-caps',
    'G-14 G-17 G-18',
    'a session file is read within bounds',
    'bridge/archive/read-lines.ts readLines',
    {
      'bridge/archive/malicious-files.test.ts': [
        "'a gzip bomb of short lines': 'archive-bomb'",
        "'more bytes than a file may have': 'archive-too-big'",
      ],
    },
  ],
  [
    'session-file-lines',
    'G-17 G-18',
    'a line of a session file has the shape it may have',
    'bridge/archive/parse-line.ts parseLine',
    {
      'bridge/archive/malicious-files.test.ts': [
        "'a chain that is none': 'archive-line'",
        "'a frame with a number that fills memo…': 'archive-line'",
      ],
    },
  ],
  [
    'rule-files',
    'G-15 G-18',
    'rule files are files of that folder, and short',
    'bridge/inspection/rules-folder.ts RulesFolder',
    {
      'bridge/inspection/inspections.test.ts': [
        'a person’s own rules are read from the folder, and again when asked; links are not followed',
      ],
    },
  ],
  [
    'lock-tampering',
    'G-18',
    'an item of a lock file has to match its own hash',
    'inspect/lock/read-lock.ts readLock',
    { 'inspect/lock/lock.test.ts': ['an item whose excerpt was changed: it alone, with its line'] },
  ],
  [
    'approval-wording',
    'G-18',
    'an approval holds for the wording that was seen',
    'bridge/history/deciding.ts decide',
    {
      'bridge/history/standing.test.ts': [
        'is refused where what was seen is not what is there',
        'is refused as a whole where one of its wordings is not offered',
      ],
    },
  ],
];
