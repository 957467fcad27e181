import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type { CallResult, CollectionRun, CollectionRunHead } from '../../protocol/collection/run.ts';
import { variablesOf } from '../../protocol/collection/variables.ts';
import type { Api } from '../connection/api.ts';
import { dangersOfCall } from './collection-dangers.ts';
import type { Danger } from './dangers.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { LiveSession } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** What has to be agreed to before calls of a collection are sent. */
export interface AskedRun {
  collection: Collection;
  calls: readonly SavedCall[];
  isAll: boolean;
  session: LiveSession;
  /** Names of the environment. */
  env: readonly string[];
  dangers: readonly Danger[];
}

interface Parts {
  api: Api;
  toast: Toast;
  preferences: Preferences;
}

/** Runs of the collection that is looked at: asked about, under way, over. */
export class CollectionRuns {
  #parts: Parts;
  #asked = $state.raw<AskedRun | undefined>(undefined);
  /** The newest run of each collection, of this page's life. */
  #runs = $state.raw<ReadonlyMap<string, CollectionRun>>(new Map());
  #isStarting = $state(false);
  #fetching: AbortController | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get asked(): AskedRun | undefined {
    return this.#asked;
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  of(collection: string | undefined): CollectionRun | undefined {
    return this.#runs.get(collection ?? '');
  }
  resultsOf(collection: string | undefined): ReadonlyMap<string, CallResult> {
    return new Map(this.of(collection)?.results.map((result) => [result.call, result]));
  }

  /** Sends these calls, all of them when none are named, after what has to be asked first. */
  async run(collection: Collection, session: LiveSession, only?: readonly SavedCall[]): Promise<void> {
    const { api, preferences } = this.#parts;
    if (this.#isStarting || this.#asked !== undefined) return;
    const calls = only ?? collection.calls;
    const env = variablesOf(calls).filter((name) => !preferences.maySend(session.target, name));
    this.#isStarting = true;
    const isAgreed = (tool: string, digest: string) => preferences.mayCall(session.target, tool, digest);
    const dangers = await dangersOfCall(api, session.id, calls, isAgreed).finally(
      () => (this.#isStarting = false),
    );
    const asked = { collection, calls, isAll: only === undefined, session, env, dangers };
    if (env.length === 0 && dangers.length === 0) return this.#start(asked);
    this.#asked = asked;
  }
  async agree(): Promise<void> {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked === undefined) return;
    const { preferences } = this.#parts;
    const { target } = asked.session;
    if (asked.env.length > 0) preferences.agreeToSend(target, asked.env);
    for (const { tool, digest } of asked.dangers)
      if (tool !== undefined && digest !== undefined) preferences.agreeToCall(target, tool, digest);
    await this.#start(asked);
  }
  decline(): void {
    this.#asked = undefined;
  }
  async stop(collection: string): Promise<void> {
    const run = this.of(collection);
    if (run === undefined) return;
    const stopped = await this.#parts.api.repeating.collections.stop(run.id);
    if (stopped.ok) this.#keep(stopped.value);
    else this.#parts.toast.complain(stopped.problem);
  }

  /** How a run stands; its results are fetched for whoever looks. */
  heard(head: CollectionRunHead, isLookedAt: boolean): void {
    const known = this.of(head.collection);
    if (known !== undefined && known.id !== head.id && known.startedAt > head.startedAt) return;
    this.#keep({ ...head, results: known?.id === head.id ? known.results : [] });
    if (isLookedAt || head.state !== 'running') void this.fetch(head.id);
  }
  async fetch(id: string): Promise<void> {
    this.#fetching?.abort();
    this.#fetching = new AbortController();
    const run = await this.#parts.api.repeating.collections.run(id, this.#fetching.signal);
    if (run.ok) this.#keep(run.value);
  }

  async #start({ collection, calls, isAll, session }: AskedRun): Promise<void> {
    const { api, toast } = this.#parts;
    this.#isStarting = true;
    const started = await api.repeating.collections.start(collection.id, {
      session: session.id,
      env: variablesOf(calls),
      ...(isAll ? {} : { calls: calls.map(({ id }) => id) }),
    });
    this.#isStarting = false;
    if (!started.ok) return toast.complain(started.problem);
    const known = this.of(collection.id);
    // The end may have been told before this answer came.
    if (known?.id !== started.value.id) this.#keep(started.value);
  }

  #keep(run: CollectionRun): void {
    const known = this.of(run.collection);
    const isOlder = known?.id === run.id && known.state !== 'running' && run.state === 'running';
    if (!isOlder) this.#runs = new Map(this.#runs).set(run.collection, run);
  }
}
