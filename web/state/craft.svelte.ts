import type { CallState, Draft } from '../../protocol/craft.ts';
import type { JsonDocument } from '../../protocol/json/document.ts';
import type { Splice } from '../../protocol/json/edit.ts';
import { applySplice, setAt } from '../../protocol/json/edit.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { stringOf, textOf } from '../../protocol/json/value.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { shapeOf, stringsIn } from './call-text.ts';
import type { Calls } from './calls.svelte.ts';
import type { Completions } from './completion.ts';
import type { Asked } from './craft-sending.svelte.ts';
import { CraftSending } from './craft-sending.svelte.ts';
import type { About } from './draft-item.svelte.ts';
import { completionRef, DraftItem } from './draft-item.svelte.ts';
import { fillOf } from './draft-placeholders.ts';
import type { Drafts } from './drafts.svelte.ts';
import { FilledIn } from './filled-in.svelte.ts';
import type { Continued } from './open-question.svelte.ts';
import type { Location } from './location.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { Races } from './race.svelte.ts';
import type { LiveSession, Sessions } from './sessions.svelte.ts';
import { isLive } from './sessions.svelte.ts';
import type { Targets } from './targets.svelte.ts';
import type { Checked } from './text-check.svelte.ts';
import { isTooMuch } from './taken-apart.ts';
import { TextCheck } from './text-check.svelte.ts';
import type { Toast } from './toast.svelte.ts';
import { WirePanel } from './wire-panel.svelte.ts';

type Send = Draft['sends'][number];

const URI_AT = ['params', 'uri'];

interface Parts {
  api: Api;
  location: Location;
  toast: Toast;
  drafts: Drafts;
  sessions: Sessions;
  targets: Targets;
  calls: Calls;
  preferences: Preferences;
}

/** The tab of Craft that is looked at: its text understood, its item, its sends. */
export class Craft {
  #parts: Parts;
  #target: () => string | undefined;
  #draft = $derived.by(() => this.#current());
  #text = $derived(this.#draft?.text ?? '');
  #isTooLong = $derived(isTooMuch(this.#text));
  #document = $derived(readJson(this.#isTooLong || this.isHex ? '' : this.#text));
  #item: DraftItem;
  #check: TextCheck;
  /** Which send is looked at, of tabs where it is not the newest. */
  #chosen = $state.raw<ReadonlyMap<string, number>>(new Map());
  #sending: CraftSending;
  #filledIn: FilledIn;
  readonly wire: WirePanel;
  readonly races: Races;

