import type { SavedCall } from '../../protocol/collection/collection.ts';
import { findPlaceholders } from '../../protocol/placeholders.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { readHex } from '../../protocol/raw/hex.ts';
import type { Api } from '../connection/api.ts';
import type { Danger } from './dangers.ts';
import { loadDangers } from './load-offered.ts';

const ARGUMENTS = ['params', 'arguments'];
const UNCLEAR: Danger = { tool: undefined, why: 'unread', digest: undefined };

/** What these calls may destroy, each tool once. What stands in a placeholder is not known before it runs. */
export async function dangersOfCall(
  api: Api,
  session: string,
  calls: readonly SavedCall[],
  isAgreed: (tool: string, digest: string) => boolean,
): Promise<Danger[]> {
  const dangersOf = await loadDangers();
  const found = new Map<string, Danger>();
  for (const text of new Set(calls.map(readable))) {
    const isUnclear = calls.some((call) => readable(call) === text && mayBecomeAnything(call));
    const dangers = isUnclear ? [UNCLEAR] : [];
    for (const danger of [...dangers, ...(await dangersOf(api, session, text, isAgreed))])
      found.set(JSON.stringify([danger.tool, danger.why, danger.digest]), danger);
  }
  return [...found.values()];
}

function readable({ text, form, wire }: SavedCall): string {
  if (form !== 'hex') return wire?.kind === 'http' && wire.head === '' ? bodyOf(text) : text;
  const bytes = readHex(text);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : '';
}

/** Without a head the text is the whole request. */
function bodyOf(text: string): string {
  return /\r?\n\r?\n([^]*)/.exec(text)?.[1] ?? text;
}

/** A placeholder outside the arguments may name a method or a tool; those that are only made anew name none. */
function mayBecomeAnything(call: SavedCall): boolean {
  if (call.keepsPlaceholders === true || call.form === 'hex') return false;
  const places = findPlaceholders(call.text).filter(
    ({ placeholder: { kind } }) => kind !== 'uuid' && kind !== 'now',
  );
  if (places.length === 0) return false;
  const inside = nodeAt(readJson(call.text).root, ARGUMENTS);
  return places.some(({ from, to }) => inside === undefined || from < inside.from || to > inside.to);
}
