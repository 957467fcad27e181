import { parentPort, workerData } from 'node:worker_threads';
import { IndexThread } from './index-thread.ts';
import type { IndexStart, ToIndex } from './messages.ts';

/** What the index thread runs: nothing but the index and its port. */
if (parentPort !== null) {
  const port = parentPort;
  const thread = new IndexThread(workerData as IndexStart, (message) => port.postMessage(message));
  port.on('message', (message: ToIndex) => thread.receive(message));
}
