import type { ItemRef } from '../../protocol/inventory.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { openFrame } from './frame-draft.ts';
import type { RawCall } from './raw-calls.ts';
import { RAW_CALLS } from './raw-calls.ts';

export function craftActions(app: App): Action[] {
  const isCraft = () => app.location.place.screen === 'craft';
  const hasTab = () => isCraft() && app.craft.draft !== undefined;
  const waiting = () => {
    const { chosen } = app.craft;
    return isCraft() && chosen !== undefined && app.craft.callOf(chosen)?.state === 'waiting'
      ? chosen
      : undefined;
  };
  return [
    {
      id: 'send',
      group: 'Craft',
      words: 'Send',
      keys: 'mod+enter',
      when: hasTab,
      run: () => void app.craft.send(),
    },
    {
      id: 'new-tab',
      group: 'Craft',
      words: 'New tab with an empty message',
      keys: 't',
      when: () => isCraft() && app.target !== undefined,
      run: () => openEmpty(app),
    },
    ...RAW_CALLS.slice(1).map((call): Action => ({
      id: `new-${call.id}`,
      group: 'Craft',
      words: `New raw call: ${call.words.toLowerCase()}`,
      when: () => isCraft() && app.target !== undefined,
      run: () => openRaw(app, call),
    })),
    {
      id: 'duplicate-tab',
      group: 'Craft',
      words: 'Duplicate the tab',
      keys: 'shift+t',
      when: hasTab,
      run: () => {
        const { draft } = app.craft;
        if (draft !== undefined) app.drafts.duplicate(draft);
      },
    },
    {
      id: 'race',
      group: 'Craft',
      get words() {
        return app.craft.races.isOpen ? 'Leave the race' : 'Race: let copies of this text go together';
      },
      when: hasTab,
      run: () => app.craft.races.toggle(),
    },
    {
      id: 'on-the-wire',
      group: 'Craft',
      get words() {
        return app.craft.wire.isOpen ? 'Hide how it goes over the wire' : 'Show how it goes over the wire';
      },
      when: hasTab,
      run: () => app.craft.wire.toggle(),
    },
    {
      id: 'text-or-hex',
      group: 'Craft',
      get words() {
        return app.craft.isHex ? 'Write the message as text' : 'Write the message as hex';
      },
      when: hasTab,
      run: () => {
        const { draft, isHex, wire } = app.craft;
        if (draft !== undefined) wire.switchForm(draft, isHex ? 'text' : 'hex');
      },
    },
    {
      id: 'close-tab',
      group: 'Craft',
      words: 'Close the tab',
      keys: 'w',
      when: hasTab,
      run: () => {
        const { draft } = app.craft;
        if (draft !== undefined) app.drafts.close(draft.id);
      },
    },
    {
      id: 'next-tab',
      group: 'Craft',
      words: 'Next tab',
      keys: 'shift+j',
      isByKeyOnly: true,
      when: hasTab,
      run: () => app.craft.lookAtNext(1),
    },
    {
      id: 'previous-tab',
      group: 'Craft',
      words: 'Previous tab',
      keys: 'shift+k',
      isByKeyOnly: true,
      when: hasTab,
      run: () => app.craft.lookAtNext(-1),
    },
    {
      id: 'cancel-send',
      group: 'Craft',
      words: 'Cancel the call that is looked at',
      keys: 'x',
      when: () => waiting() !== undefined,
      run: () => {
        const send = waiting();
        if (send !== undefined) void app.craft.cancel(send);
      },
    },
    {
      id: 'edit-text',
      group: 'Craft',
      words: 'Go into the text',
      keys: 'enter',
      isByKeyOnly: true,
      when: hasTab,
      run: () => app.focus.ask('text'),
    },
    {
      id: 'placeholders',
      group: 'Craft',
      get words() {
        return app.craft.draft?.keepsPlaceholders === true
          ? 'Fill in placeholders when sending'
          : 'Send placeholders as they stand';
      },
      when: hasTab,
      run: () => {
        const { draft } = app.craft;
        if (draft !== undefined)
          app.drafts.set(draft.id, { keepsPlaceholders: draft.keepsPlaceholders !== true });
      },
    },
    {
      id: 'frame-to-craft',
      group: 'Craft',
      words: 'Open the message in Craft',
      keys: 'r',
      when: () => app.location.place.screen === 'traffic' && app.location.place.at !== undefined,
      run: () => void openFrame(app),
    },
    {
      id: 'item-to-craft',
      group: 'Craft',
      words: 'Open the item in Craft',
      keys: 'r',
      when: () => callableItem(app) !== undefined,
      run: () => {
        const item = callableItem(app);
        const session = app.session;
        if (item !== undefined && session !== undefined) void app.drafts.openItem(session, item);
      },
    },
  ];
}

/** A tab with a message that does nothing yet. */
export function openEmpty(app: App): void {
  const [request] = RAW_CALLS;
  if (request !== undefined) openRaw(app, request);
}

/** A tab that is about no item. */
export function openRaw(app: App, { draft }: RawCall): void {
  if (app.target !== undefined) app.drafts.open({ ...draft, target: app.target.key });
}

function callableItem(app: App): ItemRef | undefined {
  const { screen, item } = app.location.place;
  return screen === 'inventory' && item !== undefined && item.section !== 'server' ? item : undefined;
}
