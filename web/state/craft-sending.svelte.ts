import type { Draft, SendText } from '../../protocol/craft.ts';
import { readHex } from '../../protocol/raw/hex.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import type { Calls } from './calls.svelte.ts';
import type { Danger } from './dangers.ts';
import type { Drafts } from './drafts.svelte.ts';
import { environmentOf, fillOf } from './draft-placeholders.ts';
import { loadDangers } from './load-offered.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { LiveSession, Sessions } from './sessions.svelte.ts';
import { isLive } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

type Send = Draft['sends'][number];

/** A text that waits for a yes, as it was when Send was pressed. */
export type Asked = { draft: Draft; session: string } & (
  | { kind: 'dangers'; dangers: readonly Danger[] }
  /** It would send what stands in the environment under these names. */
  | { kind: 'environment'; names: readonly string[] }
);

export interface SendingParts {
  api: Api;
  toast: Toast;
  drafts: Drafts;
  sessions: Sessions;
  calls: Calls;
  preferences: Preferences;
}

/** Sends texts of tabs, and asks first where somebody may come to regret it. */
export class CraftSending {
  #parts: SendingParts;
  #sent: (draft: Draft) => void;
  /** When what waits was sent, ms since the epoch. */
  #sentAt = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** What the bridge did to a text on the way. */
  #notes = $state.raw<ReadonlyMap<string, string[]>>(new Map());
  #asked = $state.raw<Asked | undefined>(undefined);
  /** What a yes leads to. */
  #next: () => Promise<void> = () => Promise.resolve();
  #sending = $state(0);
  /** What a text would call is being looked up. */
  #isLooking = false;

  /** `sent`: a text of this tab is on its way. */
  constructor(parts: SendingParts, sent: (draft: Draft) => void) {
    this.#parts = parts;
    this.#sent = sent;
  }

  get asked(): Asked | undefined {
    return this.#asked;
  }
  /** Handed to the bridge and not written yet. */
  get isSending(): boolean {
    return this.#sending > 0;
  }
  /** Nothing else is sent before this is answered. */
  get isBusy(): boolean {
    return this.#asked !== undefined || this.#isLooking;
  }
  sentAt({ session, request }: Send): number | undefined {
    return this.#sentAt.get(`${session}/${request}`);
  }
  notesOf({ session, request }: Send): readonly string[] {
    return this.#notes.get(`${session}/${request}`) ?? [];
  }

  /**
   * Sends a text. What of the environment it would send is asked about first, and a tool that says that it
   * destroys, each once. Meanwhile another tab may be looked at: it is this text that goes out.
   */
  async send(draft: Draft, session: LiveSession): Promise<void> {
    await this.clear([draft], session, () => this.#send(draft, session));
  }

  /** Asks what has to be asked about all of these texts, and then does what is to be done with them. */
  async clear(drafts: readonly Draft[], session: LiveSession, next: () => Promise<void>): Promise<void> {
    const [draft] = drafts;
    if (this.isBusy || draft === undefined) return;
    const { preferences } = this.#parts;
    const names = [...new Set(drafts.flatMap(environmentOf))].filter(
      (name) => !preferences.maySend(draft.target, name),
    );
    const asked = { draft, session: session.id };
    if (names.length > 0) {
      this.#next = () => this.clear(drafts, session, next);
      this.#asked = { kind: 'environment', ...asked, names };
      return;
    }
    this.#isLooking = true;
    const dangers = await this.#dangersOf(drafts, session).finally(() => (this.#isLooking = false));
    if (dangers.length === 0) return next();
    this.#next = next;
    this.#asked = { kind: 'dangers', ...asked, dangers };
  }
  /** Yes to what was asked. */
  async agree(): Promise<void> {
    const [asked, next] = [this.#asked, this.#next];
    this.#asked = undefined;
    if (asked === undefined) return;
    const { preferences, sessions, toast } = this.#parts;
    const { draft } = asked;
    const session = sessions.get(asked.session);
    if (session === undefined || !isLive(session))
      return toast.say('The session it was to go through has ended. Nothing was sent.');
    if (asked.kind === 'environment') preferences.agreeToSend(draft.target, asked.names);
    else
      for (const { tool, digest } of asked.dangers)
        if (tool !== undefined && digest !== undefined) preferences.agreeToCall(draft.target, tool, digest);
    await next();
  }
  decline(): void {
    this.#asked = undefined;
  }

  async #dangersOf(drafts: readonly Draft[], { id }: Session): Promise<Danger[]> {
    const { api, preferences } = this.#parts;
    const dangersOf = await loadDangers();
    const found = new Map<string, Danger>();
    for (const draft of drafts) {
      const text = await this.#textToLookAt(draft, id);
      const isAgreed = (tool: string, digest: string) => preferences.mayCall(draft.target, tool, digest);
      for (const danger of await dangersOf(api, id, text, isAgreed))
        found.set(JSON.stringify([danger.tool, danger.why, danger.digest]), danger);
    }
    return [...found.values()];
  }

  /** What a server will read, as far as a person can see it now: placeholders may name a tool as well. */
  async #textToLookAt(draft: Draft, session: string): Promise<string> {
    const { text, form, wire } = draft;
    if (form === 'hex') {
      const bytes = readHex(text);
      return bytes.ok ? new TextDecoder().decode(bytes.value) : '';
    }
    const fill = this.#fillOf(draft);
    const filled = fill && (await this.#parts.api.craft.fill(session, { text, fill }));
    const whole = filled?.ok === true ? filled.value.text : text;
    // Without a head the text is the whole request.
    if (wire?.kind !== 'http' || wire.head !== '') return whole;
    return /\r?\n\r?\n([^]*)/.exec(whole)?.[1] ?? whole;
  }

  #fillOf(draft: Draft): SendText['fill'] {
    const { preferences, calls } = this.#parts;
    return fillOf(draft, preferences, (send) => calls.get(send.session, send.request));
  }

  async #send(draft: Draft, { id: session }: Session): Promise<void> {
    const { api, drafts, calls, toast } = this.#parts;
    const began = Date.now();
    this.#sending++;
    const sent = await api.send(session, this.sendText(draft));
    this.#sending--;
    if (!sent.ok) return toast.complain(sent.problem);
    const { request, rpcId, notes } = sent.value;
    const key = `${session}/${request}`;
    this.#sentAt = new Map(this.#sentAt).set(key, began);
    this.#notes = new Map(this.#notes).set(key, notes);
    // The end may have been told before this answer came.
    if (rpcId !== undefined && calls.get(session, request)?.state !== 'done')
      calls.heard({ session, request, state: 'waiting' });
    drafts.sent(draft.id, { session, request });
    this.#sent(draft);
  }

  /** A draft as it is handed to the bridge. */
  sendText(draft: Draft): SendText {
    const { text, how, form, wire } = draft;
    const fill = this.#fillOf(draft);
    return {
      text,
      how,
      ...(form === undefined ? {} : { form }),
      ...(wire === undefined ? {} : { wire }),
      ...(fill === undefined ? {} : { fill }),
    };
  }
}
