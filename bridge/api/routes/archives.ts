import { PassThrough, type Readable } from 'node:stream';
import type { ArchiveScan, ClaimsCompared, ImportedArchive } from '../../../protocol/archive.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { type Answer, defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';

export interface ArchiveActions {
  scan(sessions: readonly string[]): Promise<Outcome<ArchiveScan>>;
  write(
    sessions: readonly string[],
    how: { isMasked: boolean },
  ): Promise<Outcome<{ name: string; bytes: AsyncIterable<Uint8Array> }>>;
  /** Reads to the end, or as far as it takes it; bounds are its own. */
  importStream(source: Readable): Promise<Outcome<ImportedArchive>>;
  /** What the file of a session says was found, beside what is found here. */
  claimed(session: string): Promise<Outcome<ClaimsCompared>>;
}

/** The connection ended before what was to come had come. */
class CutOff extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the connection ended before the file did');
  }
}

/** Sessions as files. Known secrets are masked in one unless `unmasked=1` asks for every byte. */
export function archiveRoutes({ archives }: { archives: ArchiveActions }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/archive/scan',
      run: async ({ params }) => answerOutcome(await archives.scan([params.id])),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/archive/claims',
      run: async ({ params }) => answerOutcome(await archives.claimed(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/archive',
      async run({ params, query }): Promise<Answer> {
        const file = await archives.write([params.id], { isMasked: query.get('unmasked') !== '1' });
        if (!file.ok) return { kind: 'problem', problem: file.problem };
        const { name, bytes } = file.value;
        return {
          kind: 'stream',
          bytes,
          headers: {
            'content-type': 'application/gzip',
            'content-disposition': `attachment; filename="${name}"`,
          },
        };
      },
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/archives',
      takesBytes: true,
      async run({ incoming }) {
        // Not the connection itself: whoever is refused must still hear why.
        const bytes = new PassThrough();
        incoming.once('close', () => {
          if (!incoming.complete) bytes.destroy(new CutOff());
        });
        const done = await archives.importStream(incoming.pipe(bytes));
        incoming.unpipe();
        incoming.resume();
        return answerOutcome(done);
      },
    }),
  ];
}
