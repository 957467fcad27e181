import type { FrameLine } from '../../protocol/archive.ts';
import type { FrameHead, Payload } from '../../protocol/frame.ts';
import type { StagedSession } from '../journal/staging.ts';
import { readBytes } from './bytes.ts';
import { misfit } from './parse-line.ts';

/** Frames of a session name one another by number; nobody names one that cannot be. */
const MOST_MASKED = 100_000;

type Part = 'raw' | 'stored';

/** A frame on its way from a file into a session's log: at once, or in parts. */
export class ArrivingFrame {
  readonly line: FrameLine;
  #at: number;
  #staged: StagedSession;
  #left: Record<Part, number>;
  #large: ReturnType<StagedSession['log']['begin']> | undefined;

  /** `at`: number of its line. */
  constructor(line: FrameLine, at: number, staged: StagedSession) {
    this.line = line;
    this.#at = at;
    this.#staged = staged;
    const { raw, stored, payload } = line;
    const length = (part: typeof stored): number =>
      part === undefined ? 0 : 'parts' in part ? part.parts : this.#bytes(part).length;
    const isStored = payload.kind === 'stored';
    if (isStored !== (stored !== undefined) || (isStored && length(stored) !== payload.bytes))
      throw misfit(at, 'its payload is not where the line says');
    checkHead(line.head, payload, { raw: length(raw), stored: length(stored) }, at);
    this.#left = {
      raw: 'parts' in raw ? raw.parts : 0,
      stored: stored !== undefined && 'parts' in stored ? stored.parts : 0,
    };
    if (this.isWhole) this.#append();
    else this.#begin();
  }

  get isWhole(): boolean {
    return this.#left.raw === 0 && this.#left.stored === 0;
  }

  part(of: Part, bytes: Uint8Array, at: number): void {
    if (bytes.length === 0 || bytes.length > this.#left[of])
      throw misfit(at, 'the parts of a frame are not as long as the frame');
    this.#left[of] -= bytes.length;
    this.#large?.[of](bytes);
    if (this.isWhole) this.#large?.end(this.line.head, this.line.payload);
  }

  #append(): void {
    const { head, raw, payload, stored, seq } = this.line;
    const { log } = this.#staged;
    log.skipTo(seq);
    const beside = stored === undefined ? [] : [this.#bytes(stored)];
    log.append(head, this.#bytes(raw), payload, ...beside);
  }

  #begin(): void {
    const { head, raw, stored, seq } = this.line;
    this.#staged.log.skipTo(seq);
    this.#large = this.#staged.log.begin(head.channel);
    if (!('parts' in raw)) this.#large.raw(this.#bytes(raw));
    if (stored !== undefined && !('parts' in stored)) this.#large.stored(this.#bytes(stored));
  }

  #bytes(stretch: FrameLine['raw']): Buffer {
    if ('parts' in stretch) return Buffer.alloc(0);
    const bytes = readBytes(stretch);
    if (bytes === undefined) throw misfit(this.#at, 'what should be base64 or text is neither');
    return bytes;
  }
}

/** What a head says of bytes lies in them; times are times. */
function checkHead(
  head: FrameHead,
  payload: Payload,
  length: { raw: number; stored: number },
  at: number,
): void {
  const isOffset = (n: number, most: number): boolean => Number.isInteger(n) && n >= 0 && n <= most;
  const isRange = (from: number, to: number, most: number): boolean =>
    isOffset(from, most) && isOffset(to, most) && from <= to;
  if (payload.kind === 'slice' && !isRange(payload.from, payload.to, length.raw))
    throw misfit(at, 'its payload lies outside of its bytes');
  if (head.http !== undefined && !isOffset(head.http.bodyAt, length.raw))
    throw misfit(at, 'its body begins outside of its bytes');
  if (![head.wall, head.mono, head.firstByte ?? 0].every(Number.isFinite))
    throw misfit(at, 'its time is no time');
  if (head.answers !== undefined && !isOffset(head.answers, Number.MAX_SAFE_INTEGER))
    throw misfit(at, 'it answers no frame that can be');
  if (!/^[\w.<>:-]{1,64}$/.test(head.channel)) throw misfit(at, 'its channel has no name of one');
  const payloadBytes =
    payload.kind === 'none' ? 0 : payload.kind === 'slice' ? payload.to - payload.from : length.stored;
  const { masked = [] } = head;
  if (masked.length > MOST_MASKED) throw misfit(at, 'it has more masked stretches than can be');
  for (const { part, from, to, kind } of masked) {
    if (from >= to || !isRange(from, to, part === 'raw' ? length.raw : payloadBytes))
      throw misfit(at, 'a masked stretch lies outside of its bytes');
    if (kind.length > 200) throw misfit(at, 'the kind of a masked stretch is no kind');
  }
}
