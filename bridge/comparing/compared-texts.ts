import type { ComparedPlace, ComparedText } from '../../protocol/comparison.ts';
import type { FrameDetail, HttpHead } from '../../protocol/frame.ts';
import type { InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Journal } from '../journal/journal.ts';
import type { SideBytes } from './messages.ts';

/** Larger ones are not compared: two of them are held in memory, value by value. */
export const LARGEST = 16 * 1024 * 1024;
const STEP = 4 * 1024 * 1024;

export interface TextSources {
  journal: Pick<Journal, 'frame' | 'bytes'>;
  item(session: string, ref: ItemRef): Promise<Outcome<InventoryRow>>;
}

/** One side, read. */
export interface ReadSide {
  text: ComparedText;
  side: SideBytes;
  head: HttpHead | undefined;
}

type TextPlace = Exclude<ComparedPlace, { kind: 'session' }>;

/** Reads the bytes that are compared of a frame or an item, and what is known of them. */
export async function readSide(sources: TextSources, place: TextPlace): Promise<Outcome<ReadSide>> {
  const { session } = place;
  const row = place.kind === 'item' ? await sources.item(session, place.ref) : undefined;
  if (row !== undefined && !row.ok) return row;
  const at = row?.value.at;
  const seq = at?.frame ?? (place.kind === 'frame' ? place.seq : 0);
  const detail = await sources.journal.frame(session, seq);
  if (detail === undefined) return { ok: false, problem: noSuchFrame(session, seq) };
  const [from, to] = [at?.from ?? 0, at?.to ?? detail.payloadBytes];
  if (to - from > LARGEST) return { ok: false, problem: tooLarge(session, seq, to - from) };
  const bytes = await bytesOf(sources.journal, session, seq, from, to);
  if (!bytes.ok) return bytes;
  const { summary, head } = detail;
  return {
    ok: true,
    value: {
      text: { session, seq, from, to, summary, ...(row === undefined ? {} : { item: row.value.ref }) },
      side: {
        bytes: bytes.value,
        rpcId: place.kind === 'frame' ? summary.rpcId : undefined,
        sessionId: headerOf(head.http, 'mcp-session-id'),
        masked: maskedIn(detail, from, to),
      },
      head: place.kind === 'frame' ? head.http : undefined,
    },
  };
}

export async function bytesOf(
  journal: Pick<Journal, 'bytes'>,
  session: string,
  seq: number,
  from: number,
  to: number,
): Promise<Outcome<Uint8Array>> {
  const bytes = new Uint8Array(Math.max(0, to - from));
  for (let at = from; at < to;) {
    const read = await journal.bytes(session, seq, 'payload', at, Math.min(to, at + STEP));
    if (!read.ok) return read;
    if (read.value.bytes.length === 0) return { ok: true, value: bytes.subarray(0, at - from) };
    bytes.set(read.value.bytes, at - from);
    at += read.value.bytes.length;
  }
  return { ok: true, value: bytes };
}

/** Filler within the stretch that is compared, as offsets into it. */
export function maskedIn(
  { head, payload }: Pick<FrameDetail, 'head' | 'payload'>,
  from: number,
  to: number,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const one of head.masked ?? []) {
    // Of the raw bytes only a slice of them is the payload.
    if (one.part === 'raw' && payload.kind !== 'slice') continue;
    const moved = one.part === 'raw' && payload.kind === 'slice' ? payload.from : 0;
    const [begin, end] = [Math.max(one.from - moved, from), Math.min(one.to - moved, to)];
    if (begin < end) found.push({ from: begin - from, to: end - from });
  }
  return found;
}

export function headerOf(head: HttpHead | undefined, name: string): string | undefined {
  return head?.headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

function noSuchFrame(session: string, seq: number): Problem {
  return {
    code: 'no-such-frame',
    message: `There is no frame ${session.slice(0, 40)}/${seq}.`,
    hint: 'The session may have been deleted.',
  };
}

function tooLarge(session: string, seq: number, bytes: number): Problem {
  return {
    code: 'too-large-to-compare',
    message: `Frame ${session.slice(0, 40)}/${seq} has ${bytes} bytes; up to ${LARGEST} are compared.`,
    hint: 'Each can be read by itself in Traffic.',
  };
}
