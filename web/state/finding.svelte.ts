import type { FindingPlaces, TriageState } from '../../protocol/finding.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { Toast } from './toast.svelte.ts';

const LOOK_AGAIN_EVERY = 500;

/** The finding that is looked at, wherever that is: its places in every session, and deciding about it. */
export class FindingInView {
  #api: Pick<Api, 'findingPlaces' | 'triage'>;
  #toast: Toast;
  #onDecided: () => void;
  #fingerprint: string | undefined;
  #version = -1;
  #shown = $state.raw<FindingPlaces | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A decision that still needs its reason. */
  #asked = $state<TriageState | undefined>(undefined);
  #isDeciding = $state(false);

  constructor(api: Pick<Api, 'findingPlaces' | 'triage'>, toast: Toast, onDecided: () => void) {
    this.#api = api;
    this.#toast = toast;
    this.#onDecided = onDecided;
  }

  get shown(): FindingPlaces | undefined {
    return this.#shown;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get asked(): TriageState | undefined {
    return this.#asked;
  }
  get isDeciding(): boolean {
    return this.#isDeciding;
  }

  show(fingerprint: string | undefined, version: number): void {
    const isSame = fingerprint === this.#fingerprint;
    if (isSame && version === this.#version) return;
    this.#version = version;
    if (isSame) {
      this.#timer ??= setTimeout(() => void this.#load(), LOOK_AGAIN_EVERY);
      return;
    }
    this.#fingerprint = fingerprint;
    this.#asked = this.#problem = undefined;
    if (fingerprint === undefined) this.#shown = undefined;
    else void this.#load();
  }
  again(): void {
    if (this.#fingerprint !== undefined) void this.#load();
  }

  /** Asks for the reason; nothing is decided yet. */
  ask(state: TriageState | undefined): void {
    this.#asked = state;
  }
  async decide(fingerprint: string, state: TriageState, reason: string): Promise<void> {
    this.#isDeciding = true;
    const decided = await this.#api.triage(fingerprint, { state, reason });
    this.#isDeciding = false;
    if (!decided.ok) return this.#toast.complain(decided.problem);
    this.#asked = undefined;
    this.#toast.say(SAID[state]);
    this.#onDecided();
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const fingerprint = this.#fingerprint;
    if (fingerprint === undefined) return;
    const found = await this.#api.findingPlaces(fingerprint);
    if (this.#fingerprint !== fingerprint) return;
    if (found.ok) [this.#shown, this.#problem] = [found.value, undefined];
    else if (found.problem.code !== UNREACHABLE) [this.#shown, this.#problem] = [undefined, found.problem];
  }
}

const SAID: Record<TriageState, string> = {
  open: 'It is open again, wherever it was seen.',
  accepted: 'Accepted with its reason, wherever it was seen. A changed text is open again.',
  'false-positive': 'Noted as a false positive, wherever it was seen. A changed text is open again.',
};
