import { parentPort, workerData } from 'node:worker_threads';
import { JudgingThread } from './judging-thread.ts';
import type { FromJudging, ToJudging } from './messages.ts';

/** What the thread of a run runs: one question after another. All the rules are loaded when something is judged. */
if (parentPort !== null) {
  const port = parentPort;
  const { sessionsFolder } = workerData as { sessionsFolder: string };
  const thread = new JudgingThread(sessionsFolder, async () => {
    const { JudgingRules } = await import('./judging-rules.ts');
    return new JudgingRules(sessionsFolder);
  });
  const answer = async (question: ToJudging): Promise<void> => {
    port.postMessage({ id: question.id, answer: await thread.answer(question) } satisfies FromJudging);
  };
  let before = Promise.resolve();
  port.on('message', (question: ToJudging) => {
    before = before.then(() => answer(question));
  });
}
