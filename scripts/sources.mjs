// What a build is made from: its files, a quick stamp to see whether dist/ is stale, and the build id.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const dist = join(root, 'dist');

const FOLDERS = ['protocol', 'inspect', 'fuzz', 'probe', 'bridge', 'cli', 'demo', 'web', 'scripts'];
const FILES = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.base.json'];
const NOT_BUILT = /\.(test|spec)\.ts$/;

/**
 * Absolute paths below `folder`, sorted. A folder that does not exist has none.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

function sourceFiles() {
  const single = FILES.map((name) => join(root, name)).filter((path) =>
    statSync(path, { throwIfNoEntry: false }),
  );
  const below = FOLDERS.flatMap((name) => filesBelow(join(root, name)));
  return [...single, ...below.filter((path) => !NOT_BUILT.test(path))];
}

const named = (path) => relative(root, path).split(sep).join('/');

/** Changes when a source appears, goes or is written. Reads no file, so that a fresh start stays fast. */
export function sourceStamp() {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) {
    const stat = statSync(path);
    hash.update(`${named(path)}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The same sources give the same id, whenever and wherever they are built. */
export function buildId() {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) {
    const content = readFileSync(path);
    hash.update(`${named(path)}\0${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

/** Left out of the package: what the sources looked like here, times included, when dist/ was built. */
export const STAMP_FILE = '.built-from';

/** Whether dist/ was built, whole, from the sources as they are. */
export function isFresh() {
  try {
    return readFileSync(join(dist, STAMP_FILE), 'utf8') === sourceStamp();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
