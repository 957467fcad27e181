import type { App } from '../../state/app.svelte.ts';
import { capsOf } from '../../state/keyboard.svelte.ts';
import { parseRef } from '../../state/place.ts';
import type { FrameRef } from '../../state/place.ts';
import { reachedBy } from '../../state/reached-by.ts';
import { counted, formatCount } from '../figures.ts';
import { KIND_WORDS } from '../inventory/inventory-words.ts';
import { stateWord } from '../session-words.ts';
import type { Match } from './match.ts';
import { matchWords } from './match.ts';

export interface Entry {
  id: string;
  group: 'Frame' | 'Actions' | 'Offers' | 'Targets' | 'Sessions';
  kind: string;
  words: string;
  /** Quieter, after the words; not searched. */
  note?: string | undefined;
  caps?: readonly string[] | undefined;
  /** Names that came over the wire. */
  isWire?: boolean;
  match: Match;
  run: () => void;
  /** What it does besides, with the modifier key held. */
  second?: { words: string; run: () => void };
}

const MOST_PER_GROUP = 8;
const NO_MATCH: Match = { score: 0, spans: [] };

/** `#373`, `#14/373`, `14/373` or a whole reference. */
function frameOf(app: App, text: string): FrameRef | undefined {
  const whole = parseRef(text);
  if (whole !== undefined) return whole;
  const found = /^#?\s*(?:(\d{1,9})\s*\/\s*)?([\d,]{1,15})$/.exec(text.trim());
  if (found === null || !(text.includes('#') || text.includes('/'))) return undefined;
  const session = found[1] === undefined ? app.session : app.sessions.numbered(Number(found[1]));
  const seq = Number(found[2]?.replaceAll(',', ''));
  return session === undefined ? undefined : { session: session.id, seq };
}

function frameEntries(app: App, text: string): Entry[] {
  const at = frameOf(app, text);
  if (at === undefined) return [];
  const session = app.sessions.get(at.session);
  return [
    {
      id: 'frame',
      group: 'Frame',
      kind: 'frame',
      words: `Frame ${formatCount(at.seq)}`,
      note:
        session === undefined
          ? 'of a session that is not here'
          : `of session ${session.number}, ${session.targetName}`,
      match: NO_MATCH,
      run: () => app.showFrame(at),
    },
  ];
}

type Candidate = Omit<Entry, 'match'>;

function actionCandidates(app: App): Candidate[] {
  return app.actions
    .filter((action) => action.isByKeyOnly !== true && (action.when?.() ?? true))
    .map((action) => ({
      id: action.id,
      group: 'Actions',
      kind: action.group.toLowerCase(),
      words: action.words,
      caps: action.keys === undefined ? undefined : capsOf(action.keys),
      run: action.run,
    }));
}

function switchCandidates(app: App): Candidate[] {
  return app.targets.connected.flatMap((target, k) =>
    target.key === app.session?.target
      ? []
      : {
          id: `switch ${target.key}`,
          group: 'Targets' as const,
          kind: 'connected',
          words: `Switch to ${target.name}`,
          caps: k < 9 ? [String(k + 1)] : undefined,
          run: () => app.lookAt(target),
        },
  );
}

function targetCandidates(app: App): Candidate[] {
  return app.targets.all.map((target) => ({
    id: `target ${target.key}`,
    group: 'Targets',
    kind: stateWord(app.targets.sessionOf(target)),
    words: target.name,
    note: reachedBy(target.spec),
    run: () => app.location.go({ screen: 'targets', target: target.key }),
  }));
}

function sessionCandidates(app: App): Candidate[] {
  return app.sessions.all.map((session) => ({
    id: session.id,
    group: 'Sessions',
    kind: stateWord(session),
    words: `Session ${session.number} ${session.name ?? session.targetName}`,
    note: counted(session.frames, 'frame'),
    run: () => app.showSession(session),
  }));
}

/** What the bridge found among what the target offers; some of it by its title or description. */
function offerEntries(app: App, query: string): Entry[] {
  const { session } = app;
  if (session === undefined) return [];
  return app.itemSearch.rows.map(({ ref, title }): Entry => {
    const match = matchWords(query, ref.name);
    return {
      id: `item ${ref.section} ${ref.nth} ${ref.name}`,
      group: 'Offers',
      kind: KIND_WORDS[ref.section],
      words: ref.name,
      note: title === ref.name ? undefined : title,
      isWire: true,
      match: match === undefined || match.score <= 0 ? NO_MATCH : match,
      run: () => app.showItem(ref),
      second: { words: 'open in Craft', run: () => void app.drafts.openItem(session, ref) },
    };
  });
}

/** What the palette offers for a text; groups in their order, best first in each. */
export function paletteEntries(app: App, text: string): Entry[] {
  const isActionsOnly = text.startsWith('>');
  const query = isActionsOnly ? text.slice(1) : text;
  const candidates = isActionsOnly
    ? actionCandidates(app)
    : [
        ...actionCandidates(app),
        ...switchCandidates(app),
        ...targetCandidates(app),
        ...sessionCandidates(app),
      ];
  const matching = candidates
    .flatMap((candidate): Entry[] => {
      const match = matchWords(query, candidate.words);
      return match === undefined ? [] : [{ ...candidate, match }];
    })
    .sort((a, b) => (query.trim() === '' ? 0 : b.match.score - a.match.score));
  const offers = isActionsOnly ? [] : offerEntries(app, query);
  // Letters scattered over a text are only worth showing when nothing has the word itself.
  const hasWhole = [...matching, ...offers].some(({ match }) => match.score > 0);
  const found = matching.filter(({ match }) => !hasWhole || match.score > 0);
  const most = isActionsOnly ? Infinity : MOST_PER_GROUP;
  const of = (group: Entry['group']) => found.filter((entry) => entry.group === group).slice(0, most);
  return [...frameEntries(app, text), ...of('Actions'), ...offers, ...of('Targets'), ...of('Sessions')];
}
