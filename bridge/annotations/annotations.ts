import { setImmediate } from 'node:timers/promises';
import type {
  Annotation,
  AnnotationChange,
  AnnotationsPage,
  FrameAnnotation,
  RowAnnotation,
} from '../../protocol/annotation.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Journal } from '../journal/journal.ts';
import { MOST_ANNOTATIONS, MOST_NOTE_CHARACTERS, SessionAnnotationFile } from './annotation-file.ts';

/** Characters of a note that a row carries. */
const ROW_NOTE = 120;

export interface AnnotationsOptions {
  sessionsFolder: string;
  journal: Pick<Journal, 'session' | 'sessions' | 'frame' | 'annotated' | 'onIndexLost'>;
  now(): number;
  changed(session: string, seq: number, annotation: RowAnnotation): void;
  onProblem(problem: Problem): void;
}

interface Held {
  file: SessionAnnotationFile;
  annotations: Map<number, FrameAnnotation>;
  /** The file that is there cannot be read, so it is not written either. */
  problem: Problem | undefined;
  version: number;
}

/** Marks, colours and notes that a person put on frames: in memory once they were asked for, kept beside the frames. */
export class Annotations {
  #o: AnnotationsOptions;
  #held = new Map<string, Held>();
  #loading: Promise<void> | undefined;

  constructor(options: AnnotationsOptions) {
    this.#o = options;
    options.journal.onIndexLost(() => {
      for (const [session, { annotations }] of this.#held)
        options.journal.annotated(session, [...annotations.values()], true);
    });
  }

  /** For a row of a session that exists. */
  at(session: string, seq: number): RowAnnotation | undefined {
    const found = this.#of(session).annotations.get(seq);
    return found === undefined ? undefined : rowOf(found);
  }

  /** All of a session, ascending. */
  notesOf(session: string): FrameAnnotation[] {
    if (this.#o.journal.session(session) === undefined) return [];
    return inOrder(this.#of(session).annotations.values());
  }

  page(session: string, from: number, to: number): Outcome<AnnotationsPage> {
    if (this.#o.journal.session(session) === undefined) return noSuchSession(session);
    const { annotations, version, problem } = this.#of(session);
    if (problem !== undefined) return { ok: false, problem };
    const found = inOrder(annotations.values()).filter(({ seq }) => seq >= from && seq < to);
    return { ok: true, value: { annotations: found, total: annotations.size, version } };
  }

  async change(session: string, seq: number, change: AnnotationChange): Promise<Outcome<FrameAnnotation>> {
    if (this.#o.journal.session(session) === undefined) return noSuchSession(session);
    if ((await this.#o.journal.frame(session, seq)) === undefined)
      return refuse('no-such-frame', `No frame ${session}/${seq} is recorded.`);
    const held = this.#of(session);
    const changed = { seq, ...changedBy(held.annotations.get(seq) ?? {}, change), at: this.#o.now() };
    const problem = this.#keep(session, held, [changed]);
    return problem === undefined ? { ok: true, value: changed } : { ok: false, problem };
  }

  async remove(session: string, seq: number): Promise<Problem | undefined> {
    const removed = await this.change(session, seq, { mark: false, colour: null, note: '' });
    return removed.ok ? undefined : removed.problem;
  }

  /** Those of a session that came from a file, in place of what it has. */
  restore(session: string, annotations: readonly FrameAnnotation[]): Problem | undefined {
    if (this.#o.journal.session(session) === undefined) return noSuchSession(session).problem;
    return this.#keep(session, this.#of(session), annotations);
  }

  /** Resolves when the index knows of all there are. */
  loaded(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** A session is deleted: its file goes with its folder. */
  forget(session: string): void {
    this.#held.delete(session);
  }

  async #load(): Promise<void> {
    for (const { id } of this.#o.journal.sessions()) {
      if (this.#held.has(id)) continue;
      this.#of(id);
      await setImmediate();
    }
  }

  #of(session: string): Held {
    const known = this.#held.get(session);
    if (known !== undefined) return known;
    const file = new SessionAnnotationFile(this.#o.sessionsFolder, session);
    const read = file.read();
    const annotations = read.ok ? read.value : new Map<number, FrameAnnotation>();
    const problem = read.ok ? undefined : read.problem;
    if (problem !== undefined) this.#o.onProblem(problem);
    const held = { file, annotations, problem, version: 0 };
    this.#held.set(session, held);
    if (annotations.size > 0) this.#o.journal.annotated(session, [...annotations.values()], true);
    return held;
  }

  /** Written before anybody is told. */
  #keep(session: string, held: Held, changed: readonly FrameAnnotation[]): Problem | undefined {
    if (held.problem !== undefined) return held.problem;
    const next = new Map(held.annotations);
    for (const one of changed) {
      if (isEmpty(one)) next.delete(one.seq);
      else next.set(one.seq, one);
    }
    const problem = tooMany(next) ?? held.file.write(next.values());
    if (problem !== undefined) return problem;
    held.annotations = next;
    held.version++;
    this.#o.journal.annotated(session, [...changed], false);
    for (const one of changed) this.#o.changed(session, one.seq, rowOf(one));
    return undefined;
  }
}

function changedBy(before: Annotation, change: AnnotationChange): Annotation {
  const mark = change.mark ?? before.mark ?? false;
  const colour = change.colour === undefined ? before.colour : change.colour;
  const note = change.note ?? before.note ?? '';
  return {
    ...(mark ? { mark: true as const } : {}),
    ...(colour === undefined || colour === null ? {} : { colour }),
    ...(note === '' ? {} : { note }),
  };
}

function rowOf({ mark, colour, note }: Annotation): RowAnnotation {
  return {
    ...(mark === undefined ? {} : { mark }),
    ...(colour === undefined ? {} : { colour }),
    // Not between the halves of a surrogate pair.
    ...(note === undefined
      ? {}
      : {
          note: Array.from(note.slice(0, 2 * ROW_NOTE))
            .slice(0, ROW_NOTE)
            .join(''),
        }),
  };
}

const isEmpty = ({ mark, colour, note }: Annotation): boolean =>
  mark === undefined && colour === undefined && note === undefined;

const inOrder = (annotations: Iterable<FrameAnnotation>): FrameAnnotation[] =>
  [...annotations].sort((a, b) => a.seq - b.seq);

function tooMany(annotations: ReadonlyMap<number, FrameAnnotation>): Problem | undefined {
  if (annotations.size > MOST_ANNOTATIONS)
    return refuse(
      'too-many-annotations',
      `${MOST_ANNOTATIONS} frames of a session can be marked; this one is not.`,
      'Take marks away that are not needed any more.',
    ).problem;
  let characters = 0;
  for (const { note } of annotations.values()) characters += note?.length ?? 0;
  if (characters <= MOST_NOTE_CHARACTERS) return undefined;
  return refuse(
    'too-many-annotations',
    `The notes of a session hold ${MOST_NOTE_CHARACTERS / 1024 / 1024} million characters at most.`,
    'Shorten some of them.',
  ).problem;
}

function noSuchSession(session: string): { ok: false; problem: Problem } {
  return refuse('no-such-session', `There is no session ${session}.`);
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
