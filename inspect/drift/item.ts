import type { ItemDrift } from '../../protocol/drift.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { quoted } from '../support/words.ts';
import { newAbilities, reachesOut } from './changes/abilities.ts';
import { newAddresses } from './changes/addresses.ts';
import { below, type FieldPair, type Report } from './changes/comparer.ts';
import { COMPARERS } from './changes/index.ts';
import { severityOfNew, type DriftJudge } from './judge.ts';
import type { Pair } from './match.ts';
import { Offered } from './offered.ts';
import { isAtLeast, worstOf } from './rank.ts';
import type { Side } from './sides.ts';
import { itemText } from './snapshot-item.ts';
import { Telling } from './telling.ts';

const NOUNS = { server: '', tools: 'tool', prompts: 'prompt', resources: 'resource', templates: 'template' };

/** What became of single items. */
export class ItemComparison {
  readonly before: Side;
  readonly after: Side;
  #judge: DriftJudge;

  constructor(before: Side, after: Side, judge: DriftJudge) {
    this.before = before;
    this.after = after;
    this.#judge = judge;
  }

  changed(pair: Pair): ItemDrift {
    const told = new Telling();
    this.#compare(pair, told);
    return { ...drifted(pair.after, told), before: pair.before.hash, after: pair.after.hash };
  }

  renamed(pair: Pair): ItemDrift {
    const told = new Telling();
    told.report({
      kind: 'renamed',
      severity: 'medium',
      says: `${quoted(pair.before.name, 60)} is called ${quoted(pair.after.name, 60)} now; what was decided about the old name does not hold for the new one.`,
    });
    this.#compare(pair, told);
    return {
      ...drifted(pair.after, told),
      was: pair.before.name,
      before: pair.before.hash,
      after: pair.after.hash,
    };
  }

  added(item: SnapshotItem): ItemDrift {
    const told = new Telling();
    const offered = this.#offered(item);
    if (offered.isRow) return { ...this.#row(undefined, offered, told), after: item.hash };
    const found = this.#judge.findings(item, this.after.tools);
    for (const one of found) told.finding(one, one.finding.severity, called(item));
    const reaches = reachesOut(offered, this.#judge);
    const isBad = found.some(({ finding }) => isAtLeast(finding.severity, 'high')) || reaches !== undefined;
    // Files and rows of a server come and go without it being another one.
    const usual = item.section === 'resources' ? 'low' : 'medium';
    told.report({
      kind: 'added',
      severity: isBad ? 'high' : usual,
      says: `${called(item)} was not there before${reaches === undefined ? '' : `; by its words it can ${reaches}`}.`,
    });
    return { ...drifted(item, told), after: item.hash };
  }

  removed(item: SnapshotItem): ItemDrift {
    const told = new Telling();
    const offered = this.#offered(item);
    if (offered.isRow) return { ...this.#row(offered, undefined, told), before: item.hash };
    told.report({
      kind: 'removed',
      severity: item.section === 'resources' ? 'low' : 'medium',
      says: `${called(item)} is no longer there.`,
    });
    return { ...drifted(item, told), before: item.hash };
  }

  #compare({ before, after }: Pair, told: Telling): void {
    const [old, now] = [this.#offered(before), this.#offered(after)];
    const name = called(after);
    for (const field of new Set([...old.texts.keys(), ...now.texts.keys()]))
      if (!isNaming(after, field) || before.name === after.name) compareField(old, now, field, name, told);
    newAddresses(name, old, now, told.report);
    newAbilities(name, old, now, this.#judge, told.report);
    const found = this.#judge.newFindings(
      { item: before, names: this.before.tools },
      { item: after, names: this.after.tools },
    );
    for (const one of found) told.finding(one, severityOfNew(one), name);
  }

  /** A member of what the server answered that came or went. */
  #row(old: Offered | undefined, now: Offered | undefined, told: Telling): ItemDrift {
    const { item } = (now ?? old)!;
    compareField(old, now, item.name, called(item), told);
    if (now !== undefined) {
      newAddresses(called(item), undefined, now, told.report);
      for (const one of this.#judge.findings(item, this.after.tools))
        told.finding(one, severityOfNew(one), called(item));
    }
    return drifted(item, told);
  }

  #offered(item: SnapshotItem): Offered {
    return new Offered(item, item.section === 'server' ? itemText(item, this.#judge.hash) : undefined);
  }
}

/** The member that names an item: when it differs, the item is told to be renamed. */
function isNaming({ section }: SnapshotItem, field: string): boolean {
  return field === (section === 'resources' ? 'uri' : section === 'templates' ? 'uriTemplate' : 'name');
}

function compareField(
  old: Offered | undefined,
  now: Offered | undefined,
  field: string,
  name: string,
  told: Telling,
): void {
  const [was, is] = [old?.texts.get(field) ?? [], now?.texts.get(field) ?? []];
  if (was.length === is.length && was.every((text, at) => text === is[at])) return;
  const [before, after] = [old?.field(field), now?.field(field)];
  const { item, isRow } = (now ?? old)!;
  const pointer = isRow ? '' : below('', field);
  const earlier = told.count;
  if (was.length > 1 || is.length > 1)
    told.report({
      kind: 'field-changed',
      severity: 'medium',
      pointer,
      says: `${quoted(field, 60)} of ${name} is sent ${times(is.length)} and was sent ${times(was.length)}; of several, readers take one or the other.`,
    });
  if (before?.text === after?.text) return;
  const { section } = item;
  const pair: FieldPair = { section, called: name, field, pointer, before, after };
  const report = readWhole(pair, told.report);
  COMPARERS.find((comparer) => comparer.takes(section, field))!.compare(pair, report);
  // Repeated keys deep inside, or what was passed over as too much.
  if (told.count === earlier)
    told.report({
      kind: 'field-changed',
      severity: 'low',
      pointer,
      before,
      after,
      says: `${quoted(field, 60)} of ${name} differs in keys that are repeated, or in more than is compared.`,
    });
}

/** Says where a side is too large to be read; what is missing from such a side alone is not known to have come or gone. */
function readWhole({ called: name, field, pointer, before, after }: FieldPair, report: Report): Report {
  const [isOldCut, isNewCut] = [before?.isWhole === false, after?.isWhole === false];
  if (!isOldCut && !isNewCut) return report;
  const when = isOldCut ? (isNewCut ? 'is and was' : 'was') : 'is';
  report({
    kind: 'field-changed',
    severity: 'high',
    pointer,
    says: `${quoted(field, 60)} of ${name} ${when} too large or too deep to be compared; what differs in it is not known.`,
  });
  return (told) => {
    const isBare = told.before === undefined && told.after === undefined;
    const isGone = isBare ? told.kind === 'parameter-optional' : told.after === undefined;
    const isNew = isBare ? told.kind === 'parameter-required' : told.before === undefined;
    if (!(isNewCut && isGone) && !(isOldCut && isNew)) report(told);
  };
}

function times(count: number): string {
  return count === 0 ? 'not at all' : count === 1 ? 'once' : `${count} times`;
}

function called({ section, name }: SnapshotItem): string {
  const noun = NOUNS[section];
  if (section === 'server') return 'the server';
  return name === '' ? `the ${noun} without a name` : `${noun} ${quoted(name, 60)}`;
}

function drifted(item: SnapshotItem, telling: Telling): ItemDrift {
  const changes = telling.told();
  const { section, name, nth } = item;
  return { section, name, nth, severity: worstOf(changes.map(({ severity }) => severity)), changes };
}