  constructor(parts: Parts, target: () => string | undefined) {
    this.#parts = parts;
    this.#target = target;
    this.#item = new DraftItem(parts.api);
    this.#check = new TextCheck(parts.api);
    this.#filledIn = new FilledIn(parts.api);
    this.wire = new WirePanel(parts);
    this.#sending = new CraftSending(parts, ({ id }) => this.#lookAtNewest(id));
    this.races = new Races(parts, this.#sending);
  }

  /** The tab the address names, else the one looked at last of the target that is looked at. */
  get draft(): Draft | undefined {
    return this.#draft;
  }
  /** Tabs of the target that is looked at. */
  get tabs(): Draft[] {
    return this.#parts.drafts.of(this.#draft?.target ?? this.#target());
  }
  /** The text as JSON; of nothing at all when it is too long to be taken apart. */
  get document(): JsonDocument {
    return this.#document;
  }
  get isTooLong(): boolean {
    return this.#isTooLong;
  }
  /** The text is bytes, written out. */
  get isHex(): boolean {
    return this.#draft?.form === 'hex';
  }
  get about(): About {
    return this.#item.about;
  }
  get checked(): Checked {
    return this.#check.checked;
  }
  get asked(): Asked | undefined {
    return this.#sending.asked;
  }
  /** Handed to the bridge and not written yet. */
  get isSending(): boolean {
    return this.#sending.isSending;
  }
  /** The text with its placeholders filled in, as far as it has any. */
  get filledIn(): FilledIn {
    return this.#filledIn;
  }
  /** Where Send goes; undefined when no session with the target is open. */
  get session(): LiveSession | undefined {
    const { sessions } = this.#parts;
    const live = sessions.of(this.#draft?.target ?? '').filter(isLive);
    return live.find(({ state }) => state.kind === 'open') ?? live[0];
  }
  /** The newest session, live or not: what was offered there is still known. */
  get lastSession(): Session | undefined {
    return this.session ?? this.#parts.sessions.of(this.#draft?.target ?? '')[0];
  }

  get chosenIndex(): number {
    const sends = this.#draft?.sends ?? [];
    return Math.min(this.#chosen.get(this.#draft?.id ?? '') ?? Infinity, sends.length - 1);
  }
  get chosen(): Send | undefined {
    return this.#draft?.sends[this.chosenIndex];
  }
  choose(index: number): void {
    const { draft } = this;
    if (draft === undefined || draft.sends[index] === undefined) return;
    this.#chosen = new Map(this.#chosen).set(draft.id, index);
    this.races.leave();
  }
  /** By `step` through the sends of the tab. */
  move(step: number): void {
    const last = (this.#draft?.sends.length ?? 0) - 1;
    if (last >= 0) this.choose(Math.max(0, Math.min(last, this.chosenIndex + step)));
  }
  lookAtNext(step: number): void {
    const { tabs, draft } = this;
    const at = tabs.findIndex(({ id }) => id === draft?.id);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next !== undefined) this.#parts.drafts.look(next);
  }

  callOf({ session, request }: Send): CallState | undefined {
    return this.#parts.calls.get(session, request);
  }
  sentAt(send: Send): number | undefined {
    return this.#sending.sentAt(send);
  }
  notesOf(send: Send): readonly string[] {
    return this.#sending.notesOf(send);
  }
  /** Whether a tab waits for an answer. Only its newest sends are asked about. */
  isWaiting({ sends }: Draft): boolean {
    return sends.slice(-3).some((send) => this.callOf(send)?.state === 'waiting');
  }

  /** What a resource or template is read by. */
  get uri(): string | undefined {
    return stringOf(this.#document, nodeAt(this.#document.root, URI_AT));
  }
  writeUri(uri: string): void {
    const splice = uri === this.uri ? undefined : setAt(this.#document, URI_AT, JSON.stringify(uri));
    if (splice !== undefined) this.splice(splice);
  }
  splice(splice: Splice): void {
    const { draft } = this;
    if (draft !== undefined) this.#parts.drafts.edit(draft.id, applySplice(draft.text, splice));
  }

  /** Called whenever the tab, the session or the version of its lists changes. */
  lookUp(): void {
    this.#item.look(this.#draft, this.lastSession);
  }

  /** Where what the form fills in stands in the message. */
  get inputsAt(): readonly string[] {
    const about = this.#draft?.about;
    return (about === undefined ? undefined : shapeOf(about)?.inputs) ?? ['params'];
  }

  /** Whether the server offers to complete the arguments of what the tab is about. */
  get canComplete(): boolean {
    const words = this.session?.capabilities ?? [];
    const isOffered = words.some((word) => word === 'completions' || word.startsWith('completions.'));
    return isOffered && completionRef(this.about) !== undefined;
  }
  /** What could stand in an argument, as the server says, given the others as they stand. */
  async complete(argument: string, value: string): Promise<Completions> {
    const { session } = this;
    const ref = completionRef(this.about);
    if (session === undefined || ref === undefined) return { values: [] };
    const { askCompletion } = await import('./completion.ts');
    const others = stringsIn(this.#document, nodeAt(this.#document.root, this.inputsAt));
    return askCompletion(this.#parts.api, session, { ref, argument, value, others });
  }

  /** Called whenever the text or the schema changes: asks the bridge to check it, a moment later. */
  check(): void {
    const about = this.about;
    const inputs = about.kind === 'here' ? about.item.inputs : undefined;
    const pointer = inputs?.kind === 'fields' ? inputs.pointer : undefined;
    const node = nodeAt(this.#document.root, this.inputsAt);
    if (about.kind !== 'here' || pointer === undefined || node === undefined)
      return this.#check.ask(undefined);
    const { session, row } = about.item;
    this.#check.ask({ session, at: row.at, pointer, value: textOf(this.#document, node) });
  }

  /** Called whenever the tab, its text or an answer changes: asks the bridge what its placeholders are, a moment later. */
  fill(): void {
    const { preferences } = this.#parts;
    const [draft, session] = [this.#draft, this.lastSession];
    if (draft === undefined || session === undefined || this.isTooLong) return this.#filledIn.ask(undefined);
    const fill = fillOf(draft, preferences, (send) => this.callOf(send));
    if (fill === undefined) return this.#filledIn.ask(undefined);
    const { text, form, wire } = draft;
    this.#filledIn.ask({
      session: session.id,
      text: {
        text,
        fill,
        ...(form === undefined ? {} : { form }),
        ...(wire === undefined ? {} : { wire }),
      },
    });
  }

  /** Sends the text of the tab, after what has to be asked first. */
  async send(): Promise<void> {
    const { draft, session } = this;
    if (draft === undefined || this.#sending.isBusy) return;
    if (session === undefined) return this.connect();
    await this.#sending.send(draft, session);
  }
  /** Yes to what was asked. */
  async agree(): Promise<void> {
    await this.#sending.agree();
  }
  decline(): void {
    this.#sending.decline();
  }

  async connect(): Promise<void> {
    const { targets, location, toast } = this.#parts;
    const target = targets.get(this.#draft?.target);
    if (target === undefined) return toast.say('The target of this tab is not known any more.');
    await targets.connect(target);
    // A plan that waits for a yes is shown there.
    if (targets.asked !== undefined) location.go({ screen: 'targets', target: target.key });
  }

  async cancel({ session, request }: Send): Promise<void> {
    await this.#parts.sessions.cancel(session, request);
  }

  /** A call goes on with what its server asked for: that is what is looked at now. */
  continued(continued: Continued): void {
    const { calls, drafts, toast } = this.#parts;
    const { session, request } = continued;
    if (calls.get(session, request)?.state !== 'done') calls.heard({ session, request, state: 'waiting' });
    const isHere = drafts.continued(continued);
    this.#chosen = new Map();
    if (!isHere) toast.say(`Sent as frame ${request}; Traffic has it.`);
  }

  /** A rule went on with a call: where a tab sent it, that goes on too. False: none is known to have. */
  wentOn(continued: Continued): boolean {
    return this.#parts.drafts.continued(continued);
  }

  #lookAtNewest(id: string): void {
    const chosen = new Map(this.#chosen);
    chosen.delete(id);
    this.#chosen = chosen;
    this.races.leave();
  }

  #current(): Draft | undefined {
    const { drafts, location } = this.#parts;
    const named = drafts.get(location.place.draft);
    if (named !== undefined) return named;
    const target = this.#target();
    return target === undefined ? undefined : drafts.lastOf(target);
  }
}
