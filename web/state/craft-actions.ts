import type { Draft, HowToSend } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { messageText, wordsOfText } from './call-text.ts';
import { USUAL_WAY } from './drafts.svelte.ts';
import { loadOffered } from './load-offered.ts';

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
  if (app.target !== undefined) app.drafts.openText(app.target.key, messageText('', '{}'));
}

function callableItem(app: App): ItemRef | undefined {
  const { screen, item } = app.location.place;
  return screen === 'inventory' && item !== undefined && item.section !== 'server' ? item : undefined;
}

/** The message that is looked at in Traffic, or the request it answers: what we once sent, to be sent again. */
async function openFrame(app: App): Promise<void> {
  const { at } = app.location.place;
  const { api } = app.bridge;
  if (at === undefined) return;
  const selected = await api.frame(at.session, at.seq);
  if (!selected.ok) return app.toast.complain(selected.problem);
  const { exchange } = selected.value;
  const isOurs = selected.value.summary.toward === 'server' || exchange === undefined;
  const frame = isOurs ? selected : await api.frame(at.session, exchange.request);
  if (!frame.ok) return app.toast.complain(frame.problem);
  const { summary, payload, payloadBytes } = frame.value;
  const session = app.sessions.get(summary.session);
  if (session === undefined || summary.toward !== 'server' || payload.kind === 'none')
    return app.toast.say('This frame carries no message of ours that could be sent again.');
  const { readText } = await loadOffered();
  const text = await readText(api, summary.session, { frame: summary.seq, from: 0, to: payloadBytes });
  if (!text.ok) return app.toast.complain(text.problem);
  const { text: message, masked } = text.value;
  const how: HowToSend = { ...USUAL_WAY, meta: 'as-written' };
  const draft = app.drafts.openText(session.target, message, how, aboutOf(message));
  if (masked === 0) return;
  app.toast.warn(`${maskedWords(masked)} shown as *** and would be sent so.`, {
    words: 'Put them back',
    run: () => void putBack(app, draft, { session: summary.session, seq: summary.seq, bytes: payloadBytes }),
  });
}

const maskedWords = (count: number) => (count === 1 ? '1 known secret is' : `${count} known secrets are`);

/** Secrets of a recorded message stand in its tab again. Only because a person asked for it just now. */
async function putBack(
  app: App,
  opened: Draft,
  { session, seq, bytes }: { session: string; seq: number; bytes: number },
): Promise<void> {
  const { readText } = await loadOffered();
  const text = await readText(app.bridge.api, session, { frame: seq, from: 0, to: bytes }, 'revealed');
  if (!text.ok) return app.toast.complain(text.problem);
  // What was written since stays: the message as it was gets a tab of its own.
  if (app.drafts.get(opened.id)?.text === opened.text) app.drafts.edit(opened.id, text.value.text);
  else app.drafts.openText(opened.target, text.value.text, opened.how, opened.about);
}

/** The item a message calls, so that its form can be shown beside it. */
function aboutOf(text: string): ItemRef | undefined {
  const { method, name } = wordsOfText(readJson(text));
  const section = method === 'tools/call' ? 'tools' : method === 'prompts/get' ? 'prompts' : undefined;
  return section === undefined || name === undefined ? undefined : { section, name, nth: 1 };
}
