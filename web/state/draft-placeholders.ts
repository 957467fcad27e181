import type { CallState, Draft, SendText } from '../../protocol/craft.ts';
import { findPlaceholders, partsToFill } from '../../protocol/placeholders.ts';
import type { PlacedPlaceholder } from '../../protocol/placeholders.ts';

type Send = Draft['sends'][number];

/** Sends looked through for the newest result: as many as are shown beside the text. */
const MOST_LOOKED_AT = 30;

/** All placeholders of a draft, whether they are filled in or not. */
export function placeholdersOf(draft: Draft): PlacedPlaceholder[] {
  const { text, head } = partsToFill(draft);
  return [...findPlaceholders(text), ...findPlaceholders(head)];
}

/** Which names of the environment a draft would send. */
export function environmentOf(draft: Draft): string[] {
  if (draft.keepsPlaceholders === true) return [];
  const names = placeholdersOf(draft).flatMap(({ placeholder }) =>
    placeholder.kind === 'env' ? [placeholder.variable] : [],
  );
  return [...new Set(names)];
}

/** How the placeholders of a draft are filled in; undefined: it has none, or they are sent as they stand. */
export function fillOf(
  draft: Draft,
  preferences: { maySend(target: string, name: string): boolean },
  callOf: (send: Send) => CallState | undefined,
): SendText['fill'] {
  const places = draft.keepsPlaceholders === true ? [] : placeholdersOf(draft);
  if (places.length === 0) return undefined;
  const env = environmentOf(draft).filter((name) => preferences.maySend(draft.target, name));
  const asksForLast = places.some(({ placeholder }) => placeholder.kind === 'last.result');
  const last = asksForLast
    ? draft.sends.slice(-MOST_LOOKED_AT).findLast((send) => callOf(send)?.answer?.kind === 'result')
    : undefined;
  return {
    env,
    ...(last === undefined ? {} : { last: { session: last.session, request: last.request } }),
  };
}
