import type { FilledText, FillText } from '../../protocol/placeholders.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';

const ASK_AFTER = 250;

type Asked = { session: string; text: FillText } | undefined;

/** Has the bridge say what the placeholders of a text are, a moment after the last change. Nothing is sent. */
export class FilledIn {
  #api: Api;
  #filled = $state.raw<FilledText | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asked: Asked;
  /** Then the same is asked again. */
  #hasFailed = false;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Of the text that was asked about last, or of the one before it while that is being asked about. */
  get filled(): FilledText | undefined {
    return this.#filled;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Undefined: the text has no placeholders, or they are sent as they stand. */
  ask(asked: Asked): void {
    if (!this.#hasFailed && isSame(asked, this.#asked)) return;
    this.#hasFailed = false;
    this.#asked = asked;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    if (asked === undefined) {
      this.#filled = undefined;
      this.#problem = undefined;
    } else this.#timer = setTimeout(() => void this.#ask(asked.session, asked.text), ASK_AFTER);
  }

  async #ask(session: string, text: FillText): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const filled = await this.#api.craft.fill(session, text, asking.signal);
    if (asking.signal.aborted) return;
    this.#hasFailed = !filled.ok;
    this.#filled = filled.ok ? filled.value : undefined;
    this.#problem = filled.ok ? undefined : filled.problem;
  }
}

/** The text may be a megabyte, and this is asked with every letter of it that is typed. */
function isSame(one: Asked, other: Asked): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [{ text, ...rest }, { text: otherText, ...otherRest }] = [one.text, other.text];
  const [key, otherKey] = [JSON.stringify([one.session, rest]), JSON.stringify([other.session, otherRest])];
  return text === otherText && key === otherKey;
}
