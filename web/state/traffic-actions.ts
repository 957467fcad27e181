import type { RowAnnotation } from '../../protocol/annotation.ts';
import { COPY_FORMATS, type CopyFormatId } from '../../protocol/copy-formats.ts';
import { COLOURS } from '../../protocol/colours.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import type { FrameRef } from './place.ts';
import { formatRef, isSameRef, VIEWS } from './place.ts';
import { frameOf } from './row-cache.ts';
import { BUILT_IN } from './saved-filters.svelte.ts';
import { withTerm } from './session-term.ts';

export function trafficActions(app: App): Action[] {
  const isTraffic = () => app.location.place.screen === 'traffic';
  const hasFrame = () => isTraffic() && app.location.place.at !== undefined && !app.location.place.isMethods;
  const copy = async (text: string, said: string) => {
    await navigator.clipboard.writeText(text);
    app.toast.say(said);
  };
  return [
    ...annotationActions(app),
    {
      id: 'open',
      group: 'Traffic',
      words: 'Open: go into the detail',
      keys: 'enter',
      isByKeyOnly: true,
      when: hasFrame,
      run: () => app.focus.ask('detail'),
    },
    {
      id: 'follow',
      group: 'Traffic',
      words: 'Follow the newest frame, or stop following',
      keys: 'e',
      when: isTraffic,
      run: () => app.traffic.follow(!app.traffic.isFollowing),
    },
    {
      id: 'mode',
      group: 'Traffic',
      words: 'Switch between frames and exchanges',
      keys: 'm',
      when: isTraffic,
      run: () => {
        const { mode, isMethods } = app.location.place;
        app.location.go({ mode: mode === 'frames' && !isMethods ? 'exchanges' : 'frames', isMethods: false });
      },
    },
    {
      id: 'save-filter',
      group: 'Traffic',
      words: 'Save this filter under a name',
      when: () => isTraffic() && app.location.place.q !== '',
      run: () => app.repeater.filters.beginSaving(),
    },
    ...BUILT_IN.map((filter) => ({
      id: `filter-${filter.name}`,
      group: 'Traffic' as const,
      words: `Filter: ${filter.name}`,
      when: isTraffic,
      run: () => app.repeater.filters.use(filter),
    })),
    {
      id: 'group-steps',
      group: 'Traffic',
      words: 'Group conversations: follow-ups and tasks behind the request that began them, or not',
      when: () => isTraffic() && app.location.place.mode === 'exchanges',
      run: () => app.location.go({ hasSteps: !app.location.place.hasSteps }),
    },
    {
      id: 'methods',
      group: 'Traffic',
      words: 'Show how long methods took: p50, p95 and the longest',
      keys: 'p',
      when: isTraffic,
      run: () => app.location.go({ isMethods: !app.location.place.isMethods }),
    },
    {
      id: 'open-method',
      group: 'Traffic',
      words: 'Show the exchanges of this method',
      keys: 'enter',
      when: () => isTraffic() && app.location.place.isMethods && app.repeater.methods.selected !== undefined,
      run: () => app.repeater.methods.open(),
    },
    ...COPY_FORMATS.map(({ id, words }) => ({
      id: `copy-as-${id}`,
      group: 'Traffic' as const,
      words: `Copy this request as ${words}`,
      when: () => hasRequest(app),
      run: () => {
        const request = app.detail.shown?.request ?? app.detail.shown?.selected;
        if (request !== undefined) void copyAs(app, request.summary, id);
      },
    })),
    {
      id: 'view',
      group: 'Traffic',
      words: 'Next view: Pretty, Raw, Hex, What the model sees',
      keys: 'v',
      when: hasFrame,
      run: () => {
        const next = (VIEWS.indexOf(app.location.place.view) + 1) % VIEWS.length;
        app.location.slide({ view: VIEWS[next] ?? 'pretty' });
      },
    },
    {
      id: 'cancel',
      group: 'Traffic',
      words: 'Cancel the call that is waiting',
      keys: 'x',
      when: () => hasFrame() && waitingCall(app) !== undefined,
      run: () => {
        const call = waitingCall(app);
        if (call !== undefined) void app.sessions.cancel(call.session, call.seq);
      },
    },
    {
      id: 'copy-link',
      group: 'Traffic',
      words: 'Copy a link to this frame',
      keys: 'y',
      when: hasFrame,
      run: () => void copy(location.href, 'The link is copied. It opens where this page is signed in.'),
    },
    {
      id: 'copy-reference',
      group: 'Traffic',
      words: 'Copy the reference of this frame',
      keys: 'shift+y',
      when: hasFrame,
      run: () => {
        const { at } = app.location.place;
        if (at !== undefined) void copy(formatRef(at), 'The reference is copied. The palette opens it.');
      },
    },
    {
      id: 'clear-filter',
      group: 'Traffic',
      words: 'Clear the filter',
      when: () => isTraffic() && app.location.place.q !== '',
      run: () => app.location.go({ q: '' }),
    },
  ];
}

