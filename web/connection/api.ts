import type {
  AddTarget,
  Call,
  CallAnswer,
  Connect,
  Link,
  Preferences,
  ReadTextAnswer,
  RowsPage,
  RowsRequest,
} from '../../protocol/api.ts';
import type {
  CallState,
  CheckedValue,
  CheckValue,
  Draft,
  Drafts,
  LastInput,
  SendText,
  SentText,
} from '../../protocol/craft.ts';
import type {
  FindingPlaces,
  FindingsByItem,
  FindingsPage,
  FindingsRequest,
  FrameFindings,
  InspectedAgain,
  RulePack,
  SetTriage,
  Triage,
} from '../../protocol/finding.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import type {
  BytesRef,
  InventoryPage,
  InventoryRequest,
  InventoryRow,
  ItemRef,
} from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import type { Method } from './ask.ts';
import { ask, NOT_SIGNED_IN, windowOf } from './ask.ts';
import { CraftApi } from './craft-api.ts';
import { FlowsApi } from './flows-api.ts';
import { PracticeApi } from './practice-api.ts';
import { ProbesApi } from './probes-api.ts';
import { RepeatingApi } from './repeating-api.ts';
import { ReviewsApi } from './reviews-api.ts';
import { TrafficApi } from './traffic-api.ts';

type Nothing = Record<string, never>;

/** A stretch of bytes: how many secrets were masked in it, and how long the whole is. */
export interface CountedBytes {
  bytes: Uint8Array;
  masked: number;
  total: number;
}

