// Holds tools/call until it is cancelled, and answers then.
//   --ms=N   after the cancellation (0)
import { isCall, later, option, send, serve, text } from '../stdio.mjs';

const held = new Map();
await serve({ name: 'late-after-cancel' }, async (message) => {
  if (isCall(message)) {
    held.set(JSON.stringify(message.id), message.id);
    return true;
  }
  if (message.method !== 'notifications/cancelled') return false;
  const key = JSON.stringify(message.params?.requestId);
  if (held.has(key)) {
    await later(option('ms', 0));
    await send({ jsonrpc: '2.0', id: held.get(key), result: text('too late') });
    held.delete(key);
  }
  return true;
});
