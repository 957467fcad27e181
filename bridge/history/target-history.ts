import * as z from 'zod/mini';
import type { SectionName } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Snapshot, SnapshotField, SnapshotItem } from '../../protocol/snapshot.ts';
import { HeldFields } from './held-fields.ts';
import { notOurs, tooLarge } from './history-problems.ts';
import { HeadLine, HISTORY_FORMAT, HistoryLine, ItemLine, type SnapshotLine } from './lines.ts';
import { LogFile, type LinePlace } from './log-file.ts';
import { BOUNDS, type Entry, type HistoryBounds, type KeptSnapshot } from './kept.ts';
import { isEqual, keyOf, sorted } from './same-snapshot.ts';
import { tidied } from './tidying.ts';

/** A snapshot as it is to be written. */
interface Written {
  fresh: SnapshotItem[];
  lines: string[];
  line: SnapshotLine;
  bytes: number;
}

/** A line of what was seen again may come on top. */
const SLACK = 64 * 1024;

/** All that one target was ever seen to offer: each wording of each item once, each snapshot as a list of numbers. */
export class TargetHistory {
  readonly target: string;
  readonly snapshots: KeptSnapshot[] = [];
  readonly entries = new Map<number, Entry>();
  /** Lines that are not what was written, and snapshots that lost an item that way. */
  damaged = 0;
  dropped: HeadLine['dropped'];
  #path: string;
  #bounds: HistoryBounds;
  #log!: LogFile;
  #byKey = new Map<string, Entry>();
  #byWording = new Map<string, Entry>();
  #firstSeen = new Map<string, number>();
  /** Where the fields of a wording stand. */
  #fields = new Map<string, LinePlace>();
  #held = new HeldFields();
  #next = 0;
  #seen: LinePlace | undefined;

  private constructor(target: string, path: string, bounds: HistoryBounds) {
    this.target = target;
    this.#path = path;
    this.#bounds = bounds;
  }

  static open(path: string, target: string, bounds = BOUNDS): Outcome<TargetHistory> {
    const history = new TargetHistory(target, path, bounds);
    const problem = history.#load();
    return problem === undefined ? { ok: true, value: history } : { ok: false, problem };
  }

  get last(): KeptSnapshot | undefined {
    return this.snapshots.at(-1);
  }

  itemsOf({ runs }: KeptSnapshot): Entry[] {
    const items: Entry[] = [];
    for (let i = 0; i + 1 < runs.length; i += 2)
      for (let n = runs[i]!; n < runs[i]! + runs[i + 1]!; n++) items.push(this.entries.get(n)!);
    return items;
  }

  asSnapshot(kept: KeptSnapshot): Snapshot {
    const { source, lastAt, lastSession, unread } = kept;
    return {
      source,
      at: lastAt,
      ...(lastSession === undefined ? {} : { session: lastSession }),
      items: this.itemsOf(kept),
      unread,
    };
  }

  /** The wording of an item of any snapshot, whichever of its name it was. */
  find(section: SectionName, name: string, hash: string): Entry | undefined {
    return this.#byWording.get(`${section} ${hash} ${name}`);
  }

  /** When anything of this name was seen first. */
  firstSeen(section: SectionName, name: string): number {
    return this.#firstSeen.get(`${section} ${name}`) ?? Infinity;
  }

  /** Whether the fields of such an item are kept. */
  knows(hash: string): boolean {
    return this.#fields.has(hash);
  }

  /**
   * Takes a snapshot in. One like the last only moves its time. `isKept`: wordings that stay when old snapshots
   * have to go. Throws errors of the file system.
   */
  put(snapshot: Snapshot, isKept: (entry: Entry) => boolean): Outcome<{ isNew: boolean }> {
    const { at, session } = snapshot;
    const { fresh, lines, line, bytes } = this.#written(snapshot);
    const last = this.last;
    if (last !== undefined && fresh.length === 0 && isEqual(last, line)) {
      this.#again(last, at, session);
      return { ok: true, value: { isNew: false } };
    }
    const isFull =
      this.snapshots.length >= this.#bounds.snapshots || this.#log.size + bytes > this.#bounds.bytes;
    if (isFull && this.snapshots.length > 1) {
      const problem = this.#tidy(isKept, bytes);
      // Numbers are others now; what is still too large is so however often it is tidied.
      return problem === undefined ? this.#append(this.#written(snapshot)) : { ok: false, problem };
    }
    return this.#append({ fresh, lines, line, bytes });
  }

  close(): void {
    this.#log.close();
  }

  #written({ at, session, source, unread, items }: Snapshot): Written {
    const fresh: SnapshotItem[] = [];
    const runs = this.#runsOf(items, fresh);
    const line: SnapshotLine = { k: 'snapshot', at, ...of(session), source: sorted(source), unread, runs };
    const lines = [...this.#linesOf(fresh, at, session), JSON.stringify(line)];
    return { fresh, lines, line, bytes: sizeOf(lines) };
  }

  #append({ fresh, lines, line, bytes }: Written): Outcome<{ isNew: boolean }> {
    if (this.#log.size + bytes > this.#bounds.bytes) return { ok: false, problem: tooLarge(this.target) };
    const places = this.#log.append(lines, true);
    const { at, session } = line;
    this.#seen = undefined;
    for (const [i, item] of fresh.entries()) this.#add({ ...item, n: this.#next, at, session }, places[i]!);
    this.snapshots.push({ ...line, session, lastAt: at, lastSession: session, times: 1 });
    return { ok: true, value: { isNew: true } };
  }

