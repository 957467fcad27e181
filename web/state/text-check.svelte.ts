import type { Complaint } from '../../protocol/craft.ts';
import type { Api } from '../connection/api.ts';

const CHECK_AFTER = 250;

/** What schema validation has to say; `words`: why it could not, or what it left out. */
export interface Checked {
  complaints: Complaint[];
  more: number;
  words: string | undefined;
}
const NOTHING: Checked = { complaints: [], more: 0, words: undefined };

/** Has the bridge hold a text against a schema, a moment after the last change. It warns and stops nothing. */
export class TextCheck {
  #api: Api;
  #checked = $state.raw<Checked>(NOTHING);
  /** Of what is asked or was answered: the same is not asked twice. */
  #key: string | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  get checked(): Checked {
    return this.#checked;
  }

  /** Undefined: there is nothing to hold it against. */
  ask(value: Parameters<Api['check']>[0] | undefined): void {
    const key = JSON.stringify(value);
    if (key === this.#key) return;
    this.#key = key;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    if (value === undefined) this.#checked = NOTHING;
    else this.#timer = setTimeout(() => void this.#check(value), CHECK_AFTER);
  }

  async #check(value: Parameters<Api['check']>[0]): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const checked = await this.#api.check(value, asking.signal);
    if (asking.signal.aborted) return;
    if (!checked.ok) this.#key = undefined;
    this.#checked = checked.ok
      ? { complaints: checked.value.complaints, more: checked.value.more, words: checked.value.words }
      : { complaints: [], more: 0, words: `Not checked against the schema: ${checked.problem.message}` };
  }
}
