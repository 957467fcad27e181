import type { Complaint } from '../../protocol/craft.ts';
import type { JsonDocument, JsonFault, Span } from '../../protocol/json/document.ts';
import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { memberOf, textOf } from '../../protocol/json/value.ts';

/** A hostile key may be any length. */
const MOST_OF_A_KEY = 80;

/** Something a person should know of a text before it goes out as it stands. It stops nothing. */
export interface TextNote {
  words: string;
  /** Where; undefined when it is about the whole text. */
  span: Span | undefined;
  isBad: boolean;
}

/** JSON's own faults first, then what the schema has to say. */
export function notesOf(
  document: JsonDocument,
  inputsAt: readonly string[],
  complaints: readonly Complaint[],
): TextNote[] {
  return [
    ...faultNotes(document),
    ...encodingNotes(document),
    ...complaints.map((complaint) => complaintNote(document, inputsAt, complaint)),
  ];
}

/** Lines are counted once through the text, however many faults there are. */
function faultNotes(document: JsonDocument): TextNote[] {
  const { text, faults } = document;
  const lines = new Map<JsonFault, number>();
  let line = 1;
  let counted = 0;
  for (const fault of faults.toSorted((one, other) => one.from - other.from)) {
    line += lineEndsIn(text, counted, fault.from);
    counted = fault.from;
    lines.set(fault, line);
  }
  return faults.map((fault) => faultNote(document, fault, lines.get(fault) ?? 1));
}

function faultNote(document: JsonDocument, { kind, from, to, words }: JsonFault, line: number): TextNote {
  const span = { from, to };
  if (kind === 'repeated-key')
    return {
      words: `key ${document.text.slice(from, Math.min(to, from + MOST_OF_A_KEY))} stands twice`,
      span,
      isBad: false,
    };
  return { words: `line ${line}: ${words}`, span, isBad: kind !== 'comment' };
}

function encodingNotes(document: JsonDocument): TextNote[] {
  const notes: TextNote[] = [];
  const id = memberOf(document.root, 'id');
  if (id?.kind === 'number' && !Number.isSafeInteger(Number(textOf(document, id))))
    notes.push({ words: 'id is beyond what most readers keep exactly (2⁵³)', span: id, isBad: false });
  if (!document.text.isWellFormed())
    notes.push({
      words: 'half a character (lone surrogate) is sent as U+FFFD; write it as an escape',
      span: loneSurrogate(document.text),
      isBad: false,
    });
  if (!document.isWhole)
    notes.push({ words: 'too deep or too much to be read to its end', span: undefined, isBad: false });
  return notes;
}

function complaintNote(
  document: JsonDocument,
  inputsAt: readonly string[],
  { pointer, words }: Complaint,
): TextNote {
  const path = parsePointer(pointer) ?? [];
  const span = nodeAt(document.root, [...inputsAt, ...path]);
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return { words: `${where}${words}`, span, isBad: false };
}

/** A carriage return right before a line feed ends no line of its own. */
export function lineEndsIn(text: string, from: number, to: number): number {
  let ends = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) ends++;
  }
  return ends;
}

function loneSurrogate(text: string): Span | undefined {
  const at = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text)?.index;
  return at === undefined ? undefined : { from: at, to: at + 1 };
}
