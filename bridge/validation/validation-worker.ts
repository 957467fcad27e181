import { parentPort } from 'node:worker_threads';
import { Checker } from './check.ts';
import type { CheckerReady, FromChecker, ToChecker } from './messages.ts';

/** What the validation thread runs: one check after the other. */
if (parentPort !== null) {
  const port = parentPort;
  const checker = new Checker();
  port.on('message', ({ ticket, key, schema, pointer, value }: ToChecker) => {
    const answer: FromChecker = { ticket, checked: checker.check(key, schema, pointer, value) };
    port.postMessage(answer);
  });
  port.postMessage({ ready: true } satisfies CheckerReady);
}
