import type { Draft } from '../../protocol/craft.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { CompletionRef } from './completion.ts';
import { loadOffered } from './load-offered.ts';
import type { OfferedItem } from './offered-item.ts';

/** What is known of the item that a tab is about. */
export type About =
  | { kind: 'none' }
  | { kind: 'reading' }
  | { kind: 'here'; item: OfferedItem }
  | { kind: 'failed'; words: string };

/** The tool, prompt, resource or template that the tab looked at calls, as it is offered now. */
export class DraftItem {
  #api: Api;
  #about = $state.raw<About>({ kind: 'none' });
  #key = '';
  #tab: string | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  get about(): About {
    return this.#about;
  }

  look(draft: Draft | undefined, session: Session | undefined): void {
    const key = JSON.stringify([
      draft?.id,
      draft?.about,
      session?.id,
      session?.inventory,
      session?.state.kind,
    ]);
    if (key === this.#key) return;
    const isSameTab = this.#tab === draft?.id;
    this.#key = key;
    this.#tab = draft?.id;
    if (draft?.about === undefined) this.#about = { kind: 'none' };
    else if (session === undefined)
      this.#about = { kind: 'failed', words: 'There is no session with this target yet.' };
    else {
      if (!isSameTab) this.#about = { kind: 'reading' };
      void this.#read(session.id, draft.about, key);
    }
  }

  async #read(session: string, ref: NonNullable<Draft['about']>, key: string): Promise<void> {
    const { readOfferedItem } = await loadOffered();
    const item = await readOfferedItem(this.#api, session, ref);
    if (this.#key !== key) return;
    const known = this.#about.kind === 'here' ? this.#about.item : undefined;
    if (item.ok) {
      const { at } = item.value.row;
      // The same bytes give the same fields: a form that is being typed in is not made anew.
      const isSame = known?.session === session && JSON.stringify(known.row.at) === JSON.stringify(at);
      if (!isSame) this.#about = { kind: 'here', item: item.value };
    } else if (known?.session !== session || item.problem.code !== UNREACHABLE)
      this.#about = { kind: 'failed', words: item.problem.message };
  }
}

/** How `completion/complete` names the item; undefined for what has no arguments to complete. */
export function completionRef(about: About): CompletionRef | undefined {
  if (about.kind !== 'here') return undefined;
  const { row, calledBy } = about.item;
  if (row.ref.section === 'prompts') return { type: 'ref/prompt', name: calledBy };
  return row.ref.section === 'templates' ? { type: 'ref/resource', uri: calledBy } : undefined;
}
