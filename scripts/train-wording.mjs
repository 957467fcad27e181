// `npm run train-wording -- FOLDER …`: the weights of the linear model, from public sets and our own texts.
//   FOLDER …   hold the sets that `npm run corpora` reads; or $CORPORA_DIR. The third kept apart is not read.
//   --dry      say how it does, write nothing
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { dry: { type: 'boolean' } },
});
const folders = positionals.length > 0 ? positionals : [process.env.CORPORA_DIR].filter(Boolean);
const missing = folders.find((folder) => !existsSync(folder));
if (folders.length === 0 || missing !== undefined) {
  console.error(
    missing === undefined
      ? 'Say which folders the sets are in: npm run train-wording -- FOLDER …'
      : `There is no folder ${missing}.`,
  );
  process.exit(2);
}
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `train-${process.pid}`);
mkdirSync(scratch, { recursive: true });
try {
  const outfile = join(scratch, 'train.mjs');
  await build({
    ...nodeBundle,
    entryPoints: [join(root, 'test', 'corpora', 'wording-lessons.ts')],
    outfile,
    packages: 'external',
  });
  const { lessonsOf, teach } = await import(pathToFileURL(outfile).href);
  const lessons = lessonsOf(
    folders,
    ['first', 'ordinary', 'further', 'work', 'life', 'languages', 'wide', 'broad'].map((name) =>
      join(root, 'test', 'instructions', name),
    ),
    (text) => createHash('sha256').update(text).digest('hex'),
  );
  const { source, report } = teach(lessons);
  console.log(report);
  if (!options.dry) writeFileSync(join(root, 'inspect', 'injection', 'wording', 'weights.ts'), source);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
