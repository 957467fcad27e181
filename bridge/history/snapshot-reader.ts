import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { snapshotItem } from '../../inspect/drift/snapshot-item.ts';
import type { SectionName } from '../../protocol/inventory.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { FrameSource } from '../inspection/frame-source.ts';
import { AnswerHeads } from './answer-heads.ts';
import { sha256 } from './hash.ts';
import type { Place } from './messages.ts';

/** Sessions whose place in the file is remembered. */
const MOST_SESSIONS = 16;

interface Reading {
  source: FrameSource;
  heads: AnswerHeads;
  /** Newest frame it has passed. */
  at: number;
  /** Hash of the item by its place, and by its bytes: what was read once is not read again. */
  byPlace: Map<string, string>;
  byBytes: Map<string, string>;
}

/** Reads what a session's server offered from the session's recording. */
export class SnapshotReader {
  #folder: string;
  #readings = new Map<string, Reading>();

  constructor(sessionsFolder: string) {
    this.#folder = sessionsFolder;
  }

  /**
   * `knows`: hashes whose items are kept; those come without fields. `unread`: sections of which an item could not
   * be read. `headers`: those that came with the items, and with `answers`, where that was over HTTP. Throws errors
   * of the file system.
   */
  read(
    session: string,
    places: readonly Place[],
    knows: (hash: string) => boolean,
    answers: readonly number[] = [],
  ): { items: SnapshotItem[]; unread: Set<SectionName>; headers: Record<string, string> | undefined } {
    const reading = this.#of(session);
    const frames = new Set([...answers, ...places.map((place) => place[3])]);
    const spell = ([, , , frame, from, to]: Place): string => `${frame}/${from}/${to}`;
    const known = (place: Place): string | undefined => {
      const hash = reading.byPlace.get(spell(place));
      return hash !== undefined && knows(hash) ? hash : undefined;
    };
    const wanted = new Map<number, Place[]>();
    for (const place of places) {
      if (known(place) !== undefined) continue;
      const same = wanted.get(place[3]);
      if (same === undefined) wanted.set(place[3], [place]);
      else same.push(place);
    }
    const fresh = new Map<string, SnapshotItem>();
    const unseen = [...frames].filter((frame) => frame > reading.at);
    this.#frames(session, reading, new Set([...wanted.keys(), ...unseen]), frames, (seq, payload) => {
      for (const place of wanted.get(seq) ?? []) {
        const [section, name, nth, , from, to] = place;
        const bytes = payload.subarray(from, to);
        const digest = createHash('sha256').update(bytes).digest('base64');
        const hash = reading.byBytes.get(digest);
        const item =
          hash !== undefined && knows(hash)
            ? { section, name, nth, fields: [], hash }
            : snapshotItem(section, name, nth, bytes, sha256);
        reading.byBytes.set(digest, item.hash);
        fresh.set(spell(place), item);
      }
    });
    const items: SnapshotItem[] = [];
    const unread = new Set<SectionName>();
    const byPlace = new Map<string, string>();
    for (const place of places) {
      const [section, name, nth] = place;
      const hash = known(place);
      const item = hash === undefined ? fresh.get(spell(place)) : { section, name, nth, fields: [], hash };
      if (item === undefined) unread.add(section);
      else {
        items.push(item);
        byPlace.set(spell(place), item.hash);
      }
    }
    // Only what is offered now: a server that turns all the time fills no memory.
    reading.byPlace = byPlace;
    if (reading.byBytes.size > 4 * places.length + 1000) reading.byBytes.clear();
    return { items, unread, headers: reading.heads.of(frames) };
  }

  forget(session: string): void {
    this.#readings.delete(session);
  }

  #of(session: string): Reading {
    const known = this.#readings.get(session) ?? {
      source: this.#begin(session),
      heads: new AnswerHeads(),
      at: 0,
      byPlace: new Map<string, string>(),
      byBytes: new Map<string, string>(),
    };
    this.#readings.delete(session);
    this.#readings.set(session, known);
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > MOST_SESSIONS && oldest !== undefined) this.#readings.delete(oldest);
    return known;
  }

  #begin(session: string): FrameSource {
    return new FrameSource(join(this.#folder, session), session);
  }

  #frames(
    session: string,
    reading: Reading,
    wanted: ReadonlySet<number>,
    answers: ReadonlySet<number>,
    take: (seq: number, payload: Uint8Array) => void,
  ): void {
    if (wanted.size === 0) return;
    const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
    if (first <= reading.at) {
      reading.source = this.#begin(session);
      reading.at = 0;
      reading.heads.restart();
    }
    reading.source.read(({ frame }) => {
      reading.at = frame.seq;
      reading.heads.pass(frame.seq, frame.head, answers.has(frame.seq));
      if (wanted.has(frame.seq)) take(frame.seq, frame.payload ?? new Uint8Array());
      return frame.seq < last;
    });
  }
}
