import type { ActionGroup } from './action-groups.ts';
import { archiveActions } from './archive-actions.ts';
import { answeringActions } from './answering-actions.ts';
import type { App } from './app.svelte.ts';
import { compareActions } from './compare-actions.ts';
import { collectionActions } from './collection-actions.ts';
import { craftActions } from './craft-actions.ts';
import { findingsActions } from './findings-actions.ts';
import { fuzzActions } from './fuzz-actions.ts';
import { inventoryActions, switchActions } from './inventory-actions.ts';
import { SCREENS } from './place.ts';
import { probesActions } from './probes-actions.ts';
import { replayActions } from './replay-actions.ts';
import { reviewActions } from './review-actions.ts';
import { SCREEN_KEYS, SCREEN_WORDS } from './screen-words.ts';
import { isLive } from './sessions.svelte.ts';
import { trafficActions } from './traffic-actions.ts';

/** Something the person can do: by key, palette, menu or button, all from this one table. */
export interface Action {
  id: string;
  group: ActionGroup;
  /** Sentence case, a verb first. May depend on what is selected. */
  words: string;
  /** `j`, `g t`, `mod+k`, `shift+r`. */
  keys?: string;
  /** Whether it makes sense now; always, when absent. */
  when?: () => boolean;
  /** Left out of the palette: moving the selection makes no sense there. */
  isByKeyOnly?: boolean;
  /** One of a row of keys that another action's words speak for: left out of the help. */
  isSpokenFor?: boolean;
  run(): void;
}

export function createActions(app: App): Action[] {
  return [
    ...goActions(app),
    ...moveActions(app),
    ...trafficActions(app),
    ...inventoryActions(app),
    ...reviewActions(app),
    ...craftActions(app),
    ...collectionActions(app),
    ...answeringActions(app),
    ...replayActions(app),
    ...compareActions(app),
    ...archiveActions(app),
    ...fuzzActions(app),
    ...probesActions(app),
    ...findingsActions(app),
    ...switchActions(app),
    ...targetActions(app),
    ...pageActions(app),
  ];
}

function goActions(app: App): Action[] {
  return SCREENS.map((screen) => ({
    id: `go-${screen}`,
    group: 'Go',
    words: `Go to ${SCREEN_WORDS[screen]}`,
    keys: SCREEN_KEYS[screen],
    ...(screen === 'practice' && { when: () => app.practice.isThere, isSpokenFor: true }),
    run: () => app.location.go(app.placeOf(screen)),
  }));
}

function moveActions(app: App): Action[] {
  const move = (step: number) => () => listOf(app)?.move(step);
  return [
    { id: 'next', group: 'Go', words: 'Next row', keys: 'j', isByKeyOnly: true, run: move(1) },
    { id: 'previous', group: 'Go', words: 'Previous row', keys: 'k', isByKeyOnly: true, run: move(-1) },
    { id: 'filter', group: 'Go', words: 'Filter', keys: '/', run: () => app.focus.ask('filter') },
    {
      id: 'leave',
      group: 'Go',
      words: 'Leave: close the detail, go back to the list',
      keys: 'escape',
      isByKeyOnly: true,
      run: () => {
        if (app.targets.asked !== undefined) app.targets.decline();
        else leaveDetail(app);
        app.focus.ask('list');
      },
    },
  ];
}

/** The list that the keys move through. */
function listOf(app: App): { move(step: number): void } | undefined {
  switch (app.location.place.screen) {
    case 'targets':
      return app.targetList;
    case 'traffic':
      return app.location.place.isMethods ? app.repeater.methods : app.traffic;
    case 'inventory':
      return app.location.place.reviewed === undefined ? app.inventory : app.reviews.shown?.list;
    case 'craft':
      return app.craft;
    case 'findings':
      return app.location.place.isRules ? undefined : app.detection.findings;
    case 'flows':
      return app.flows.shown;
    case 'practice':
      return undefined;
    case 'replay':
      return app.repeater.replays;
    case 'compare':
      return app.repeater.compare;
    case 'fuzz':
      return app.fuzz.shown;
    case 'probes':
      return app.probes.shown;
  }
}

