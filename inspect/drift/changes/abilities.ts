import type { Capability } from '../../support/capabilities.ts';
import { quoted } from '../../support/words.ts';
import type { DriftJudge } from '../judge.ts';
import type { Offered } from '../offered.ts';
import type { Report } from './comparer.ts';

const WORDS: Readonly<Record<Capability, string>> = {
  'untrusted-source': 'read what strangers wrote',
  'private-data': 'read private data',
  egress: 'send data to others',
  exec: 'run programs or code',
  'file-write': 'write files',
  destructive: 'destroy data',
  money: 'move money',
  persistence: 'leave something that runs later',
  identity: 'change who may do what',
};

/** What a tool can do by its words, and could not before. Whether one of them is to send or to run is told to who asks. */
export function newAbilities(
  called: string,
  before: Offered | undefined,
  after: Offered,
  judge: DriftJudge,
  report: Report,
): void {
  const now = judge.tags(after);
  if (now.length === 0) return;
  const had = new Map(
    before === undefined ? [] : judge.tags(before).map(({ capability, isFirm }) => [capability, isFirm]),
  );
  for (const { capability, isFirm, words } of now) {
    if (had.has(capability)) continue;
    report({
      kind: 'new-capability',
      severity: isFirm ? 'high' : 'medium',
      says: `By its words ${called} can now ${WORDS[capability]} (${words.map(({ word }) => quoted(word, 40)).join(', ')}).`,
    });
  }
}

/** Whether it can send or run something, as a new tool that deserves a look. */
export function reachesOut(tool: Offered, judge: DriftJudge): string | undefined {
  const tag = judge
    .tags(tool)
    .find(({ capability, isFirm }) => isFirm && (capability === 'egress' || capability === 'exec'));
  return tag === undefined ? undefined : WORDS[tag.capability];
}
