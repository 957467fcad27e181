import { compareHeads, headWords } from '../../protocol/compare/heads.ts';
import { compareAnswers } from '../../protocol/compare/answers.ts';
import { applySplices, type Splice } from '../../protocol/json/edit.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, textOf } from '../../protocol/json/value.ts';
import { readMessageText } from '../../protocol/mcp/message-text.ts';
import type { AnswerComparison } from '../../protocol/comparison.ts';
import { type Carried, carriedInto, movedBy } from '../../protocol/replay/carried.ts';
import type { ReplayStep } from '../../protocol/replay.ts';
import { Decoded } from '../comparing/decoded.ts';
import type { SideBytes } from '../comparing/messages.ts';

/** An answer's bytes, the id it was sent under, and where filler stands in it. */
export type JudgedAnswer = Pick<SideBytes, 'bytes' | 'rpcId' | 'masked' | 'head'>;

export interface JudgedPair {
  recorded: JudgedAnswer;
  now: JudgedAnswer;
  /** Handles of the recording, and those that went in their place. */
  carried: readonly Carried[];
}

export type Judged = Pick<ReplayStep, 'verdict' | 'says'>;

const LONGEST_QUOTE = 60;
const LONGEST_POINTER = 160;

interface Side {
  text: string;
  rpcId: string | undefined;
  masked: { from: number; to: number }[];
}

/** How an answer compares to the recorded one, its HTTP head included. Runs in the thread that compares where they are long. */
export function judge(pair: JudgedPair): Judged {
  const judged = messageJudged(pair);
  const [was, is] = [pair.recorded.head, pair.now.head];
  if (was === undefined || is === undefined || judged.verdict === 'kind') return judged;
  const words = headWords(compareHeads(was, is));
  if (words === undefined) return judged;
  return { verdict: 'different', says: judged.verdict === 'different' ? `${judged.says}; ${words}` : words };
}

function messageJudged({ recorded, now, carried }: JudgedPair): Judged {
  const [was, is] = [sideOf(recorded), sideOf(now)];
  const [kind, other] = [kindOf(was.text), kindOf(is.text)];
  if (kind !== other) return { verdict: 'kind', says: `${kind} then, ${other} now` };
  const own = underId(was, is);
  const plain = compared(own, is);
  if (plain.verdict !== 'different' || carried.length === 0) return told(plain);
  const splices = carriedInto(own.text, carried);
  if (splices.length === 0) return told(plain);
  const again = compared(changed(own, splices), is);
  if (again.verdict !== 'different')
    return { verdict: 'volatile', says: 'Differs in handles that were carried over.' };
  const { verdict, says = '' } = told(again);
  return { verdict, says: `${says} (handles that were carried over not counted)` };
}

/** Who could not be compared is not said to be the same. */
export function notCompared(message: string): Judged {
  return { verdict: 'different', says: `Not compared here: ${message} Open both in Compare.` };
}

function sideOf({ bytes, rpcId, masked = [] }: JudgedAnswer): Side {
  const decoded = new Decoded(bytes);
  const units = decoded.unitsAt(masked.flatMap(({ from, to }) => [from, to]));
  return {
    text: decoded.text,
    rpcId,
    masked: masked.map((_, at) => ({ from: units[2 * at]!, to: units[2 * at + 1]! })),
  };
}

function changed({ text, rpcId, masked }: Side, splices: readonly Splice[]): Side {
  return { text: applySplices(text, splices), rpcId, masked: movedBy(masked, splices) };
}

function compared({ text, rpcId, masked }: Side, now: Side): AnswerComparison {
  return compareAnswers(text, now.text, {
    before: { rpcId, masked },
    after: { rpcId: now.rpcId, masked: now.masked },
  });
}

function told({ verdict, differences, counts }: AnswerComparison): Judged {
  if (verdict === 'same') return { verdict };
  if (verdict === 'volatile') return { verdict, says: foldedWords(counts) };
  const first = differences.find(({ standing }) => standing === 'different');
  const { left, right, kind } = first ?? {};
  const side = right ?? left;
  const pointer = `${side?.pointer ?? ''}${side?.within === undefined ? '' : `#${side.within.pointer}`}`;
  const words =
    kind === 'added'
      ? `${quoted(right?.text)} added`
      : kind === 'removed'
        ? `${quoted(left?.text)} gone`
        : kind === 'moved'
          ? 'moved'
          : `${quoted(left?.text)} → ${quoted(right?.text)}`;
  const more = counts.different > 1 ? `; ${counts.different - 1} more` : '';
  return { verdict, says: `${quoted(pointer, LONGEST_POINTER)}: ${words}${more}` };
}

function foldedWords({ volatile, masked }: AnswerComparison['counts']): string {
  const passing =
    volatile === 1 ? 'One value that differs every time' : `${volatile} values that differ every time`;
  const hidden = masked === 1 ? 'One value that filler hides' : `${masked} values that filler hides`;
  if (masked === 0) return passing;
  return volatile === 0 ? hidden : `${passing}; ${hidden}`;
}

/** Under the id of the other: ids are ours, and no difference of the server's. */
function underId(recorded: Side, now: Side): Side {
  const { text, rpcId } = recorded;
  const message = readMessageText(text);
  if (message?.id === undefined || now.rpcId === undefined) return recorded;
  if (textOf(message.document, message.id) !== rpcId) return recorded;
  const { from, to } = message.id;
  return { ...changed(recorded, [{ from, to, text: now.rpcId }]), rpcId: now.rpcId };
}

function quoted(text = '', longest = LONGEST_QUOTE): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function kindOf(text: string): 'a result' | 'an error' {
  const { root } = readJson(text, { nodes: 10_000, depth: 1 });
  return memberOf(root, 'error') === undefined ? 'a result' : 'an error';
}
