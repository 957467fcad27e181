import { setImmediate } from 'node:timers/promises';
import type { InventoryPage, InventoryRequest } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Offered, Place } from './messages.ts';

/** Rows looked at in one turn: whoever waits for the bridge waits for no more than these. */
const STEP = 5000;
const MOST_TRIES = 5;

type Page = (session: string, request: InventoryRequest) => Promise<Outcome<InventoryPage>>;

/** Where everything stands that a session's server offers; `offered` is undefined where it told nothing. */
export async function offeredBy(
  session: Session,
  at: number,
  page: Page,
): Promise<Outcome<{ offered: Offered | undefined; version: number }>> {
  for (let tries = 1; ; tries++) {
    const places: Place[] = [];
    let version: number | undefined;
    let sections: InventoryPage['sections'] = [];
    for (;;) {
      const request = { q: '', sections: [], from: places.length, limit: STEP };
      const read = await page(session.id, request);
      if (!read.ok) return read;
      version ??= read.value.version;
      // It changed in between: rows of two lists are no snapshot.
      if (read.value.version !== version && tries < MOST_TRIES) break;
      sections = read.value.sections;
      for (const { ref, at } of read.value.rows)
        places.push([ref.section, ref.name, ref.nth, at.frame, at.from, at.to]);
      if (read.value.rows.length === 0 || places.length >= read.value.total) {
        const isTold = sections.some(({ state }) => state === 'done');
        const value = { version, offered: isTold ? offeredOf(session, at, places, sections) : undefined };
        return { ok: true, value };
      }
      await setImmediate();
    }
  }
}

function offeredOf(
  session: Session,
  at: number,
  places: Place[],
  sections: InventoryPage['sections'],
): Offered {
  const { target, profile, principal, transport, era, revision, provenance = {} } = session;
  const isLeft = ({ state, words }: InventoryPage['sections'][number]): boolean =>
    state === 'failed' ||
    state === 'listing' ||
    state === 'waiting' ||
    (state === 'done' && words !== undefined);
  return {
    target,
    session: session.id,
    at,
    source: {
      target,
      profile,
      principal,
      transport,
      ...(era === undefined ? {} : { era }),
      ...(revision === undefined ? {} : { revision }),
      provenance,
    },
    places,
    frames: sections.flatMap(({ section, frame }) => (frame === undefined ? [] : [[section, frame]])),
    unread: sections
      .filter(isLeft)
      .map(({ section, words = 'it was not read to its end' }) => ({ section, words })),
  };
}
