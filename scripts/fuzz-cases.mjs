// `npm run fuzz-cases [-- FAMILY …]`: every family of test/servers/vulnerable and its twins, through the headless door
// with the usual settings, as a table: what is found, what is said of a twin, after how many cases.
//   --unseen | --seen  only sinks written after the strategies were finished, or before
//   --honest           instead: published servers without a known flaw, which should give nothing above low
//   --published        instead: published servers with a disclosed flaw, and their fixed versions; NAME … of them only
//   --seed N, --budget N, --strategy NAME,…
//   --json             all findings instead of the table
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './sources.mjs';
import { findThreadFiles, nodeBundle, ownUrls, threadFilesPlugin } from './thread-files.mjs';

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    seen: { type: 'boolean' },
    unseen: { type: 'boolean' },
    honest: { type: 'boolean' },
    published: { type: 'boolean' },
    seed: { type: 'string' },
    budget: { type: 'string' },
    strategy: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const which = options.unseen ? 'unseen' : options.seen ? 'seen' : 'all';
const more = {
  ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
  ...(options.budget === undefined ? {} : { budget: Number(options.budget) }),
  ...(options.strategy === undefined ? {} : { strategies: options.strategy.split(',') }),
};
/** Groups of sinks that are measured side by side: each has a server, a world and a listener of its own. */
const AT_ONCE = 2;
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `fuzz-cases-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), 'fuzz-cases-'));

async function load() {
  mkdirSync(scratch, { recursive: true });
  await build({
    ...nodeBundle,
    entryPoints: {
      'fuzz-cases': join(root, 'test', 'fuzz', 'index.ts'),
      ...Object.fromEntries(findThreadFiles()),
    },
    outdir: scratch,
    splitting: true,
    chunkNames: '[name]-[hash]',
    define: { __BUILD_ID__: '"measured"', __VERSION__: '"0.0.0"' },
    plugins: [ownUrls, threadFilesPlugin],
  });
  return import(pathToFileURL(join(scratch, 'fuzz-cases.js')).href);
}

let door;
try {
  const { allSinks, groupsOf, honestTable, measureGroup, openDoor, publishedTable, sinkTable } = await load();
  door = await openDoor(folder);
  if (options.honest) await honestTable(door, folder, more, console.log);
  else if (options.published) await publishedTable(door, folder, words, more, console.log);
  else {
    const sinks = allSinks()
      .filter(({ family }) => words.length === 0 || words.includes(family))
      .filter(({ isUnseen }) => which === 'all' || isUnseen === (which === 'unseen'));
    if (sinks.length === 0) throw new Error(`There is no sink in ${words.join(', ')}.`);
    const waiting = groupsOf(sinks);
    const measured = [];
    const work = async () => {
      for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
        const [{ family, id, isAlone }] = group;
        const began = performance.now();
        const one = await measureGroup(door, group, folder, which, more).catch((error) => {
          // What was measured of the others is told all the same.
          console.error(`${family}${isAlone ? ` ${id}` : ''}: not measured. ${error.message}`);
          process.exitCode = 2;
          return undefined;
        });
        if (one === undefined) continue;
        measured.push(one);
        const found = one.results.filter((result) => result.found !== undefined).length;
        const took = ((performance.now() - began) / 1000).toFixed(1);
        console.error(
          `${family}${isAlone ? ` ${id}` : ''}: ${found}/${group.length}, ${one.falseAlarms.length} false, ${one.requests} requests, ${took} s`,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (options.json) console.log(JSON.stringify(measured, null, 1));
    else for (const line of sinkTable(measured)) console.log(line);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await door?.stop();
  for (const path of [scratch, folder]) rmSync(path, { recursive: true, force: true });
}
process.exit();
