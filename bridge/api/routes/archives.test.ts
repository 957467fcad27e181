import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { Route } from '../route.ts';
import { archiveRoutes, type ArchiveActions } from './archives.ts';

test('a file whose connection ends half-way is not waited for', async () => {
  const importStream = async (source: Readable): Promise<never> => {
    for await (const _ of source);
    throw new Error('it came to its end');
  };
  const route = archiveRoutes({
    archives: { importStream } as Partial<ArchiveActions> as ArchiveActions,
  }).find(({ method }) => method === 'POST')!;
  const spec = Route.specOf(route);
  if (spec.class !== 'api') throw new TypeError('it is a route of the API');
  const incoming = Object.assign(new PassThrough(), { complete: false });
  const done = spec.run({
    params: {},
    query: new URLSearchParams(),
    body: undefined,
    origin: '',
    incoming: incoming as unknown as IncomingMessage,
  });
  incoming.write('half of it');
  incoming.destroy();
  await expect(done).rejects.toMatchObject({ code: 'ECONNRESET' });
});
