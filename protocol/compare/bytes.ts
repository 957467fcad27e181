import type { ByteComparison, ByteRange } from '../comparison.ts';
import { pairInOrder } from './alignment.ts';
import { shortestScript } from './script.ts';

/** Ranges told; what differs beyond is one range. */
const MOST_RANGES = 1000;
/** Bytes of a chunk, and the bits of the sum that end one. */
const SHORTEST = 8;
const LONGEST = 128;
const CUT = 0x1f << 20;
const EFFORT = 5_000_000;
/** Between two stretches that are the same, up to this much is compared byte by byte. */
const SMALL = 4096;
const MOST_CHANGES = 200;

interface Gap {
  left: number;
  leftEnd: number;
  right: number;
  rightEnd: number;
}

/**
 * Which bytes of one became which of the other; between the ranges both are the same, byte for byte. Not the shortest
 * such list: chunks are sought, and small gaps between them compared byte by byte, so that the work grows with the
 * length.
 */
export function compareBytes(left: Uint8Array, right: Uint8Array): ByteComparison {
  const whole = shrink(left, right, { left: 0, leftEnd: left.length, right: 0, rightEnd: right.length });
  const ranges: ByteRange[] = [];
  let differing = 0;
  const tell = (gap: Gap): void => {
    const small = shrink(left, right, gap);
    const [gone, come] = [small.leftEnd - small.left, small.rightEnd - small.right];
    if (gone === 0 && come === 0) return;
    differing++;
    const last = ranges.at(-1);
    if (last !== undefined && ranges.length >= MOST_RANGES) {
      // Everything from the last range on is one: no byte that differs is left out.
      last.left.to = small.leftEnd;
      last.right.to = small.rightEnd;
      last.kind = kindOf(last.left.to - last.left.from, last.right.to - last.right.from);
      return;
    }
    ranges.push({
      kind: kindOf(gone, come),
      left: { from: small.left, to: small.leftEnd },
      right: { from: small.right, to: small.rightEnd },
    });
  };
  for (const gap of betweenChunks(left, right, whole))
    byteByByte(left, right, shrink(left, right, gap), tell);
  return {
    ranges,
    left: left.length,
    right: right.length,
    ...(differing > MOST_RANGES ? { joined: differing - MOST_RANGES } : {}),
  };
}

function kindOf(gone: number, come: number): ByteRange['kind'] {
  return gone === 0 ? 'inserted' : come === 0 ? 'deleted' : 'replaced';
}

function shrink(left: Uint8Array, right: Uint8Array, gap: Gap): Gap {
  let { left: from, leftEnd, right: to, rightEnd } = gap;
  while (from < leftEnd && to < rightEnd && left[from] === right[to]) [from, to] = [from + 1, to + 1];
  while (from < leftEnd && to < rightEnd && left[leftEnd - 1] === right[rightEnd - 1])
    [leftEnd, rightEnd] = [leftEnd - 1, rightEnd - 1];
  return { left: from, leftEnd, right: to, rightEnd };
}

/** What is between chunks that both have, in the same order. */
function betweenChunks(left: Uint8Array, right: Uint8Array, whole: Gap): Gap[] {
  if (whole.leftEnd - whole.left + whole.rightEnd - whole.right <= SMALL) return [whole];
  const known = new Map<string, number>();
  const olds = chunksOf(left, whole.left, whole.leftEnd, known);
  const news = chunksOf(right, whole.right, whole.rightEnd, known);
  const partner = new Int32Array(olds.ids.length).fill(-1);
  pairInOrder(olds.ids, news.ids, { left: EFFORT, isSpent: false }, (from, to) => {
    partner[from] = to;
  });
  const gaps: Gap[] = [];
  let open = { left: whole.left, right: whole.right };
  for (const [at, to] of partner.entries()) {
    if (to === -1) continue;
    gaps.push({ ...open, leftEnd: olds.starts[at]!, rightEnd: news.starts[to]! });
    open = { left: olds.starts[at + 1]!, right: news.starts[to + 1]! };
  }
  gaps.push({ ...open, leftEnd: whole.leftEnd, rightEnd: whole.rightEnd });
  return gaps.filter(({ left: from, leftEnd, right: to, rightEnd }) => from < leftEnd || to < rightEnd);
}

/**
 * Cuts where the bytes themselves say so, some 32 bytes apart: what is the same on both sides is cut alike there,
 * whatever stands before it.
 */
function chunksOf(
  bytes: Uint8Array,
  from: number,
  to: number,
  known: Map<string, number>,
): { ids: number[]; starts: number[] } {
  const ids: number[] = [];
  const starts = [from];
  // One character a byte, each byte another one: texts are alike exactly where the bytes are.
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, to));
  let begun = from;
  let hash = 0;
  for (let at = from; at < to; at++) {
    // Moved left by one bit a byte: only the last 32 of them count.
    hash = ((hash << 1) + Math.imul(bytes[at]! + 1, 0x9e3779b1)) | 0;
    const length = at + 1 - begun;
    const isCut = (length >= SHORTEST && (hash & CUT) === 0) || length >= LONGEST || at + 1 === to;
    if (!isCut) continue;
    const chunk = text.slice(begun - from, at + 1 - from);
    let id = known.get(chunk);
    if (id === undefined) known.set(chunk, (id = known.size));
    ids.push(id);
    begun = at + 1;
    starts.push(begun);
  }
  return { ids, starts };
}

function byteByByte(left: Uint8Array, right: Uint8Array, gap: Gap, tell: (gap: Gap) => void): void {
  const [was, is] = [left.subarray(gap.left, gap.leftEnd), right.subarray(gap.right, gap.rightEnd)];
  const isSmall = was.length + is.length <= SMALL;
  const steps = isSmall ? shortestScript(was, is, MOST_CHANGES) : undefined;
  if (steps === undefined) {
    tell(gap);
    return;
  }
  let [from, to] = [gap.left, gap.right];
  let open = { left: from, right: to };
  for (const [kind, count] of steps) {
    if (kind === 'same') {
      tell({ left: open.left, leftEnd: from, right: open.right, rightEnd: to });
      [from, to] = [from + count, to + count];
      open = { left: from, right: to };
    } else if (kind === 'gone') from += count;
    else to += count;
  }
  tell({ left: open.left, leftEnd: from, right: open.right, rightEnd: to });
}
