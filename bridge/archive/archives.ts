import { constants, createGzip, type Gzip, type ZlibParams } from 'node:zlib';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  ArchiveClaims,
  ARCHIVE_ENDING,
  type ArchiveScan,
  type ClaimsCompared,
  type ImportedArchive,
} from '../../protocol/archive.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { Triage } from '../../protocol/finding.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { SessionFindings } from '../inspection/session-findings.ts';
import type { Journal } from '../journal/journal.ts';
import { readPrivateFile } from '../platform/private-files.ts';
import type { KnownSecret } from '../secrets/secrets.ts';
import { CLAIMS_FILE } from './arriving-session.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { claimsCompared } from './claims-compared.ts';
import { importArchive } from './import-archive.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.ts';
import { SessionMask } from './masking/mask-sessions.ts';
import { openFile } from './open-file.ts';
import { archiveLines } from './write-archive.ts';

export interface ArchivesOptions {
  sessionsFolder: string;
  build: string;
  journal: Pick<Journal, 'stage' | 'sessions' | 'session' | 'frames'>;
  findings(session: string): Promise<SessionFindings | undefined>;
  triage(fingerprint: string): Triage | undefined;
  notes?: {
    notesOf(session: string): readonly FrameAnnotation[];
    restore(session: string, notes: FrameAnnotation[]): Problem | undefined;
  };
  secrets(): KnownSecret[];
  /** A session came. */
  arrived(session: Session): void;
  now(): number;
  limits?: Partial<ArchiveLimits>;
}

/** A session file as it is written: its bytes come as they are asked for. */
export interface WrittenArchive {
  /** Made here, of numbers; nothing a server or a person wrote is in it. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Sessions as files: written for others, and read from them. */
export class Archives {
  #o: ArchivesOptions;
  #limits: ArchiveLimits;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ArchivesOptions) {
    this.#o = options;
    this.#limits = { ...ARCHIVE_LIMITS, ...options.limits };
  }

  /** Ids of sessions, by what a person calls them. */
  numbered(numbers: readonly number[]): Outcome<string[]> {
    const known = new Map(this.#o.journal.sessions().map(({ number, id }) => [number, id]));
    const missing = numbers.find((number) => !known.has(number));
    if (missing === undefined) return { ok: true, value: numbers.map((number) => known.get(number)!) };
    const problem = { code: 'no-such-session', message: `There is no session ${missing}.` };
    return {
      ok: false,
      problem: { ...problem, hint: 'mcp-sec-inspect inspect lists those that are recorded.' },
    };
  }

  /** Everything is looked through first where secrets are to be masked, so the first byte may take a while. */
  async write(ids: readonly string[], how: { isMasked: boolean }): Promise<Outcome<WrittenArchive>> {
    const sessions = this.#chosen(ids);
    if (!sessions.ok) return sessions;
    const mask = how.isMasked ? await orProblem(() => this.#mask(sessions.value)) : undefined;
    if (mask?.ok === false) return mask;
    const findings = await this.#findingsOf(sessions.value);
    const lines = archiveLines(
      sessions.value,
      {
        build: this.#o.build,
        now: () => this.#o.now(),
        frames: (id) => this.#o.journal.frames(id),
        findings: (id) => findings.get(id),
        triage: (fingerprint) => this.#o.triage(fingerprint),
        notes: (id) => this.#o.notes?.notesOf(id) ?? [],
      },
      mask?.value,
    );
    const numbers = sessions.value.map(({ number }) => number).join('-');
    const name = `session-${numbers.slice(0, 60)}${how.isMasked ? '' : '-unmasked'}${ARCHIVE_ENDING}`;
    return { ok: true, value: { name, bytes: gzipped(lines) } };
  }

  async importFile(path: string): Promise<Outcome<ImportedArchive>> {
    const opened = await openFile(path, this.#limits);
    return opened.ok ? this.importStream(opened.value) : opened;
  }

  async importStream(source: Readable): Promise<Outcome<ImportedArchive>> {
    const { journal, notes, now } = this.#o;
    const limits = this.#limits;
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const done = this.#turn.then(work);
      this.#turn = done.catch(() => {
        // An ArchiveProblem, or what the disk says: told to whoever brings it in, not to the next one.
      });
      return done;
    };
    const done = await importArchive(source, { journal, now, limits, inTurn, ...(notes && { notes }) });
    if (done.ok && !done.value.isKnown) for (const session of done.value.sessions) this.#o.arrived(session);
    return done;
  }

