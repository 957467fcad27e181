import { Api } from '../connection/api.ts';
import { Bodies } from '../connection/bodies.ts';
import { NOT_SIGNED_IN } from '../connection/ask.ts';
import { forgetToken, keptToken, signIn } from '../connection/sign-in.ts';
import type { Link } from '../connection/stream.ts';
import { Stream } from '../connection/stream.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';

/** Whether the page may speak to the bridge, and whether the bridge answers. */
export class Bridge {
  readonly api = new Api(
    () => this.#token,
    () => this.#signedOut(),
  );
  readonly bodies = new Bodies(() => this.#token);
  #token: string | undefined;
  #link = $state.raw<Link>({ kind: 'opening' });
  #refused = $state.raw<Problem | undefined>(undefined);
  #wasLive = $state(false);
  #stream: Stream | undefined;
  #onMessages: (messages: BridgeMessage[]) => void;

  constructor(onMessages: (messages: BridgeMessage[]) => void) {
    this.#onMessages = onMessages;
  }

  get link(): Link {
    return this.#link;
  }
  /** Why the code in the link was not taken. */
  get refused(): Problem | undefined {
    return this.#refused;
  }
  /** Something was shown already, so a lost bridge must not wipe it. */
  get wasLive(): boolean {
    return this.#wasLive;
  }
  get isLive(): boolean {
    return this.#link.kind === 'live';
  }
  /** `127.0.0.1:7331`. */
  readonly address = location.host;

  async open(code: string | undefined): Promise<void> {
    this.#token = keptToken();
    if (code !== undefined) {
      const signed = await signIn(code);
      if (signed.ok) this.#token = signed.value;
      else this.#refused = signed.problem;
    }
    if (this.#token === undefined) {
      this.#link = { kind: 'signed-out' };
      return;
    }
    this.#stream = new Stream(this.#token, () => this.#isStillSignedIn(), {
      link: (link) => this.#onLink(link),
      messages: (messages) => this.#onMessages(messages),
    });
    this.#stream.open();
  }

  tryNow(): void {
    this.#stream?.tryNow();
  }

  #onLink(link: Link): void {
    this.#link = link;
    if (link.kind === 'live') this.#wasLive = true;
    if (link.kind === 'signed-out') forgetToken();
  }

  #signedOut(): void {
    if (this.#link.kind === 'signed-out') return;
    this.#stream?.close();
    forgetToken();
    this.#link = { kind: 'signed-out' };
  }

  async #isStillSignedIn(): Promise<boolean> {
    const answer = await this.api.preferences();
    return answer.ok || answer.problem.code !== NOT_SIGNED_IN;
  }
}
