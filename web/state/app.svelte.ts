import type { BridgeMessage } from '../../protocol/stream.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Action } from './actions.ts';
import { createActions } from './actions.ts';
import { Bridge } from './bridge.svelte.ts';
import { Calls } from './calls.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Detail } from './detail.svelte.ts';
import { Focus } from './focus.svelte.ts';
import { Keyboard } from './keyboard.svelte.ts';
import { Location } from './location.svelte.ts';
import { NewTarget } from './new-target.svelte.ts';
import type { FrameRef } from './place.ts';
import { Preferences } from './preferences.svelte.ts';
import { isLive, Sessions } from './sessions.svelte.ts';
import { Status } from './status.svelte.ts';
import { Stderr } from './stderr.svelte.ts';
import { TargetList } from './target-list.svelte.ts';
import { Targets } from './targets.svelte.ts';
import { Toast } from './toast.svelte.ts';
import { Traffic } from './traffic.svelte.ts';
import { Waiting } from './waiting.svelte.ts';
import { withSession } from './session-term.ts';

export type Dialog = 'palette' | 'help';

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
  readonly calls = new Calls(this.bridge.api);
  readonly waiting = new Waiting(this.bridge.api);
  readonly stderr = new Stderr(this.bridge.api);
  readonly actions: Action[] = createActions(this);
  readonly keyboard = new Keyboard(
    () => this.actions,
    () => this.preferences.letterKeys,
  );
  #dialog = $state<Dialog | undefined>(undefined);
  #isOpened = $state(false);

  get dialog(): Dialog | undefined {
    return this.#dialog;
  }
  /** The first snapshot is here. */
  get isOpened(): boolean {
    return this.#isOpened;
  }

  /** The session that Traffic and its header are about: of the frame looked at, else the newest one. */
  get session(): Session | undefined {
    return this.sessions.get(this.location.place.at?.session) ?? this.sessions.all[0];
  }
  get target(): Target | undefined {
    if (this.location.place.screen === 'targets') return this.targetList.selected;
    return this.targets.get(this.session?.target);
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

  /** Traffic of one session, in place of any other session the filter names. */
  showSession(session: Session): void {
    const q = withSession(this.location.place.q, session.number);
    this.location.go({ screen: 'traffic', q, at: undefined });
  }
  showFrame(at: FrameRef): void {
    this.location.go({ screen: 'traffic', at });
  }

  #hear(messages: BridgeMessage[]): void {
    const sessions: Session[] = [];
    const deleted: string[] = [];
    const targets: Target[] = [];
    const forgotten: string[] = [];
    let heard = 0;
    for (const message of messages) {
      switch (message.kind) {
        case 'hello':
          this.#onHello(message);
          break;
        case 'frames':
          heard = message.upTo;
          this.status.framesCame(message.count);
          break;
        case 'session':
          sessions.push(message.session);
          break;
        case 'session-deleted':
          deleted.push(message.id);
          break;
        case 'target':
          targets.push(message.target);
          break;
        case 'target-forgotten':
          forgotten.push(message.key);
          break;
        case 'journal':
          this.status.journalChanged(message.journal);
          break;
        case 'escaped':
          this.status.escapedChanged(message.escaped);
          break;
        case 'preferences':
          this.preferences.heard(message.preferences);
          break;
        case 'call':
          this.calls.heard(message.call);
          break;
        case 'reload':
          break;
      }
    }
    this.sessions.changed(sessions, deleted);
    this.targets.changed(targets, forgotten);
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

  #onHello({ snapshot, resumed }: Extract<BridgeMessage, { kind: 'hello' }>): void {
    this.targets.replaceAll(snapshot.targets, snapshot.profiles);
    this.sessions.replaceAll(snapshot.sessions);
    this.status.journalChanged(snapshot.journal);
    this.status.escapedChanged(snapshot.escaped);
    if (!this.#isOpened) this.#goToOpening();
    this.#isOpened = true;
    this.detail.again();
    this.calls.again();
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
