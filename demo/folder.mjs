// The only files the practice server ever reads: a folder that was made for it, and what lies beside it there. A way
// out of the first is a flaw that can be shown; a way out of both is refused, whatever is asked.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Lies in a folder that we made. The other name: in one that a fuzz run made for a server it starts. */
const MARKER = '.mcp-sec-inspect-practice';
const MARKERS = [MARKER, '.mcp-sec-inspect-world'];

const NOTES = {
  'welcome.txt': 'Welcome to the harbour office. The kettle is on the left.\n',
  'moorings.txt': 'Berth 4: the Albatross, until Friday.\nBerth 7: free.\n',
};
/** Made up, and opens nothing. Put together here, so that no scanner takes this file for a leak. */
const KEY = ['-----BEGIN OPENSSH ', 'PRIVATE KEY-----'].join('');
const PRIVATE = `${KEY}\nbWFkZSB1cCBmb3IgcHJhY3RpY2UsIG9wZW5zIG5vdGhpbmcgYXQgYWxsLCBub3doZXJlIGFu
ZCBuZXZlciBkaWQ6IHRoaXMgaXMgYSBwcmFjdGljZSBzZXJ2ZXIgb2YgbWNwLXNlYy1pbnNw
ZWN0LCBhbmQgbm90aGluZyBpbiBpdCBpcyByZWFsLiBHb29kIHRoYXQgeW91IGxvb2tlZC4=
${KEY.replace('BEGIN', 'END')}\n`;

/** `given`: the folder the server may use. One that is not made for practice is left alone, and another made. */
export function openFolder(given) {
  if (given !== undefined && isOurs(given)) return fenced(given);
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-practice-')));
  chmodSync(top, 0o700);
  process.on('exit', () => rmSync(top, { recursive: true, force: true }));
  furnish(top, 'notes');
  return fenced(join(top, 'notes'));
}

function isOurs(given) {
  const top = dirname(resolve(given));
  if (MARKERS.some((name) => existsSync(join(top, name)))) return existsSync(given);
  // Nothing there yet: it is ours from now on.
  if (existsSync(top) && readdirSync(top).length > 0) return false;
  try {
    furnish(top, relative(top, resolve(given)));
    return true;
  } catch {
    // EACCES, EROFS: then a folder among the temporary ones has to do.
    return false;
  }
}

function furnish(top, name) {
  mkdirSync(top, { recursive: true, mode: 0o700 });
  writeFileSync(join(top, MARKER), 'Made for the practice server of mcp-sec-inspect; may be removed.\n', {
    mode: 0o600,
  });
  const put = (folder, files) => {
    mkdirSync(join(top, folder), { recursive: true, mode: 0o700 });
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(top, folder, file), text, { mode: 0o600 });
  };
  put(name, NOTES);
  put(`${name}-private`, { 'harbour.key': PRIVATE });
}

function fenced(given) {
  const root = realpathSync(given);
  const top = dirname(root);
  const isBelow = (folder, path) => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  const read = async (path) => {
    const real = await realpath(path);
    if (!isBelow(top, real)) throw new Error('Not here: practice ends at its own folder');
    return readFile(real, 'utf8');
  };
  return {
    /** Flaw: the allowed folder is compared as text, so `notes-private` begins like `notes`. */
    careless(name) {
      const path = resolve(root, name);
      if (!path.startsWith(root)) throw new Error('Access denied');
      return read(path);
    },
    async careful(name) {
      const path = await realpath(resolve(root, name));
      if (!isBelow(root, path)) throw new Error('Access denied');
      return read(path);
    },
  };
}
