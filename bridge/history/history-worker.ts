import { parentPort, workerData } from 'node:worker_threads';
import { HistoryThread } from './history-thread.ts';
import type { FromHistory, HistoryStart, ToHistory } from './messages.ts';
import type { Compare } from './standing.ts';

/** What the history thread runs: one question after another. All the rules are loaded when a comparison is near. */
if (parentPort !== null) {
  const port = parentPort;
  let compare: Compare | undefined;
  const thread = new HistoryThread(workerData as HistoryStart, (before, after) => {
    if (compare === undefined) throw new Error('Nothing was to be compared, and something is.');
    return compare(before, after);
  });
  const answer = async (asked: ToHistory): Promise<void> => {
    if (compare === undefined && thread.mayCompare(asked)) compare = (await import('./judged.ts')).judged();
    port.postMessage({ id: asked.id, answer: thread.answer(asked) } satisfies FromHistory);
  };
  let before = Promise.resolve();
  port.on('message', (asked: ToHistory) => {
    before = before.then(() => answer(asked));
  });
}
