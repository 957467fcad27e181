/** Lists every process as `PID PARENT`. A constant: nothing of a target's gets into it. */
export const LIST_PROCESSES =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }';

/**
 * Program of the watchdog on Windows, for `node -e`; it reads the same lines as the POSIX one. Its arguments
 * are the whole paths of taskkill and powershell: never looked up. The direct children of a killed bridge
 * end with it (libuv's job object); what they started does not, but still names them as its parent, so the
 * list of processes finds it.
 */
export const WINDOWS_WATCHDOG = `
const { spawnSync } = require('node:child_process');
const [taskkill, powershell, list] = process.argv.slice(1);
const watched = new Set();
let rest = '';
let isClosed = false;
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const [verb, id] = line.split(' ');
    if (verb === 'watch') watched.add(id);
    if (verb === 'release') watched.delete(id);
    if (verb === 'close') isClosed = true;
  }
});
const end = (id) => spawnSync(taskkill, ['/PID', id, '/T', '/F'], { windowsHide: true });
function descendants() {
  const args = ['-NoProfile', '-NonInteractive', '-Command', list];
  const { stdout } = spawnSync(powershell, args, { windowsHide: true, encoding: 'utf8', timeout: 15000 });
  const rows = (stdout ?? '').split('\\n').map((line) => line.trim().split(' '));
  const found = new Set(watched);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [id, parent] of rows) if (found.has(parent) && id !== String(process.pid)) found.add(id);
  }
  return [...found].filter((id) => !watched.has(id));
}
process.stdin.on('error', () => {});
process.stdin.on('close', () => {
  if (!isClosed && watched.size > 0) {
    for (const id of watched) end(id);
    for (const id of descendants()) end(id);
  }
  process.exit(0);
});
`;