function annotationActions(app: App): Action[] {
  const { annotations } = app.repeater;
  const at = () => (app.location.place.screen === 'traffic' ? app.location.place.at : undefined);
  const withFrame = (run: (frame: FrameRef) => void) => () => {
    const frame = at();
    if (frame !== undefined) run(frame);
  };
  const now = (frame: FrameRef) => annotations.of(rowOf(app, frame));
  return [
    {
      id: 'mark',
      group: 'Traffic',
      words: 'Mark this frame, or take the mark away',
      keys: 'b',
      when: () => at() !== undefined,
      run: withFrame((frame) => void annotations.change(frame, { mark: now(frame).mark !== true })),
    },
    {
      id: 'note',
      group: 'Traffic',
      words: 'Write a note on this frame',
      keys: 'w',
      when: () => at() !== undefined,
      run: withFrame((frame) => annotations.write(frame)),
    },
    ...COLOURS.map((colour) => ({
      id: `colour-${colour}`,
      group: 'Traffic' as const,
      words: `Colour this frame ${colour}`,
      when: () => at() !== undefined,
      run: withFrame((frame) => void annotations.change(frame, { colour })),
    })),
    {
      id: 'colour-none',
      group: 'Traffic',
      words: 'Take the colour of this frame away',
      when: () => at() !== undefined,
      run: withFrame((frame) => void annotations.change(frame, { colour: null })),
    },
    {
      id: 'show-marked',
      group: 'Traffic',
      words: 'Show frames that are marked, coloured or noted',
      when: () => app.location.place.screen === 'traffic',
      run: () => app.location.go({ q: withTerm(app.location.place.q, 'is:annotated') }),
    },
  ];
}

/** A request of ours is looked at, or its answer. */
function hasRequest({ location, detail }: App): boolean {
  const request = detail.shown?.request ?? detail.shown?.selected;
  return location.place.screen === 'traffic' && request?.summary.toward === 'server';
}

/** As text that sends it again elsewhere; what has to be set first is said. */
export async function copyAs(app: App, { session, seq }: FrameRef, as: CopyFormatId): Promise<void> {
  const copied = await app.bridge.api.traffic.copy(session, seq, as);
  if (!copied.ok) return app.toast.complain(copied.problem);
  const { text, variables, notes } = copied.value;
  await navigator.clipboard.writeText(text);
  const format = COPY_FORMATS.find(({ id }) => id === as);
  const toSet = variables.length === 0 ? '' : ` Set ${variables.map(({ name }) => name).join(', ')} first.`;
  app.toast.say([`Copied as ${format?.words ?? as}.${toSet}`, ...notes].join(' '));
}

/** What is known of a frame that is looked at, as it was fetched. */
function rowOf(
  { detail, traffic }: App,
  frame: FrameRef,
): FrameRef & { annotation?: RowAnnotation | undefined } {
  const { selected, request, answer } = detail.shown ?? {};
  const shown = [selected, request, answer].find((one) => isSameRef(one?.summary, frame));
  if (shown !== undefined) return shown.summary;
  const row = traffic.selected === undefined ? undefined : traffic.row(traffic.selected);
  return row !== undefined && isSameRef(frameOf(row), frame) ? frameOf(row) : frame;
}

/** The request that is looked at and has no answer yet. */
export function waitingCall(app: App): { session: string; seq: number } | undefined {
  const request = app.detail.shown?.request?.summary;
  if (request === undefined || request.toward !== 'server' || app.detail.shown?.answer !== undefined)
    return undefined;
  return app.waiting.has(request.session, request.seq) ? request : undefined;
}
