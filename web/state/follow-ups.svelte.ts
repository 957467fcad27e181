import type { FollowUpVariant } from '../../protocol/answers/follow-up-variants.ts';
import type { JsonDocument } from '../../protocol/json/document.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { textOf } from '../../protocol/json/value.ts';
import type { Session } from '../../protocol/session.ts';
import type { Craft } from './craft.svelte.ts';
import type { Toast } from './toast.svelte.ts';

const STATE = ['params', 'requestState'];
const MOST_STATES = 20;
/** Then it begins anew: a tab takes nothing twice. */
const MOST_TOLD = 10_000;
const MOST_TRIES = 50;

/** Follow-ups that are written in Craft: states that servers gave, and what can be changed of them. */
export class FollowUps {
  #craft: Craft;
  #toast: Toast;
  /** JSON texts, the newest first. */
  #states: string[] = [];
  /** How often a tab was looked for, by follow-up: a rule may be quicker than the tab learns what it sent. */
  #tries = new Map<string, number>();

  constructor(craft: Craft, toast: Toast) {
    this.#craft = craft;
    this.#toast = toast;
  }

  /** A follow-up is taken to Craft: its state may be tried under another one later. */
  opened(text: string): void {
    const document = readJson(text);
    const state = nodeAt(document.root, STATE);
    if (state === undefined) return;
    const own = textOf(document, state);
    this.#states = [own, ...this.#states.filter((one) => one !== own)].slice(0, MOST_STATES);
  }

  /** What rules went on with stands in the tab that sent the call, as if it had been sent by hand. */
  heard(sessions: readonly Session[]): void {
    for (const { id, byRule } of sessions)
      for (const { request, sent } of byRule?.last ?? []) {
        const key = `${id}/${sent ?? ''}`;
        const tries = this.#tries.get(key) ?? 0;
        if (request === undefined || sent === undefined || tries >= MOST_TRIES) continue;
        if (this.#tries.size > MOST_TOLD) this.#tries.clear();
        const isThere = this.#craft.wentOn({ session: id, asked: request, request: sent });
        this.#tries.set(key, isThere ? MOST_TRIES : tries + 1);
      }
  }

  /** What is written in the tab goes on with a call. */
  get isWritten(): boolean {
    const { document } = this.#craft;
    return [STATE, ['params', 'inputResponses']].some((path) => nodeAt(document.root, path) !== undefined);
  }

  /** Changes the text of the tab in one place. */
  change({ edit, title }: Pick<FollowUpVariant, 'edit' | 'title'>): void {
    const document: JsonDocument = this.#craft.document;
    const splice = edit(document, this.#states);
    if (splice === undefined)
      this.#toast.say(`“${title}” does not fit what is written here; nothing was changed.`);
    else this.#craft.splice(splice);
  }
}
