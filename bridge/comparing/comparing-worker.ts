import { parentPort } from 'node:worker_threads';
import { answerComparing } from './comparing-thread.ts';
import type { FromComparing, ToComparing } from './messages.ts';

/** What the thread that compares runs: one question after the other. */
if (parentPort !== null) {
  const port = parentPort;
  port.on('message', (question: ToComparing) => {
    port.postMessage({ id: question.id, answer: answerComparing(question) } satisfies FromComparing);
  });
}
