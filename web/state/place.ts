import type { ReviewState } from '../../protocol/baseline.ts';
import { FLOW_TAGS } from '../../protocol/flow-names.ts';
import type { FlowTagName, FlowToolRef } from '../../protocol/flows.ts';
import type { ComparedPlace } from '../../protocol/comparison.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import { formatComparedPlace, parseComparedPlace } from './compared-place.ts';
import { type FuzzPlace, NO_FUZZ, readFuzzPlace, writeFuzzPlace } from './fuzz-place.ts';
import { formatSpan, type FrameSpan, parseSpan } from './frame-span.ts';
import { formatItem, parseItem } from './item-address.ts';

/** Screens there are; the words of the rail and of the path. */
export const SCREENS = [
  'targets',
  'traffic',
  'inventory',
  'craft',
  'replay',
  'compare',
  'fuzz',
  'probes',
  'findings',
  'flows',
  'practice',
] as const;
export type Screen = (typeof SCREENS)[number];
export type Mode = 'frames' | 'exchanges';
export const VIEWS = ['pretty', 'raw', 'hex', 'model'] as const;
export type View = (typeof VIEWS)[number];
/** How Compare shows two answers or items. */
export const SIGHTS = ['structure', 'words', 'bytes'] as const;
export type Sight = (typeof SIGHTS)[number];
export const GROUPS = ['none', 'rule', 'target', 'item'] as const;
/** How Findings is grouped. */
export type Group = (typeof GROUPS)[number];

/** A tool as Flows looks at it: what it says of itself now, at a target. */
export type LookedAt = Pick<FlowToolRef, 'target' | 'definition'>;

const REVIEW_STATES: readonly ReviewState[] = ['drifted', 'unreviewed', 'approved', 'rejected', 'watched'];

/** Two wordings of an item: hashes, or what was approved and what there is now. */
export interface Compared {
  before: string;
  after: string;
}
export const SINCE_APPROVED: Compared = { before: 'approved', after: 'now' };

export function formatCompared({ before, after }: Compared): string {
  return `${before}..${after}`;
}
export function parseCompared(text: string): Compared | undefined {
  const found = /^(approved|[0-9a-f]{64})\.\.(now|[0-9a-f]{64})$/.exec(text);
  return found === null ? undefined : { before: found[1]!, after: found[2]! };
}

/** A frame as people refer to it: session id and seq. */
export interface FrameRef {
  session: string;
  seq: number;
}

/** All that is needed to show the same thing again. */
export interface Place {
  screen: Screen;
  /** Key of the target that is looked at; absent: the newest one. */
  target: string | undefined;
  /** What Inventory is filtered by. */
  find: string;
  /** The item looked at in Inventory. */
  item: ItemRef | undefined;
  /** Inventory lists the items of this review state instead. */
  reviewed: ReviewState | undefined;
  /** Which wordings of the item its History compares; absent: it shows something else of the item. */
  compared: Compared | undefined;
  /** The tab of Craft. */
  draft: string | undefined;
  /** The query of Traffic. */
  q: string;
  mode: Mode;
  /** Exchanges that go on with an earlier one are rows of their own. */
  hasSteps: boolean;
  /** Traffic shows how methods were answered instead of its rows. */
  isMethods: boolean;
  at: FrameRef | undefined;
  view: View;
  /** Fingerprint of the finding that is looked at, in Findings or in a frame. */
  finding: string | undefined;
  /** The query of Findings. */
  wanted: string;
  group: Group;
  /** Findings shows its rules instead. */
  isRules: boolean;
  /** Keys of targets that Flows leaves out. */
  without: readonly string[];
  /** The tool that Flows explains. */
  tool: LookedAt | undefined;
  /** Which of its tags; or, among all tools, those with it. */
  tag: FlowTagName | undefined;
  /** Flows lists all tools instead of the paths. */
  isTools: boolean;
  /** What that list is filtered by. */
  among: string;
  /** The run that Probes looks at; absent: what could be run. */
  run: string | undefined;
  /** The probe that is explained. */
  probe: string | undefined;
  /** Probes that were left out. */
  skipped: readonly string[];
  /** The recorded session that Replay plans for, the run of it that is chosen, and the replay it looks at. */
  replayed: string | undefined;
  span: FrameSpan | undefined;
  replay: string | undefined;
  /** What Compare compares. */
  left: ComparedPlace | undefined;
  right: ComparedPlace | undefined;
  sight: Sight;
  fuzz: FuzzPlace;
}

