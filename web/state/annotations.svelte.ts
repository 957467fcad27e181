import type { Annotation, AnnotationChange, RowAnnotation } from '../../protocol/annotation.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TrafficApi } from '../connection/traffic-api.ts';
import type { FrameRef } from './place.ts';
import { isSameRef } from './place.ts';
import type { Toast } from './toast.svelte.ts';

/** Changes heard that rows fetched before do not know of. */
const MOST_HEARD = 5000;
const NONE: RowAnnotation = {};

const keyOf = ({ session, seq }: FrameRef): string => `${session}/${seq}`;

/** What a person put on frames: as rows carry it, and as it changed since they were fetched. */
export class Annotations {
  #api: TrafficApi;
  #toast: Toast;
  #heard = new Map<string, RowAnnotation>();
  /** Raised when what was heard, which is not reactive itself, has changed. */
  #version = $state(0);
  /** The frame whose note is being written. */
  #written = $state.raw<FrameRef | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);

  constructor(api: TrafficApi, toast: Toast) {
    this.#api = api;
    this.#toast = toast;
  }

  /** Of a frame whose row carries this one. */
  of(frame: FrameRef & { annotation?: RowAnnotation | undefined }): RowAnnotation {
    return (void this.#version, this.#heard.get(keyOf(frame)) ?? frame.annotation ?? NONE);
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  isWritten(frame: FrameRef): boolean {
    return isSameRef(this.#written, frame);
  }

  write(frame: FrameRef | undefined): void {
    this.#problem = undefined;
    this.#written = frame === undefined ? undefined : { session: frame.session, seq: frame.seq };
  }

  /** With its whole note. */
  async whole({ session, seq }: FrameRef): Promise<Annotation | undefined> {
    const page = await this.#api.annotations(session, seq, seq + 1);
    if (!page.ok) {
      this.#problem = page.problem;
      return undefined;
    }
    return page.value.annotations[0] ?? {};
  }

  /** false: it was not kept, and why is shown. */
  async change({ session, seq }: FrameRef, change: AnnotationChange): Promise<boolean> {
    const changed = await this.#api.annotate(session, seq, change);
    this.#problem = changed.ok ? undefined : changed.problem;
    if (!changed.ok) {
      if (change.note === undefined) this.#toast.complain(changed.problem);
      return false;
    }
    const { mark, colour, note } = changed.value;
    this.heard({ session, seq, annotation: { mark, colour, note } });
    return true;
  }

  async remove({ session, seq }: FrameRef): Promise<void> {
    const removed = await this.#api.removeAnnotation(session, seq);
    if (removed.ok) this.heard({ session, seq, annotation: NONE });
    else this.#toast.complain(removed.problem);
  }

  heard({ session, seq, annotation }: FrameRef & { annotation: RowAnnotation }): void {
    this.#heard.delete(keyOf({ session, seq }));
    this.#heard.set(keyOf({ session, seq }), annotation);
    if (this.#heard.size > MOST_HEARD)
      for (const key of this.#heard.keys()) {
        this.#heard.delete(key);
        break;
      }
    this.#version++;
  }

  /** Changes may have been missed: rows are fetched anew, and carry what is true. */
  again(): void {
    this.#heard.clear();
    this.#version++;
  }
}
