// `npm run forms -- FOLDER [NAME …]`: what forms make of the schemas of real tools, as a table.
//   FOLDER   holds files of one JSON object a line: {"tool": {"name", "inputSchema", …}}; or $CORPORA_DIR
//   NAME …   only files whose name begins so (toucan_smithery_tools, vendor_tools)
// Every field is built, every property set once; ends with 1 when a default was lost or a neighbour changed.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const [folder = process.env.CORPORA_DIR, ...names] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say which folder the tools are in: npm run forms -- FOLDER');
  process.exit(2);
}
const wanted = names.length > 0 ? names : ['toucan_smithery_tools', 'vendor_tools'];
const files = readdirSync(folder).filter(
  (name) => name.endsWith('.jsonl') && wanted.some((word) => name.startsWith(word)),
);
if (files.length === 0) {
  console.error(`No file of ${folder} begins with ${wanted.join(' or ')}.`);
  process.exit(2);
}

const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `forms-${process.pid}`);

async function load() {
  mkdirSync(scratch, { recursive: true });
  const outfile = join(scratch, 'corpus.mjs');
  await build({
    ...nodeBundle,
    entryPoints: [join(root, 'test', 'schemas', 'corpus.ts')],
    outfile,
    packages: 'external',
  });
  return import(pathToFileURL(outfile).href);
}

const { measureLines, tableOf } = await load();
try {
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const total = measureLines(lines, () => performance.now());
  console.log(tableOf(total));
  process.exitCode = total.schemas > 0 && total.problems.length === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
