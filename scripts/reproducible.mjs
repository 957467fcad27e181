// `npm run reproducible`: packs the last commit twice, from two clones in folders of their own, each with its own
// `npm ci --ignore-scripts`, and says whether the two packages are the same to the byte. Takes minutes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { filesBelow, root } from './sources.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const shell = process.platform === 'win32';
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const say = (text) => console.error(text);

/** Packs HEAD from a clone in `folder`. Gives the tarball and what lies in its dist/, by hash. */
function pack(folder) {
  execFileSync('git', ['clone', '--quiet', root, folder]);
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
    shell,
  });
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, stdio: 'ignore' });
  const printed = execFileSync(npm, ['pack', '--json', '--ignore-scripts'], {
    cwd: folder,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(printed);
  const dist = join(folder, 'dist');
  const files = new Map(filesBelow(dist).map((path) => [relative(dist, path), hashOf(path)]));
  files.delete('.built-from');
  return { tarball: hashOf(join(folder, filename)), files };
}

const folder = mkdtempSync(join(tmpdir(), 'reproducible-'));
try {
  // Names of different length: a path of the machine inside a file would show.
  const one = pack(join(folder, 'a'));
  const other = pack(join(folder, 'another-clone'));
  const names = [...new Set([...one.files.keys(), ...other.files.keys()])];
  const differing = names.filter((name) => one.files.get(name) !== other.files.get(name));
  for (const name of differing) say(`differs: dist/${name}`);
  say(`${one.tarball}  first\n${other.tarball}  second`);
  const isSame = one.tarball === other.tarball;
  say(isSame ? `The same to the byte (${names.length} built files).` : 'The two packages differ.');
  process.exitCode = isSame ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
