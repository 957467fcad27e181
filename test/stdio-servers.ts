import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../scripts/sources.mjs';

const require = createRequire(import.meta.url);

/** The reference server of the project, over stdio. */
export const EVERYTHING: string[] = [
  process.execPath,
  require.resolve('@modelcontextprotocol/server-everything/dist/index.js'),
  'stdio',
];

/** A file of an installed package, also of one that is installed under another name. */
export function packageFile(name: string, file: string): string {
  return require.resolve(`${name}/${file}`);
}

/** Script of one of the servers in test/servers. */
export function serverPath(name: string): string {
  return join(root, 'test', 'servers', name, 'index.mjs');
}
