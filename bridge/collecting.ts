import { join } from 'node:path';
import { CollectionRuns } from './collections/collection-runs.ts';
import { Collections } from './collections/collections.ts';
import { CollectionStore } from './collections/collection-store.ts';
import type { RepeatingParts } from './repeating.ts';

/** Saved calls, and runs of them; constructed here for repeating.ts. */
export function buildCollecting(parts: RepeatingParts): Collections {
  const { dataDir, journal, sessions, inspections, findings, feed, masking, onProblem, onBug } = parts;
  const shown = (text: string): string => masking.text(text);
  return new Collections({
    shown,
    store: new CollectionStore({
      folder: join(dataDir, 'collections'),
      changed: (row) => feed.change({ kind: 'collection', row }),
      deleted: (id) => feed.change({ kind: 'collection-deleted', id }),
      onProblem,
    }),
    runs: new CollectionRuns({
      live: (id) => sessions.live(id)?.record.current,
      send: (id, text) => sessions.send(id, text),
      callState: (id, request) => sessions.callState(id, request),
      cancel: (id, request, reason) => sessions.cancel(id, request, reason),
      shelf: journal,
      findings: (id, seq) => findings.ofFrame(id, seq),
      worstIn: (id, seq) => inspections.shelf.severityAt(id, seq),
      subscribe: (listener) => feed.subscribe(listener),
      now: parts.now,
      shown,
      changed: (run) => feed.change({ kind: 'collection-run', run }),
      onBug,
    }),
  });
}
