import type { FrameSummary } from '../../protocol/frame.ts';
import type { ReplayFrame } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { FILLER_WORDS, hasFiller } from './filler.ts';
import { sessionOfQuery } from './session-term.ts';

export function replayActions(app: App): Action[] {
  const { replays } = app.repeater;
  const isReplay = () => app.location.place.screen === 'replay';
  const isPlan = () => isReplay() && !isRun();
  const isRun = () => isReplay() && app.location.place.replay !== undefined;
  const again = (mode: ReplayFrame['mode']) => () => {
    const frame = sentFrame(app);
    const into = frame === undefined ? undefined : placesFor(app, frame)[0];
    if (frame !== undefined && into !== undefined) void sendAgain(app, frame, into, mode);
  };
  const canSend = () => {
    const frame = sentFrame(app);
    return frame !== undefined && placesFor(app, frame).length > 0;
  };
  return [
    {
      id: 'send-again',
      group: 'Replay',
      words: 'Send this frame again, with the next id',
      keys: 'u',
      when: canSend,
      run: again('adapted'),
    },
    {
      id: 'send-same-bytes',
      group: 'Replay',
      words: 'Send the same bytes again',
      keys: 'shift+u',
      when: canSend,
      run: again('same-bytes'),
    },
    {
      id: 'replay-session',
      group: 'Replay',
      words: 'Replay this session…',
      keys: 'z',
      when: () => sessionAt(app) !== undefined,
      run: () => {
        const session = sessionAt(app);
        if (session !== undefined) replays.planFor(session);
      },
    },
    {
      id: 'replay-from',
      group: 'Replay',
      words: 'Replay this session from this frame on…',
      keys: 'shift+z',
      when: () => sentFrame(app) !== undefined && sessionAt(app) !== undefined,
      run: () => {
        const [session, frame] = [sessionAt(app), sentFrame(app)];
        if (session !== undefined && frame !== undefined) replays.planFor(session, { from: frame.seq });
      },
    },
    ...(['from', 'to'] as const).map((end): Action => ({
      id: `replay-${end}-message`,
      group: 'Replay',
      words: end === 'from' ? 'Begin the replay with this message' : 'End the replay with this message',
      keys: end === 'from' ? '[' : ']',
      when: () => isPlan() && replays.planning.message !== undefined,
      run: () => replays.cut(end, replays.planning.message?.seq),
    })),
    {
      id: 'replay-all',
      group: 'Replay',
      words: 'Replay all of the session again',
      when: () => isPlan() && replays.planning.span !== undefined,
      run: () => app.location.slide({ span: undefined }),
    },
    {
      id: 'start-replay',
      group: 'Replay',
      words: 'Start the replay',
      keys: 'mod+enter',
      when: () => isReplay() && !isRun() && replays.planning.agreeable !== undefined,
      run: () => void replays.start(),
    },
    {
      id: 'stop-replay',
      group: 'Replay',
      words: 'Stop the replay',
      keys: 'shift+x',
      when: () => isRun() && replays.shown?.state === 'running',
      run: () => void replays.stop(),
    },
    {
      id: 'only-different',
      group: 'Replay',
      words: 'Show only what differs, or all of it',
      keys: 'o',
      when: isRun,
      run: () => replays.hideSame(!replays.hidesSame),
    },
    {
      id: 'compare-step',
      group: 'Replay',
      words: 'Compare the recorded answer with the new one',
      keys: 'enter',
      when: () => isRun() && comparable(app) !== undefined,
      run: () => {
        const both = comparable(app);
        if (both !== undefined) app.repeater.compare.compare(...both);
      },
    },
  ];
}

/** Sends a frame into a session and goes to where it went. What is filler in it is said before. */
export async function sendAgain(
  app: App,
  frame: Pick<FrameSummary, 'session' | 'seq'>,
  into: Session,
  mode: ReplayFrame['mode'],
): Promise<void> {
  if (app.sessions.get(frame.session)?.imported !== undefined) {
    const detail = await app.bridge.api.frame(frame.session, frame.seq);
    if (!detail.ok) return app.toast.complain(detail.problem);
    if (hasFiller(detail.value))
      return app.toast.warn(`Nothing was sent: ${FILLER_WORDS}`, {
        words: 'Send it with the filler',
        run: () => void sendNow(app, frame, into, mode),
      });
  }
  await sendNow(app, frame, into, mode);
}

async function sendNow(
  app: App,
  { session, seq }: Pick<FrameSummary, 'session' | 'seq'>,
  into: Session,
  mode: ReplayFrame['mode'],
): Promise<void> {
  const at = await app.repeater.replays.send(into, { session, frame: seq, mode });
  if (at === undefined) return;
  app.showSession(into);
  app.showFrame(at);
}

/** Live sessions that a frame can be sent into: its own, or the newest of its target, first; then those of other targets. */
export function placesFor(app: App, { session }: Pick<FrameSummary, 'session'>): Session[] {
  const own = app.sessions.get(session);
  const isOpen = (one: Session): boolean => one.state.kind === 'open';
  const ofTarget = own === undefined ? [] : [own, ...app.sessions.of(own.target)].filter(isOpen).slice(0, 1);
  const others = app.targets.connected
    .filter(({ key }) => key !== own?.target)
    .flatMap((target) => app.targets.sessionOf(target) ?? [])
    .filter(isOpen);
  return [...ofTarget, ...others];
}

/** The message to a server that is looked at, or whose answer is. */
function sentFrame(app: App): FrameSummary | undefined {
  const { screen, at } = app.location.place;
  if (screen !== 'traffic' || at === undefined) return undefined;
  const { selected, request } = app.detail.shown ?? {};
  // Of an answer, what it answers.
  const frame = [selected, request].find((one) => one?.summary.toward === 'server');
  const isIt = selected?.summary.seq === at.seq && selected.summary.session === at.session;
  return isIt ? frame?.summary : undefined;
}

/** The session that is looked at. */
export function sessionAt(app: App): Session | undefined {
  const { screen, at, q } = app.location.place;
  if (screen === 'traffic') return app.sessions.get(at?.session) ?? app.sessions.called(sessionOfQuery(q));
  return screen === 'targets' ? app.session : undefined;
}

export function comparable(
  app: App,
):
  | [{ kind: 'frame'; session: string; seq: number }, { kind: 'frame'; session: string; seq: number }]
  | undefined {
  const { shown, step } = app.repeater.replays;
  if (shown?.live === undefined || step?.recorded === undefined || step.answer === undefined)
    return undefined;
  return [
    { kind: 'frame', session: shown.request.session, seq: step.recorded },
    { kind: 'frame', session: shown.live, seq: step.answer },
  ];
}
