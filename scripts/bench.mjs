// `npm run bench`: every test/bench/*.bench.ts, as one table of min, median and max.
//   --runs N     timed runs of each figure (5)
//   --json       the table as JSON on stdout, nothing else there
//   --node 24    under that version of Node, fetched by npm where it is not this one
//   WORD …       only figures or files whose name contains one of the words
// Aims are judged on Node 24 and later; older ones are printed beside them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { filesBelow, isFresh, root } from './sources.mjs';
import { nodeBundle, ownUrls } from './thread-files.mjs';

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, json: { type: 'boolean' }, node: { type: 'string' } },
});
const JUDGED_FROM = 24;
const major = Number(process.versions.node.split('.')[0]);
const say = (text) => console.error(text);

function runUnder(version) {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const found = spawnSync(npx, ['-y', '-p', `node@${version}`, 'node', '-p', 'process.execPath'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const program = found.stdout?.trim();
  if (found.status !== 0 || !program) {
    say(`npm has no Node ${version} for this machine.`);
    process.exit(2);
  }
  const rest = [
    ...(options.json ? ['--json'] : []),
    ...(options.runs ? ['--runs', options.runs] : []),
    ...words,
  ];
  process.exit(
    spawnSync(program, [join(root, 'scripts', 'bench.mjs'), ...rest], { stdio: 'inherit' }).status ?? 1,
  );
}

if (options.node !== undefined && options.node !== String(major)) runUnder(options.node);

const isWanted = (...names) =>
  words.length === 0 || words.some((word) => names.some((name) => name.includes(word)));

const allFiles = filesBelow(join(root, 'test', 'bench')).filter((path) => path.endsWith('.bench.ts'));
// What a file needs is started before its figures are known by name: words that all name files open no others.
const isNameOfFile = (word) => allFiles.some((path) => relative(root, path).includes(word));
const files = words.every(isNameOfFile)
  ? allFiles.filter((path) => isWanted(relative(root, path)))
  : allFiles;
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `bench-${process.pid}`);

async function load() {
  mkdirSync(scratch, { recursive: true });
  await build({
    ...nodeBundle,
    entryPoints: files,
    outdir: scratch,
    packages: 'external',
    plugins: [ownUrls],
    outExtension: { '.js': '.mjs' },
  });
  return Promise.all(
    files.map(async (path) => {
      const bundled = join(scratch, basename(path).replace(/\.ts$/, '.mjs'));
      return { file: relative(root, path), open: (await import(pathToFileURL(bundled).href)).default };
    }),
  );
}

function spread(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1), figures };
}

/** Ours and the bare pipe take turns, so that a slow moment of the machine hits both. */
async function runOne(bench) {
  const runs = Number(options.runs ?? bench.runs ?? 5);
  const [ours, pipe] = [[], []];
  for (let i = 0; i < (bench.warmups ?? 1); i += 1) await bench.measure();
  for (let i = 0; i < runs; i += 1) {
    ours.push(await bench.measure());
    if (bench.pipe) pipe.push(await bench.pipe());
  }
  const row = {
    name: bench.name,
    unit: bench.unit,
    ...spread(ours),
    pipe: bench.pipe ? spread(pipe) : undefined,
  };
  if (bench.aim && 'above' in bench.aim) {
    row.aim = bench.aim.above;
    row.isMet = row.median > row.aim;
    row.sign = '>';
  } else if (bench.aim) {
    row.aim = bench.aim.below + (bench.aim.plusPipe ? (row.pipe?.median ?? 0) : 0);
    row.isMet = row.median < row.aim;
    row.sign = '<';
  }
  if (row.pipe) row.ratio = row.median / row.pipe.median;
  return row;
}

async function runAll() {
  const rows = [];
  for (const { file, open } of await load()) {
    const { benches, close } = await open();
    try {
      for (const bench of benches) {
        if (!isWanted(file, bench.name)) continue;
        say(`… ${bench.name}`);
        const row = await runOne(bench);
        say(`  ${round(row.median)} ${row.unit}`);
        rows.push(row);
      }
    } finally {
      await close();
    }
  }
  return rows;
}

const round = (value) => {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);
};

function print(rows) {
  const isJudged = major >= JUDGED_FROM;
  const head = ['figure', 'unit', 'min', 'median', 'max', 'pipe', '× pipe', 'aim', ''];
  const verdict = (row) => (row.aim === undefined ? '' : row.isMet ? 'met' : isJudged ? 'MISSED' : 'over');
  const lines = rows.map((row) => [
    row.name,
    row.unit,
    round(row.min),
    round(row.median),
    round(row.max),
    round(row.pipe?.median),
    round(row.ratio),
    row.aim === undefined ? '' : `${row.sign} ${round(row.aim)}`,
    verdict(row),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)));
  const draw = (line) =>
    line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  console.log(`\nNode ${process.versions.node}, ${process.platform} ${process.arch}\n`);
  console.log([draw(head), ...lines.map(draw)].map((line) => line.trimEnd()).join('\n'));
  if (!isJudged)
    console.log(`\nAims are judged on Node ${JUDGED_FROM}: npm run bench -- --node ${JUDGED_FROM}`);
}

if (!isFresh()) {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) process.exit(1);
}
const rows = await runAll().finally(() => rmSync(scratch, { recursive: true, force: true }));
if (rows.length === 0) say('No figure was measured.');
else if (options.json) console.log(JSON.stringify({ node: process.versions.node, rows }, undefined, 2));
else print(rows);
process.exitCode =
  rows.length > 0 && (major < JUDGED_FROM || rows.every((row) => row.isMet !== false)) ? 0 : 1;
