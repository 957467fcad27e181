import type { Draft } from '../../protocol/craft.ts';
import { USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import type { Session } from '../../protocol/session.ts';
import type { WireForm } from '../../protocol/wire-form.ts';
import type { Api } from '../connection/api.ts';
import { asHex, asText } from './draft-wire.ts';
import type { Drafts } from './drafts.svelte.ts';
import type { Toast } from './toast.svelte.ts';

type Change<Form> = { [Key in keyof Form]?: Form[Key] | undefined };

/** How the tab that is looked at goes over the wire: what was set for it, and what is usual. */
export class WirePanel {
  #api: Api;
  #drafts: Drafts;
  #toast: Toast;
  #isOpen = $state(false);
  /** Names of the headers that go to a target by themselves, by session. */
  #headers = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());
  #asked = new Set<string>();

  constructor(parts: { api: Api; drafts: Drafts; toast: Toast }) {
    this.#api = parts.api;
    this.#drafts = parts.drafts;
    this.#toast = parts.toast;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  toggle(): void {
    this.#isOpen = !this.#isOpen;
  }
  /** Undefined until they are known. */
  targetHeaders(session: string | undefined): readonly string[] | undefined {
    return this.#headers.get(session ?? '');
  }

  /** Asks once a session which headers go to its target by themselves. */
  lookUp(draft: Draft, session: Session | undefined): void {
    if (session === undefined || !isHttp(session) || this.#asked.has(session.id)) return;
    this.#asked.add(session.id);
    void this.#usual(draft, session);
  }

  /** From now on the draft says itself how it goes over the wire; at first as it usually does. */
  async beginExact(draft: Draft, session: Session | undefined): Promise<void> {
    const wire = session !== undefined && isHttp(session) ? await this.#usual(draft, session) : USUAL_STDIO;
    // Typed on meanwhile: the form is of no less use for it.
    if (wire !== undefined) this.#drafts.set(draft.id, { wire });
  }
  asUsual(draft: Draft): void {
    this.#drafts.sendAsUsual(draft.id);
  }

  change<Kind extends WireForm['kind']>(
    draft: Draft,
    kind: Kind,
    part: Change<Extract<WireForm, { kind: Kind }>>,
  ): void {
    const { wire } = draft;
    if (wire?.kind !== kind) return;
    const changed = Object.entries({ ...wire, ...part }).filter(([, value]) => value !== undefined);
    this.#drafts.set(draft.id, { wire: Object.fromEntries(changed) as WireForm });
  }

  /** The same message as text or as bytes; where it would become another one, it stays and that is said. */
  switchForm(draft: Draft, form: 'text' | 'hex'): void {
    if ((draft.form ?? 'text') === form) return;
    if (form === 'hex') {
      const isLossy = draft.wire?.kind !== 'stdio' || draft.wire.encoding === 'utf-8';
      if (isLossy && !draft.text.isWellFormed())
        this.#toast.say('A lone surrogate has no form in UTF-8: it became EF BF BD, as it would be sent.');
      this.#drafts.set(draft.id, { text: asHex(draft), form });
      return;
    }
    const text = asText(draft);
    if (text.ok) this.#drafts.set(draft.id, { text: text.value, form });
    else this.#toast.complain(text.problem);
  }

  async #usual({ text, form, how }: Draft, { id }: Session): Promise<WireForm | undefined> {
    const usual = await this.#api.craft.usualForm(id, {
      text,
      how,
      ...(form === undefined ? {} : { form }),
    });
    if (!usual.ok) {
      this.#asked.delete(id);
      this.#toast.complain(usual.problem);
      return undefined;
    }
    this.#headers = new Map(this.#headers).set(id, usual.value.targetHeaders);
    return usual.value.wire;
  }
}

export function isHttp({ transport }: Pick<Session, 'transport'>): boolean {
  return transport !== 'stdio' && transport !== 'recording';
}
