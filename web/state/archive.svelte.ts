import type { ArchiveScan, ClaimsCompared } from '../../protocol/archive.ts';
import type { Session } from '../../protocol/session.ts';
import type { ArchivesApi } from '../connection/archives-api.ts';
import { STOPPED } from '../connection/ask.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** A session that is to become a file. */
export interface Exporting {
  session: Session;
  /** Absent while everything is looked through. */
  scan: ArchiveScan | undefined;
  /** Why that could not be done. */
  problem: string | undefined;
}

/** What the file of a session says of it, while somebody looks at that. */
export interface Claimed {
  session: string;
  /** Absent while it is asked for. */
  told: ClaimsCompared | undefined;
  problem: string | undefined;
}

interface Parts {
  api: ArchivesApi;
  sessions: Sessions;
  toast: Toast;
}

/** Sessions as files: one that is being written, and those that were read. */
export class Archive {
  #parts: Parts;
  #exporting = $state.raw<Exporting | undefined>(undefined);
  #isWriting = $state(false);
  #reading = $state<string | undefined>(undefined);
  #claimed = $state.raw<Claimed | undefined>(undefined);
  #abort: AbortController | undefined;
  /** Raised when somebody wants to choose a file. */
  asked = $state(0);
  isMasked = $state(true);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get exporting(): Exporting | undefined {
    return this.#exporting;
  }
  get isWriting(): boolean {
    return this.#isWriting;
  }
  /** Name of the file that is being read. */
  get reading(): string | undefined {
    return this.#reading;
  }
  get claimed(): Claimed | undefined {
    return this.#claimed;
  }
  /** Sessions that came from files, newest first. */
  get imported(): Session[] {
    return this.#parts.sessions.all.filter(({ imported }) => imported !== undefined);
  }

  async ask(session: Session): Promise<void> {
    this.isMasked = true;
    this.#exporting = { session, scan: undefined, problem: undefined };
    const abort = (this.#abort = new AbortController());
    const scan = await this.#parts.api.scan(session.id, abort.signal);
    if (this.#exporting?.session.id !== session.id || abort.signal.aborted) return;
    this.#exporting = scan.ok
      ? { session, scan: scan.value, problem: undefined }
      : { session, scan: undefined, problem: scan.problem.message };
  }

  /** Shows what the file of a session says, or no longer. */
  async claim(session: string): Promise<void> {
    if (this.#claimed?.session === session) {
      this.#claimed = undefined;
      return;
    }
    this.#claimed = { session, told: undefined, problem: undefined };
    const told = await this.#parts.api.claimed(session);
    if (this.#claimed.session !== session) return;
    this.#claimed = told.ok
      ? { session, told: told.value, problem: undefined }
      : { session, told: undefined, problem: told.problem.message };
  }

  close(): void {
    this.#abort?.abort();
    this.#exporting = undefined;
    this.#isWriting = false;
  }

  /** The file, and what it may be called. */
  async write(): Promise<{ name: string; file: Blob } | undefined> {
    const session = this.#exporting?.session;
    if (session === undefined || this.#isWriting) return undefined;
    this.#isWriting = true;
    const abort = (this.#abort = new AbortController());
    const { isMasked } = this;
    const file = await this.#parts.api.write(session.id, isMasked, abort.signal);
    this.#isWriting = false;
    if (!file.ok) {
      if (file.problem.code !== STOPPED) this.#parts.toast.complain(file.problem);
      return undefined;
    }
    this.close();
    return { name: `session-${session.number}${isMasked ? '' : '-unmasked'}.mcpsec`, file: file.value };
  }

  /** Reads a file; the first of its sessions, when there is one. */
  async read(file: File): Promise<Session | undefined> {
    if (this.#reading !== undefined) return undefined;
    this.#reading = file.name;
    const read = await this.#parts.api.read(file);
    this.#reading = undefined;
    if (!read.ok) {
      this.#parts.toast.complain(read.problem);
      return undefined;
    }
    const { sessions, isKnown } = read.value;
    this.#parts.sessions.changed(sessions, []);
    this.#parts.toast.say(
      isKnown
        ? 'The sessions of this file are here already.'
        : `${sessions.length === 1 ? 'One session is' : `${sessions.length} sessions are`} read from the file.`,
    );
    return sessions[0];
  }
}
