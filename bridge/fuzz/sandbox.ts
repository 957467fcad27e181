import type { Listener, World } from '../../fuzz/world.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { CanaryListener } from '../listen/canary-listener.ts';
import type { MadeWorld } from './worlds.ts';

const TOKEN = /(?<![a-z0-9])[a-z0-9]{16}(?![a-z0-9])/g;
const MOST_PENDING = 1000;

/** What was seen beside the answer of a case. */
export interface Aside {
  created: readonly string[];
  changed: readonly string[];
  asked: readonly { path: string; from: string }[];
}

const HELD = 'its database is made anew, and it holds a log of the old one, or another file';
const NOTHING: Aside = { created: [], changed: [], asked: [] };

/** What a run has made around a server: the folder it stands in, and somebody it can be made to call. */
export class Sandbox {
  readonly world: World | undefined;
  readonly listener: Listener | undefined;
  #made: MadeWorld | undefined;
  #listening: CanaryListener | undefined;
  /** Files that belong to a case which has not looked yet, by its token. */
  #pending = new Map<string, string[]>();
  /** The same of tables: what differs is told to who looks first, whoever it was. */
  #changes = new Map<string, string[]>();
  #heard = new Map<string, number>();
  #isDirty = false;

  constructor(made: MadeWorld | undefined, listening: CanaryListener | undefined) {
    this.#made = made;
    this.#listening = listening;
    this.world = made?.world;
    this.listener = listening?.listener;
  }

  /** Files are told apart by the token in their names; what differs in the world is everybody's who is under way. */
  look(token: string, named: readonly string[]): Aside {
    const asked = this.#calls(token);
    if (this.#made === undefined) return asked.length === 0 ? NOTHING : { ...NOTHING, asked };
    const { created, changed } = this.#made.look(named);
    const own: string[] = [];
    for (const path of created) {
      const tokens: readonly string[] = path.match(TOKEN) ?? [];
      if (tokens.length === 0 || tokens.includes(token)) own.push(path);
      else for (const other of tokens) keep(this.#pending, other, path);
    }
    for (const line of changed)
      for (const other of line.match(TOKEN) ?? []) if (other !== token) keep(this.#changes, other, line);
    if (created.length > 0 || changed.length > 0) this.#isDirty = true;
    const kept = this.#pending.get(token) ?? [];
    const others = (this.#changes.get(token) ?? []).filter((line) => !changed.includes(line));
    this.#pending.delete(token);
    this.#changes.delete(token);
    return { created: [...kept, ...own], changed: [...others, ...changed], asked };
  }

  /** Tokens of cases that made something, or called somebody, after they had looked. */
  late(): string[] {
    const unheard = this.#listening?.unheard ?? [];
    return [...new Set([...this.#pending.keys(), ...this.#changes.keys(), ...unheard])];
  }

  forget(token: string): void {
    this.#pending.delete(token);
    this.#changes.delete(token);
    this.#listening?.asked(token);
  }

  /** As it was made, if anything is otherwise. Nobody may be under way. `stop`: ends a server that would not notice. */
  async restore(stop: (why: string) => Promise<void>): Promise<Problem | undefined> {
    if (this.#made === undefined) return undefined;
    const { created, changed } = this.#made.look();
    if (!this.#isDirty && created.length === 0 && changed.length === 0) return undefined;
    this.#isDirty = false;
    if (this.#made.isHeld) await stop(HELD);
    const restored = this.#made.restore();
    return restored.ok ? undefined : restored.problem;
  }

  async remove(): Promise<Problem | undefined> {
    await this.#listening?.stop();
    this.#listening = undefined;
    return this.#made?.remove();
  }

  /** Since the last look: a case that is tried again with the same token has to be heard again. */
  #calls(token: string): Aside['asked'] {
    const all = this.#listening?.asked(token) ?? [];
    if (all.length === 0) return all;
    const known = this.#heard.get(token) ?? 0;
    this.#heard.set(token, all.length);
    return all.slice(known);
  }
}

function keep(pending: Map<string, string[]>, token: string, what: string): void {
  if (pending.size >= MOST_PENDING) return;
  const known = pending.get(token);
  if (known === undefined) pending.set(token, [what]);
  else if (!known.includes(what)) known.push(what);
}
