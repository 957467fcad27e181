import { join } from 'node:path';
import type { Comparer } from './comparing/comparer.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import { wholePayload } from './journal/whole-payload.ts';
import { AnswerReading } from './replay/answer-reading.ts';
import { FrameReplays } from './replay/frame-replays.ts';
import { Replays } from './replay/replays.ts';
import type { RepeatingParts } from './repeating.ts';

/** What sends recorded messages again, one or a whole session; constructed here for repeating.ts. */
export function buildReplaying(parts: RepeatingParts & { comparer: Comparer }): {
  replays: Replays;
  frameReplays: FrameReplays;
} {
  const { dataDir, journal, sessions, targets, actions, feed, masking, world, profiles } = parts;
  const sessionsFolder = dataFolderAt(dataDir).sessions;
  const replays = new Replays({
    folder: join(dataDir, 'replays'),
    sessionsFolder,
    reading: new AnswerReading(parts.comparer),
    world,
    profiles,
    session: (id) => sessions.live(id)?.record.current ?? journal.session(id),
    target: (key) => targets.get(key),
    live: (id) => sessions.live(id),
    dial: (target, confirmed, caller, isAnonymous) => actions.dial(target, confirmed, caller, isAnonymous),
    send: (id, text) => sessions.send(id, text),
    callState: (id, request) => sessions.callState(id, request),
    calls: (listener) =>
      feed.subscribe({
        frames() {},
        change: (change) => {
          if (change.kind === 'call') listener(change.call);
        },
      }),
    answer: async (id, seq) => ({
      bytes: await wholePayload(journal, id, seq),
      head: (await journal.frame(id, seq))?.head.http,
    }),
    rename: (id, name) => void sessions.rename(id, name),
    now: parts.now,
    shown: (value) => masking.fields(value),
    changed: (replay) => feed.change({ kind: 'replay', replay }),
    deleted: (id) => feed.change({ kind: 'replay-deleted', id }),
    onProblem: parts.onProblem,
    onBug: parts.onBug,
  });
  const frameReplays = new FrameReplays({
    journal,
    profiles,
    live: (id) => sessions.live(id)?.record.current,
    target: (key) => targets.get(key),
    send: (id, text) => sessions.send(id, text),
    masking,
  });
  return { replays, frameReplays };
}
