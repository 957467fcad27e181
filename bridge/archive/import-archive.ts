import type { Readable } from 'node:stream';
import type { ArchiveHead, ImportedArchive } from '../../protocol/archive.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { ANNOTATIONS_FILE, annotationsText } from '../annotations/annotation-file.ts';
import type { Journal } from '../journal/journal.ts';
import type { Staging } from '../journal/staging.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { ArrivingSession, CLAIMS_FILE } from './arriving-session.ts';
import { Chain } from './chain.ts';
import type { ArchiveLimits } from './limits.ts';
import { misfit, parseHead, parseLine } from './parse-line.ts';
import { cutOff, readLines } from './read-lines.ts';

export interface ImportParts {
  journal: Pick<Journal, 'stage' | 'sessions' | 'session'>;
  /** Who keeps marks and notes of frames is told of those that came. */
  notes?: { restore(session: string, notes: FrameAnnotation[]): Problem | undefined };
  limits: ArchiveLimits;
  now(): number;
  /** One after the other: whether a file is known can only be told when no other is taking its place. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Reads a session file into the data directory. Everything is checked before anything of it can be seen,
 * and what is refused leaves nothing behind.
 */
export async function importArchive(source: Readable, parts: ImportParts): Promise<Outcome<ImportedArchive>> {
  const stage = parts.journal.stage();
  try {
    const read = await readArchive(source, stage, parts.limits);
    return await parts.inTurn(() => takeIn(read, stage, parts));
  } catch (error) {
    await stage.drop();
    if (error instanceof ArchiveProblem) return { ok: false, problem: error.problem };
    const { code, message } = error as NodeJS.ErrnoException;
    // Anything of ours that goes wrong is a bug and heard of; what the system says of a file or a connection is not.
    if (code === undefined) throw error;
    return { ok: false, problem: { code: 'not-read', message: `The file could not be read: ${message}.` } };
  } finally {
    source.destroy();
  }
}

async function takeIn(
  read: ReadArchive,
  stage: Staging,
  parts: ImportParts,
): Promise<Outcome<ImportedArchive>> {
  const known = parts.journal.sessions().filter(({ imported }) => imported?.chain === read.chain);
  if (known.length >= read.sessions.length) {
    await stage.drop();
    return { ok: true, value: { sessions: known, isKnown: true } };
  }
  const kept = keepAll(read, parts.now());
  const problem = await stage.keep(kept);
  if (problem !== undefined) return { ok: false, problem };
  for (const { staged, notes } of read.sessions) if (notes.length > 0) parts.notes?.restore(staged.id, notes);
  const sessions = kept.map((one) => parts.journal.session(one.id) ?? one);
  return { ok: true, value: { sessions, isKnown: false } };
}

interface ReadArchive {
  head: ArchiveHead;
  sessions: ArrivingSession[];
  chain: string;
}

async function readArchive(source: Readable, stage: Staging, limits: ArchiveLimits): Promise<ReadArchive> {
  const chain = new Chain();
  const sessions: ArrivingSession[] = [];
  let head: ArchiveHead | undefined;
  let frames = 0;
  let isOver = false;
  for await (const bytes of readLines(source, limits)) {
    if (isOver) throw new ArchiveProblem('archive-tail', 'Something follows after the end of the file.');
    const at = chain.lines + 1;
    if (head === undefined) {
      head = parseHead(bytes, limits.depth);
      chain.add(bytes);
      continue;
    }
    const line = parseLine(bytes, at, limits.depth);
    const current = sessions.at(-1);
    switch (line.kind) {
      case 'head':
        throw misfit(at, 'it begins another file');
      case 'session': {
        if (current?.isAmidFrame === true) throw misfit(at, 'a part of a frame is missing');
        current?.flush();
        if (sessions.length === head.sessions) throw misfit(at, 'there are more sessions than the file says');
        const staged = stage.begin(line.session.startedAt);
        if (!staged.ok) throw new ArchiveProblem(staged.problem.code, staged.problem.message);
        sessions.push(new ArrivingSession(staged.value, line.session));
        break;
      }
      case 'end':
        if (current?.isAmidFrame === true) throw misfit(at, 'a part of a frame is missing');
        current?.flush();
        if (line.chain !== chain.end)
          throw new ArchiveProblem(
            'archive-chain',
            'What is in the file is not what was written: its chain of hashes does not fit.',
            'Copy it again; if that does not help, it was changed.',
          );
        if (line.lines !== chain.lines || line.frames !== frames || sessions.length !== head.sessions)
          throw new ArchiveProblem('archive-counts', 'The file does not hold as much as it says.');
        isOver = true;
        continue;
      default:
        if (current === undefined) throw misfit(at, 'it belongs to no session');
        if (line.kind === 'frame' && ++frames > limits.frames)
          throw new ArchiveProblem('archive-too-big', `The file holds more than ${limits.frames} frames.`);
        current.take(line, at, bytes.length);
    }
    chain.add(bytes);
  }
  if (head === undefined || !isOver) throw cutOff();
  return { head, sessions, chain: chain.end };
}

/** Sessions of one target stay together, under a key that no target of ours can have. */
function keepAll({ head, sessions, chain }: ReadArchive, now: number): Session[] {
  const keys = new Map<string, string>();
  return sessions.map((arriving) => {
    const { staged, said, notes } = arriving;
    const key = keys.get(said.target) ?? `import:${staged.number}`;
    keys.set(said.target, key);
    const origin = { head, now, chain };
    // Beside the frames before these take their place: what came comes whole, whenever it ends.
    const problem =
      staged.keepAside(CLAIMS_FILE, `${JSON.stringify(arriving.claims(origin))}\n`) ??
      (notes.length === 0 ? undefined : staged.keepAside(ANNOTATIONS_FILE, annotationsText(notes)));
    if (problem !== undefined) throw new ArchiveProblem(problem.code, problem.message);
    return arriving.session(key, origin);
  });
}