const HOME: Place = {
  screen: 'targets',
  target: undefined,
  find: '',
  item: undefined,
  reviewed: undefined,
  compared: undefined,
  draft: undefined,
  q: '',
  mode: 'frames',
  isMethods: false,
  hasSteps: false,
  at: undefined,
  view: 'pretty',
  finding: undefined,
  wanted: '',
  group: 'none',
  isRules: false,
  without: [],
  tool: undefined,
  tag: undefined,
  isTools: false,
  among: '',
  run: undefined,
  probe: undefined,
  skipped: [],
  replayed: undefined,
  span: undefined,
  replay: undefined,
  left: undefined,
  right: undefined,
  sight: 'structure',
  fuzz: NO_FUZZ,
};

export function parseRef(text: string): FrameRef | undefined {
  const found = /^([0-9a-f]{32})\/(\d{1,12})$/.exec(text.trim());
  return found === null ? undefined : { session: found[1]!, seq: Number(found[2]) };
}

export function formatRef(ref: FrameRef): string {
  return `${ref.session}/${ref.seq}`;
}

export function isSameRef(a: FrameRef | undefined, b: FrameRef | undefined): boolean {
  return a?.session === b?.session && a?.seq === b?.seq;
}

/** A fingerprint as the bridge makes them. */
export function parseFingerprint(text: string): string | undefined {
  return /^[0-9a-f]{16,64}$/.test(text) ? text : undefined;
}

/** Reads a path and query of ours. */
export function readPlace(path: string, search: string): Place {
  const asked = new URLSearchParams(search);
  const screen = SCREENS.find((name) => path === `/${name}`);
  const view = VIEWS.find((name) => name === asked.get('view'));
  const isFindings = screen === 'findings';
  const isFlows = screen === 'flows';
  const isProbes = screen === 'probes';
  const isCompare = screen === 'compare';
  const definition = /^[0-9a-f]{32}$/.exec(asked.get('tool') ?? '')?.[0];
  return {
    ...HOME,
    ...(screen === undefined ? {} : { screen }),
    target: asked.get('target') ?? undefined,
    find: asked.get('find') ?? '',
    item: parseItem(asked.get('item') ?? ''),
    reviewed: REVIEW_STATES.find((name) => screen === 'inventory' && name === asked.get('state')),
    compared: screen === 'inventory' ? parseCompared(asked.get('compare') ?? '') : undefined,
    draft: asked.get('draft') ?? undefined,
    q: isFindings || isFlows || screen === 'fuzz' ? '' : (asked.get('q') ?? ''),
    mode: asked.get('mode') === 'exchanges' ? 'exchanges' : 'frames',
    hasSteps: screen === 'traffic' && asked.get('steps') === 'all',
    isMethods: screen === 'traffic' && asked.get('show') === 'methods',
    at: parseRef(asked.get('at') ?? ''),
    view: view ?? 'pretty',
    finding: parseFingerprint(asked.get('finding') ?? ''),
    wanted: isFindings ? (asked.get('q') ?? '') : '',
    group: GROUPS.find((name) => name === asked.get('group')) ?? 'none',
    isRules: asked.get('show') === 'rules',
    without: isFlows ? asked.getAll('without') : [],
    tool: definition === undefined || !isFlows ? undefined : { definition, target: asked.get('of') ?? '' },
    tag: isFlows ? FLOW_TAGS.find((name) => name === asked.get('tag')) : undefined,
    isTools: isFlows && asked.get('show') === 'tools',
    among: isFlows && asked.get('show') === 'tools' ? (asked.get('q') ?? '') : '',
    run: isProbes ? /^[\w-]{1,64}$/.exec(asked.get('run') ?? '')?.[0] : undefined,
    probe: isProbes ? asked.getAll('probe').find(isProbeId) : undefined,
    skipped: isProbes ? asked.getAll('skip').filter(isProbeId).slice(0, MOST_SKIPPED) : [],
    replayed: idIn(screen === 'replay' ? asked.get('session') : null),
    span: screen === 'replay' ? parseSpan(asked.get('frames') ?? '') : undefined,
    replay: idIn(screen === 'replay' ? asked.get('replay') : null),
    left: isCompare ? parseComparedPlace(asked.get('left') ?? '') : undefined,
    right: isCompare ? parseComparedPlace(asked.get('right') ?? '') : undefined,
    sight: SIGHTS.find((name) => isCompare && name === asked.get('as')) ?? 'structure',
    fuzz: screen === 'fuzz' ? readFuzzPlace(asked) : NO_FUZZ,
  };
}

