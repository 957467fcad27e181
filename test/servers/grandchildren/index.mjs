// Leaves processes behind: a child, a grandchild whose parent ended (double fork), and one in a session of
// its own. Each is a sleep; their pids are told by the tool `go`, and written to a file.
//   --how=child,double,setsid   (all)
//   --pids=FILE                 one pid a line
//   --seconds=N                 they end by themselves after that, whatever happens to the test (120)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { option, serve, text } from '../stdio.mjs';

const sleeper = `setTimeout(() => {}, ${option('seconds', 120)} * 1000); process.on('SIGTERM', () => {}); process.on('SIGHUP', () => {});`;
const NODE = process.execPath;

/** A middle process starts the sleeper, says its pid and ends at once: the sleeper is nobody's child. */
const middle = `const c = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}], { stdio: 'ignore' }); c.unref(); console.log(c.pid);`;

async function doubleFork() {
  const child = spawn(NODE, ['-e', middle], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  return Number(said);
}

const START = {
  child: () => spawn(NODE, ['-e', sleeper], { stdio: 'ignore' }).pid,
  double: doubleFork,
  // setsid(1) forks only when it leads a group; as our child it becomes the sleeper itself.
  setsid: () => spawn('setsid', [NODE, '-e', sleeper], { stdio: 'ignore' }).pid,
};

const pids = {};
for (const how of option('how', 'child,double,setsid').split(',')) pids[how] = await START[how]();
const file = option('pids', '');
if (file !== '')
  appendFileSync(
    file,
    Object.values(pids)
      .map((pid) => `${pid}\n`)
      .join(''),
  );

await serve({ name: 'grandchildren', call: () => text(JSON.stringify(pids)) });
// The sleepers are ours as long as we live: end as if they were forgotten.
process.exit(0);
