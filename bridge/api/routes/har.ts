import type { Outcome } from '../../../protocol/problem.ts';
import { type Answer, defineRoute, type Route } from '../route.ts';

export interface HarActions {
  write(session: string): Outcome<{ name: string; bytes: AsyncIterable<Uint8Array> }>;
}

/** The HTTP of a session for other tools. */
export function harRoutes({ har }: { har: HarActions }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/har',
      run({ params }): Answer {
        const file = har.write(params.id);
        if (!file.ok) return { kind: 'problem', problem: file.problem };
        const { name, bytes } = file.value;
        const headers = {
          // Not JSON: it is a file to keep, not an answer to read.
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${name}"`,
        };
        return { kind: 'stream', bytes, headers };
      },
    }),
  ];
}
