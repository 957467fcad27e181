import * as z from 'zod/mini';
import type { Problem } from '../../protocol/problem.ts';
import { HISTORY_FORMAT } from './lines.ts';

const Formatted = z.object({ format: z.number() });

/** The file of a history that does not begin like one. */
export function notOurs(path: string, firstLine: unknown): Problem {
  const newer = z.safeParse(Formatted, firstLine);
  if (newer.success && newer.data.format > HISTORY_FORMAT)
    return {
      code: 'file-newer',
      message: `${path} was written by a newer version of this program (format ${newer.data.format}, this one knows ${HISTORY_FORMAT}). It is left as it is.`,
      hint: 'Update this program, or choose another --data-dir.',
    };
  return {
    code: 'file-broken',
    message: `${path} is no history of this target. It is left as it is.`,
    hint: 'Move it away to begin a new one.',
  };
}

export function tooLarge(target: string): Problem {
  return {
    code: 'history-full',
    message: `What “${target.slice(0, 60)}” offers now is too much to be kept beside what it offered before.`,
    hint: 'Its sessions are recorded as always; its history stays as it was.',
  };
}