  /** What the file of an imported session says of it. */
  claims(id: string): Outcome<ArchiveClaims> {
    const none = (message: string): Outcome<never> => ({
      ok: false,
      problem: { code: 'no-such-session', message },
    });
    if (this.#o.journal.session(id)?.imported === undefined)
      return none('There is no such imported session.');
    const read = readPrivateFile(join(this.#o.sessionsFolder, id, CLAIMS_FILE), 64 * 1024 * 1024);
    if (!read.ok) return read;
    try {
      const claims = ArchiveClaims.safeParse(JSON.parse(read.value?.toString('utf8') ?? 'null'));
      if (claims.success) return { ok: true, value: claims.data };
    } catch {
      // SyntaxError: damaged.
    }
    return none('What the file said of this session is lost.');
  }

  /** The same, beside what is found in it here. */
  async claimed(id: string): Promise<Outcome<ClaimsCompared>> {
    const claims = this.claims(id);
    if (!claims.ok) return claims;
    const found = await this.#o.findings(id);
    const here = [...(found?.problems.values() ?? [])].map(({ finding }) => finding);
    return { ok: true, value: claimsCompared(claims.value, here) };
  }

  /** Looks through sessions for what a masked export hides. */
  async scan(ids: readonly string[]): Promise<Outcome<ArchiveScan>> {
    const sessions = this.#chosen(ids);
    if (!sessions.ok) return sessions;
    return orProblem(async () => (await this.#mask(sessions.value)).scan(sessions.value));
  }

  async #mask(sessions: readonly Session[]): Promise<SessionMask> {
    const { journal, notes, secrets } = this.#o;
    const findings = await this.#findingsOf(sessions);
    return SessionMask.of(sessions, {
      frames: (id) => journal.frames(id),
      findings: (id) => [...(findings.get(id)?.problems.values() ?? [])],
      notes: (id) => notes?.notesOf(id) ?? [],
      secrets: secrets(),
    });
  }

  async #findingsOf(sessions: readonly Session[]): Promise<Map<string, SessionFindings | undefined>> {
    const findings = new Map<string, SessionFindings | undefined>();
    for (const { id } of sessions) findings.set(id, await this.#o.findings(id));
    return findings;
  }

  #chosen(ids: readonly string[]): Outcome<Session[]> {
    const sessions: Session[] = [];
    for (const id of new Set(ids)) {
      const session = this.#o.journal.session(id);
      if (session === undefined) {
        const message = `There is no session ${id.slice(0, 40)}.`;
        return { ok: false, problem: { code: 'no-such-session', message } };
      }
      sessions.push(session);
    }
    if (sessions.length > 0) return { ok: true, value: sessions };
    return { ok: false, problem: { code: 'no-such-session', message: 'No session is chosen.' } };
  }
}

async function orProblem<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof ArchiveProblem) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Of lines that say much with few bytes this much is written as it is, so that no file here looks like a bomb. */
const MOST_RATIO = 100;
const LOOK_FROM = 16 * 1024 * 1024;

async function* gzipped(lines: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ level: 6, chunkSize: 64 * 1024 }) as Gzip & ZlibParams;
  const feeding = feed(gzip, lines);
  // Heard of below; until then it must not count as unheard.
  feeding.catch((error: Error) => gzip.destroy(error));
  try {
    for await (const chunk of gzip as AsyncIterable<Uint8Array>) yield chunk;
    await feeding;
  } finally {
    gzip.destroy();
  }
}

async function feed(gzip: Gzip & ZlibParams, lines: AsyncIterable<Buffer>): Promise<void> {
  let [given, written, isPacked] = [0, 0, true];
  gzip.on('data', (chunk: Uint8Array) => (written += chunk.length));
  for await (const line of lines) {
    given += line.length;
    const packs = given < LOOK_FROM || given < written * MOST_RATIO;
    if (packs !== isPacked) {
      isPacked = packs;
      const level = packs ? 6 : constants.Z_NO_COMPRESSION;
      await new Promise<void>((done) => gzip.params(level, constants.Z_DEFAULT_STRATEGY, () => done()));
    }
    if (gzip.destroyed) return;
    if (!gzip.write(line)) await hasRoom(gzip);
  }
  gzip.end();
}

/** It takes more, or never will. */
function hasRoom(gzip: Gzip): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      gzip.off('drain', go).off('close', go);
      resolve();
    };
    gzip.on('drain', go).on('close', go);
  });
}
