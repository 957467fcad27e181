import { join } from 'node:path';
import { root } from './sources.mjs';
import { buildThreadFiles } from './thread-files.mjs';

/** Runs once before the tests: see thread-files.mjs. */
export async function setup() {
  await buildThreadFiles(join(root, 'node_modules', '.cache', 'mcp-sec-inspect', 'threads'));
}
