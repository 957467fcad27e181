import * as z from 'zod/mini';
import type { Neighbour } from '../../inspect/index.ts';
import { toolsOf } from '../../inspect/offered-tool.ts';
import type { Session } from '../../protocol/session.ts';

/** Which server a session was compared with, and by which frames: its tools can be read again from them. */
export const NeighbourRef = z.object({
  server: z.string(),
  target: z.string(),
  /** What it calls itself. */
  claims: z.optional(z.string()),
  session: z.string(),
  /** The pages of its list of tools. */
  frames: z.array(z.number()),
});
export type NeighbourRef = z.infer<typeof NeighbourRef>;

/** The same with the bytes of those pages. */
export interface NeighbourLists extends NeighbourRef {
  readonly pages: readonly Uint8Array[];
}

/** The other servers of one session. `notes`: who or what is left out, in words. */
export interface Compared {
  readonly lists: readonly NeighbourLists[];
  readonly notes: readonly string[];
}

export const ALONE: Compared = { lists: [], notes: [] };

/** Of one server, in all its pages; and of all servers of a session together. */
const MOST_OF_ONE = 4 * 1024 * 1024;
const MOST_OF_ALL = 16 * 1024 * 1024;
const MOST_SERVERS = 100;
const LONGEST_CLAIM = 200;

export function refOf(session: Session, frames: number[]): NeighbourRef {
  const claims = session.server?.name.slice(0, LONGEST_CLAIM);
  return {
    server: session.targetName,
    target: session.target,
    ...(claims === undefined ? {} : { claims }),
    session: session.id,
    frames,
  };
}

export function bare({ server, target, claims, session, frames }: NeighbourRef): NeighbourRef {
  return { server, target, ...(claims === undefined ? {} : { claims }), session, frames };
}

/** Reads the pages; undefined: its recording is gone. Beyond the bound pages are left out. */
export async function readLists(
  ref: NeighbourRef,
  payload: (session: string, seq: number) => Promise<Uint8Array>,
): Promise<NeighbourLists | undefined> {
  const pages: Uint8Array[] = [];
  let bytes = 0;
  for (const seq of ref.frames) {
    const page = await payload(ref.session, seq);
    if (page.length === 0) return undefined;
    bytes += page.length;
    if (bytes > MOST_OF_ONE) break;
    // In memory of its own: what is sent to the thread is copied with all that lies around it.
    pages.push(new Uint8Array(page));
  }
  return { ...ref, pages };
}

/** By target: what comes later stands for what came before. What is too much is left out, and said. */
export function joined(...several: readonly Compared[]): Compared {
  const byTarget = new Map(several.flatMap(({ lists }) => lists.map((one) => [one.target, one])));
  const notes = new Set(several.flatMap((one) => one.notes));
  const lists: NeighbourLists[] = [];
  let bytes = 0;
  for (const one of byTarget.values()) {
    const size = one.pages.reduce((sum, page) => sum + page.length, 0);
    if (bytes + size > MOST_OF_ALL || lists.length >= MOST_SERVERS) {
      notes.add('Not compared with all other servers: there are too many, or their lists are too long.');
      continue;
    }
    bytes += size;
    if (one.pages.length < one.frames.length)
      notes.add(
        `Not compared with all tools of “${one.server.slice(0, 60)}”: its list is longer than 4 MiB.`,
      );
    lists.push(one);
  }
  return { lists, notes: [...notes] };
}

export function isSameList(one: NeighbourRef, other: NeighbourRef): boolean {
  return signatureOf([one]) === signatureOf([other]);
}

/** The same when nobody's list changed. */
export function isSame(one: Compared, other: Compared): boolean {
  return signatureOf(one.lists) === signatureOf(other.lists);
}

function signatureOf(refs: readonly NeighbourRef[]): string {
  return JSON.stringify(
    refs.map(({ target, session, frames }) => JSON.stringify([target, session, frames])).sort(),
  );
}

/** As rules see them. */
export function neighboursOf({ lists }: Compared): Neighbour[] {
  return lists.map(({ server, target, claims, pages }) => ({
    server,
    target,
    ...(claims === undefined ? {} : { claims }),
    tools: pages.flatMap((page) => toolsOf(page)),
  }));
}
