import { parentPort, workerData } from 'node:worker_threads';
import { HistoryThread } from './history-thread.ts';
import { judged } from './judged.ts';
import type { FromHistory, HistoryStart, ToHistory } from './messages.ts';

/** What the history thread runs: one question after another. */
if (parentPort !== null) {
  const port = parentPort;
  const thread = new HistoryThread(workerData as HistoryStart, judged());
  port.on('message', (asked: ToHistory) => {
    port.postMessage({ id: asked.id, answer: thread.answer(asked) } satisfies FromHistory);
  });
}
