import { chmodSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { World } from '../../fuzz/world.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { removeNow } from '../runs/homes.ts';
import {
  asItWas,
  databaseChanges,
  isBesides,
  LOOK,
  makeDatabase,
  readDatabase,
  stampOf,
  type DatabaseState,
} from './database.ts';
import { Fixture } from './fixture.ts';
import { MadeTree } from './made-tree.ts';
import { layoutOf, worldFor, type Layout } from './world-layout.ts';
import { isFolder, isLeftOver, isThere, WorldTop } from './world-top.ts';

const NAME = /^mcp-fuzz-[0-9a-f]{8}(?:-\d{1,2})?$/;
const LOOKED_AT = new RegExp(`^${LOOK}[0-9A-Za-z]{6}$`);
/** Worlds of one seed that can stand side by side. */
const MOST_BESIDE = 20;

/** What differs from the look before it. */
export interface Looked {
  /** Paths that appeared outside the root, and of those asked for. What was in the drop folder is taken away again. */
  created: readonly string[];
  /** One line each: `files/data.json: other content`, `table notes: 3 rows, was 4`. */
  changed: readonly string[];
}

/** A world on disk. */
export class MadeWorld {
  readonly world: World;
  readonly folder: string;
  /** What could not be made here, in words: links on a Windows without the right to make them. */
  readonly without: readonly string[];
  #layout: Layout;
  #tree: MadeTree;
  #fixture: Fixture;
  #data: { stamp: string; state: DatabaseState } | undefined;
  /** Only tables that are as we made them are read. */
  #own: DatabaseState | undefined;
  #top: WorldTop;
  #remove: () => boolean;
  #isLost = false;

  constructor(top: WorldTop, world: World, remove: () => boolean) {
    this.folder = top.folder;
    this.world = world;
    this.#top = top;
    this.#layout = layoutOf(world, top.folder);
    this.#tree = new MadeTree(top.folder, this.#layout);
    this.#remove = remove;
    this.without = this.#tree.write();
    if (world.database !== undefined) {
      makeDatabase(world.database);
      this.#tree.add(world.database.path);
    }
    this.#fixture = this.#look();
    this.#data = this.#readData(undefined);
    this.#own = this.#data?.state;
  }

  /** What appeared or changed since the last look. `also`: paths a payload names; of those it says which are there. */
  look(also: readonly string[] = []): Looked {
    const { root, drop, home } = this.world;
    // What lies there then is not ours to look into, and less to empty.
    if (!this.#top.isOurs) {
      const changed = this.#isLost ? [] : [`${basename(this.folder)}: gone`];
      this.#isLost = true;
      return { created: also.filter(isThere), changed };
    }
    const { created, gone, altered } = this.#fixture.look();
    const outside = created.filter((path) => !relative(this.folder, path).startsWith(basename(root) + sep));
    const named = also.filter((path) => !outside.includes(path) && isThere(path));
    // Programs keep caches and settings in a home folder: what is new there says nothing.
    const isNews = (path: string): boolean => ![drop, home.folder].includes(dirname(path));
    const told = (paths: readonly string[], how: string): string[] =>
      paths.map((path) => `${relative(this.folder, path)}: ${how}`);
    for (const path of outside)
      if (dirname(path) === drop && this.#top.isOurs && isFolder(drop) && removeNow(path))
        this.#fixture.forget(path);
    return {
      created: [...outside, ...named],
      changed: [
        ...told(created.filter(isNews), 'new'),
        ...told(gone, 'gone'),
        ...told(altered, 'other content'),
        ...this.#dataChanges(),
      ],
    };
  }

  /**
   * Whether a server that is running would not notice that its database is as it was: it has put another file in its
   * place, or keeps what it wrote in a log beside it.
   */
  get isHeld(): boolean {
    const path = this.world.database?.path;
    return path !== undefined && this.#top.isOurs && (!this.#tree.isSame(path) || isBesides(path));
  }

  /** As it was made; what still is stays, since a server may hold it open. Nobody else may be at work in it. */
  restore(): Outcome<MadeWorld> {
    try {
      if (!isThere(this.folder)) this.#top.make();
      if (!this.#top.isOurs) return { ok: false, problem: notMade(this.folder, 'something else lies there') };
      this.#isLost = false;
      chmodSync(this.folder, 0o700);
      this.#tree.write((path, bytes, now) =>
        path === this.world.database?.path ? asItWas(bytes, now) : bytes,
      );
      return { ok: true, value: this };
    } catch (error) {
      return { ok: false, problem: notMade(this.folder, (error as Error).message) };
    } finally {
      // What we took away ourselves is nobody's doing.
      if (this.#top.isOurs) {
        this.#fixture = this.#look();
        this.#data = this.#readData(undefined);
      }
    }
  }

  /** With all that was put into it; a link in it is taken away, not followed. */
  remove(): Problem | undefined {
    if (this.#remove()) return undefined;
    return {
      code: 'world-left',
      message: `${this.folder} was made for a fuzz run and could not be removed.`,
      hint: 'Remove it by hand.',
    };
  }

  #look(): Fixture {
    const { database } = this.world;
    const data = database === undefined ? undefined : dirname(database.path);
    return new Fixture([this.folder, ...this.#layout.folders.filter((one) => one !== data)]);
  }

  #readData(known: DatabaseState | undefined): { stamp: string; state: DatabaseState } | undefined {
    const path = this.world.database?.path;
    if (path === undefined) return undefined;
    // Before it is read: what is written meanwhile is then seen the next time.
    return { stamp: stampOf(path), state: readDatabase(path, known) };
  }

  #dataChanges(): string[] {
    const path = this.world.database?.path;
    const before = this.#data;
    if (path === undefined || before === undefined || stampOf(path) === before.stamp) return [];
    const now = this.#readData(this.#own) ?? before;
    this.#data = now;
    return databaseChanges(before.state, now.state);
  }
}

/** Folders that started servers stand in while they are fuzzed. The same seed gives the same paths, where they are free. */
export class Worlds {
  #given: string;
  #mine = new Map<string, WorldTop>();
  #isSwept = false;

  /** `base`: a folder where everybody may make one of his own. Its links are followed once: /tmp is one on macOS. */
  constructor(base: string = tmpdir()) {
    this.#given = base;
  }

  /** Where the world of a seed would stand now. Told to a person before it is made. */
  place(seed: number): Outcome<string> {
    const name = `mcp-fuzz-${(seed >>> 0).toString(16).padStart(8, '0')}`;
    let base: string;
    try {
      this.#sweep();
      base = realpathSync(this.#given);
    } catch (error) {
      // ENOENT: there is no such folder; everything but a world goes on without it.
      return { ok: false, problem: notMade(join(this.#given, name), (error as Error).message) };
    }
    for (let beside = 0; beside < MOST_BESIDE; beside++) {
      const folder = join(base, beside === 0 ? name : `${name}-${beside + 1}`);
      if (!isThere(folder)) return { ok: true, value: folder };
    }
    return {
      ok: false,
      problem: {
        code: 'no-world',
        message: `There are ${MOST_BESIDE} folders called ${name} in ${base} already.`,
        hint: 'Remove those that no run uses, or take another seed.',
      },
    };
  }

  /** Makes it where `place` said. What came there meanwhile is not taken over. */
  make(folder: string, seed: number, wantsDatabase: boolean): Outcome<MadeWorld> {
    const top = new WorldTop(folder);
    try {
      this.#sweep();
      // Of a run that is gone on with, whose bridge was killed after we had looked for such folders.
      if (!this.#mine.has(folder) && isLeftOver(folder)) removeNow(folder);
      if (isThere(folder)) return { ok: false, problem: notMade(folder, 'something lies there already') };
      this.#mine.set(folder, top);
      top.make();
      const remove = (): boolean => this.#remove(folder);
      return { ok: true, value: new MadeWorld(top, worldFor(folder, seed, wantsDatabase), remove) };
    } catch (error) {
      if (top.isOurs) this.#remove(folder);
      else if (this.#mine.get(folder) === top) this.#mine.delete(folder);
      return { ok: false, problem: notMade(folder, (error as Error).message) };
    }
  }

  /** At once: whoever calls has no time left. */
  removeAll(): void {
    for (const folder of [...this.#mine.keys()]) this.#remove(folder);
  }

  #remove(folder: string): boolean {
    const top = this.#mine.get(folder);
    if (top === undefined) return true;
    const isGone = top.remove();
    // Only now: what is left is tried once more when the bridge ends.
    if (isGone) this.#mine.delete(folder);
    return isGone;
  }

  /** Those of a bridge that was killed: ours by owner, mode and marker, and whoever made it runs no more. */
  #sweep(): void {
    if (this.#isSwept) return;
    const base = realpathSync(this.#given);
    this.#isSwept = true;
    for (const name of readdirSync(base)) {
      if (!NAME.test(name) && !LOOKED_AT.test(name)) continue;
      const folder = join(base, name);
      if (!this.#mine.has(folder) && isLeftOver(folder)) removeNow(folder);
    }
  }
}

function notMade(folder: string, why: string): Problem {
  return {
    code: 'no-world',
    message: `The folder ${folder} for the fuzz run could not be made: ${why}.`,
    hint: 'Plan the run again: it then chooses another name. Or run without a prepared folder.',
  };
}
