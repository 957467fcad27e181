import { fold } from '../text/fold.ts';
import { textOf } from '../text/frame-text.ts';
import type { SqlRow } from './driver.ts';
import { KINDS } from './frame-rows.ts';
import type { Pause } from './pause.ts';
import type { RecordFiles } from './record-files.ts';

/** Reads frames to see whether needles are in their text. Remembers the last frame, so that several needles cost one reading. */
export class NeedleSearch {
  #files: RecordFiles;
  #pause: Pause;
  #lastFrame = -1;
  #lastNeedles: readonly string[] = [];
  #found: boolean[] = [];

  constructor(files: RecordFiles, pause: Pause) {
    this.#files = files;
    this.#pause = pause;
  }

  /** `row`: n, id of the session, kind and place of a frame. `needles` are folded; `which` is the one asked about. */
  async has(row: SqlRow, needles: readonly string[], which: number): Promise<boolean> {
    const n = Number(row['n']);
    if (this.#lastFrame !== n || this.#lastNeedles !== needles) {
      const found = await this.#read(row, needles);
      this.#lastFrame = n;
      this.#lastNeedles = needles;
      this.#found = found;
      return found[which] ?? false;
    }
    return this.#found[which] ?? false;
  }

  async #read(row: SqlRow, needles: readonly string[]): Promise<boolean[]> {
    const found = needles.map(() => false);
    const place = {
      segment: Number(row['segment']),
      offset: Number(row['offset']),
      size: Number(row['size']),
    };
    const frame = this.#files.frame(String(row['id']), place, KINDS[Number(row['kind'])]!, true);
    if (frame === undefined) return found;
    const longest = Math.max(...needles.map((needle) => needle.length));
    let carried = '';
    for (const piece of textOf(frame)) {
      const text = carried + fold(piece);
      needles.forEach((needle, i) => {
        if (found[i] === false && text.includes(needle)) found[i] = true;
      });
      if (found.every(Boolean)) break;
      carried = longest > 1 ? text.slice(-(longest - 1)) : '';
      // The bytes of a frame held whole are gone when somebody else reads meanwhile.
      if (frame.isInParts) await this.#pause.now();
    }
    return found;
  }
}
