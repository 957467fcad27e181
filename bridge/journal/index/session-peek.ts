import { join } from 'node:path';
import type { Session } from '../../../protocol/session.ts';
import { readPrivateFile } from '../../platform/private-files.ts';
import { readMark, type WriterMark } from '../writer-mark.ts';
import type { SessionNote } from './messages.ts';

const LONGEST = 16 * 1024 * 1024;

/** What the index needs of a session's description. */
export interface SessionPeek {
  writer: WriterMark | undefined;
  note: SessionNote;
  frames: number;
}

/** Reads it without the schema library, which would cost the index thread half of its start. undefined: missing or damaged. */
export function peekSession(folder: string): SessionPeek | undefined {
  const read = readPrivateFile(join(folder, 'session.json'), LONGEST);
  if (!read.ok || read.value === undefined) return undefined;
  try {
    const { writer, session } = JSON.parse(read.value.toString('utf8')) as Record<
      string,
      Record<string, unknown>
    >;
    if (session === undefined) return undefined;
    const { id, number, target, targetName, name, frames, state } = session;
    if (typeof id !== 'string' || typeof number !== 'number') return undefined;
    const kind = (state as { kind?: unknown } | undefined)?.kind;
    const isOver = kind === 'closed' || kind === 'failed';
    const note: SessionNote = { id, number, target: String(target), targetName: String(targetName), isOver };
    if (typeof name === 'string') note.name = name;
    return { writer: readMark(writer), note, frames: typeof frames === 'number' ? frames : 0 };
  } catch {
    // SyntaxError, TypeError: not what we wrote.
    return undefined;
  }
}

/** What the index needs to know of a session. */
export function noteOf(session: Session): SessionNote {
  const { id, number, target, targetName, name, state } = session;
  return { id, number, target, targetName, name, isOver: state.kind === 'closed' || state.kind === 'failed' };
}
