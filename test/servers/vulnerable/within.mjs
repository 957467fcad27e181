// The ordinary fix for a path given from outside: resolve it, follow links, and look whether it is below the root.
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The real path of something that exists below the root. */
export async function within(root, given) {
  const real = await realpath(root);
  return below(real, await realpath(resolve(real, given)));
}

/** Where something new may be put: its folder exists below the root, and what may be there already is no link out. */
export async function placeWithin(root, given) {
  const real = await realpath(root);
  const wanted = resolve(real, given);
  const place = join(below(real, await realpath(dirname(wanted))), basename(wanted));
  const present = await realpath(place).catch((error) => {
    if (error.code === 'ENOENT') return place;
    throw error;
  });
  return below(real, present);
}

function below(root, path) {
  const way = relative(root, path);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new Error('Path is not allowed');
  return path;
}
