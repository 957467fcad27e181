import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTION_BOUNDS, COLLECTION_ID, type Collection } from '../../protocol/collection/collection.ts';
import type { CollectionRow, KeptCollection, PutCollection } from '../../protocol/collection/kept.ts';
import { readCollection } from '../../protocol/collection/read-collection.ts';
import { variablesOf } from '../../protocol/collection/variables.ts';
import { writeCollection } from '../../protocol/collection/write-collection.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { preparePrivateDir, readPrivateFile, writePrivateFile } from '../platform/private-files.ts';

const MOST_COLLECTIONS = 200;
/** No character takes more than three bytes. */
const MOST_BYTES = COLLECTION_BOUNDS.file * 3;

export interface CollectionStoreOptions {
  /** `collections` in the data folder. */
  folder: string;
  changed(row: CollectionRow): void;
  deleted(id: string): void;
  onProblem(problem: Problem): void;
}

/** Collections of this person, each in a file of its own (0600), in the very form they are exported in. */
export class CollectionStore {
  #o: CollectionStoreOptions;
  #kept: Map<string, KeptCollection> | undefined;

  constructor(options: CollectionStoreOptions) {
    this.#o = options;
  }

  /** By name. */
  all(): CollectionRow[] {
    return [...this.#all().values()]
      .map(rowOf)
      .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
  }

  get(id: string): Outcome<KeptCollection> {
    const kept = this.#all().get(id);
    return kept === undefined ? unknown(id) : { ok: true, value: kept };
  }

  /**
   * Keeps it as it is given. `base` is the state that was changed; where somebody else changed that meanwhile, what
   * they did would be gone without a word, so it is refused. Absent: it is a new one.
   */
  put({ collection, base }: PutCollection): Outcome<CollectionRow> {
    const kept = this.#all();
    const now = kept.get(collection.id)?.revision;
    if (now === undefined && base !== undefined) return unknown(collection.id);
    if (now !== base)
      return refused(
        'collection-changed',
        'This collection was changed elsewhere meanwhile. This change was not kept.',
        'Look at it as it is now, then change it again.',
      );
    if (!kept.has(collection.id) && kept.size >= MOST_COLLECTIONS)
      return refused(
        'too-many-collections',
        `${MOST_COLLECTIONS} collections are kept; this one is not.`,
        'Delete one that is done with.',
      );
    const text = writeCollection(collection);
    // What could not be read again is not written.
    const again = readCollection(text, randomUUID);
    if (!again.ok) return again;
    const problem = preparePrivateDir(this.#o.folder) ?? writePrivateFile(this.#path(collection.id), text);
    if (problem !== undefined) return { ok: false, problem };
    const value = { collection: again.value, revision: revisionOf(text) };
    kept.set(collection.id, value);
    const row = rowOf(value);
    this.#o.changed(row);
    return { ok: true, value: row };
  }

  /** Takes in the text of a file. It never replaces what is kept: one whose id is taken gets another. */
  bring(text: string): Outcome<CollectionRow> {
    const read = readCollection(text, randomUUID);
    if (!read.ok) return read;
    const id = this.#all().has(read.value.id) ? randomUUID() : read.value.id;
    return this.put({ collection: { ...read.value, id } });
  }

  remove(id: string): Problem | undefined {
    const kept = this.#all();
    if (!kept.has(id)) return unknown(id).problem;
    try {
      unlinkSync(this.#path(id));
    } catch (error) {
      // ENOENT: the person removed the file; anything else and it would be there again at the next start.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        return { code: 'not-removed', message: `It could not be removed: ${(error as Error).message}.` };
    }
    kept.delete(id);
    this.#o.deleted(id);
    return undefined;
  }

  #all(): Map<string, KeptCollection> {
    return (this.#kept ??= this.#read());
  }

  #read(): Map<string, KeptCollection> {
    const kept = new Map<string, KeptCollection>();
    for (const name of namesIn(this.#o.folder)) {
      const id = name.slice(0, -'.json'.length);
      if (!name.endsWith('.json') || !COLLECTION_ID.test(id)) continue;
      const read = this.#readOne(name);
      if (read.ok) {
        const collection = { ...read.value, id };
        kept.set(id, { collection, revision: revisionOf(writeCollection(collection)) });
      } else
        this.#o.onProblem({
          ...read.problem,
          message: `The collection in ${join(this.#o.folder, name)} is left as it is. ${read.problem.message}`,
        });
    }
    return kept;
  }

  #readOne(name: string): Outcome<Collection> {
    const read = readPrivateFile(join(this.#o.folder, name), MOST_BYTES);
    if (!read.ok) return read;
    return readCollection(new TextDecoder().decode(read.value ?? new Uint8Array()), randomUUID);
  }

  /** Only ever of an id that was checked to be one. */
  #path(id: string): string {
    if (!COLLECTION_ID.test(id)) throw new TypeError('This is no id of a collection.');
    return join(this.#o.folder, `${id}.json`);
  }
}

function rowOf({ collection, revision }: KeptCollection): CollectionRow {
  const { id, name, description, calls } = collection;
  return { id, name, description, calls: calls.length, env: variablesOf(calls), revision };
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // ENOENT: nothing was kept yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function unknown(id: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: { code: 'no-such-collection', message: `There is no collection ${id.slice(0, 40)}.` },
  };
}

function refused(code: string, message: string, hint: string): Outcome<never> {
  return { ok: false, problem: { code, message, hint } };
}
