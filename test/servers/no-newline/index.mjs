// Leaves out the newline at the end of an answer.
//   --at=METHOD          to this method (tools/call)
//   --then=exit | stay   ends right after it, or stays without saying more (exit)
import { option, plainAnswer, readMessages, send, write } from '../stdio.mjs';

const server = { name: 'no-newline' };
const at = option('at', 'tools/call');
const isLeaving = option('then', 'exit') === 'exit';

await readMessages(async (message) => {
  const answer = plainAnswer(message, server);
  if (answer === undefined) return;
  if (message.method !== at) return send(answer);
  await write(JSON.stringify(answer));
  if (isLeaving) process.stdout.end(() => process.exit(0));
});
