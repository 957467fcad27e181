import { parentPort, workerData } from 'node:worker_threads';
import { JudgingThread } from './judging-thread.ts';
import type { FromJudging, ToJudging } from './messages.ts';

/** What the thread of a run runs: one question after another. */
if (parentPort !== null) {
  const port = parentPort;
  const { sessionsFolder } = workerData as { sessionsFolder: string };
  const thread = new JudgingThread(sessionsFolder);
  port.on('message', (question: ToJudging) => {
    port.postMessage({ id: question.id, answer: thread.answer(question) } satisfies FromJudging);
  });
}
