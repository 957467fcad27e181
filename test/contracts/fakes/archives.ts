import type { ArchiveActions } from '../../../bridge/api/routes/archives.ts';

/** Files of nothing, and none that is read. */
export function archiveFakes(note: (...call: unknown[]) => void): { archives: ArchiveActions } {
  return {
    archives: {
      scan: (ids) => (
        note('archives.scan', ...ids),
        Promise.resolve({ ok: true, value: { frames: 0, bytes: 0, stretches: 0, kinds: [] } })
      ),
      write: (ids, how) => (
        note('archives.write', ...ids, how),
        Promise.resolve({ ok: true, value: { name: 'session-1.mcpsec', bytes: bytes() } })
      ),
      async importStream(source) {
        const chunks: string[] = [];
        for await (const chunk of source) chunks.push(String(chunk));
        note('archives.importStream', chunks.join(''));
        return { ok: true, value: { sessions: [], isKnown: false } };
      },
      claimed: (id) => (
        note('archives.claimed', id),
        Promise.resolve({
          ok: true,
          value: {
            by: '1',
            masked: true,
            counts: { file: 0, here: 0, both: 0 },
            findings: [],
            more: 0,
          },
        })
      ),
    },
  };
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield* [Buffer.from('one '), Buffer.from('two')];
}
