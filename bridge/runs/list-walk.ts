import type { ListName, SectionName } from '../../protocol/inventory.ts';
import { LIST_METHODS, LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { offeredBy } from '../history/offered.ts';
import type { Offered } from '../history/messages.ts';
import { Inventory } from '../inventory/inventory.ts';
import { PageReader, type ReadPage } from '../inventory/page-reader.ts';
import { errorWords } from '../session/results.ts';
import type { Answer, CallOptions } from '../session/requester.ts';
import { isUsualEnd, walkList, type PageEnd } from '../session/lists.ts';

export interface Asking {
  session(): Session;
  call(options: CallOptions): Promise<Outcome<Answer>>;
}

/** Asks for these lists, each to its end, into an inventory of their own: what came before stays as it was. */
export async function walkLists(
  lists: readonly ListName[],
  asking: Asking,
  paged?: (list: ListName, page: { frame: number; from: number; to: number }) => void,
): Promise<Inventory> {
  const inventory = new Inventory();
  for (const section of ['server', ...LIST_NAMES] as const)
    if (section === 'server' || !lists.includes(section)) inventory.absent(section);
  await Promise.all(lists.map((list) => walkOne(list, asking, inventory, paged)));
  return inventory;
}

async function walkOne(
  list: ListName,
  asking: Asking,
  inventory: Inventory,
  paged?: (list: ListName, page: { frame: number; from: number; to: number }) => void,
): Promise<void> {
  const { key } = LIST_METHODS[list];
  const walk = inventory.begin(list);
  const { revision = '' } = asking.session();
  const reader = new PageReader(walk, { list, key, revision });
  let counted = 0;
  const page = async (method: string, params: string | undefined): Promise<PageEnd> => {
    const read = await readPage(reader, asking, method, params);
    if ('words' in read) return { kind: 'failed', words: read.words };
    const { frame, page } = read;
    if (!page.isRead) return { kind: 'failed', words: page.complaints.join('; ') };
    if (!page.isFirstAgain) paged?.(list, { frame, from: counted, to: (counted += page.entries) });
    return { kind: 'page', next: page.nextCursor, isFirstAgain: page.isFirstAgain };
  };
  const end = await walkList(list, { page, complain() {} });
  walk.end(end.state, end.words);
}

async function readPage(
  reader: PageReader,
  asking: Asking,
  method: string,
  params: string | undefined,
): Promise<{ frame: number; page: ReadPage } | { words: string }> {
  const asked = await asking.call(params === undefined ? { method } : { method, params });
  if (!asked.ok) return { words: asked.problem.message };
  const { outcome, frame, problem, rpcId } = asked.value;
  if (outcome === 'error') return { words: `the server answered with ${errorWords(asked.value)}` };
  if (outcome !== 'result' || frame === undefined)
    return { words: problem?.message ?? (outcome === 'timed-out' ? 'it was not answered in time' : outcome) };
  const { seq } = frame.summary;
  return { frame: seq, page: reader.read({ seq, rpcId, payload: await frame.message() }) };
}

/** Where all of it stands, with what the server said of itself when it was opened. */
export async function placesIn(
  inventory: Inventory,
  session: Session,
  at: number,
  opening?: Offered,
): Promise<Outcome<Offered>> {
  const read = await offeredBy(session, at, (_, request) =>
    Promise.resolve({ ok: true, value: inventory.page(request) }),
  );
  if (!read.ok) return read;
  const { offered } = read.value;
  if (offered === undefined)
    return opening === undefined ? { ok: false, problem: NOTHING } : againWithoutLists(inventory, opening);
  const ofServer = (opening?.places ?? []).filter(([section]) => section === 'server');
  const places = opening === undefined ? offered.places : [...ofServer, ...without(offered.places, 'server')];
  const unread = offered.unread.filter(({ words }) => !isUsualEnd(words));
  return { ok: true, value: { ...offered, places, unread } };
}

/** No list came: what was listed before is not what is listed now. */
function againWithoutLists(inventory: Inventory, opening: Offered): Outcome<Offered> {
  const { sections } = inventory.page({ q: '', sections: [], from: 0, limit: 0 });
  const failed = sections.find(
    ({ state }) => state === 'failed' || state === 'listing' || state === 'waiting',
  );
  if (failed !== undefined) {
    const { section, words = 'it was not read to its end' } = failed;
    return {
      ok: false,
      problem: { code: 'list-unread', message: `The list of ${section} did not come again: ${words}` },
    };
  }
  return {
    ok: true,
    value: { ...opening, places: opening.places.filter(([section]) => section === 'server') },
  };
}

function without(places: Offered['places'], section: SectionName): Offered['places'] {
  return places.filter(([of]) => of !== section);
}

const NOTHING: Problem = {
  code: 'nothing-offered',
  message: 'The server told nothing that could be compared: neither of itself nor a list.',
};
