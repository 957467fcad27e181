import type { BridgeMessage } from '../../protocol/stream.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Action } from './actions.ts';
import { createActions } from './actions.ts';
import { Answers } from './answer.svelte.ts';
import { Bridge } from './bridge.svelte.ts';
import { Calls } from './calls.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Craft } from './craft.svelte.ts';
import { Detection } from './detection.svelte.ts';
import { Detail } from './detail.svelte.ts';
import { Drafts } from './drafts.svelte.ts';
import { FirstTools } from './first-tools.svelte.ts';
import { FlowsNews } from './flows-news.svelte.ts';
import { Focus } from './focus.svelte.ts';
import { type Hello, hearMessages } from './heard-messages.ts';
import { FuzzNews } from './fuzz-news.svelte.ts';
import { Inventory } from './inventory.svelte.ts';
import { ItemSearch } from './item-search.svelte.ts';
import { Item } from './item.svelte.ts';
import { Keyboard } from './keyboard.svelte.ts';
import { Location } from './location.svelte.ts';
import { NewTarget } from './new-target.svelte.ts';
import type { FrameRef, Place, Screen } from './place.ts';
import { lookingAt } from './place.ts';
import { Practice } from './practice.svelte.ts';
import { ProbesNews } from './probes-news.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Questions } from './questions.svelte.ts';
import { Repeater } from './repeater.svelte.ts';
import { Reviews } from './reviews.svelte.ts';
import { isLive, Sessions } from './sessions.svelte.ts';
import { Status } from './status.svelte.ts';
import { Stderr } from './stderr.svelte.ts';
import { TargetList } from './target-list.svelte.ts';
import { Targets } from './targets.svelte.ts';
import { Toast } from './toast.svelte.ts';
import { Traffic } from './traffic.svelte.ts';
import { Waiting } from './waiting.svelte.ts';
import { sessionOfQuery, withSession } from './session-term.ts';

export type Dialog = 'palette' | 'help' | 'questions';

