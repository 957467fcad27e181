import { parentPort, workerData } from 'node:worker_threads';
import type { Rule } from '../../inspect/index.ts';
import { InspectionThread } from './inspection-thread.ts';
import type { InspectionStart, ToInspection } from './messages.ts';

/** What the inspection thread runs: nothing but the rules and its port. */
if (parentPort !== null) {
  const port = parentPort;
  const start = workerData as InspectionStart;
  const more = await Promise.all(
    start.moreRules.map(async (url) => ((await import(url)) as { RULES: readonly Rule[] }).RULES),
  );
  const thread = new InspectionThread(start, more.flat(), (message) => port.postMessage(message));
  port.on('message', (message: ToInspection) => thread.receive(message));
}
