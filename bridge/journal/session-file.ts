import { join } from 'node:path';
import type { Outcome } from '../../protocol/problem.ts';
import { Session } from '../../protocol/session.ts';
import { readPrivateFile } from '../platform/private-files.ts';
import { readMark, type WriterMark } from './writer-mark.ts';

const LONGEST = 16 * 1024 * 1024;

/** What session.json holds: the session, and which process records it. */
export interface SessionFile {
  session: Session;
  writer: WriterMark | undefined;
}

export function sessionFileIn(folder: string): string {
  return join(folder, 'session.json');
}

export function sessionFileText({ session, writer }: SessionFile): string {
  return `${JSON.stringify({ format: 1, writer, session })}\n`;
}

/** undefined value: there is none. A file that is there and cannot be understood is a Problem. */
export function readSessionFile(folder: string): Outcome<SessionFile | undefined> {
  const path = sessionFileIn(folder);
  const read = readPrivateFile(path, LONGEST);
  if (!read.ok || read.value === undefined) return read as Outcome<undefined>;
  const found = parse(read.value.toString('utf8'));
  if (found !== undefined) return { ok: true, value: found };
  return {
    ok: false,
    problem: { code: 'session-damaged', message: `${path} is damaged. The frames of this session are kept.` },
  };
}

function parse(text: string): SessionFile | undefined {
  try {
    const known = JSON.parse(text) as { writer?: unknown; session?: unknown } | null;
    const session = Session.safeParse(known?.session);
    return session.success ? { session: session.data, writer: readMark(known?.writer) } : undefined;
  } catch {
    // SyntaxError: damaged.
    return undefined;
  }
}
