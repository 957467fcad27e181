import { afterAll, expect, it } from 'vitest';
import type { RowsRequest } from '../../protocol/api.ts';
import { Recorder, Scratch } from '../../test/journal/recorder.ts';
import { readRecording } from '../targets/read-recording.ts';
import { completePage } from './complete-page.ts';
import type { Journal } from './journal.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

/** A journal so large that the first answer to any question knows only the newest of what matches. */
function large(journal: Journal): Pick<Journal, 'rows' | 'session' | 'bytes'> {
  let asked = 0;
  return {
    session: (id) => journal.session(id),
    bytes: (...place) => journal.bytes(...place),
    async rows(request: RowsRequest) {
      const page = await journal.rows({ ...request, from: 0, limit: 1000 });
      if (!page.ok) return page;
      const isFirst = asked++ % 3 === 0;
      const known = isFirst ? page.value.rows.slice(-3) : page.value.rows;
      const rows = known.slice(request.from, request.from + request.limit);
      return { ok: true, value: { ...page.value, total: known.length, complete: !isFirst, rows } };
    },
  };
}

it('waits for all that matches, so that nobody goes on from a page to which older rows are still added', async () => {
  const journal = scratch.open(scratch.folder());
  const session = new Recorder(journal);
  for (let id = 1; id <= 10; id++) session.sent(`{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`);
  await session.end();
  await journal.settled();
  const page = await completePage(large(journal), { q: '', mode: 'frames', from: 0, limit: 4 });
  expect(page.ok && page.value.rows.map((row) => ('seq' in row ? row.seq : 0))).toEqual([1, 2, 3, 4]);

  const messages = await readRecording(large(journal), session.session.id);
  if (!Array.isArray(messages)) throw new Error(messages.message);
  expect(messages.map(({ bytes }) => Number(/"id":(\d+)/.exec(Buffer.from(bytes).toString())?.[1]))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
});
