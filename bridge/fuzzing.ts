import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FuzzRuns } from './fuzz/fuzz-runs.ts';
import { CanaryListener } from './listen/canary-listener.ts';
import type { RepeatingParts } from './repeating.ts';

/** What tries hostile values, and what became of it; constructed here for repeating.ts. */
export function buildFuzzing(parts: RepeatingParts): FuzzRuns {
  const { dataDir, journal, sessions, inventories, targets, actions, feed, inputs, world, profiles } = parts;
  const { inspections, inspects } = parts;
  return new FuzzRuns({
    folder: join(dataDir, 'fuzz'),
    engine: async () => (await import('./fuzz/engine.ts')).loadedEngine(),
    key: world.key,
    launch: world,
    profiles,
    journal,
    session: (id) => sessions.live(id)?.record.current ?? journal.session(id),
    target: (key) => targets.get(key),
    page: (id, request) => inventories.page(id, request),
    remembered(target, method, name) {
      const last = inputs.last(target, method, name);
      return last.ok ? last.value.params : undefined;
    },
    listener: (seed) => CanaryListener.expected({ seed, body: listenerBody(seed) }),
    dial: (target, confirmed, caller, isAnonymous) => actions.dial(target, confirmed, caller, isAnonymous),
    live: (id) => sessions.live(id),
    shelf: {
      async head(session, frame, most) {
        const read = await journal.bytes(session, frame, 'payload', 0, most);
        return read.ok ? Uint8Array.from(read.value.bytes) : new Uint8Array(0);
      },
    },
    rules: {
      begin(session) {
        if (inspects === 'on-request') return false;
        const known = journal.session(session);
        if (known === undefined) return false;
        const { shown } = inspections.shelf.get(session);
        if (shown?.isWhole !== true && sessions.live(session) === undefined)
          inspections.inspectAgain(session);
        return true;
      },
      of: (session) => (inspects === 'on-request' ? undefined : inspections.shelf.known(session)?.shown),
      severityAt: (session, seq) => inspections.shelf.severityAt(session, seq),
      changed: (told) =>
        feed.subscribe({
          frames() {},
          change: (change) => {
            if (change.kind === 'inspection') told();
          },
        }),
    },
    now: parts.now,
    changed: (run) => feed.change({ kind: 'fuzz-run', run }),
    deleted: (id) => feed.change({ kind: 'fuzz-run-deleted', id }),
    onProblem: parts.onProblem,
    onBug: parts.onBug,
  });
}

/** What the listener answers with: 32 hexadecimal digits, the same for the same seed. */
function listenerBody(seed: number): string {
  return createHash('sha256').update(`mcp-sec-inspect fuzz listener ${seed}`).digest('hex').slice(0, 32);
}
