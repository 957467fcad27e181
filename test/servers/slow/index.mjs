// Answers tools/call late, with progress on the way where the caller gave a token, and goes on when cancelled.
//   --ms=N         until the answer (2000)
//   --progress=N   progress notifications before it (4)
//   --start-ms=N   until it says its first word at all (0)
import { isCall, later, notify, option, send, serve, text } from '../stdio.mjs';

const ms = option('ms', 2000);
const steps = option('progress', 4);

async function answerLate({ id, params }) {
  const progressToken = params?._meta?.progressToken;
  for (let progress = 1; progress <= steps; progress += 1) {
    await later(ms / (steps + 1));
    if (progressToken !== undefined) {
      await notify('notifications/progress', {
        progressToken,
        progress,
        total: steps,
        message: `step ${progress}`,
      });
    }
  }
  await later(ms / (steps + 1));
  await send({ jsonrpc: '2.0', id, result: text('at last') });
}

await later(option('start-ms', 0));
await serve({ name: 'slow' }, (message) => {
  if (!isCall(message)) return false;
  // Not awaited: other messages are answered meanwhile, as a server with threads would.
  void answerLate(message);
  return true;
});
