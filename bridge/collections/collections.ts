import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type {
  CollectionRow,
  ExportedCollection,
  KeptCollection,
  PutCollection,
} from '../../protocol/collection/kept.ts';
import type { CollectionRun, RunCollection } from '../../protocol/collection/run.ts';
import { writeCollection } from '../../protocol/collection/write-collection.ts';
import { readHex, writeHex } from '../../protocol/raw/hex.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { CollectionRuns } from './collection-runs.ts';
import type { CollectionStore } from './collection-store.ts';

export interface CollectionsOptions {
  store: CollectionStore;
  runs: CollectionRuns;
  /** With known secrets replaced by `*`. */
  shown(text: string): string;
}

/** Saved calls in collections: kept, run, and handed on as files. */
export class Collections {
  readonly runs: CollectionRuns;
  #store: CollectionStore;
  #shown: CollectionsOptions['shown'];

  constructor({ store, runs, shown }: CollectionsOptions) {
    this.#store = store;
    this.runs = runs;
    this.#shown = shown;
  }

  all(): CollectionRow[] {
    return this.#store.all();
  }

  get(id: string): Outcome<KeptCollection> {
    return this.#store.get(id);
  }

  put(change: PutCollection): Outcome<CollectionRow> {
    return this.#store.put(change);
  }

  bring(text: string): Outcome<CollectionRow> {
    return this.#store.bring(text);
  }

  remove(id: string): Problem | undefined {
    return this.#store.remove(id);
  }

  /** As a file for somebody else. With a known secret in it only when that is masked, because it was asked to be. */
  exported(id: string, masks: boolean): Outcome<ExportedCollection> {
    const found = this.#store.get(id);
    if (!found.ok) return found;
    const { collection } = found.value;
    const shown = shownCollection(collection, this.#shown);
    const masked = collection.calls.filter((call, at) => callText(call) !== callText(shown.calls[at]!));
    const isAbout = collection.name !== shown.name || collection.description !== shown.description;
    if (!masks && (masked.length > 0 || isAbout)) {
      const [first] = masked;
      return {
        ok: false,
        problem: {
          code: 'secret-inside',
          message: `A known secret stands in ${first === undefined ? 'its description' : `“${shown.calls.find(({ id: call }) => call === first.id)!.name}”`}${masked.length > 1 ? ` and ${masked.length - 1} more calls` : ''}.`,
          hint: 'Write {{env:NAME}} in its place, or export it masked.',
        },
      };
    }
    return {
      ok: true,
      value: {
        name: `${fileName(shown.name)}.mcp-calls.json`,
        text: writeCollection(shown),
        masked: masked.map(({ id: call }) => call),
      },
    };
  }

  run(id: string, how: RunCollection): Outcome<CollectionRun> {
    const found = this.#store.get(id);
    return found.ok ? this.runs.start(found.value.collection, how) : found;
  }
}

function callText(call: SavedCall): string {
  return JSON.stringify(call);
}

function shownCollection(collection: Collection, shown: (text: string) => string): Collection {
  return {
    ...collection,
    name: shown(collection.name),
    description: shown(collection.description),
    calls: collection.calls.map((call) => ({
      ...call,
      name: shown(call.name),
      folder: shown(call.folder),
      description: shown(call.description),
      text: call.form === 'hex' ? shownHex(call.text, shown) : shown(call.text),
      ...(call.wire?.kind === 'http' ? { wire: { ...call.wire, head: shown(call.wire.head) } } : {}),
      expect: {
        ...call.expect,
        checks: call.expect.checks.map((check) =>
          'equals' in check
            ? { ...check, equals: shown(check.equals) }
            : 'matches' in check
              ? { ...check, matches: shown(check.matches) }
              : check,
        ),
      },
    })),
  };
}

/** Bytes written as hex hold a secret no less. What holds none, or is no hex, stays as it was typed. */
function shownHex(hex: string, shown: (text: string) => string): string {
  const read = readHex(hex);
  if (!read.ok) return shown(hex);
  const text = Buffer.from(read.value).toString('latin1');
  const masked = shown(text);
  return masked === text ? hex : writeHex(Buffer.from(masked, 'latin1'));
}

/** A word for a file: letters and digits only, so that no system takes it for anything else. */
function fileName(name: string): string {
  const word = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  return word === '' ? 'collection' : word;
}
