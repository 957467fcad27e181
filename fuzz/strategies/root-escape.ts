import { looksLike } from '../affinity.ts';
import { escapePayloads } from '../escapes.ts';
import type { Strategy } from '../strategy.ts';

export const rootEscape: Strategy = {
  meta: {
    id: 'root-escape',
    title: 'Escape from the root',
    about:
      'Paths into a folder beside the allowed one whose name begins alike: compared as text, they are in it.',
    cwe: 'CWE-22',
    optIn: false,
    severity: 'high',
    finding: 'The check of the allowed folder is got round',
    fix: 'Compare resolved paths with a separator at the end of the root. For a file that is not there yet, do so with its folder.',
  },
  of: 'value',
  needs: ({ world }) => (world === undefined ? 'no folder was made for the server to stand in' : undefined),
  fits: (subject, position) => (position === undefined ? 0 : looksLike(position, 'path', subject)),
  payloads: (subject, position) => escapePayloads('sibling', subject, position),
};
