import type { ArchiveScan, ClaimsCompared, ImportedArchive } from '../../protocol/archive.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** Sessions as files. */
export class ArchivesApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** What would be masked in one; all of the session is looked through. */
  scan(session: string, signal?: AbortSignal): Promise<Outcome<ArchiveScan>> {
    return this.#ask('GET', `sessions/${session}/archive/scan`, undefined, signal);
  }
  /** The browser keeps a large one on disk. */
  write(session: string, isMasked: boolean, signal?: AbortSignal): Promise<Outcome<Blob>> {
    return this.#ask('GET', `sessions/${session}/archive${isMasked ? '' : '?unmasked=1'}`, undefined, signal);
  }
  /** What the file of a session says was found, beside what is found here. */
  claimed(session: string): Promise<Outcome<ClaimsCompared>> {
    return this.#ask('GET', `sessions/${session}/archive/claims`);
  }
  read(file: Blob): Promise<Outcome<ImportedArchive>> {
    return this.#ask('POST', 'archives', file);
  }
}
