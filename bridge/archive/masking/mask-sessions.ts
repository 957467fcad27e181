import { setImmediate } from 'node:timers/promises';
import type { ArchiveScan } from '../../../protocol/archive.ts';
import type { Evidence, Finding } from '../../../protocol/finding.ts';
import type { FrameAnnotation } from '../../../protocol/annotation.ts';
import type { Session } from '../../../protocol/session.ts';
import type { KnownSecret } from '../../secrets/secrets.ts';
import type { WalkedFrame } from '../../journal/segment/whole-session.ts';
import { countedMasks } from '../masked-count.ts';
import type { Filler } from '../write-archive.ts';
import { Channels } from './channels.ts';
import { Crossings } from './crossings.ts';
import { MaskedFrame } from './masked-frame.ts';
import { maskedTexts } from './masked-texts.ts';
import { SecretSearch } from './secret-search.ts';
import { QuietFrames } from './quiet-frames.ts';
import { windowsOf } from './windows.ts';

export interface MaskingParts {
  frames(session: string): AsyncIterable<WalkedFrame>;
  findings(session: string): readonly { finding: Finding; places: readonly Evidence[][] }[];
  notes(session: string): readonly FrameAnnotation[];
  secrets: readonly KnownSecret[];
}

/** Others get their turn after so long; one window of a large frame may take longer. */
const REST_AFTER_MS = 10;

/**
 * Looks through sessions for secrets before any of them is written: first what secrets there are, then
 * where they stand across two frames. Only then is it known what is to be masked in the first line.
 */
export class SessionMask implements Filler {
  #parts: MaskingParts;
  #search = new SecretSearch();
  #crossings = new Crossings(this.#search);
  #channels = new Map<string, Channels>();
  /** Newest frame of each session that was looked at. */
  #upTo = new Map<string, number>();
  /** Of each session: frames that hold nothing but, maybe, what is known by its value. */
  #quiet = new Map<string, QuietFrames>();
  #rested = performance.now();

  private constructor(parts: MaskingParts) {
    this.#parts = parts;
    for (const { value } of parts.secrets) this.#search.know(value);
  }

  static async of(sessions: readonly Session[], parts: MaskingParts): Promise<SessionMask> {
    const mask = new SessionMask(parts);
    for (const session of sessions) await mask.#collect(session);
    for (const { id } of sessions) await mask.#cross(id);
    return mask;
  }

  texts<T>(value: T): T {
    return maskedTexts(value, this.#search);
  }

  async frame(session: string, frame: WalkedFrame): Promise<WalkedFrame | undefined> {
    if (frame.seq > (this.#upTo.get(session) ?? 0)) return undefined;
    const channels = this.#channels.get(session) ?? new Channels();
    this.#channels.set(session, channels);
    await this.#rest();
    return MaskedFrame.of(frame, {
      search: this.#search,
      isQuiet: this.#quiet.get(session)?.has(frame.seq) === true,
      rest: () => this.#rest(),
      body: channels.meet(frame.head),
      crossing: this.#crossings.in(session, frame.seq),
    });
  }

  /** How much of each kind would be masked in frames. */
  async scan(sessions: readonly Session[]): Promise<ArchiveScan> {
    const counts = new Map<string, number>();
    const scan: ArchiveScan = { frames: 0, bytes: 0, stretches: 0, kinds: [] };
    for (const { id } of sessions) {
      for await (const walked of this.#parts.frames(id)) {
        const frame = await this.frame(id, walked);
        if (frame === undefined) break;
        scan.frames++;
        scan.bytes += frame.rawBytes;
        for (const { kind } of countedMasks(frame.head, frame.payload)) {
          scan.stretches++;
          counts.set(kind, (counts.get(kind) ?? 0) + 1);
        }
      }
    }
    scan.kinds = Array.from(counts, ([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
    return scan;
  }

  async #collect(session: Session): Promise<void> {
    const search = this.#search;
    const quiet = new QuietFrames();
    this.#quiet.set(session.id, quiet);
    const evidence = new Map<number, Evidence[]>();
    for (const { finding, places } of this.#parts.findings(session.id))
      if (finding.family === 'secret')
        for (const one of places.flat())
          if (one.header === undefined) evidence.set(one.frame, [...(evidence.get(one.frame) ?? []), one]);
    for (const text of [session, ...this.#parts.notes(session.id)])
      search.collect(Buffer.from(JSON.stringify(text)));
    for await (const frame of this.#parts.frames(session.id)) {
      this.#upTo.set(session.id, frame.seq);
      for (const { part, from, to } of evidence.get(frame.seq) ?? [])
        if (to - from <= 8192) search.found(await frame.read(part, from, to), 'found by a rule');
      let isTelling = false;
      for (const part of partsOf(frame))
        for await (const { bytes } of windowsOf(frame, part, 0)) {
          if (search.collect(bytes)) isTelling = true;
          await this.#rest();
        }
      if (!isTelling) quiet.add(frame.seq);
    }
  }

  async #cross(session: string): Promise<void> {
    if (this.#search.longest === 0) return;
    const channels = new Channels();
    for await (const frame of this.#parts.frames(session)) {
      if (frame.seq > (this.#upTo.get(session) ?? 0)) return;
      await this.#crossings.meet(session, frame, channels.meet(frame.head));
      await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    if (performance.now() - this.#rested < REST_AFTER_MS) return;
    await setImmediate();
    this.#rested = performance.now();
  }
}

/** Where bytes of it lie: the payload too, where it is not a slice of the raw ones. */
function partsOf({ payload }: WalkedFrame): ('raw' | 'payload')[] {
  return payload.kind === 'stored' ? ['raw', 'payload'] : ['raw'];
}
