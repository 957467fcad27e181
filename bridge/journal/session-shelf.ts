import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../protocol/session.ts';
import { writePrivateFile } from '../platform/private-files.ts';
import { readSessionFile, sessionFileIn, sessionFileText } from './session-file.ts';
import { isSessionId, sessionIds } from './session-ids.ts';
import { isRecording, type ProcessMarks, type WriterMark } from './writer-mark.ts';

const SAVE_EVERY_MS = 300;

export interface ShelfOptions {
  /** The folder that holds one folder per session. */
  folder: string;
  marks: ProcessMarks;
  own: WriterMark;
  /** A number for a session whose description was lost. */
  nextNumber(): number;
  onProblem(message: string): void;
}

interface Shelved {
  session: Session;
  writer: WriterMark | undefined;
  isDirty: boolean;
  saving: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/**
 * What is known of each session besides its frames: one session.json per folder, replaced in whole and
 * at most three times a second. Read on first use, so that starting does not wait for it.
 */
export class SessionShelf {
  #o: ShelfOptions;
  #shelved = new Map<string, Shelved>();
  #isRead = false;

  constructor(options: ShelfOptions) {
    this.#o = options;
  }

  folderOf(id: string): string {
    return join(this.#o.folder, id);
  }

  /** Makes the session's folder and writes its first session.json. Throws errors of the file system. */
  add(session: Session): void {
    const folder = this.folderOf(session.id);
    mkdirSync(folder, { mode: 0o700 });
    const problem = writePrivateFile(
      sessionFileIn(folder),
      sessionFileText({ session, writer: this.#o.own }),
    );
    if (problem !== undefined) throw new Error(problem.message);
    this.#put(session, this.#o.own);
  }

  /** One that nobody records: its folder came whole. */
  take(session: Session): void {
    this.#put(session, undefined);
  }

  get(id: string): Session | undefined {
    return (this.#shelved.get(id) ?? this.#readOne(id))?.session;
  }

  /** By number, oldest first. */
  all(): Session[] {
    this.#readAll();
    return [...this.#shelved.values()].map((one) => one.session).sort((a, b) => a.number - b.number);
  }

  /** Whether nothing was ever recorded here. */
  isEmpty(): boolean {
    return this.#shelved.size === 0 && (this.#isRead || sessionIds(this.#o.folder).length === 0);
  }

  /** Whether another process records it right now. */
  isElsewhere(id: string): boolean {
    this.get(id);
    const writer = this.#shelved.get(id)?.writer;
    const { own, marks } = this.#o;
    return writer !== undefined && writer.run !== own.run && isRecording(writer, own, marks);
  }

  /** Written soon. A session that is not on the shelf (any more) is passed over. */
  save(session: Session): void {
    const shelved = this.#shelved.get(session.id) ?? this.#readOne(session.id);
    if (shelved === undefined) return;
    shelved.session = session;
    shelved.isDirty = true;
    shelved.timer ??= setTimeout(() => {
      shelved.timer = undefined;
      this.#write(session.id, shelved);
    }, SAVE_EVERY_MS);
  }

  /** Takes it off the shelf; nothing of it is written any more. The folder is the caller's to remove. */
  async remove(id: string): Promise<void> {
    const shelved = this.#shelved.get(id);
    this.#shelved.delete(id);
    if (shelved === undefined) return;
    shelved.isDirty = false;
    clearTimeout(shelved.timer);
    await shelved.saving;
  }

  async close(): Promise<void> {
    for (const [id, shelved] of this.#shelved) {
      clearTimeout(shelved.timer);
      shelved.timer = undefined;
      await shelved.saving;
      this.#write(id, shelved);
    }
    await Promise.all([...this.#shelved.values()].flatMap((one) => one.saving ?? []));
    for (const shelved of this.#shelved.values()) clearTimeout(shelved.timer);
  }

  #put(session: Session, writer: WriterMark | undefined): Shelved {
    const shelved = { session, writer, isDirty: false, saving: undefined, timer: undefined };
    this.#shelved.set(session.id, shelved);
    return shelved;
  }

  #write(id: string, shelved: Shelved): void {
    if (!shelved.isDirty || shelved.saving !== undefined) return;
    shelved.isDirty = false;
    const path = sessionFileIn(this.folderOf(id));
    const { session, writer } = shelved;
    shelved.saving = replace(path, sessionFileText({ session, writer }))
      .catch((error: Error) => this.#o.onProblem(`${path} could not be written: ${error.message}`))
      .finally(() => {
        shelved.saving = undefined;
        if (shelved.isDirty && this.#shelved.get(id) === shelved) this.save(shelved.session);
      });
  }

  #readAll(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    for (const id of sessionIds(this.#o.folder)) if (!this.#shelved.has(id)) this.#readOne(id);
  }

  #readOne(id: string): Shelved | undefined {
    const folder = this.folderOf(id);
    if (!isSessionId(id) || !existsSync(folder)) return undefined;
    const read = readSessionFile(folder);
    if (read.ok && read.value?.session.id === id)
      return this.#put(this.#settled(read.value.session, read.value.writer), read.value.writer);
    const path = sessionFileIn(folder);
    this.#o.onProblem(
      read.ok ? `${path} is missing. The frames of this session are kept.` : read.problem.message,
    );
    if (existsSync(path)) renameSync(path, `${path}.damaged`);
    const shelved = this.#put(lostSession(id, this.#o.nextNumber(), lastWritten(folder)), undefined);
    this.save(shelved.session);
    return shelved;
  }

  /** A session that was live when its bridge was killed is over. */
  #settled(session: Session, writer: WriterMark | undefined): Session {
    const isOver = session.state.kind === 'closed' || session.state.kind === 'failed';
    if (isOver || (writer !== undefined && isRecording(writer, this.#o.own, this.#o.marks))) return session;
    const { receiving: _receiving, ...rest } = session;
    return {
      ...rest,
      state: { kind: 'closed', reason: 'the bridge ended' },
      questions: [],
      endedAt: session.endedAt ?? lastWritten(this.folderOf(session.id)),
    };
  }
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** ms since the epoch, of the newest file in it. */
function lastWritten(folder: string): number {
  return Math.max(0, ...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
}

function lostSession(id: string, number: number, wall: number): Session {
  return {
    id,
    number,
    target: 'unknown',
    targetName: 'unknown target',
    transport: 'recording',
    reachedBy: 'unknown: its description was lost',
    startedAt: wall,
    endedAt: wall,
    state: { kind: 'closed', reason: 'its description was lost' },
    stages: [],
    profile: 'unknown',
    principal: 'unknown',
    questions: [],
    deviations: [],
    frames: 0,
    bytes: 0,
  };
}
