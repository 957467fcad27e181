import type { Drift } from '../protocol/drift.ts';
import type { SectionName } from '../protocol/inventory.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Snapshot } from '../protocol/snapshot.ts';
import type { Dialer, Line, Notice } from './dialer.ts';
import { changeKeys, withinConnection } from './expected.ts';
import { compareFaces, unreadOf, type Face } from './faces.ts';
import { isAtLeast, weigh, type Weight } from './verdicts.ts';

/** A list that was asked for again in one connection, and is another one. */
export interface Turn {
  /** When: “after the third round of calls”. */
  readonly when: string;
  /** Since the list before it, and since the first. */
  readonly drift: Drift;
  readonly sinceFirst: Drift;
  /** A notice of one of the lists that changed had come, or came within a second. */
  readonly notice: Notice | undefined;
}

/** How long a notice may come behind the change it speaks of. */
export const GRACE = 1000;

/** Asks one connection for its lists again and again, and remembers how they were. */
export class Watch {
  readonly face: Face;
  readonly turns: Turn[] = [];
  /** What came between two lists that were the same. */
  readonly idle: Notice[];
  #dialer: Dialer;
  #line: Line;
  #last: Snapshot;
  #heard: number;

  constructor(dialer: Dialer, line: Line) {
    const { session, era, offered } = line;
    this.face = { session, era, offered };
    this.#dialer = dialer;
    this.#line = line;
    this.#last = offered;
    // Many say once they are opened that their lists changed; that speaks of nothing that comes later.
    this.idle = [...line.notices()];
    this.#heard = this.idle.length;
  }

  /** The lists once more. `false`: it was stopped. */
  async look(when: string): Promise<Outcome<boolean>> {
    const now = await this.#line.relist();
    if (!now.ok) return now;
    const unread = unreadOf(now.value).find((words) => !unreadOf(this.face.offered).includes(words));
    if (unread !== undefined) return { ok: false, problem: notWhole(unread) };
    const drift = await compareFaces(this.#dialer, this.#last, now.value);
    const sinceFirst = await compareFaces(this.#dialer, this.face.offered, now.value);
    if (!drift.ok) return drift;
    if (!sinceFirst.ok) return sinceFirst;
    this.#last = now.value;
    const changed = sectionsOf(drift.value);
    const isOf = ({ section }: Notice): boolean => changed.has(familyOf(section));
    if (changed.size > 0 && !this.#fresh().some(isOf) && !(await waited(this.#dialer, GRACE)))
      return { ok: true, value: false };
    const fresh = this.#fresh();
    this.#heard += fresh.length;
    this.idle.push(...fresh.filter((notice) => !isOf(notice)));
    if (changed.size > 0)
      this.turns.push({
        when,
        drift: withinConnection(drift.value),
        sinceFirst: withinConnection(sinceFirst.value),
        notice: fresh.find(isOf),
      });
    return { ok: true, value: true };
  }

  #fresh(): readonly Notice[] {
    return this.#line.notices().slice(this.#heard);
  }
}

/** What was listed before is not taken for what is listed now. */
function notWhole(words: string): Problem {
  return { code: 'list-unread', message: `Not everything could be read again: ${words}` };
}

/** False: it was stopped meanwhile. */
export async function waited(dialer: Dialer, ms: number): Promise<boolean> {
  try {
    await dialer.wait(ms);
    return true;
  } catch {
    // The one error there is: the run was stopped.
    return false;
  }
}

/** One notice speaks of resources and of their templates. */
function familyOf(section: SectionName): SectionName {
  return section === 'templates' ? 'resources' : section;
}

function sectionsOf({ items }: Drift): Set<SectionName> {
  return new Set(items.map(({ section }) => familyOf(section)));
}

/** No more than what a server that tells of it may honestly do while it runs. */
export function isHonestTurn({ drift, notice }: Turn): boolean {
  return notice !== undefined && drift.severity !== undefined && !isAtLeast(drift.severity, 'high');
}

export function weightOf({ drift }: Turn): Weight {
  return weigh(drift);
}

/** The turn is seen in another connection too, or that one began with what it led to. */
export function isSeenAgain({ drift }: Turn, again: Watch, sinceFirst: Drift): boolean {
  const keys = changeKeys(drift);
  const has = (other: Drift): boolean => [...changeKeys(other)].some((key) => keys.has(key));
  return again.turns.some((turn) => has(turn.drift)) || has(sinceFirst);
}
