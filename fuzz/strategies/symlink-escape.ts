import { looksLike } from '../affinity.ts';
import { escapePayloads } from '../escapes.ts';
import type { Strategy } from '../strategy.ts';

export const symlinkEscape: Strategy = {
  meta: {
    id: 'symlink-escape',
    title: 'Escape through a link',
    about: 'Paths that are in the allowed folder, through links in it that lead out.',
    cwe: 'CWE-59',
    optIn: false,
    severity: 'high',
    finding: 'A link leads out of the allowed folder',
    fix: 'Compare real paths, after links were followed. Refuse where that cannot be found out, and refuse to write through a link.',
  },
  of: 'value',
  needs: ({ world }) => (world === undefined ? 'no folder was made for the server to stand in' : undefined),
  fits: (subject, position) => (position === undefined ? 0 : looksLike(position, 'path', subject)),
  payloads: (subject, position) => escapePayloads('link', subject, position),
};
