import type { ItemRef } from '../../protocol/inventory.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import type { ItemView, ShownItem } from './item.svelte.ts';
import { isLive } from './sessions.svelte.ts';

const VIEWS: ItemView[] = ['fields', 'pretty', 'raw', 'hex', 'model'];

export function inventoryActions(app: App): Action[] {
  const isInventory = () => app.location.place.screen === 'inventory';
  const shown = () => (isInventory() ? app.item.shown : undefined);
  const hasItem = () => shown() !== undefined;
  const withItem = (run: (item: ShownItem) => void) => () => {
    const item = shown();
    if (item !== undefined) run(item);
  };
  return [
    {
      id: 'open-item',
      group: 'Inventory',
      words: 'Open: go into the item',
      keys: 'enter',
      isByKeyOnly: true,
      when: hasItem,
      run: () => app.focus.ask('detail'),
    },
    {
      id: 'item-view',
      group: 'Inventory',
      words: 'Next view: Fields, Pretty, Raw, Hex, What the model sees',
      keys: 'v',
      when: hasItem,
      run: () => {
        app.location.slide({ compared: undefined });
        app.item.view = VIEWS[(VIEWS.indexOf(app.item.view) + 1) % VIEWS.length] ?? 'fields';
      },
    },
    {
      id: 'item-frame',
      group: 'Inventory',
      words: 'Show the frame the item came from',
      keys: 't',
      when: hasItem,
      run: withItem(({ session, row }) => app.showFrame({ session, seq: row.at.frame })),
    },
    {
      id: 'copy-item',
      group: 'Inventory',
      words: 'Copy the item as it was sent',
      keys: 'shift+y',
      when: hasItem,
      run: withItem((item) => void copyItem(app, item)),
    },
    {
      id: 'copy-item-link',
      group: 'Inventory',
      words: 'Copy a link to this item',
      keys: 'y',
      when: hasItem,
      run: () => void copyLink(app),
    },
    {
      id: 'read-item',
      group: 'Inventory',
      words: 'Read the resource now, in Craft',
      keys: 'o',
      when: () => shown()?.row.ref.section === 'resources' && isLive(app.session),
      run: withItem(({ session, row }) => void readResource(app, session, row.ref)),
    },
    {
      id: 'watch',
      group: 'Inventory',
      words: 'Watch the resource, or stop watching it',
      keys: 'w',
      when: () => shown()?.row.ref.section === 'resources' && isLive(app.session),
      run: withItem(({ session, row }) => void app.sessions.switchWatching(session, row.ref.name)),
    },
  ];
}

/** Going from one connected target to another. */
export function switchActions(app: App): Action[] {
  const { targets } = app;
  return [
    {
      id: 'previous-target',
      group: 'Targets',
      words: 'Look at the previous connected target',
      keys: '[',
      isByKeyOnly: true,
      when: () => targets.connected.length > 0,
      run: () => lookAtNext(app, -1),
    },
    {
      id: 'next-target',
      group: 'Targets',
      words: 'Look at the next connected target',
      keys: ']',
      isByKeyOnly: true,
      when: () => targets.connected.length > 0,
      run: () => lookAtNext(app, 1),
    },
    ...Array.from({ length: 9 }, (_, k): Action => ({
      id: `target-${k + 1}`,
      group: 'Targets',
      words: 'Look at the first connected target; 2 to 9 at the next ones',
      keys: String(k + 1),
      isByKeyOnly: true,
      isSpokenFor: k > 0,
      when: () => targets.connected.length > k,
      run: () => lookAtNth(app, k),
    })),
  ];
}

/** By `step` through the connected targets; to the nth of them. */
function lookAtNext(app: App, step: number): void {
  const { connected } = app.targets;
  const at = connected.findIndex(({ key }) => key === app.target?.key);
  const next =
    at < 0 ? (step > 0 ? 0 : connected.length - 1) : (at + step + connected.length) % connected.length;
  lookAtNth(app, next);
}
function lookAtNth(app: App, index: number): void {
  const target = app.targets.connected[index];
  if (target !== undefined) app.lookAt(target);
}

async function readResource(app: App, id: string, ref: ItemRef): Promise<void> {
  const session = app.sessions.get(id);
  if (session === undefined) return;
  await app.drafts.openItem(session, ref);
  if (app.location.place.screen === 'craft') await app.craft.send();
}

async function copyItem(app: App, item: ShownItem): Promise<void> {
  const copied = await app.item.text(item);
  if (copied === undefined) {
    app.toast.say('The bytes of this item cannot be had now.');
    return;
  }
  await navigator.clipboard.writeText(copied.text);
  app.toast.say(
    copied.isWhole ? 'The item is copied as it was sent.' : 'The first 16 MB of the item are copied.',
  );
}

async function copyLink(app: App): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  app.toast.say('The link is copied. It opens where this page is signed in.');
}
