import type { ProbeVerdict } from '../../probe/index.ts';
import type { Change, ItemDrift } from '../../protocol/drift.ts';
import type { ProbeResult } from '../../protocol/probe.ts';

const MOST_ITEMS = 100;
const MOST_CHANGES = 20;
const MOST_EVIDENCE = 50;
const LONGEST_SAYS = 2000;
/** Of one change; the whole of it stands in the frames that the result leads to. */
const LONGEST_CHANGE = 600;
const LONGEST_NAME = 300;
/** Characters of all differing items of one result: forty probes of it are far below what is read back. */
const MOST_TEXT = 400_000;

/** What is kept of a verdict. Bounded: a server chooses how much of it differs, and how long its words are. */
export function resultOf(
  probe: string,
  { verdict, says, evidence, drift, era }: ProbeVerdict,
  looked: ProbeResult['looked'],
): ProbeResult {
  const items = drift === undefined ? [] : keptItems(drift.items);
  const more = (drift?.items.length ?? 0) - items.length;
  return {
    probe,
    verdict,
    says: cut(says, LONGEST_SAYS),
    evidence: evidence
      .slice(0, MOST_EVIDENCE)
      .map((one) => ({ ...one, says: cut(one.says, LONGEST_CHANGE) })),
    ...(drift === undefined ? {} : { drift: { ...drift, items } }),
    ...(more === 0 ? {} : { more }),
    looked: { ...looked },
    ...(era === undefined ? {} : { era }),
  };
}

/** The worst come first, and are kept first. */
function keptItems(items: readonly ItemDrift[]): ItemDrift[] {
  const kept: ItemDrift[] = [];
  let left = MOST_TEXT;
  for (const item of items.slice(0, MOST_ITEMS)) {
    const short = keptItem(item);
    left -= JSON.stringify(short).length;
    if (left < 0) break;
    kept.push(short);
  }
  return kept;
}

function keptItem(item: ItemDrift): ItemDrift {
  const { was } = item;
  return {
    ...item,
    name: cut(item.name, LONGEST_NAME),
    ...(was === undefined ? {} : { was: cut(was, LONGEST_NAME) }),
    changes: item.changes.slice(0, MOST_CHANGES).map(keptChange),
  };
}

function keptChange(change: Change): Change {
  const { field, pointer, before, after } = change;
  return {
    ...change,
    says: cut(change.says, LONGEST_CHANGE),
    ...(field === undefined ? {} : { field: cut(field, LONGEST_NAME) }),
    ...(pointer === undefined ? {} : { pointer: cut(pointer, LONGEST_CHANGE) }),
    ...(before === undefined ? {} : { before: cut(before, LONGEST_CHANGE) }),
    ...(after === undefined ? {} : { after: cut(after, LONGEST_CHANGE) }),
  };
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
