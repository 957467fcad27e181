// Says why on stderr and exits as soon as it is asked for `initialize`, without an answer.
//   --code=N   exit code (3)
//   --at=METHOD   exits at another method
import { option, serve } from '../stdio.mjs';

const at = option('at', 'initialize');
await serve({ name: 'exits-at-initialize' }, ({ method }) => {
  if (method !== at) return false;
  process.stderr.write('Error: API_KEY is not set\n', () => process.exit(option('code', 3)));
  return new Promise(() => {});
});
