// Takes anything but `initialize` as its first message for an attack and exits; a fresh one works with the handshake.
import { serve } from '../stdio.mjs';

let isInitialized = false;
await serve({ name: 'exits-on-probe' }, ({ method }) => {
  if (method === 'initialize') isInitialized = true;
  if (isInitialized) return false;
  process.stderr.write(`expected initialize, got ${method}\n`, () => process.exit(1));
  return new Promise(() => {});
});
