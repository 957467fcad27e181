import { learnFrom, type OfferedItem } from '../../fuzz/index.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import type { InventoryPage, InventoryRequest, InventoryRow } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Journal } from '../journal/journal.ts';
import { ToolReader } from '../flows/offered-tools.ts';
import type { Offer } from './offer.ts';

const SECTIONS = ['tools', 'prompts', 'templates', 'resources'] as const;
/** Of each list, and of all definitions together. */
const MOST_ITEMS = 500;
const MOST_TEXT = 32 * 1024 * 1024;
/** Newest frames that are looked through for what the server has said before. */
const MOST_FRAMES = 400;
const LARGEST_ANSWER = 64 * 1024;
/** Every case is written down with the name of what was called and the place in it. */
const LONGEST_NAME = 2000;

export interface OfferedItemsParts {
  page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
  journal: Pick<Journal, 'bytes' | 'frame'>;
  /** Params that were last sent by hand, JSON text. */
  remembered(target: string, method: string, name: string): string | undefined;
}

/** What a session's server offers and has answered, as far as a plan is made of it. */
export async function readOffer(session: Session, parts: OfferedItemsParts): Promise<Outcome<Offer>> {
  const read = await readItems(session.id, parts);
  if (!read.ok) return read;
  const { tools } = await new ToolReader(parts).read(session.id);
  const { answers, ms } = await said(session, parts);
  const learned = learnFrom(answers).values.map(({ around, ...value }) => ({
    ...value,
    around: [...around],
  }));
  const remembered = read.value.items.flatMap(({ section, name }) => {
    const given = argumentsOf(parts.remembered(session.target, METHODS[section], name));
    return given === undefined ? [] : [{ section, name, arguments: given }];
  });
  return {
    ok: true,
    value: {
      ...read.value,
      tags: tools.map(({ name, tags }) => ({
        name,
        tags: tags.filter(({ counts }) => counts).map(({ tag }): string => tag),
      })),
      learned,
      remembered,
      completes: session.capabilities?.includes('completions') === true,
      ...(ms === undefined ? {} : { ms }),
    },
  };
}

const METHODS: Record<OfferedItem['section'], string> = {
  tools: 'tools/call',
  prompts: 'prompts/get',
  templates: 'resources/read',
  resources: 'resources/read',
};

function argumentsOf(params: string | undefined): string | undefined {
  if (params === undefined) return undefined;
  try {
    const read = JSON.parse(params) as { arguments?: unknown } | null;
    return read?.arguments === undefined ? undefined : JSON.stringify(read.arguments);
  } catch {
    // SyntaxError: what was sent by hand need not be JSON.
    return undefined;
  }
}

/** The lists of a session's server, item by item. */
async function readItems(
  session: string,
  parts: Pick<OfferedItemsParts, 'page' | 'journal'>,
): Promise<Outcome<Pick<Offer, 'items' | 'skipped'>>> {
  const items: Offer['items'] = [];
  const skipped: Offer['skipped'] = [];
  let size = 0;
  for (const section of SECTIONS) {
    const request = { q: '', sections: [section], from: 0, limit: MOST_ITEMS };
    const page = await parts.page(session, request);
    if (!page.ok) return page;
    const { rows, total } = page.value;
    if (total > rows.length)
      skipped.push({
        what: `${total - rows.length} ${section}`,
        why: `Of ${total} ${section} the first ${rows.length} are looked at.`,
      });
    for (const row of rows) {
      const { name } = row.ref;
      if (name.length > LONGEST_NAME) {
        skipped.push({ what: `${name.slice(0, 80)}…`, why: `Its name has ${name.length} characters.` });
        continue;
      }
      size += row.bytes;
      if (size > MOST_TEXT) {
        skipped.push({ what: name, why: 'What is offered is longer than is read.' });
        break;
      }
      const text = await textOf(session, row, parts);
      if (text === undefined) skipped.push({ what: name, why: 'Its bytes could not be read back.' });
      else items.push({ section, name, text });
    }
  }
  return { ok: true, value: { items, skipped } };
}

/** Undefined: they cannot be read. */
export async function itemsNow(
  session: string | undefined,
  parts: Pick<OfferedItemsParts, 'page' | 'journal'>,
): Promise<OfferedItem[] | undefined> {
  const read = session === undefined ? undefined : await readItems(session, parts);
  return read?.ok === true ? read.value.items : undefined;
}

/** Without the places whose names are too long to be written down with every case. */
export function withShortPlaces(subjects: readonly Subject[]): {
  subjects: Subject[];
  skipped: Offer['skipped'];
} {
  const skipped: Offer['skipped'] = [];
  const kept = subjects.map((subject) => {
    const positions = subject.positions.filter(({ at }) => at.length <= LONGEST_NAME);
    const left = subject.positions.length - positions.length;
    if (left === 0) return subject;
    const why = `${left} of its parameters have names of more than ${LONGEST_NAME} characters.`;
    skipped.push({ what: `a part of ${subject.name}`, why });
    return { ...subject, positions };
  });
  return { subjects: kept, skipped };
}

async function textOf(
  session: string,
  { at: { frame, from, to } }: InventoryRow,
  { journal }: Pick<OfferedItemsParts, 'journal'>,
): Promise<string | undefined> {
  const read = await journal.bytes(session, frame, 'payload', from, to);
  if (!read.ok || read.value.bytes.length < to - from) return undefined;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(read.value.bytes));
}

/** Oldest first. What was answered to a fuzz run or a probe teaches nothing: those sessions are others. */
async function said(
  { id, frames }: Session,
  { journal }: OfferedItemsParts,
): Promise<{ answers: { subject: string; text: string }[]; ms: number | undefined }> {
  const answers: { subject: string; text: string }[] = [];
  const times: number[] = [];
  for (let seq = Math.max(1, frames - MOST_FRAMES + 1); seq <= frames; seq++) {
    const found = await journal.frame(id, seq);
    if (found?.summary.kind !== 'result') continue;
    const { method, name, ms } = found.summary;
    if (ms !== undefined && method !== 'initialize') times.push(ms);
    if (method !== 'tools/call' || found.summary.isError === true || found.payloadBytes > LARGEST_ANSWER)
      continue;
    const read = await journal.bytes(id, seq, 'payload', 0, found.payloadBytes);
    if (read.ok)
      answers.push({
        subject: name ?? '',
        text: new TextDecoder().decode(Uint8Array.from(read.value.bytes)),
      });
  }
  return { answers, ms: times.sort((a, b) => a - b)[Math.floor(times.length / 2)] };
}
