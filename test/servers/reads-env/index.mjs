// Looks at everything it was given: names of its environment, arguments, working directory, open descriptors.
// Tool `go` tells; values are told only for the variables named by --show.
//   --show=NAME,NAME
import { readdirSync } from 'node:fs';
import { option, serve, text } from '../stdio.mjs';

function descriptors() {
  try {
    return readdirSync('/proc/self/fd').map(Number);
  } catch {
    // ENOENT: no /proc on this platform.
    return [];
  }
}

const shown = option('show', '').split(',').filter(Boolean);
const told = {
  names: Object.keys(process.env).sort(),
  values: Object.fromEntries(shown.map((name) => [name, process.env[name] ?? null])),
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  descriptors: descriptors(),
};
await serve({ name: 'reads-env', call: () => text(JSON.stringify(told)) });
