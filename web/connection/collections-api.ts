import type {
  CollectionRow,
  CollectionRows,
  ExportedCollection,
  KeptCollection,
  PutCollection,
} from '../../protocol/collection/kept.ts';
import type { CollectionRun, CollectionRunHead, RunCollection } from '../../protocol/collection/run.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

const of = (id: string): string => `collections/${encodeURIComponent(id)}`;

/** What the page may ask about saved calls. Only `start` has anything sent to a server. */
export class CollectionsApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  all(): Promise<Outcome<CollectionRows>> {
    return this.#ask('GET', 'collections');
  }
  get(id: string): Promise<Outcome<KeptCollection>> {
    return this.#ask('GET', of(id));
  }
  /** Refused where it was changed elsewhere since. */
  put(change: PutCollection): Promise<Outcome<CollectionRow>> {
    return this.#ask('PUT', of(change.collection.id), change);
  }
  /** Takes in the text of a file. */
  bring(text: string): Promise<Outcome<CollectionRow>> {
    return this.#ask('POST', 'collections', { text });
  }
  remove(id: string): Promise<Outcome<Record<string, never>>> {
    return this.#ask('DELETE', of(id));
  }
  /** Refused when a known secret stands in it, unless it may be masked. */
  exported(id: string, masks: boolean): Promise<Outcome<ExportedCollection>> {
    return this.#ask('GET', `${of(id)}/file${masks ? '?secrets=masked' : ''}`);
  }
  start(id: string, how: RunCollection): Promise<Outcome<CollectionRun>> {
    return this.#ask('POST', `${of(id)}/runs`, how);
  }
  /** Newest first. */
  runs(): Promise<Outcome<{ runs: CollectionRunHead[] }>> {
    return this.#ask('GET', 'collection-runs');
  }
  run(id: string, signal?: AbortSignal): Promise<Outcome<CollectionRun>> {
    return this.#ask('GET', `collection-runs/${encodeURIComponent(id)}`, undefined, signal);
  }
  stop(id: string): Promise<Outcome<CollectionRun>> {
    return this.#ask('POST', `collection-runs/${encodeURIComponent(id)}/stop`);
  }
}
