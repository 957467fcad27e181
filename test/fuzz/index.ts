/** What `npm run fuzz-cases` is made of. */
export { honestTable } from './honest-servers.ts';
export { publishedTable } from './published-table.ts';
export { openDoor } from './measured-server.ts';
export { allSinks, groupsOf, measureGroup } from './sink-runs.ts';
export { sinkTable } from './sink-table.ts';
