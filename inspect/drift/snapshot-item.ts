import type { SectionName } from '../../protocol/inventory.ts';
import { readBytes, type Reading } from '../../protocol/mcp/reading.ts';
import type { SnapshotField, SnapshotItem } from '../../protocol/snapshot.ts';
import { canonicalJson, sortedMembers } from './canonical.ts';

const utf8 = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** One item as it was sent. Never throws: what is no JSON is kept as a string that holds its text. */
export function snapshotItem(
  section: SectionName,
  name: string,
  nth: number,
  bytes: Uint8Array,
  hash: (text: string) => string,
): SnapshotItem {
  const { fields, whole } = readItem(bytes);
  return { section, name, nth, fields, hash: hash(whole) };
}

/** Whether an item is what its hash says, and what reading its own fields comes to. */
export function verifyItem(item: SnapshotItem, hash: (text: string) => string): boolean {
  return spellings(item.fields).some((text) => {
    if (hash(text) !== item.hash) return false;
    const { fields } = readItem(utf8.encode(text));
    // A field whose text holds more than one value would stand for other fields than it shows.
    return (
      fields.length === item.fields.length &&
      fields.every(({ name, text }, at) => name === item.fields[at]!.name && text === item.fields[at]!.text)
    );
  });
}

/** The canonical JSON of an item as a whole. */
export function itemText(item: SnapshotItem, hash: (text: string) => string): string {
  const texts = spellings(item.fields);
  return texts.find((text) => texts.length === 1 || hash(text) === item.hash) ?? texts[0]!;
}

/** One field without a name may be a member that is called so, or what is no object. */
function spellings(fields: readonly SnapshotField[]): string[] {
  const asObject = objectText(fields);
  return fields.length === 1 && fields[0]!.name === '' ? [asObject, fields[0]!.text] : [asObject];
}

function objectText(fields: readonly SnapshotField[]): string {
  return `{${fields.map(({ name, text }) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

function readItem(bytes: Uint8Array): { fields: SnapshotField[]; whole: string } {
  const reading = readBytes(bytes);
  const [root] = reading.roots;
  if (root === undefined || !isWhole(reading)) {
    const text = JSON.stringify(lenient.decode(bytes));
    return { fields: [{ name: '', text }], whole: text };
  }
  if (root.kind !== 'object') {
    const text = canonicalJson(reading, root);
    return { fields: [{ name: '', text }], whole: text };
  }
  const fields = sortedMembers(root).map((member) => ({
    name: member.key!.name,
    text: canonicalJson(reading, member),
  }));
  return { fields, whole: objectText(fields) };
}

/** One value, read to its end. */
function isWhole({ roots, rest, stoppedAt, faults }: Reading): boolean {
  return (
    roots.length === 1 &&
    rest === undefined &&
    stoppedAt === undefined &&
    !faults.some(({ kind }) => kind === 'cut-off' || kind === 'not-json')
  );
}
