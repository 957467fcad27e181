import type { ArchiveClaims, ArchivedSession, ArchiveHead, ArchiveLine } from '../../protocol/archive.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import { MOST_ANNOTATIONS, MOST_NOTE_CHARACTERS } from '../annotations/annotation-file.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session, SessionState } from '../../protocol/session.ts';
import type { StagedSession } from '../journal/staging.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { ArrivingFrame } from './arriving-frame.ts';
import { readBytes } from './bytes.ts';
import { countedMasks } from './masked-count.ts';
import { misfit } from './parse-line.ts';

/** The file in a session's folder with what is not taken over of what it came with. */
export const CLAIMS_FILE = 'archive.json';
/** Bytes of lines of frames after which they are written. */
const FLUSH_AT = 1024 * 1024;
const MOST_FINDINGS = 20_000;
const MOST_CLAIM_BYTES = 32 * 1024 * 1024;
const LONGEST_TEXT = 4096;

export interface Origin {
  head: ArchiveHead;
  now: number;
  chain: string;
}

/** A session on its way from a file onto the stage. */
export class ArrivingSession {
  readonly staged: StagedSession;
  readonly said: ArchivedSession;
  readonly notes: FrameAnnotation[] = [];
  #frame: ArrivingFrame | undefined;
  #lastSeq = 0;
  #unwritten = 0;
  #masked = 0;
  #claimBytes = 0;
  #noteCharacters = 0;
  #pack: string | undefined;
  #findings: ArchiveClaims['findings'] = [];

  constructor(staged: StagedSession, said: ArchivedSession) {
    this.staged = staged;
    this.said = said;
  }

  /** Whether a frame still waits for parts of it. */
  get isAmidFrame(): boolean {
    return this.#frame !== undefined && !this.#frame.isWhole;
  }

  take(line: Exclude<ArchiveLine, { kind: 'head' | 'session' | 'end' }>, at: number, bytes: number): void {
    if (this.isAmidFrame !== (line.kind === 'part'))
      throw misfit(at, this.isAmidFrame ? 'a part of a frame is missing' : 'it is a part of no frame');
    switch (line.kind) {
      case 'frame':
        if (line.seq <= this.#lastSeq)
          throw misfit(at, `frame ${line.seq} does not follow on ${this.#lastSeq}`);
        this.#lastSeq = line.seq;
        this.#masked += countedMasks(line.head, line.payload).length;
        this.#frame = new ArrivingFrame(line, at, this.staged);
        break;
      case 'part': {
        const part = readBytes(line.bytes);
        if (part === undefined) throw misfit(at, 'what should be base64 or text is neither');
        this.#frame!.part(line.of, part, at);
        break;
      }
      case 'rules':
        this.#pack = line.pack.slice(0, LONGEST_TEXT);
        break;
      case 'finding':
        this.#claimBytes += bytes;
        if (this.#findings.length >= MOST_FINDINGS || this.#claimBytes > MOST_CLAIM_BYTES)
          throw misfit(at, 'there are more findings than a session has');
        this.#findings.push(line);
        break;
      case 'note': {
        const { kind: _, ...note } = line;
        if (note.seq > this.#lastSeq) throw misfit(at, `there is no frame ${note.seq} to note something on`);
        this.#noteCharacters += note.note?.length ?? 0;
        if (this.notes.length >= MOST_ANNOTATIONS || this.#noteCharacters > MOST_NOTE_CHARACTERS)
          throw misfit(at, 'there are more notes than a session has');
        this.notes.push(note);
      }
    }
    this.#unwritten += bytes;
    if (this.#unwritten >= FLUSH_AT) this.flush();
  }

  flush(): void {
    this.#unwritten = 0;
    const problem = this.staged.log.flush();
    this.staged.log.letGo();
    if (problem !== undefined) throw notWritten(problem);
  }

  /** What is kept of what the file says; `target`: whose key it gets here. */
  session(target: string, { head, now, chain }: Origin): Session {
    const { id, number } = this.staged;
    const { state, target: _, ...said } = this.said;
    return {
      ...said,
      id,
      number,
      target,
      endedAt: said.endedAt ?? said.startedAt,
      state: overState(state),
      questions: [],
      frames: this.staged.log.frames,
      bytes: this.staged.log.bytes,
      imported: {
        at: now,
        by: head.by,
        masked: this.#masked,
        // Without rules that looked at it, the file says nothing of findings.
        ...(this.#pack === undefined && this.#findings.length === 0
          ? {}
          : { findings: this.#findings.length }),
        chain,
      },
    };
  }

  claims({ head, chain }: Origin): ArchiveClaims {
    const { target } = this.said;
    const pack = this.#pack === undefined ? {} : { pack: this.#pack };
    return { target, by: head.by, masked: head.masked, chain, findings: this.#findings, ...pack };
  }
}

/** Whatever it was when it was written, it is over here. */
function overState(state: SessionState): SessionState {
  if (state.kind === 'closed' || state.kind === 'failed') return state;
  return { kind: 'closed', reason: `it was ${state.kind} when the file was written` };
}

function notWritten({ code, message, hint }: Problem): ArchiveProblem {
  return new ArchiveProblem(code, message, hint);
}
