// Builds dist/: the page with vite, bridge and command line with esbuild. Swapped in whole, so that a
// bridge that starts meanwhile never meets half a build. Every part that is not there yet is named and left out.
//   --out FOLDER    builds there instead, which must not exist: to compare two builds
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { bundledPackages, licencesText, sbomOf } from './bundled-packages.mjs';
import { buildId, dist, filesBelow, root, sourceStamp, STAMP_FILE } from './sources.mjs';
import { bundlePractice, findThreadFiles, nodeBundle, threadFilesPlugin } from './thread-files.mjs';

// Whatever it is set to where the build is started: the package is the same.
process.env.NODE_ENV = 'production';
const started = performance.now();
const { version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stamp = sourceStamp();
const id = buildId();
const define = { __BUILD_ID__: JSON.stringify(id), __VERSION__: JSON.stringify(version) };

const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect');
const next = join(scratch, `next-${process.pid}`);
const old = join(scratch, `old-${process.pid}`);
const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
/** Every file that went into the build, of us and of others. */
const bundledFiles = new Set();

async function buildBridge() {
  const main = join(root, 'cli', 'main.ts');
  if (!existsSync(main)) return 'cli/main.ts is not there yet: no dist/cli.js';
  const { metafile } = await bundle({
    ...nodeBundle,
    metafile: true,
    entryPoints: { cli: main, ...Object.fromEntries(findThreadFiles()) },
    outdir: next,
    splitting: true,
    // Flat: a chunk finds the thread files and web/ beside itself, wherever the code came from.
    chunkNames: '[name]-[hash]',
    minify: true,
    define,
    plugins: [threadFilesPlugin],
  });
  for (const { inputs } of Object.values(metafile.outputs))
    for (const path of Object.keys(inputs)) bundledFiles.add(path);
  await bundlePractice(join(next, 'demo'));
  const cli = join(next, 'cli.js');
  const text = readFileSync(cli, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(cli, `#!/usr/bin/env node\n${text}`);
  chmodSync(cli, 0o755);
  return undefined;
}

async function buildPage() {
  const configFile = join(root, 'vite.config.ts');
  if (!existsSync(configFile)) return 'vite.config.ts is not there yet: no dist/web';
  const { build } = await import('vite');
  const outDir = join(next, 'web');
  const noting = {
    name: 'note-bundled-files',
    generateBundle(_, files) {
      for (const { moduleIds = [], originalFileNames = [] } of Object.values(files))
        for (const id of [...moduleIds, ...originalFileNames]) bundledFiles.add(id);
    },
  };
  await build({
    configFile,
    logLevel: 'warn',
    define,
    plugins: [noting],
    worker: { format: 'es', plugins: () => [noting] },
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  await compressBelow(outDir);
  return undefined;
}

/** The page itself carries a nonce per answer, so only what it loads is compressed beforehand; who does not take brotli gets it as it is, from this machine. */
async function compressBelow(folder) {
  const worthwhile = filesBelow(folder).filter((path) => /\.(js|css|svg|json|map|ttf)$/.test(path));
  await Promise.all(
    worthwhile.map(async (path) => {
      const content = readFileSync(path);
      if (content.length < 1024) return;
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      };
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(content, { params }));
    }),
  );
}

/** Two builds at once may meet here: whoever comes second moves the other's result away and tries again. */
function swapIn() {
  if (options.out !== undefined)
    return cpSync(next, options.out, { recursive: true, errorOnExist: true, force: false });
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(dist)) renameSync(dist, `${old}-${attempt}`);
      renameSync(next, dist);
      break;
    } catch (error) {
      if (attempt === 5 || !['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
    }
  }
  for (let attempt = 1; attempt <= 5; attempt += 1)
    rmSync(`${old}-${attempt}`, { recursive: true, force: true });
}

rmSync(next, { recursive: true, force: true });
mkdirSync(next, { recursive: true });
try {
  const parts = await Promise.allSettled([buildBridge(), buildPage()]);
  const failures = parts.filter((part) => part.status === 'rejected');
  // esbuild has printed its own; what else it was stands here in words, without the bundler's stack.
  for (const { reason } of failures) console.error(`build: ${reason.message ?? reason}`);
  if (failures.length > 0) process.exitCode = 1;
  else finish(parts.map((part) => part.value).filter((text) => text !== undefined));
} finally {
  rmSync(next, { recursive: true, force: true });
}

function finish(missing) {
  for (const text of missing) console.error(`build: ${text}`);
  const bundled = bundledPackages(bundledFiles);
  const installed = bundledPackages(Object.keys(dependencies).map((name) => `node_modules/${name}/`));
  writeFileSync(join(next, 'THIRD-PARTY-LICENSES.txt'), licencesText(bundled));
  const sbom = sbomOf({ version, build: id, bundled, installed });
  writeFileSync(join(next, 'sbom.cdx.json'), `${JSON.stringify(sbom, undefined, 2)}\n`);
  writeFileSync(join(next, 'build.json'), `${JSON.stringify({ build: id, version })}\n`);
  // Without the stamp the next start builds again, which is right while something is missing.
  if (missing.length === 0) writeFileSync(join(next, STAMP_FILE), stamp);
  swapIn();
  console.error(`build: ${id} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