  #load(): Problem | undefined {
    const opened = LogFile.open(
      this.#path,
      this.#bounds.bytes + SLACK,
      (json) => this.#begins(json),
      (json, place) => this.#take(json, place),
    );
    if (!opened.ok) return opened.problem;
    this.#log = opened.value.log;
    this.damaged += opened.value.damaged;
    if (this.#log.size === 0) {
      const head: HeadLine = { k: 'head', format: HISTORY_FORMAT, target: this.target };
      this.#log.append([JSON.stringify(head)], false);
    }
    return undefined;
  }

  #begins(json: unknown): Problem | undefined {
    const head = z.safeParse(HeadLine, json);
    if (head.success && head.data.target === this.target) {
      this.dropped = head.data.dropped;
      return undefined;
    }
    return notOurs(this.#path, json);
  }

  #take(json: unknown, place: LinePlace): void {
    const read = z.safeParse(HistoryLine, json);
    if (!read.success) {
      if (!z.safeParse(HeadLine, json).success) this.damaged++;
      return;
    }
    const line = read.data;
    this.#seen = undefined;
    if (line.k === 'item') this.#add({ ...line, session: line.session, fields: [] }, place, line.fields);
    else if (line.k === 'snapshot') this.#takeSnapshot(line);
    else {
      const last = this.last;
      if (last === undefined) return;
      Object.assign(last, { lastAt: line.at, lastSession: line.session, times: last.times + line.times });
      this.#seen = place;
    }
  }

  #takeSnapshot(line: SnapshotLine): void {
    for (let i = 0; i + 1 < line.runs.length; i += 2)
      for (let n = line.runs[i]!; n < line.runs[i]! + line.runs[i + 1]!; n++)
        if (!this.entries.has(n)) {
          this.damaged++;
          return;
        }
    const { at, session, source, unread, runs } = line;
    this.snapshots.push({ at, session, source, unread, runs, lastAt: at, lastSession: session, times: 1 });
  }

  #add(item: Entry, place: LinePlace, fields: ItemLine['fields'] = []): void {
    const { n, section, name, nth, hash, at, session } = item;
    if (fields.length > 0 || !this.#fields.has(hash)) this.#fields.set(hash, place);
    const fieldsOf = (): SnapshotField[] => this.#readFields(hash);
    const entry: Entry = {
      n,
      section,
      name,
      nth,
      hash,
      at,
      session,
      get fields() {
        return fieldsOf();
      },
    };
    this.entries.set(n, entry);
    this.#byKey.set(keyOf(item), entry);
    this.#byWording.set(`${section} ${hash} ${name}`, entry);
    const first = `${section} ${name}`;
    this.#firstSeen.set(first, Math.min(at, this.#firstSeen.get(first) ?? Infinity));
    this.#next = Math.max(this.#next, n + 1);
  }

  #readFields(hash: string): SnapshotField[] {
    const held = this.#held.get(hash);
    if (held !== undefined) return held;
    const place = this.#fields.get(hash);
    const line = place === undefined ? undefined : z.parse(ItemLine, this.#log.read(place));
    const fields = (line?.fields ?? []).map(([name, text]) => ({ name, text }));
    this.#held.hold(hash, fields);
    return fields;
  }

  /** As numbers; those that were never seen get the next ones, in `fresh`. */
  #runsOf(items: readonly SnapshotItem[], fresh: SnapshotItem[]): number[] {
    const runs: number[] = [];
    const coming = new Map<string, number>();
    for (const item of items) {
      const key = keyOf(item);
      let n = this.#byKey.get(key)?.n ?? coming.get(key);
      if (n === undefined) {
        n = this.#next + fresh.length;
        coming.set(key, n);
        fresh.push(item);
      }
      if (runs.length > 0 && runs.at(-2)! + runs.at(-1)! === n) runs[runs.length - 1]!++;
      else runs.push(n, 1);
    }
    return runs;
  }

  #linesOf(fresh: readonly SnapshotItem[], at: number, session: string | undefined): string[] {
    const written = new Set<string>();
    return fresh.map(({ section, name, nth, hash, fields }, i) => {
      const isFirst = !this.#fields.has(hash) && !written.has(hash);
      written.add(hash);
      const n = this.#next + i;
      const line: ItemLine = { k: 'item', n, section, name, nth, hash, at, ...of(session) };
      if (isFirst) line.fields = fields.map((field) => [field.name, field.text]);
      return JSON.stringify(line);
    });
  }

  #again(last: KeptSnapshot, at: number, session: string | undefined): void {
    last.lastAt = Math.max(at, last.lastAt);
    last.lastSession = session;
    last.times++;
    const line = JSON.stringify({ k: 'seen', at: last.lastAt, ...of(session), times: last.times - 1 });
    this.#seen =
      this.#seen === undefined
        ? this.#log.append([line], false)[0]!
        : this.#log.replaceLast(this.#seen, line);
  }

  /** Writes the file anew, without its oldest snapshots. */
  #tidy(isKept: (entry: Entry) => boolean, needed: number): Problem | undefined {
    const { lines, dropped } = tidied(this, isKept, {
      bytes: Math.max(0, (this.#bounds.bytes - needed) / 2),
      snapshots: Math.max(1, Math.floor(this.#bounds.snapshots / 2)),
    });
    // Nothing is given up for what has no room afterwards either.
    if (sizeOf(lines) + needed > this.#bounds.bytes) return tooLarge(this.target);
    const written = LogFile.rewrite(this.#path, lines);
    if (!written.ok) return written.problem;
    this.#log.close();
    this.snapshots.length = 0;
    this.entries.clear();
    this.#byKey.clear();
    this.#byWording.clear();
    this.#firstSeen.clear();
    this.#fields.clear();
    this.#held.clear();
    this.#next = 0;
    this.dropped = dropped;
    return this.#load();
  }
}

/** Of lines in the file, each with its check sum. */
function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 10, 0);
}

function of(session: string | undefined): { session?: string } {
  return session === undefined ? {} : { session };
}