/** More probes than there will ever be. */
const MOST_SKIPPED = 100;

function idIn(text: string | null): string | undefined {
  return /^[0-9a-f]{32}$/.exec(text ?? '')?.[0];
}

function isProbeId(text: string): boolean {
  return /^[a-z\d][a-z\d-]{0,59}$/.test(text);
}

/** Path and query of a place. What differs from the usual is named, the rest left out. */
export function writePlace(place: Place): string {
  const named = new URLSearchParams();
  const isOfAll = ['traffic', 'findings', 'flows', 'compare', 'replay'].includes(place.screen);
  if (place.target !== undefined && !isOfAll) named.set('target', place.target);
  if (place.screen === 'inventory') {
    if (place.find !== '') named.set('find', place.find);
    if (place.reviewed !== undefined) named.set('state', place.reviewed);
    if (place.item !== undefined) named.set('item', formatItem(place.item));
    if (place.compared !== undefined) named.set('compare', formatCompared(place.compared));
  }
  if (place.screen === 'craft' && place.draft !== undefined) named.set('draft', place.draft);
  if (place.screen === 'traffic') {
    if (place.q !== '') named.set('q', place.q);
    if (place.mode !== 'frames') named.set('mode', place.mode);
    if (place.hasSteps) named.set('steps', 'all');
    if (place.isMethods) named.set('show', 'methods');
    if (place.at !== undefined) named.set('at', formatRef(place.at));
    if (place.view !== 'pretty') named.set('view', place.view);
  }
  if (place.screen === 'findings') {
    if (place.wanted !== '') named.set('q', place.wanted);
    if (place.group !== 'none') named.set('group', place.group);
    if (place.isRules) named.set('show', 'rules');
  }
  if (place.screen === 'flows') {
    for (const target of place.without) named.append('without', target);
    if (place.isTools) named.set('show', 'tools');
    if (place.isTools && place.among !== '') named.set('q', place.among);
    if (place.tool !== undefined) {
      named.set('tool', place.tool.definition);
      named.set('of', place.tool.target);
    }
    if (place.tag !== undefined) named.set('tag', place.tag);
  }
  if (place.screen === 'replay') {
    if (place.replayed !== undefined) named.set('session', place.replayed);
    if (place.span !== undefined) named.set('frames', formatSpan(place.span));
    if (place.replay !== undefined) named.set('replay', place.replay);
  }
  if (place.screen === 'compare') {
    if (place.left !== undefined) named.set('left', formatComparedPlace(place.left));
    if (place.right !== undefined) named.set('right', formatComparedPlace(place.right));
    if (place.sight !== 'structure') named.set('as', place.sight);
  }
  if (place.screen === 'fuzz') writeFuzzPlace(named, place.fuzz);
  if (place.screen === 'probes') {
    if (place.run !== undefined) named.set('run', place.run);
    if (place.probe !== undefined) named.set('probe', place.probe);
    for (const probe of place.skipped) named.append('skip', probe);
  }
  const isAboutFinding =
    place.screen === 'findings' ||
    (place.screen === 'traffic' && place.at !== undefined) ||
    (place.item !== undefined && place.screen === 'inventory');
  if (isAboutFinding && place.finding !== undefined) named.set('finding', place.finding);
  const search = named.toString();
  return `/${place.screen}${search === '' ? '' : `?${search}`}`;
}

/** What is looked at of one target is not there in another. */
export function lookingAt(target: string | undefined): Partial<Place> {
  const item = { item: undefined, reviewed: undefined, compared: undefined };
  const runs = { run: undefined, fuzz: NO_FUZZ };
  return { target, find: '', ...item, draft: undefined, finding: undefined, ...runs };
}