/** All state of the page, constructed once and handed to the views. */
export class App {
  readonly bridge = new Bridge((messages) => this.#hear(messages));
  readonly location = new Location();
  readonly clock = new Clock();
  readonly toast = new Toast();
  readonly focus = new Focus();
  readonly preferences = new Preferences(this.bridge.api);
  readonly status = new Status(this.clock);
  readonly sessions = new Sessions(this.bridge.api, this.toast);
  readonly targets = new Targets(this.bridge.api, this.sessions, this.toast);
  readonly targetList = new TargetList(this.targets, this.location);
  readonly newTarget = new NewTarget(this.bridge.api, this.targets);
  readonly traffic = new Traffic(this.bridge.api, this.location);
  readonly detail = new Detail(this.bridge.api, this.bridge.bodies);
  readonly detection = new Detection({
    api: this.bridge.api,
    location: this.location,
    sessions: this.sessions,
    toast: this.toast,
  });
  readonly inspection = this.detection.inspection;
  readonly flows = new FlowsNews();
  readonly reviews = new Reviews();
  readonly practice = new Practice({
    api: this.bridge.api.practice,
    location: this.location,
    targets: this.targets,
    toast: this.toast,
  });
  readonly probes = new ProbesNews();
  readonly fuzz = new FuzzNews();
  readonly inventory = new Inventory(this.bridge.api, this.location);
  readonly item = new Item(this.bridge.api, this.bridge.bodies);
  readonly itemSearch = new ItemSearch(this.bridge.api);
  readonly calls = new Calls(this.bridge.api);
  readonly answers = new Answers(this.bridge.api, this.bridge.bodies);
  readonly drafts = new Drafts(this.bridge.api, this.location, this.toast);
  readonly craft = new Craft(
    {
      api: this.bridge.api,
      location: this.location,
      toast: this.toast,
      drafts: this.drafts,
      sessions: this.sessions,
      targets: this.targets,
      calls: this.calls,
      preferences: this.preferences,
    },
    () => this.target?.key,
  );
  readonly repeater = new Repeater({
    api: this.bridge.api,
    bodies: this.bridge.bodies,
    location: this.location,
    toast: this.toast,
    sessions: this.sessions,
    targets: this.targets,
    preferences: this.preferences,
    craft: this.craft,
    drafts: this.drafts,
  });
  readonly firstTools = new FirstTools(this.bridge.api);
  readonly waiting = new Waiting(this.bridge.api);
  readonly stderr = new Stderr(this.bridge.api);
  readonly questions = new Questions(this.bridge.api, this.sessions, this.toast, (continued) =>
    this.craft.continued(continued),
  );
  readonly actions: Action[] = createActions(this);
  readonly keyboard = new Keyboard(
    () => this.actions,
    () => this.preferences.letterKeys,
  );
  #dialog = $state<Dialog | undefined>(undefined);
  #isOpened = $state(false);
  /** Where nothing says which: the newest one that is live. */
  #usual = $derived(this.sessions.all.find(isLive) ?? this.sessions.all[0]);
  #session = $derived.by(() => {
    const { screen, target, at, q } = this.location.place;
    const ofTraffic =
      screen === 'traffic'
        ? (this.sessions.get(at?.session) ?? this.sessions.called(sessionOfQuery(q)))
        : undefined;
    if (ofTraffic !== undefined) return ofTraffic;
    const named = this.targets.get(target);
    if (named !== undefined) return this.targets.sessionOf(named);
    // What came from a file has no target here, only a session.
    return (target === undefined ? undefined : this.sessions.of(target)[0]) ?? this.#usual;
  });

  get dialog(): Dialog | undefined {
    return this.#dialog;
  }
  /** The first snapshot is here. */
  get isOpened(): boolean {
    return this.#isOpened;
  }

  /** The session that is looked at: of the frame or the filter in Traffic, else of the target looked at. */
  get session(): Session | undefined {
    return this.#session;
  }
  get target(): Target | undefined {
    const { screen, target } = this.location.place;
    if (screen === 'targets') return this.targetList.selected;
    return this.targets.get(this.session?.target ?? target);
  }

  async open(code: string | undefined): Promise<void> {
    await this.bridge.open(code);
    if (this.bridge.link.kind !== 'signed-out') await this.preferences.load();
  }

  openDialog(dialog: Dialog | undefined): void {
    this.#dialog = dialog;
    this.keyboard.isHeld = dialog !== undefined;
  }

  /** Runs an action of the table, as its key would. */
  act(id: string): void {
    const action = this.actions.find((one) => one.id === id);
    if (action !== undefined && (action.when?.() ?? true)) action.run();
  }

  /** What changes when a screen is gone to: it is about the target that is looked at now. */
  placeOf(screen: Screen): Partial<Place> {
    const { place } = this.location;
    const target = this.session?.target;
    const isUsual = place.target === undefined && target === this.#usual?.target;
    if (place.screen !== 'traffic' || target === undefined || target === place.target || isUsual)
      return { screen };
    return { screen, ...lookingAt(target) };
  }
  /** The same screen, of another target. */
  lookAt(target: Target): void {
    const { screen, q } = this.location.place;
    const session = this.targets.sessionOf(target);
    const inTraffic =
      screen === 'traffic' && session !== undefined
        ? { q: withSession(q, session.number), at: undefined }
        : {};
    this.location.go({ ...lookingAt(target.key), ...inTraffic });
  }
  /** An item of the session that is looked at. */
  showItem(item: ItemRef): void {
    this.location.go({ screen: 'inventory', ...lookingAt(this.session?.target), item });
  }

  /** Traffic of one session, in place of any other session the filter names. */
  showSession(session: Session): void {
    const q = withSession(this.location.place.q, session.number);
    this.location.go({ screen: 'traffic', q, at: undefined });
  }
  showFrame(at: FrameRef): void {
    this.location.go({ screen: 'traffic', at });
  }

  #hear(messages: BridgeMessage[]): void {
    const { heard, deleted } = hearMessages(this, messages, (hello) => this.#onHello(hello));
    if (deleted.length > 0) this.#onDeleted(deleted);
    if (heard > 0) this.#onFrames(heard);
  }

  #onFrames(head: number): void {
    this.traffic.heard(head);
    this.detail.heard();
    this.waiting.heard();
    this.stderr.heard();
  }

  #onDeleted(ids: string[]): void {
    const { at } = this.location.place;
    if (at !== undefined && ids.includes(at.session)) this.location.slide({ at: undefined });
    this.traffic.startAnew(0);
  }

  #onHello({ snapshot, resumed }: Hello): void {
    this.targets.replaceAll(snapshot.targets, snapshot.profiles);
    this.sessions.replaceAll(snapshot.sessions);
    this.status.journalChanged(snapshot.journal);
    this.status.escapedChanged(snapshot.escaped);
    this.inspection.replaceAll(snapshot.inspections);
    this.reviews.replaceAll(snapshot.reviews);
    if (!this.#isOpened) this.#goToOpening();
    this.#isOpened = true;
    this.detail.again();
    this.inventory.again();
    this.item.again();
    this.detection.again();
    this.reviews.shown?.again();
    this.probes.again();
    this.fuzz.again();
    this.repeater.again();
    this.flows.heard();
    this.practice.heard();
    this.calls.again();
    void this.drafts.load();
    this.answers.again();
    if (resumed) this.#onFrames(snapshot.head);
    else {
      this.traffic.startAnew(snapshot.head);
      this.waiting.heard();
      this.stderr.heard();
    }
  }

  /** Where the address names no screen, what is connected is shown. */
  #goToOpening(): void {
    const session = this.location.isBare ? this.sessions.all.find(isLive) : undefined;
    if (session !== undefined) this.location.slide({ screen: 'traffic', q: withSession('', session.number) });
  }
}
