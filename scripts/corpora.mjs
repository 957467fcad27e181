// `npm run corpora -- FOLDER …`: what the rules say of public sets of attacks and of ordinary texts.
//   FOLDER …     hold files of one JSON object a line (id, kind, label, text or tool); or $CORPORA_DIR
//   --json FILE  also one line a row: {id, source, findings: [{rule, family, severity, confidence}]}
//   --rule ID,…  only these rules
//   --source X   only files whose name begins so
//   --part P     'seen' or 'unread': two thirds of the rows rules are made with, and the third kept apart
//   --show       every finding with its row
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    rule: { type: 'string' },
    source: { type: 'string' },
    show: { type: 'boolean' },
    part: { type: 'string' },
  },
});
const folders = positionals.length > 0 ? positionals : [process.env.CORPORA_DIR].filter(Boolean);
function refuse(words) {
  console.error(words);
  process.exit(2);
}
if (folders.length === 0) refuse('Say which folders the sets are in: npm run corpora -- FOLDER …');
const missing = folders.find((folder) => !existsSync(folder));
if (missing !== undefined) refuse(`There is no folder ${missing}.`);
if (options.part !== undefined && !['seen', 'unread'].includes(options.part))
  refuse(`--part is 'seen' or 'unread', not '${options.part}'.`);
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && name.startsWith(options.source ?? ''))
    .sort()
    .map((name) => join(folder, name)),
);
if (files.length === 0) refuse(`No .jsonl file in ${folders.join(', ')}.`);

const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `corpora-${process.pid}`);

async function load() {
  mkdirSync(scratch, { recursive: true });
  const outfile = join(scratch, 'corpora.mjs');
  await build({
    ...nodeBundle,
    stdin: {
      contents: ['rows', 'score', 'table']
        .map((name) => `export * from './test/corpora/${name}.ts';`)
        .concat("export { RULES } from './inspect/index.ts';")
        .join('\n'),
      resolveDir: root,
    },
    outfile,
    packages: 'external',
  });
  return import(pathToFileURL(outfile).href);
}

try {
  const { RULES, readRows, isUnread, scorer, totalsOf, tableOf, flaggedBenign, shown } = await load();
  const wanted = options.rule?.split(',');
  const rules = RULES.filter(({ meta }) => wanted === undefined || wanted.includes(meta.id));
  if (rules.length === 0) refuse(`No rule is called ${options.rule}.`);
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const score = scorer(rules, hash);
  const scored = [];
  let problems = 0;
  const began = performance.now();
  for (const file of files) {
    const source = basename(file, '.jsonl');
    const read = readRows(readFileSync(file, 'utf8'));
    for (const problem of read.problems.slice(0, 5)) console.error(`${file}: ${problem}`);
    problems += read.problems.length;
    for (const row of read.rows)
      if (options.part === undefined || (options.part === 'unread') === isUnread(source, row, hash))
        scored.push(score(source, row));
  }
  const took = (performance.now() - began) / 1000;
  for (const { row, notes } of scored) for (const note of notes) console.error(`${row.id}: ${note}`);
  if (options.json !== undefined) {
    const lines = scored.map(({ source, row, findings }) =>
      JSON.stringify({
        id: row.id,
        source,
        findings: findings.map(({ rule, family, severity, confidence }) => ({
          rule,
          family,
          severity,
          confidence,
        })),
      }),
    );
    writeFileSync(options.json, `${lines.join('\n')}\n`);
  }
  if (options.show) console.log(`${shown(scored, wanted)}\n`);
  console.log(tableOf(totalsOf(scored)));
  const flagged = flaggedBenign(scored);
  if (flagged !== '' && !options.show) console.log(`\nBenign rows that are flagged:\n${flagged}`);
  console.error(
    `\n${scored.length} rows of ${files.length} files in ${took.toFixed(1)} s, ${rules.length} rules.`,
  );
  process.exitCode = problems === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
