import type { AddTarget, Connect } from '../../protocol/api.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, NamedText, ProfileName, Target } from '../../protocol/target.ts';
import type { Api } from '../connection/api.ts';
import { isLive } from './sessions.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** A target that waits for a yes, and for values it refers to that are not there. */
export interface Asked {
  target: Target;
  /** What would run; absent when nothing does. */
  plan: LaunchPlan | undefined;
  how: Connect;
  /** Names of variables or headers. */
  lacking: string[];
}

function lackingIn(plan: LaunchPlan): string[] {
  return plan.env.filter(({ missing }) => missing === true).map(({ name }) => name);
}

/** Servers the person knows, and the ways to reach them. */
export class Targets {
  #api: Api;
  #sessions: Sessions;
  #toast: Toast;
  #byKey = $state.raw<ReadonlyMap<string, Target>>(new Map());
  #all = $derived([...this.#byKey.values()].sort((a, b) => this.#order(a, b)));
  /** Plans that were shown whole and said yes to, since this page was opened. */
  #confirmed = new Set<string>();
  #asked = $state.raw<Asked | undefined>(undefined);
  #busy = $state.raw<string | undefined>(undefined);
  #profiles = $state.raw<ProfileName[]>([]);

  constructor(api: Api, sessions: Sessions, toast: Toast) {
    this.#api = api;
    this.#sessions = sessions;
    this.#toast = toast;
  }

  /** Live ones first, then by when they were last seen. */
  get all(): Target[] {
    return this.#all;
  }
  /** Those with a session that is live, by name: an order that stays while they come and go. */
  get connected(): Target[] {
    return this.#all.filter((target) => isLive(this.sessionOf(target)));
  }
  /** What waits for a yes, of a target that is known already. */
  get asked(): Asked | undefined {
    return this.#asked;
  }
  /** Key of the target that is being asked to connect right now. */
  get busy(): string | undefined {
    return this.#busy;
  }
  get(key: string | undefined): Target | undefined {
    return key === undefined ? undefined : this.#byKey.get(key);
  }
  /** The newest session with it. */
  sessionOf(target: Target): Session | undefined {
    const named = this.#sessions.get(target.session);
    // A connection of a probe comes and goes; the target is what the person connected to.
    return named === undefined || named.probe !== undefined ? this.#sessions.of(target.key)[0] : named;
  }

  /** Who we can claim to be. */
  get profiles(): ProfileName[] {
    return this.#profiles;
  }

