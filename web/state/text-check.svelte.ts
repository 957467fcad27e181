import type { Complaint } from '../../protocol/craft.ts';
import type { Api } from '../connection/api.ts';

const CHECK_AFTER = 250;

type Asked = Parameters<Api['check']>[0] | undefined;

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
  /** What is asked or was answered: the same is not asked twice. */
  #asked: Asked;
  /** Then the same is asked again. */
  #hasFailed = false;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  get checked(): Checked {
    return this.#checked;
  }

  /** Undefined: there is nothing to hold it against. */
  ask(value: Asked): void {
    if (!this.#hasFailed && isSame(value, this.#asked)) return;
    this.#hasFailed = false;
    this.#asked = value;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    if (value === undefined) this.#checked = NOTHING;
    else this.#timer = setTimeout(() => void this.#check(value), CHECK_AFTER);
  }

  async #check(value: NonNullable<Asked>): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const checked = await this.#api.check(value, asking.signal);
    if (asking.signal.aborted) return;
    this.#hasFailed = !checked.ok;
    this.#checked = checked.ok
      ? { complaints: checked.value.complaints, more: checked.value.more, words: checked.value.words }
      : { complaints: [], more: 0, words: `Not checked against the schema: ${checked.problem.message}` };
  }
}

/** The text may be a megabyte, and this is asked with every letter of it that is typed. */
function isSame(one: Asked, other: Asked): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [{ value, ...rest }, { value: otherValue, ...otherRest }] = [one, other];
  return value === otherValue && JSON.stringify(rest) === JSON.stringify(otherRest);
}
