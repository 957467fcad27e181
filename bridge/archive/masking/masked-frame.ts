import type { FrameHead } from '../../../protocol/frame.ts';
import type { WalkedFrame } from '../../journal/segment/whole-session.ts';
import type { BodyForm } from './channels.ts';
import { maskedHead } from './masked-texts.ts';
import { merged, type Stretch } from './needles.ts';
import type { SecretSearch } from './secret-search.ts';
import { windowsOf } from './windows.ts';

type Part = 'raw' | 'payload';
type MaskedRange = NonNullable<FrameHead['masked']>[number];

export interface FrameMask {
  search: SecretSearch;
  /** Nothing in it looks secret: only what is known by its value may stand there. */
  isQuiet: boolean;
  /** Lets others have their turn. */
  rest(): Promise<void>;
  body: BodyForm;
  /** What reaches over from the frame before, or into the next. */
  crossing: readonly Stretch[];
}

/** Stretches listed of one part; beyond, near ones are masked as one. */
const MOST_LISTED = 5000;
/** Not a letter of base64 or hexadecimal, so that nobody decodes it to something; fits in strings, headers and addresses. */
const STAR = 0x2a;
const ONE = 0x31;

/** A frame as it is written: filler of the same length where something secret stood. */
export class MaskedFrame implements WalkedFrame {
  readonly seq: number;
  readonly head: FrameHead;
  readonly payload: WalkedFrame['payload'];
  readonly rawBytes: number;
  #of: WalkedFrame;
  #raw: readonly Stretch[];
  #stored: readonly Stretch[];

  private constructor(of: WalkedFrame, raw: readonly Stretch[], stored: readonly Stretch[], head: FrameHead) {
    const { seq, payload, rawBytes } = of;
    [this.seq, this.payload, this.rawBytes] = [seq, payload, rawBytes];
    [this.#of, this.#raw, this.#stored] = [of, raw, stored];
    const masked = [
      ...(of.head.masked ?? []),
      ...raw.map((one) => listed('raw', one)),
      ...this.#ofPayload().map((one) => listed('payload', one)),
    ];
    this.head = masked.length === 0 ? head : { ...head, masked: distinct(masked) };
  }

  static async of(frame: WalkedFrame, mask: FrameMask): Promise<MaskedFrame> {
    const { search, body, crossing } = mask;
    const isStored = frame.payload.kind === 'stored';
    const stored = isStored ? await stretchesIn(frame, 'payload', mask, false) : [];
    const raw = [...(await stretchesIn(frame, 'raw', mask, body.isChunked)), ...crossing];
    const bodyAt = frame.head.http?.bodyAt ?? 0;
    const kind = body.isPacked
      ? 'compressed body'
      : stored.length > 0
        ? 'body of a message with something masked'
        : undefined;
    // What was derived from a body says what is in it; the body itself may say it in ways that nobody reads here.
    if (kind !== undefined && frame.payload.kind !== 'slice' && bodyAt < frame.rawBytes)
      raw.push({ from: bodyAt, to: frame.rawBytes, kind });
    return new MaskedFrame(frame, bounded(merged(raw)), stored, maskedHead(frame.head, search));
  }

  async read(part: Part, from: number, to: number): Promise<Uint8Array> {
    const bytes = Buffer.from(await this.#of.read(part, from, to));
    for (const stretch of part === 'raw' ? this.#raw : this.#ofPayload()) {
      const [first, last] = [Math.max(stretch.from - from, 0), Math.min(stretch.to - from, bytes.length)];
      if (first < last) bytes.fill(stretch.isNumber === true ? ONE : STAR, first, last);
    }
    return bytes;
  }

  #ofPayload(): readonly Stretch[] {
    const { payload } = this;
    if (payload.kind !== 'slice') return this.#stored;
    return this.#raw.flatMap((stretch) => {
      const from = Math.max(stretch.from, payload.from) - payload.from;
      const to = Math.min(stretch.to, payload.to) - payload.from;
      return from < to ? [{ ...stretch, from, to }] : [];
    });
  }
}

async function stretchesIn(
  frame: WalkedFrame,
  part: Part,
  { search, isQuiet, rest }: FrameMask,
  isChunked: boolean,
): Promise<readonly Stretch[]> {
  const found: Stretch[] = [];
  for await (const { from, bytes } of windowsOf(frame, part, search.longest)) {
    for (const one of search.find(bytes, { isChunked, isQuiet }))
      found.push({ ...one, from: one.from + from, to: one.to + from });
    await rest();
  }
  return bounded(merged(found));
}

/** As many as can be listed: those with the least between them become one. */
function bounded(stretches: readonly Stretch[]): Stretch[] {
  let all = [...stretches];
  for (let gap = 16; all.length > MOST_LISTED; gap *= 4) {
    const fewer: Stretch[] = [];
    for (const stretch of all) {
      const last = fewer.at(-1);
      if (last !== undefined && stretch.from - last.to < gap) {
        last.to = stretch.to;
        delete last.isNumber;
      } else fewer.push({ ...stretch });
    }
    all = fewer;
  }
  return all;
}

function listed(part: Part, { from, to, kind }: Stretch): MaskedRange {
  return { part, from, to, kind };
}

/** Of a session that was masked before, what was listed then stays. */
function distinct(ranges: readonly MaskedRange[]): MaskedRange[] {
  const known = new Map(ranges.map((range) => [`${range.part} ${range.from} ${range.to}`, range]));
  return [...known.values()].slice(0, 4 * MOST_LISTED);
}