  replaceAll(targets: Target[], profiles: ProfileName[]): void {
    this.#profiles = profiles;
    this.#byKey = new Map(targets.map((target) => [target.key, target]));
  }
  changed(targets: Target[], forgotten: string[]): void {
    if (targets.length === 0 && forgotten.length === 0) return;
    const next = new Map(this.#byKey);
    for (const target of targets) next.set(target.key, target);
    for (const key of forgotten) next.delete(key);
    this.#byKey = next;
  }

  /** Adds a target whose plan the person has on the screen and just said yes to, and connects. */
  async addAndConnect(target: AddTarget, shown: LaunchPlan | undefined): Promise<string | undefined> {
    const added = await this.#api.addTarget(target);
    if (!added.ok) {
      this.#toast.complain(added.problem);
      return undefined;
    }
    this.changed([added.value], []);
    const how = target.opening === undefined ? {} : { opening: target.opening };
    if (shown === undefined) await this.#connectOrAsk(added.value, how);
    else if (lackingIn(shown).length > 0) await this.connect(added.value, how);
    else await this.#run(added.value, shown, how);
    return added.value.key;
  }

  /** Connects, or puts the plan before the person first when it starts a process not agreed to yet. */
  async connect(target: Target, how: Connect = {}): Promise<void> {
    this.#busy = target.key;
    if (target.spec.kind !== 'stdio') await this.#connectOrAsk(target, how);
    else {
      const plan = await this.#api.plan(target.key);
      if (!plan.ok) this.#toast.complain(plan.problem);
      else {
        const lacking = lackingIn(plan.value);
        const isAgreed = lacking.length === 0 && this.#confirmed.has(plan.value.confirmation);
        if (isAgreed) await this.#run(target, plan.value, how);
        else this.#asked = { target, plan: plan.value, how, lacking };
      }
    }
    this.#busy = undefined;
  }

  /** Yes to what was asked about, with the values that were lacking. */
  async confirm(values: ReadonlyMap<string, string>): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined) return;
    this.#asked = undefined;
    const secrets = asked.lacking.map((name): NamedText => {
      return { name, text: { from: 'plain', value: values.get(name) ?? '' } };
    });
    const how = secrets.length === 0 ? asked.how : { ...asked.how, secrets };
    if (asked.plan === undefined) await this.#connectOrAsk(asked.target, how);
    else await this.#run(asked.target, asked.plan, how);
  }
  decline(): void {
    this.#asked = undefined;
  }

  /** Puts a recorded session in the place of its server: what was asked then is answered as it was then. */
  async openRecording(session: Session): Promise<string | undefined> {
    const name = `${session.targetName}, recorded ${session.number}`;
    return this.addAndConnect({ name, spec: { kind: 'recording', session: session.id } }, undefined);
  }

  async forgetEra(target: Target): Promise<void> {
    const changed = await this.#api.forgetEra(target.key);
    if (!changed.ok) return this.#toast.complain(changed.problem);
    this.changed([changed.value], []);
    this.#toast.say('The era is found out anew at the next connect.');
  }
  async forget(target: Target): Promise<boolean> {
    const done = await this.#api.forgetTarget(target.key);
    if (!done.ok) this.#toast.complain(done.problem);
    else this.changed([], [target.key]);
    return done.ok;
  }
  async endEscaped(pid: number): Promise<void> {
    const done = await this.#api.endEscaped(pid);
    if (done.ok) this.#toast.say(`Process ${pid} is ended.`);
    else this.#toast.complain(done.problem);
  }

  async #run(target: Target, plan: LaunchPlan, how: Connect): Promise<void> {
    const connected = await this.#connect(target, { ...how, confirmation: plan.confirmation });
    if (connected.ok) this.#confirmed.add(plan.confirmation);
    else this.#toast.complain(connected.problem);
  }

  /** What needs no yes may still lack the value of a header. */
  async #connectOrAsk(target: Target, how: Connect): Promise<void> {
    const connected = await this.#connect(target, how);
    if (connected.ok) return;
    const headers = 'headers' in target.spec ? target.spec.headers : [];
    const lacking = headers.filter(({ text }) => text.from !== 'plain').map(({ name }) => name);
    if (connected.problem.code === 'value-missing' && lacking.length > 0) {
      this.#asked = { target, plan: undefined, how, lacking };
    } else this.#toast.complain(connected.problem);
  }

  async #connect(target: Target, how: Connect): Promise<Outcome<Session>> {
    this.#busy = target.key;
    const session = await this.#api.connect(target.key, how);
    this.#busy = undefined;
    if (session.ok) {
      this.#sessions.changed([session.value], []);
      const known = this.#byKey.get(target.key) ?? target;
      this.changed([{ ...known, session: session.value.id }], []);
    }
    return session;
  }

  /** When it last did anything; `now` for one that is connected. */
  lastSeen(target: Target): number | 'now' | undefined {
    const session = this.sessionOf(target);
    if (isLive(session)) return 'now';
    return session?.endedAt ?? session?.startedAt ?? target.lastSeen;
  }

  #order(a: Target, b: Target): number {
    const [x, y] = [this.lastSeen(a) ?? 0, this.lastSeen(b) ?? 0];
    if (x === y) return a.name.localeCompare(b.name);
    if (x === 'now') return -1;
    return y === 'now' ? 1 : y - x;
  }
}
