import type { AnnotationChange, AnnotationsPage, FrameAnnotation } from '../../protocol/annotation.ts';
import type { CopiedText } from '../../protocol/copied.ts';
import type { CopyFormatId } from '../../protocol/copy-formats.ts';
import type { MethodFigures } from '../../protocol/method-figures.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about Traffic besides its rows and bytes. */
export class TrafficApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  copy(session: string, seq: number, as: CopyFormatId): Promise<Outcome<CopiedText>> {
    return this.#ask('GET', `frames/${session}/${seq}/copy?as=${as}`);
  }
  har(session: string): Promise<Outcome<Blob>> {
    return this.#ask('GET', `sessions/${session}/har`);
  }
  methods(q: string, signal: AbortSignal): Promise<Outcome<MethodFigures>> {
    return this.#ask('GET', `traffic/methods?${new URLSearchParams({ q }).toString()}`, undefined, signal);
  }
  /** Of the frames [from, to). */
  annotations(session: string, from: number, to: number): Promise<Outcome<AnnotationsPage>> {
    return this.#ask('GET', `sessions/${session}/annotations?from=${from}&to=${to}`);
  }
  annotate(session: string, seq: number, change: AnnotationChange): Promise<Outcome<FrameAnnotation>> {
    return this.#ask('PUT', `frames/${session}/${seq}/annotation`, change);
  }
  removeAnnotation(session: string, seq: number): Promise<Outcome<Record<string, never>>> {
    return this.#ask('DELETE', `frames/${session}/${seq}/annotation`);
  }
}
