import type { FindingRow } from '../../protocol/finding.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { showDrift } from './review-actions.ts';

export function findingsActions(app: App): Action[] {
  const isFindings = () => app.location.place.screen === 'findings' && !app.location.place.isRules;
  const row = (): FindingRow | undefined => (isFindings() ? app.detection.finding.shown?.row : undefined);
  const hasRow = () => row() !== undefined;
  const withRow = (run: (row: FindingRow) => void) => () => {
    const found = row();
    if (found !== undefined) run(found);
  };
  const inFrame = () => app.location.place.screen === 'traffic' && app.location.place.at !== undefined;
  const inItem = () => app.location.place.screen === 'inventory' && app.detection.item.found.length > 0;
  const step = (by: 1 | -1) => () => {
    if (inItem()) app.detection.stepItem(by);
    else app.detection.frame.step(by);
  };
  return [
    {
      id: 'next-finding',
      group: 'Findings',
      words: 'Next finding of the frame or item',
      keys: 'f',
      isByKeyOnly: true,
      when: () => inFrame() || inItem(),
      run: step(1),
    },
    {
      id: 'previous-finding',
      group: 'Findings',
      words: 'Previous finding of the frame or item',
      keys: 'shift+f',
      isByKeyOnly: true,
      when: () => inFrame() || inItem(),
      run: step(-1),
    },
    {
      id: 'open-evidence',
      group: 'Findings',
      words: 'Open the evidence of the finding in Traffic',
      keys: 'enter',
      when: hasRow,
      run: withRow((found) => app.detection.openEvidence(found)),
    },
    {
      id: 'open-change',
      group: 'Findings',
      words: 'Show what changed, wording beside wording, in Inventory',
      keys: 'd',
      when: () => isDrift(row()),
      run: withRow((found) => openChange(app, found)),
    },
    {
      id: 'finding-open',
      group: 'Findings',
      words: 'Open the finding again: no decision',
      keys: 'shift+o',
      when: () => hasRow() && row()?.triage.state !== 'open',
      run: withRow(({ fingerprint }) => void app.detection.finding.decide(fingerprint, 'open', '')),
    },
    {
      id: 'finding-accept',
      group: 'Findings',
      words: 'Accept the finding with a reason',
      keys: 'shift+a',
      when: hasRow,
      run: () => app.detection.finding.ask('accepted'),
    },
    {
      id: 'finding-false-positive',
      group: 'Findings',
      words: 'Note the finding as a false positive',
      keys: 'shift+f',
      when: hasRow,
      run: () => app.detection.finding.ask('false-positive'),
    },
    {
      id: 'copy-finding-link',
      group: 'Findings',
      words: 'Copy a link to this finding',
      keys: 'y',
      when: hasRow,
      run: () => void copyLink(app),
    },
    {
      id: 'recheck',
      group: 'Findings',
      words: 'Re-check now: inspect the session of the finding again',
      keys: 'shift+r',
      when: hasRow,
      run: withRow(({ session }) => void app.detection.rules.inspectAgain(session)),
    },
    {
      id: 'show-rules',
      group: 'Findings',
      words: 'Show the rules, and the folder of your own',
      run: () => app.location.go({ screen: 'findings', isRules: true }),
    },
    {
      id: 'inspect-all',
      group: 'Findings',
      words: 'Inspect all sessions again',
      run: () => void app.detection.rules.inspectAgain(),
    },
  ];
}

/** It says that a definition is not what it was: the two wordings are its evidence. */
export function isDrift(finding: Pick<FindingRow, 'rule' | 'item'> | undefined): boolean {
  return finding?.rule === 'definition-drift' && finding.item !== undefined;
}
function openChange(app: App, { target, item }: FindingRow): void {
  if (item !== undefined) showDrift(app, target, { section: item.section, name: item.name, nth: 1 });
}

async function copyLink(app: App): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  app.toast.say('The link is copied. It opens where this page is signed in.');
}
