import type { AddTarget, Connect, ReadTextAnswer } from '../../protocol/api.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import type { OpenRequest } from '../bridge.ts';
import type { Caller, Connector } from '../session/connector.ts';
import type { ReadingPlace } from './draft.ts';
import { isConfirmed, planLaunch, type LaunchWorld } from './launch-plan.ts';
import { reachOf, type Confirmed, type ReachParts } from './reach.ts';
import { looksSecret } from './secret-look.ts';
import { spokenSecrets } from './spoken-secrets.ts';
import type { TargetStore } from './target-store.ts';

export interface TargetActionsOptions {
  store: TargetStore;
  connector: Connector;
  world: LaunchWorld;
  reach: ReachParts;
  place: ReadingPlace;
  secrets: { put(value: string, name: string): string };
  /** Ends live sessions of a target that is forgotten. */
  stopSessions(target: string): Promise<void>;
}

/** What a person can do with targets, from the page and from the terminal. */
export class TargetActions {
  #o: TargetActionsOptions;

  constructor(options: TargetActionsOptions) {
    this.#o = options;
    // What earlier sessions of them recorded is shown before they are connected to again.
    for (const target of options.store.all()) this.#maskReferred(target);
  }

  async read(text: string): Promise<ReadTextAnswer> {
    const { place, world } = this.#o;
    // Parsers of every client's config are not needed to start.
    const { readPaste } = await import('./read-text.ts');
    const { drafts, problem } = readPaste(text, place);
    const readings = drafts.map((draft) =>
      draft.spec.kind === 'stdio' && draft.problem === undefined
        ? { ...draft, plan: planLaunch(draft.spec, world) }
        : draft,
    );
    return { readings, ...(problem === undefined ? {} : { problem }) };
  }

  add(request: AddTarget): Promise<Outcome<Target>> {
    return Promise.resolve({ ok: true, value: this.#o.store.add({ ...request, origin: 'page' }) });
  }

  plan(key: string): Promise<Outcome<LaunchPlan>> {
    const target = this.#o.store.get(key);
    if (target === undefined) return Promise.resolve(unknown(key));
    if (target.spec.kind !== 'stdio') {
      const message = `${key} is reached over the network; nothing is started for it.`;
      return Promise.resolve({ ok: false, problem: { code: 'nothing-to-start', message } });
    }
    return Promise.resolve({ ok: true, value: planLaunch(target.spec, this.#o.world) });
  }

  connect(key: string, request: Connect): Promise<Outcome<Session>> {
    const { store, world } = this.#o;
    const target = store.get(key);
    if (target === undefined) return Promise.resolve(unknown(key));
    const { opening, profile, secrets = [] } = request;
    // Without a confirmation the empty one is compared, which is never right: nothing is started.
    let confirmed: Confirmed = { confirmation: request.confirmation ?? '' };
    const isMeant = target.spec.kind === 'stdio' && isConfirmed(target.spec, world, confirmed.confirmation);
    if (secrets.length > 0 && (isMeant || target.spec.kind !== 'stdio')) {
      // The values come with the yes to the plan in which they were missing.
      const shown = programOf(target, world);
      store.fill(key, secrets);
      // A value may decide which program a name stands for; that one nobody has seen.
      if (programOf(store.get(key) ?? target, world) === shown) confirmed = 'in-terminal';
    }
    const changed = store.update(key, {
      ...(opening === undefined ? {} : { opening }),
      ...(profile === undefined ? {} : { profile }),
    });
    return Promise.resolve(this.#connect(changed ?? target, confirmed));
  }

  /** From the terminal, where the person typed the command or was shown all of it. */
  addAndConnect(request: OpenRequest): Outcome<{ target: string; session: string }> {
    const { confirmed, ...rest } = request;
    const target = this.#o.store.add(rest);
    const session = this.#connect(target, confirmed);
    return session.ok ? { ok: true, value: { target: target.key, session: session.value.id } } : session;
  }

  /** A connection that a person agreed to as part of a run; nothing of it is kept with the target. */
  dial(target: Target, confirmed: Confirmed, caller: Caller, isAnonymous: boolean): Outcome<Session> {
    const parts = isAnonymous ? { ...this.#o.reach, tokenFor: () => undefined } : this.#o.reach;
    const reach = reachOf(target, confirmed, parts);
    if (!reach.ok) return reach;
    this.#maskReferred(target);
    return this.#o.connector.connect(target, reach.value, principalOf(target), caller);
  }

  forgetEra(key: string): Promise<Outcome<Target>> {
    const target = this.#o.store.update(key, { eraSeen: undefined });
    return Promise.resolve(target === undefined ? unknown(key) : { ok: true, value: target });
  }

  async remove(key: string): Promise<Problem | undefined> {
    await this.#o.stopSessions(key);
    return this.#o.store.forget(key) ? undefined : unknown(key).problem;
  }

  #connect(target: Target, confirmed: Confirmed): Outcome<Session> {
    const reach = reachOf(target, confirmed, this.#o.reach);
    if (!reach.ok) return reach;
    this.#maskReferred(target);
    const session = this.#o.connector.connect(target, reach.value, principalOf(target));
    if (session.ok) {
      this.#o.store.update(target.key, { session: session.value.id, lastSeen: session.value.startedAt });
    }
    return session;
  }

  /** Values taken from the environment are no secrets of ours to keep, but must not be shown either. */
  #maskReferred(target: Target): void {
    const { spec } = target;
    for (const { name, value } of spokenSecrets(spec)) this.#o.secrets.put(value, `${target.key}: ${name}`);
    const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
    for (const { name, text } of texts) {
      const value = text.from === 'env' ? this.#o.world.env[text.name] : undefined;
      if (text.from !== 'env' || value === undefined) continue;
      // As it stands there: what the target says around it is no part of the secret.
      if (looksSecret(name, value) || looksSecret(text.name, value))
        this.#o.secrets.put(value, `${target.key}: ${name}`);
    }
  }
}

function programOf({ spec }: Target, world: LaunchWorld): string | undefined {
  return spec.kind === 'stdio' ? planLaunch(spec, world).program : undefined;
}

/** With which credentials; names only. */
function principalOf({ spec }: Target): string {
  if (spec.kind === 'recording') return 'none';
  const texts = spec.kind === 'stdio' ? spec.env : spec.headers;
  const secret = texts.filter(({ name, text }) => text.from !== 'plain' || /^authorization$/i.test(name));
  return secret.length === 0 ? 'none' : secret.map(({ name }) => name).join(', ');
}

function unknown(key: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: { code: 'no-such-target', message: `There is no target “${key.slice(0, 80)}”.` },
  };
}
