import { randomUUID } from 'node:crypto';
import type { Collection } from '../../protocol/collection/collection.ts';
import type { CollectionRun, CollectionRunHead, RunCollection } from '../../protocol/collection/run.ts';
import { variablesOf } from '../../protocol/collection/variables.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { RunningCollection, USUAL_TIMEOUT, type CollectionRunParts } from './collection-run.ts';

/** Runs that are remembered, and of each session one at a time. */
const MOST_KEPT = 50;
const TELL_EVERY = 100;

export interface CollectionRunsOptions extends Omit<
  CollectionRunParts,
  'id' | 'collection' | 'calls' | 'session' | 'isStdio' | 'env' | 'timeout' | 'changed' | 'isLive'
> {
  live(session: string): Session | undefined;
  changed(run: CollectionRunHead): void;
  onBug(bug: unknown): void;
}

interface Kept {
  run: RunningCollection;
  over: Promise<void>;
}

/** Runs of collections, under way and over; the last ones are remembered until the bridge ends. */
export class CollectionRuns {
  #o: CollectionRunsOptions;
  #runs = new Map<string, Kept>();

  constructor(options: CollectionRunsOptions) {
    this.#o = options;
  }

  /** Answers when it has begun. What a collection would read of the environment must have been agreed to, each name. */
  start(collection: Collection, { session, calls, env, timeout }: RunCollection): Outcome<CollectionRun> {
    const live = this.#o.live(session);
    if (live === undefined)
      return refused(
        'not-live',
        `Session ${session.slice(0, 40)} is not live.`,
        'Connect to a target first.',
      );
    const busy = [...this.#runs.values()].some(
      ({ run: { head } }) => head.session === session && head.state === 'running',
    );
    if (busy)
      return refused('busy', 'A collection is running over this session.', 'Wait for its end, or stop it.');
    const wanted = calls === undefined ? undefined : new Set(calls);
    const chosen = collection.calls.filter(({ id }) => wanted?.has(id) ?? true);
    if (chosen.length === 0 || (wanted !== undefined && chosen.length < wanted.size))
      return refused('no-such-call', 'There is no such call in this collection.', 'Look at it again.');
    const unagreed = variablesOf(chosen).filter((name) => !env.includes(name));
    if (unagreed.length > 0)
      return refused(
        'env-not-agreed',
        `These calls would send what is in ${unagreed.join(', ')} of the environment, and nobody agreed to that.`,
        'Look at the calls, then agree to each name.',
      );
    const id = randomUUID();
    const tell = this.#telling(id);
    const run = new RunningCollection({
      ...this.#o,
      id,
      collection,
      calls: chosen,
      session,
      isStdio: () => this.#o.live(session)?.transport === 'stdio',
      isLive: (of) => this.#o.live(of) !== undefined,
      env,
      timeout: timeout ?? USUAL_TIMEOUT,
      changed: tell,
    });
    const over = run.run().catch((bug: unknown) => {
      // Nothing goes on: a session must not wait for it for ever.
      run.stop();
      tell();
      this.#o.onBug(bug);
    });
    this.#runs.set(id, { run, over });
    this.#forgetOld();
    return { ok: true, value: run.current };
  }

  /** Newest first. */
  all(): CollectionRunHead[] {
    return [...this.#runs.values()].map(({ run }) => run.head).reverse();
  }

  get(id: string): Outcome<CollectionRun> {
    const kept = this.#runs.get(id);
    return kept === undefined
      ? refused('no-such-run', 'There is no such run (any more).')
      : { ok: true, value: kept.run.current };
  }

  /** Answers when nothing more is sent. */
  async stop(id: string): Promise<Outcome<CollectionRun>> {
    this.#runs.get(id)?.run.stop();
    return this.settled(id);
  }

  /** Resolves when it is over. */
  async settled(id: string): Promise<Outcome<CollectionRun>> {
    await this.#runs.get(id)?.over;
    return this.get(id);
  }

  /** Runs it to its end, and tells how it stands meanwhile. */
  async follow(
    collection: Collection,
    how: RunCollection,
    watch: (run: CollectionRunHead) => void,
  ): Promise<Outcome<CollectionRun>> {
    const started = this.start(collection, how);
    if (!started.ok) return started;
    const { id } = started.value;
    const end = this.#o.subscribe({
      frames() {},
      change: (change) => {
        if (change.kind === 'collection-run' && change.run.id === id) watch(change.run);
      },
    });
    const run = await this.settled(id);
    end();
    return run;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.stop(id)));
  }

  /** At most so often; the end of it at once. */
  #telling(id: string): () => void {
    let told = -Infinity;
    let later: NodeJS.Timeout | undefined;
    const tell = (): void => {
      clearTimeout(later);
      later = undefined;
      told = performance.now();
      const kept = this.#runs.get(id);
      if (kept !== undefined) this.#o.changed(kept.run.head);
    };
    return () => {
      const isOver = this.#runs.get(id)?.run.head.state !== 'running';
      if (isOver || performance.now() - told >= TELL_EVERY) tell();
      else later ??= setTimeout(tell, TELL_EVERY).unref();
    };
  }

  #forgetOld(): void {
    for (const [id, { run }] of this.#runs) {
      if (this.#runs.size <= MOST_KEPT) return;
      if (run.head.state !== 'running') this.#runs.delete(id);
    }
  }
}

function refused(code: string, message: string, hint?: string): Outcome<never> {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
