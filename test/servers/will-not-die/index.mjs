// Goes on when stdin is closed and ignores every signal it may ignore. Only SIGKILL ends it.
//   --seconds=N   ends by itself after that, whatever happens to the test (120)
import { option, serve } from '../stdio.mjs';

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGPIPE'])
  process.on(signal, () => {});
process.stdout.on('error', () => {});
setTimeout(() => process.exit(0), option('seconds', 120) * 1000);
await serve({ name: 'will-not-die' });
