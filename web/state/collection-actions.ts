import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { isLive, type LiveSession } from './sessions.svelte.ts';

export function collectionActions(app: App): Action[] {
  const { collections } = app.repeater;
  const isCraft = () => app.location.place.screen === 'craft';
  const isShown = () => isCraft() && collections.isOpen;
  const hasCall = () => isShown() && collections.selected !== undefined;
  const canRun = () =>
    isShown() && (collections.whole?.calls.length ?? 0) > 0 && sessionToRun(app) !== undefined;
  return [
    {
      id: 'saved-calls',
      group: 'Craft',
      get words() {
        return collections.isOpen ? 'Hide saved calls' : 'Show saved calls';
      },
      keys: 'l',
      when: isCraft,
      run: () => {
        collections.toggle();
        if (collections.isOpen) app.focus.ask('list');
      },
    },
    {
      id: 'collections',
      group: 'Craft',
      words: 'Collections: choose, make, import, export, rename or delete one',
      when: isCraft,
      run: () => {
        if (!collections.isOpen) collections.toggle();
        app.focus.ask('collection');
      },
    },
    {
      id: 'save-call',
      group: 'Craft',
      words: 'Save this call, with what is expected of it',
      keys: 'shift+l',
      when: () => isCraft() && app.craft.draft !== undefined,
      run: () => void collections.save(),
    },
    {
      id: 'run-collection',
      group: 'Craft',
      words: 'Run the collection: send all of its calls',
      when: canRun,
      run: () => runCollection(app),
    },
    {
      id: 'stop-collection',
      group: 'Craft',
      words: 'Stop the run of the collection',
      when: () => isShown() && collections.runs.of(collections.whole?.id)?.state === 'running',
      run: () => {
        const { whole } = collections;
        if (whole !== undefined) void collections.runs.stop(whole.id);
      },
    },
    {
      id: 'run-saved-call',
      group: 'Craft',
      words: 'Run the saved call that is chosen',
      when: () => canRun() && hasCall(),
      run: () => runCollection(app, true),
    },
    {
      id: 'open-saved-call',
      group: 'Craft',
      words: 'Open the saved call in a tab',
      when: () => hasCall() && app.target !== undefined,
      run: () => {
        const { selected } = collections;
        if (selected !== undefined && app.target !== undefined) collections.open(selected, app.target.key);
      },
    },
    {
      id: 'edit-saved-call',
      group: 'Craft',
      words: 'Change the saved call and what is expected of it',
      when: hasCall,
      run: () => {
        const { selected } = collections;
        if (selected !== undefined) void collections.edit(selected);
      },
    },
    ...moves(app, hasCall),
  ];
}

function moves(app: App, hasCall: () => boolean): Action[] {
  const { collections } = app.repeater;
  const about = (id: string, words: string, run: () => void): Action => ({
    id,
    group: 'Craft',
    words,
    when: hasCall,
    run,
  });
  const withCall = (run: (call: NonNullable<typeof collections.selected>) => void) => () => {
    const { selected } = collections;
    if (selected !== undefined) run(selected);
  };
  return [
    about(
      'saved-call-up',
      'Move the saved call up',
      withCall((call) => void collections.move(call, -1)),
    ),
    about(
      'saved-call-down',
      'Move the saved call down',
      withCall((call) => void collections.move(call, 1)),
    ),
    about(
      'duplicate-saved-call',
      'Duplicate the saved call',
      withCall((call) => void collections.duplicate(call)),
    ),
    about(
      'delete-saved-call',
      'Delete the saved call',
      withCall((call) => void collections.drop(call)),
    ),
  ];
}

/** Where a run goes: the open session of the target that is looked at. */
export function sessionToRun(app: App): LiveSession | undefined {
  const target = app.craft.draft?.target ?? app.target?.key;
  const live = target === undefined ? [] : app.sessions.of(target).filter(isLive);
  return live.find(({ state }) => state.kind === 'open');
}

export function runCollection(app: App, isOne = false): void {
  const { collections } = app.repeater;
  const [session, { whole, selected }] = [sessionToRun(app), collections];
  if (whole === undefined || session === undefined) return;
  void collections.runs.run(whole, session, isOne && selected !== undefined ? [selected] : undefined);
}