function leaveDetail(app: App): void {
  const { screen, at, item, finding, isRules, reviewed } = app.location.place;
  if (screen === 'flows') return app.flows.shown?.leave();
  if (screen === 'fuzz') return app.fuzz.shown?.leave();
  if (screen === 'probes') return app.probes.shown?.leave();
  if (screen === 'replay') return app.repeater.replays.leave();
  if (screen === 'findings' && app.detection.finding.asked !== undefined)
    return app.detection.finding.ask(undefined);
  if (screen === 'findings' && isRules) return app.location.go({ isRules: false });
  // The explanation of a finding goes first, then the frame.
  if (screen === 'traffic' && finding !== undefined && at !== undefined) return app.detection.frame.leave();
  if (screen === 'traffic' && at !== undefined) app.traffic.unselect();
  if (screen !== 'inventory') return;
  if (app.reviews.shown?.asked !== undefined) app.reviews.shown.ask(undefined);
  else if (item !== undefined) app.inventory.unselect();
  else if (reviewed !== undefined) app.location.go({ reviewed: undefined });
}

function targetActions(app: App): Action[] {
  const session = () => (app.target === undefined ? undefined : app.targets.sessionOf(app.target));
  return [
    {
      id: 'new-target',
      group: 'Targets',
      words: 'New target',
      keys: 'n',
      run: () => {
        app.targets.decline();
        app.location.go({ screen: 'targets' });
        app.focus.ask('paste');
      },
    },
    {
      id: 'connect',
      group: 'Targets',
      words: 'Connect to the target',
      keys: 'shift+r',
      when: () => app.target !== undefined && !isLive(session()),
      run: () => {
        if (app.target === undefined) return;
        void app.targets.connect(app.target);
        app.location.go({ screen: 'targets', target: app.target.key });
      },
    },
    {
      id: 'stop',
      group: 'Targets',
      words: 'Stop the session with the target',
      keys: 'shift+s',
      when: () => isLive(session()),
      run: () => {
        const live = session();
        if (live !== undefined) void app.sessions.stop(live.id);
      },
    },
    {
      id: 'show-traffic',
      group: 'Targets',
      words: 'Show the traffic of the target',
      keys: 'enter',
      when: () => app.location.place.screen === 'targets' && session() !== undefined,
      run: () => {
        const shown = session();
        if (shown !== undefined) app.showSession(shown);
      },
    },
  ];
}

function pageActions(app: App): Action[] {
  return [
    {
      id: 'palette',
      group: 'Page',
      words: 'Search or run',
      keys: 'mod+k',
      isByKeyOnly: true,
      run: () => app.openDialog('palette'),
    },
    {
      id: 'questions',
      group: 'Page',
      words: 'Show what servers wait for: questions and tasks',
      keys: 'q',
      run: () => app.openDialog('questions'),
    },
    { id: 'help', group: 'Page', words: 'Show all keys', keys: '?', run: () => app.openDialog('help') },
    {
      id: 'theme',
      group: 'Page',
      words: 'Switch between dark and light',
      run: () => app.preferences.switchTheme(),
    },
    {
      id: 'letter-keys',
      group: 'Page',
      words: 'Switch letter keys on or off',
      run: () => app.preferences.switchLetterKeys(),
    },
    { id: 'another-page', group: 'Page', words: 'Open another page', run: () => void openAnother(app) },
  ];
}

async function openAnother(app: App): Promise<void> {
  const link = await app.bridge.api.freshLink();
  if (link.ok) open(location.pathname + location.search + new URL(link.value.url).hash, '_blank', 'noopener');
  else app.toast.complain(link.problem);
}
