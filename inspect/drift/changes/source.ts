import type { SnapshotSource } from '../../../protocol/snapshot.ts';
import { quoted } from '../../support/words.ts';
import type { Report } from './comparer.ts';

const MOST_TOLD = 20;

/** What was reached, where that is another one. */
export function compareProvenance(before: SnapshotSource, after: SnapshotSource, report: Report): void {
  const [was, is] = [new Map(Object.entries(before.provenance)), new Map(Object.entries(after.provenance))];
  const names = [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .filter((name) => was.get(name) !== is.get(name));
  for (const name of names.slice(0, MOST_TOLD))
    report({
      kind: 'provenance-changed',
      severity: 'medium',
      says: `What answers is another: ${quoted(name, 60)} was ${spoken(was.get(name))} and is ${spoken(is.get(name))}.`,
    });
  if (names.length > MOST_TOLD)
    report({
      kind: 'provenance-changed',
      severity: 'medium',
      says: `What answers differs in ${names.length - MOST_TOLD} more ways.`,
    });
}

const ASKED = [
  [
    'profile',
    'as another client',
    'Servers may offer a client what it says it can do; anything else that differs by who asks is worth a question.',
  ],
  ['principal', 'with other credentials', 'What is offered may hang on them.'],
  ['transport', 'over another transport', 'What is offered should not hang on it.'],
  ['era', 'in another era of the protocol', 'Fields that the older one does not know may be missing.'],
  [
    'revision',
    'in another revision of the protocol',
    'Fields that the older one does not know may be missing.',
  ],
] as const;

/** How the server was asked, where that was otherwise: not everything that differs is then a change. */
export function compareAsking(before: SnapshotSource, after: SnapshotSource, report: Report): void {
  for (const [name, how, but] of ASKED) {
    const [was, is] = [before[name], after[name]];
    // An older snapshot may not say.
    if (was === is || was === undefined || is === undefined) continue;
    report({
      kind: 'asked-otherwise',
      severity: 'info',
      says: `It was asked ${how} (${name}: ${spoken(was)} → ${spoken(is)}). ${but}`,
    });
  }
}

export function isAskedOtherwise(before: SnapshotSource, after: SnapshotSource): boolean {
  return (
    before.profile !== after.profile ||
    before.principal !== after.principal ||
    before.era !== after.era ||
    before.transport !== after.transport
  );
}

function spoken(text: string | undefined): string {
  return text === undefined ? 'absent' : quoted(text, 80);
}
