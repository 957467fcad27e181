import { createHash } from 'node:crypto';
import { canonicalJson } from '../../inspect/drift/index.ts';
import { compareAnswers } from '../../protocol/compare/answers.ts';
import type { AnswerSide } from '../../protocol/compare/answers.ts';
import { compareBytes } from '../../protocol/compare/bytes.ts';
import { compareHeads, headWords } from '../../protocol/compare/heads.ts';
import type { RecogniserId } from '../../protocol/compare/recognisers.ts';
import type { AnswerComparison, DifferenceSide, TextsCompared, Verdict } from '../../protocol/comparison.ts';
import { readBytes } from '../../protocol/mcp/reading.ts';
import { layBeside, saidIn } from '../../protocol/replay/laid-beside.ts';
import { judge } from '../replay/judging.ts';
import { Decoded } from './decoded.ts';
import type { ComparingCalls, FromComparing, PairBytes, SideBytes, ToComparing } from './messages.ts';
import { wordsOf } from './words.ts';

/** Compares what it is handed; holds nothing between two questions. Throws bugs only. */
export function answerComparing(question: ToComparing): FromComparing['answer'] {
  switch (question.name) {
    case 'texts':
      return { ok: true, value: compareTexts(question.asked) };
    case 'verdicts':
      return { ok: true, value: question.asked.map(verdictOf) };
    case 'asked':
      return { ok: true, value: question.asked.map(askedBy) };
    case 'said':
      return { ok: true, value: saidIn(new TextDecoder().decode(question.asked)) };
    case 'laid': {
      const { recorded, now } = question.asked;
      const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
      return { ok: true, value: layBeside(text(recorded), now && text(now)) };
    }
    case 'judged':
      return { ok: true, value: judge(question.asked) };
  }
}

function compareTexts({ left, right }: PairBytes): Pick<TextsCompared, 'structure' | 'words' | 'bytes'> {
  const [was, is] = [new Decoded(left.bytes), new Decoded(right.bytes)];
  const structure = compared(was, is, left, right);
  const words = wordsOf(structure.differences, was.text, is.text);
  place(
    was,
    structure.differences.flatMap((one) => one.left ?? []),
  );
  place(
    is,
    structure.differences.flatMap((one) => one.right ?? []),
  );
  if (!was.isExact || !is.isExact)
    structure.notes.push(
      'Not all of it is UTF-8: what is not was read as replacement characters; Bytes is exact.',
    );
  // Two different byte strings that are no UTF-8 may read the same.
  const bytes = compareBytes(left.bytes, right.bytes);
  if (structure.verdict === 'same' && bytes.ranges.length > 0 && was.text === is.text)
    structure.verdict = 'different';
  return { structure, words, bytes };
}

function verdictOf({ left, right }: PairBytes): ComparingCalls['verdicts'][1][number] {
  const { verdict, counts } = withoutId(
    compared(new Decoded(left.bytes), new Decoded(right.bytes), left, right),
  );
  if (left.head === undefined || right.head === undefined) return { verdict, counts };
  const heads = compareHeads(left.head, right.head);
  const words = headWords(heads);
  return {
    verdict: worse(verdict, heads.verdict),
    counts: {
      different: counts.different + heads.counts.different,
      volatile: counts.volatile + heads.counts.volatile,
      masked: counts.masked + heads.counts.masked,
    },
    ...(words === undefined ? {} : { words }),
  };
}

/** Ids are ours, and no difference between two sessions. */
function withoutId({
  verdict,
  counts,
  differences,
}: AnswerComparison): Pick<AnswerComparison, 'verdict' | 'counts'> {
  if (!differences.some(({ recogniser }) => recogniser === ID)) return { verdict, counts };
  const left = { ...counts, volatile: counts.volatile - 1 };
  return {
    verdict: verdict === 'volatile' && left.volatile + left.masked === 0 ? 'same' : verdict,
    counts: left,
  };
}

const ID: RecogniserId = 'rpc-id';

function worse(one: Verdict, other: Verdict): Verdict {
  if (one === 'different' || other === 'different') return 'different';
  return one === 'volatile' ? one : other;
}

function compared(was: Decoded, is: Decoded, left: SideBytes, right: SideBytes): AnswerComparison {
  return compareAnswers(was.text, is.text, { before: sideOf(left, was), after: sideOf(right, is) });
}

function sideOf({ rpcId, sessionId, masked = [] }: SideBytes, decoded: Decoded): AnswerSide {
  const units = decoded.unitsAt(masked.flatMap(({ from, to }) => [from, to]));
  return {
    rpcId,
    sessionId,
    masked: masked.map((_, at) => ({ from: units[2 * at]!, to: units[2 * at + 1]! })),
  };
}

/** Adds where each side stands in the bytes. */
function place(decoded: Decoded, sides: DifferenceSide[]): void {
  if (!decoded.isExact) return;
  const offsets = decoded.bytesAt(sides.flatMap(({ from, to }) => [from, to]));
  for (const [at, side] of sides.entries()) side.bytes = { from: offsets[2 * at]!, to: offsets[2 * at + 1]! };
}

/** Canonical params without `_meta`, where tokens made for one sending stand; as a hash, for texts of any length. */
function askedBy(bytes: Uint8Array): string {
  const reading = readBytes(bytes);
  const root = reading.roots[0];
  const params = root?.children.findLast(({ key }) => key?.name === 'params');
  if (params === undefined) return '';
  const members = params.kind === 'object' ? params.children : [params];
  const hash = createHash('sha256');
  const texts = members
    .filter(({ key }) => key?.name !== '_meta' || params.kind !== 'object')
    .map((member) => `${JSON.stringify(member.key?.name ?? '')}:${canonicalJson(reading, member)}`);
  for (const text of texts.sort()) hash.update(text);
  return hash.digest('base64');
}
