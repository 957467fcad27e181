import { wordsOf } from '../../fuzz/affinity.ts';
import { learnedFor, learnFrom } from '../../fuzz/seeds/learned.ts';
import type { Position, Step, Subject } from '../../fuzz/strategy.ts';
import { applySplice, setAt } from '../../protocol/json/edit.ts';
import { parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';

/** Where the inputs of a tool stand in its message. */
const INPUTS = '/params/arguments';

type Taker = Pick<Subject, 'name' | 'description' | 'tags' | 'positions'>;

/** The message of a step or a case with the handle that an answer gave out; as it was where there is none. */
export function withTaken(
  text: string,
  take: string,
  answer: string,
  how: { from: string; by: Taker },
): string {
  const json = takenFrom(take, answer, how);
  return json === undefined ? text : withHandle(text, take, json);
}

/** The handle in an answer that suits a position best, JSON text. */
export function takenFrom(
  take: string,
  answer: string,
  { from, by }: { from: string; by: Taker },
): string | undefined {
  const position = by.positions.find(({ at }) => at === take) ?? plainPosition(take);
  return learnedFor(learnFrom([{ subject: from, text: answer }]), position, by)[0];
}

/** The message of a tool with another value in one place. */
export function withHandle(text: string, take: string, json: string): string {
  const document = readJson(text);
  const splice = setAt(document, [...(parsePointer(INPUTS) ?? []), ...(parsePointer(take) ?? [])], json);
  return splice === undefined ? text : applySplice(document.text, splice);
}

/** Of a step only the name is known. */
export function readerOf({ subject }: Step): Taker {
  return { name: subject, description: '', tags: [], positions: [] };
}

function plainPosition(at: string): Position {
  return { at, words: wordsOf(at), description: '', types: [], isRequired: true, seed: '""' };
}
