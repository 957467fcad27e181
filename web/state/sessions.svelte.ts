import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import type { Toast } from './toast.svelte.ts';

/** One that has a server at its other end, or is about to. */
export type LiveSession = Session & { state: { kind: 'connecting' | 'open' } };

export function isLive(session: Session | undefined): session is LiveSession {
  const kind = session?.state.kind;
  return kind === 'connecting' || kind === 'open';
}

/** Recorded stretches of traffic, live and past. */
export class Sessions {
  #api: Api;
  #toast: Toast;
  #byId = $state.raw<ReadonlyMap<string, Session>>(new Map());
  #all = $derived(
    [...this.#byId.values()].filter(({ probe }) => probe === undefined).sort((a, b) => b.number - a.number),
  );

  constructor(api: Api, toast: Toast) {
    this.#api = api;
    this.#toast = toast;
  }

  /** Newest first; without those that probes made, of which a run makes dozens: their evidence leads to them. */
  get all(): Session[] {
    return this.#all;
  }
  get(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
  numbered(number: number): Session | undefined {
    return [...this.#byId.values()].find((session) => session.number === number);
  }
  /** By number, id or the name it was given, as a query names it. */
  called(name: string | undefined): Session | undefined {
    if (name === undefined) return undefined;
    return [...this.#byId.values()].find(
      (one) => String(one.number) === name || one.id === name || one.name === name,
    );
  }
  of(target: string): Session[] {
    return this.#all.filter((session) => session.target === target);
  }
  /** Those that probes made, newest first. */
  ofProbes(target: string): Session[] {
    return [...this.#byId.values()]
      .filter((session) => session.target === target && session.probe !== undefined)
      .sort((a, b) => b.number - a.number);
  }

  replaceAll(sessions: Session[]): void {
    this.#byId = new Map(sessions.map((session) => [session.id, session]));
  }
  /** Several at once: one copy of the map, not one each. */
  changed(sessions: Session[], deleted: string[]): void {
    if (sessions.length === 0 && deleted.length === 0) return;
    const next = new Map(this.#byId);
    for (const session of sessions) next.set(session.id, session);
    for (const id of deleted) next.delete(id);
    this.#byId = next;
  }

  async stop(id: string): Promise<void> {
    const stopped = await this.#api.stop(id);
    if (stopped.ok) this.changed([stopped.value], []);
    else this.#toast.complain(stopped.problem);
  }
  /** After 401: tries again with this token. */
  async giveToken(id: string, token: string): Promise<boolean> {
    const session = await this.#api.giveToken(id, token);
    if (session.ok) this.changed([session.value], []);
    else this.#toast.complain(session.problem);
    return session.ok;
  }
  async rename(id: string, name: string): Promise<void> {
    const session = await this.#api.renameSession(id, name);
    if (session.ok) this.changed([session.value], []);
    else this.#toast.complain(session.problem);
  }
  async remove(id: string): Promise<void> {
    const done = await this.#api.deleteSession(id);
    if (!done.ok) return this.#toast.complain(done.problem);
    this.changed([], [id]);
    this.#toast.say('The session and its frames are deleted.');
  }
  async cancel(id: string, request: number): Promise<void> {
    const done = await this.#api.cancel(id, request);
    if (done.ok) this.#toast.say('Cancelled. An answer that still comes is recorded.');
    else this.#toast.complain(done.problem);
  }
  async switchWatching(id: string, uri: string): Promise<void> {
    const isWatched = this.get(id)?.watched?.some((one) => one.uri === uri) === true;
    const done = await this.#api.watch(id, uri, !isWatched);
    if (!done.ok) this.#toast.complain(done.problem);
    else this.#toast.say(isWatched ? 'The resource is not watched any more.' : 'The resource is watched.');
  }
}