/** What the page may ask of the bridge; one method per route of protocol/api.ts. */
export class Api {
  readonly craft = new CraftApi((...asked) => this.#ask(...asked));
  readonly flows = new FlowsApi((...asked) => this.#ask(...asked));
  readonly practice = new PracticeApi((...asked) => this.#ask(...asked));
  readonly probes = new ProbesApi((...asked) => this.#ask(...asked));
  readonly repeating = new RepeatingApi((...asked) => this.#ask(...asked));
  readonly reviews = new ReviewsApi((...asked) => this.#ask(...asked));
  readonly traffic = new TrafficApi((...asked) => this.#ask(...asked));
  #token: () => string | undefined;
  #onSignedOut: () => void;

  constructor(token: () => string | undefined, onSignedOut: () => void) {
    this.#token = token;
    this.#onSignedOut = onSignedOut;
  }

  freshLink(): Promise<Outcome<Link>> {
    return this.#ask('POST', 'links');
  }

  /** Says how a text can be understood; starts nothing. */
  readText(text: string, signal: AbortSignal): Promise<Outcome<ReadTextAnswer>> {
    return this.#ask('POST', 'targets/read', { text }, signal);
  }
  addTarget(target: AddTarget): Promise<Outcome<Target>> {
    return this.#ask('POST', 'targets', target);
  }
  plan(key: string): Promise<Outcome<LaunchPlan>> {
    return this.#ask('POST', `targets/${encodeURIComponent(key)}/plan`);
  }
  connect(key: string, how: Connect): Promise<Outcome<Session>> {
    return this.#ask('POST', `targets/${encodeURIComponent(key)}/connect`, how);
  }
  forgetEra(key: string): Promise<Outcome<Target>> {
    return this.#ask('POST', `targets/${encodeURIComponent(key)}/forget-era`);
  }
  forgetTarget(key: string): Promise<Outcome<Nothing>> {
    return this.#ask('DELETE', `targets/${encodeURIComponent(key)}`);
  }

  stop(session: string): Promise<Outcome<Session>> {
    return this.#ask('POST', `sessions/${session}/stop`);
  }
  cancel(session: string, request: number): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `sessions/${session}/cancel`, { request });
  }
  answerQuestion(
    session: string,
    answer: { frame: number; rpcId: string; result?: string; error?: string },
  ): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `sessions/${session}/answers`, answer);
  }
  /** Lets a question be: nothing is sent. */
  leaveQuestion(session: string, frame: number, rpcId: string): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `sessions/${session}/leave`, { frame, rpcId });
  }
  /** Whether a task is asked for again by itself. */
  pollTask(session: string, task: string, poll: boolean): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `sessions/${session}/poll`, { task, poll });
  }
  giveToken(session: string, token: string): Promise<Outcome<Session>> {
    return this.#ask('POST', `sessions/${session}/token`, { token });
  }
  renameSession(session: string, name: string): Promise<Outcome<Session>> {
    return this.#ask('PATCH', `sessions/${session}`, { name });
  }
  deleteSession(session: string): Promise<Outcome<Nothing>> {
    return this.#ask('DELETE', `sessions/${session}`);
  }

  rows(request: RowsRequest, signal?: AbortSignal): Promise<Outcome<RowsPage>> {
    const { q, mode, from, limit } = request;
    return this.#ask(
      'GET',
      `traffic?q=${encodeURIComponent(q)}&mode=${mode}&from=${from}&limit=${limit}`,
      undefined,
      signal,
    );
  }
  frame(session: string, seq: number, signal?: AbortSignal): Promise<Outcome<FrameDetail>> {
    return this.#ask('GET', `frames/${session}/${seq}`, undefined, signal);
  }
  /** The first bytes of a frame, at most `most`; undefined when they cannot be had now. */
  frameBytes(session: string, seq: number, most: number): Promise<Uint8Array | undefined> {
    return this.#bytes(`frames/${session}/${seq}/bytes?part=raw&from=0&to=${most}`);
  }

  /** Bytes [from, to) of a frame or of its message (known secrets masked). Undefined when they cannot be had now. */
  stretch(
    session: string,
    { frame, part, from, to }: { frame: number; part: 'raw' | 'payload'; from: number; to: number },
  ): Promise<Uint8Array | undefined> {
    return this.#bytes(`frames/${session}/${frame}/bytes?part=${part}&from=${from}&to=${to}`);
  }

  async #bytes(path: string): Promise<Uint8Array | undefined> {
    return (await this.#counted(path))?.bytes;
  }

  async #counted(path: string): Promise<CountedBytes | undefined> {
    const headers = { authorization: `Bearer ${this.#token() ?? ''}` };
    try {
      const answer = await fetch(`/api/${path}`, { headers });
      if (!answer.ok) return undefined;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const number = (name: string): number => Number(answer.headers.get(name) ?? 0);
      return { bytes, masked: number('x-masked-count'), total: number('x-total-bytes') };
    } catch (error) {
      // No connection, or it was cut: the stream tells the person about that.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }

  inventory(
    session: string,
    request: InventoryRequest,
    signal?: AbortSignal,
  ): Promise<Outcome<InventoryPage>> {
    const query = windowOf(request);
    query.set('sections', request.sections.join(','));
    return this.#ask('GET', `sessions/${session}/inventory?${query.toString()}`, undefined, signal);
  }
  item(session: string, { section, name, nth }: ItemRef): Promise<Outcome<InventoryRow>> {
    const query = new URLSearchParams({ section, name: name.toWellFormed(), nth: String(nth) });
    return this.#ask('GET', `sessions/${session}/item?${query.toString()}`);
  }
  /** Bytes of a frame's message, as they are (known secrets masked). Undefined when they cannot be had now. */
  payload(session: string, { frame, from, to }: BytesRef): Promise<Uint8Array | undefined> {
    return this.#bytes(`frames/${session}/${frame}/bytes?part=payload&from=${from}&to=${to}`);
  }

  /**
   * A whole message as text, if it is at most `most` bytes; undefined when it is more or cannot be had now.
   * `revealed`: as it is, known secrets included; for what goes back to the server, never to be shown.
   */
  async wholeMessage(
    session: string,
    frame: number,
    most: number,
    how: 'masked' | 'revealed' = 'masked',
  ): Promise<string | undefined> {
    const reveal = how === 'revealed' ? '&reveal=1' : '';
    const read = await this.#counted(
      `frames/${session}/${frame}/bytes?part=payload&from=0&to=${most}${reveal}`,
    );
    if (read === undefined || read.total > most) return undefined;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  }
  /** As `payload`, with the size of the whole. */
  payloadCounted(
    session: string,
    { frame, from, to }: BytesRef,
    how: 'masked' | 'revealed' = 'masked',
  ): Promise<CountedBytes | undefined> {
    const reveal = how === 'revealed' ? '&reveal=1' : '';
    return this.#counted(`frames/${session}/${frame}/bytes?part=payload&from=${from}&to=${to}${reveal}`);
  }

  /** Answered as soon as the message is written. */
  send(session: string, text: SendText): Promise<Outcome<SentText>> {
    return this.#ask('POST', `sessions/${session}/sends`, text);
  }
  callState(session: string, request: number): Promise<Outcome<CallState>> {
    return this.#ask('GET', `sessions/${session}/calls/${request}`);
  }
  /** For short questions such as completion: waits for the answer. */
  call(session: string, call: Call, signal?: AbortSignal): Promise<Outcome<CallAnswer>> {
    return this.#ask('POST', `sessions/${session}/calls`, call, signal);
  }
  watch(session: string, uri: string, watch: boolean): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `sessions/${session}/watch`, { uri, watch });
  }
  drafts(): Promise<Outcome<Drafts>> {
    return this.#ask('GET', 'drafts');
  }
  keepDraft(draft: Draft): Promise<Outcome<Draft>> {
    return this.#ask('PUT', `drafts/${draft.id}`, draft);
  }
  removeDraft(id: string): Promise<Outcome<Nothing>> {
    return this.#ask('DELETE', `drafts/${id}`);
  }
  lastInput(target: string, method: string, name: string): Promise<Outcome<LastInput>> {
    const query = new URLSearchParams({ target, method, name: name.toWellFormed() });
    return this.#ask('GET', `inputs?${query.toString()}`);
  }
  check(value: CheckValue, signal?: AbortSignal): Promise<Outcome<CheckedValue>> {
    return this.#ask('POST', 'checks', value, signal);
  }

  findings(request: FindingsRequest, signal?: AbortSignal): Promise<Outcome<FindingsPage>> {
    const query = windowOf(request);
    query.set('group', request.group);
    return this.#ask('GET', `findings?${query.toString()}`, undefined, signal);
  }
  /** One problem with its places in every session. */
  findingPlaces(fingerprint: string, signal?: AbortSignal): Promise<Outcome<FindingPlaces>> {
    return this.#ask('GET', `findings/${encodeURIComponent(fingerprint)}`, undefined, signal);
  }
  triage(fingerprint: string, decision: SetTriage): Promise<Outcome<Triage>> {
    return this.#ask('PUT', `findings/${encodeURIComponent(fingerprint)}/triage`, decision);
  }
  frameFindings(session: string, seq: number, signal?: AbortSignal): Promise<Outcome<FrameFindings>> {
    return this.#ask('GET', `frames/${session}/${seq}/findings`, undefined, signal);
  }
  findingsByItem(session: string, signal?: AbortSignal): Promise<Outcome<FindingsByItem>> {
    return this.#ask('GET', `sessions/${session}/findings-by-item`, undefined, signal);
  }
  rules(): Promise<Outcome<RulePack>> {
    return this.#ask('GET', 'rules');
  }
  /** Reads the person's own rules again. */
  reloadRules(): Promise<Outcome<RulePack>> {
    return this.#ask('POST', 'rules/reload');
  }
  /** Begins to inspect a session, or all of them, from the first frame on. */
  inspectAgain(session?: string): Promise<Outcome<InspectedAgain>> {
    return this.#ask('POST', 'inspections', session === undefined ? {} : { session });
  }

  preferences(): Promise<Outcome<Preferences>> {
    return this.#ask('GET', 'preferences');
  }
  keepPreferences(preferences: Preferences): Promise<Outcome<Preferences>> {
    return this.#ask('PUT', 'preferences', preferences);
  }

  endEscaped(pid: number): Promise<Outcome<Nothing>> {
    return this.#ask('POST', `escaped/${pid}/end`);
  }

  async #ask<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Outcome<T>> {
    const outcome = await ask<T>(method, `/api/${path}`, { token: this.#token(), body, signal });
    if (!outcome.ok && outcome.problem.code === NOT_SIGNED_IN) this.#onSignedOut();
    return outcome;
  }
}
