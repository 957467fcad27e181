import type { JsonDocument, JsonNode } from '../protocol/json/document.ts';
import { memberOf } from '../protocol/json/value.ts';
import { message } from './protocol-subject.ts';
import { type ObjectKind, readInputs, type ReadInputs } from './seeds/positions.ts';
import type { SeedInput } from './seeds/seed-value.ts';
import type { Subject } from './strategy.ts';

const MOST_WORDS = 80;

/** A tool as a valid call; `others`: once more for each further kind of object that its schema allows at a place. */
export function toolSubjects(
  document: JsonDocument,
  root: JsonNode,
  words: Pick<Subject, 'name' | 'description' | 'tags' | 'isReadOnly'>,
  input: SeedInput & { remembered?: string },
): { subject: Subject; others: Subject[]; cut: Set<string> } {
  const read = (kind?: ObjectKind): ReadInputs =>
    readInputs(document, memberOf(root, 'inputSchema'), words, input, kind);
  const subjectOf = ({ text, positions }: ReadInputs): Subject => ({
    kind: 'tool',
    ...words,
    method: 'tools/call',
    text: message('tools/call', `{"name":${JSON.stringify(words.name)},"arguments":${text}}`),
    inputsAt: '/params/arguments',
    positions,
  });
  const inputs = read();
  const cut = new Set(inputs.cut);
  const others = inputs.otherKinds.map((kind): Subject => {
    const other = read(kind);
    for (const why of other.cut) cut.add(why);
    const kindOf = { of: words.name, within: kind.at };
    return { ...subjectOf(other), name: `${words.name} (${wordsOf(kind)})`, kindOf };
  });
  return { subject: subjectOf(inputs), others, cut };
}

/** `payment 2: card`: where it stands, which it is, and what its schema calls it. */
function wordsOf({ at, nth, words }: ObjectKind): string {
  return `${at.slice(1, MOST_WORDS)} ${nth + 1}: ${words.slice(0, MOST_WORDS)}`;
}
