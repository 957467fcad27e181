import {
  looksLike,
  mostLike,
  plain,
  seedText,
  splitWords,
  takesText,
  type Kind,
  type ToolWords,
} from '../affinity.ts';
import type { Position } from '../strategy.ts';
import type { Listener, World } from '../world.ts';

export interface Surroundings {
  world?: World;
  listener?: Listener;
}

/** A value that exists in what was prepared for the run, as text; undefined where nothing of it is asked for. */
export function worldValue(
  position: Position,
  subject: ToolWords,
  { world, listener }: Surroundings,
): string | undefined {
  if (listener !== undefined && /^(?:port|port number)$/.test(position.words) && !takesText(position))
    return String(listener.port);
  if (!takesText(position)) return undefined;
  const kind = mostLike(position, ASKED, subject)?.kind;
  if (kind === 'url') return listener === undefined ? undefined : addressFor(position, listener);
  if (world === undefined) return undefined;
  if (kind === 'path') return pathFor(position, subject, world);
  // `old_text` of an edit has to be there, also for the next one.
  if (/^(?:old|new) (?:text|string|str|content)$/.test(position.words)) return 'Notes';
  return world.database === undefined ? undefined : databaseValue(position, subject, kind, world.database);
}

/** `text` and its like are asked for too, so that what looks most like them gets no path. */
const ASKED: readonly Kind[] = [
  'path',
  'url',
  'sql',
  'query',
  'id',
  'command',
  'code',
  'template',
  'xml',
  'number',
  'user',
  'text',
  'json',
  'pattern',
];

function addressFor({ words, format }: Position, { host, port }: Listener): string {
  const isHost = /\b(?:host|hostname|domain)$/.test(words) || format === 'hostname' || format === 'ipv4';
  return isHost ? host : `http://${host}:${port}/page`;
}

const FOLDERS = new Set('dir directory folder root cwd workspace repo repository tree'.split(' '));
/** `search_files(path)` looks through a folder. */
const LOOKS_THROUGH = new Set('search find grep glob walk tree scan'.split(' '));
const DATABASES = new Set('db database sqlite'.split(' '));
const MAKES = new Set('write create save add store put new make'.split(' '));
/** Written by those who mean a name below their own folder. */
const BELOW = new Set(
  'filename name file document page note template log attachment report image config'.split(' '),
);

/** In the root, and there already; what is made gets a name nobody reads, what is moved is missed by nobody. */
function pathFor(position: Position, subject: ToolWords, world: World): string {
  const join = (...parts: string[]): string => parts.join(world.kind === 'windows' ? '\\' : '/');
  const words = position.words.split(' ').map(plain);
  const [verb = ''] = splitWords(subject.name);
  if (words.some((word) => DATABASES.has(word)) && world.database !== undefined) return world.database.path;
  const isMoved = /^(?:move|rename|mv)$/.test(verb);
  const isTarget = /\b(?:dest|destination|to|target|new)\b/.test(position.words);
  const isNew = MAKES.has(verb) || ((isMoved || verb === 'copy') && isTarget);
  const isFolder = words.some((word) => FOLDERS.has(word)) || isFolderOf(position, subject);
  const isRelative = isBelow(position) || relates(position, words);
  if (isFolder && !isNew) return isRelative ? 'notes' : world.root;
  const name = isNew ? (isFolder ? 'made' : 'made.txt') : isMoved ? 'plants.txt' : 'readme.txt';
  return isRelative ? join('notes', name) : join(world.root, 'notes', name);
}

/** `list_directory(path)`: the folder is in the name of the tool. */
function isFolderOf({ words }: Position, { name }: ToolWords): boolean {
  return (
    words === 'path' &&
    splitWords(name)
      .map(plain)
      .some((word) => FOLDERS.has(word) || LOOKS_THROUGH.has(word))
  );
}

/** `notes/today.txt` as an example: what it is joined to is somebody else's matter. */
function isBelow(position: Position): boolean {
  const given = seedText(position)?.slice(0, 500) ?? '';
  return /^[\w-][\w .-]*\/[^\\:]*$/.test(given) && !/\babsolute\b|\bfull path\b/i.test(position.description);
}

function relates({ description, words: all }: Position, words: readonly string[]): boolean {
  const said = description.slice(0, 1000);
  if (/\babsolute\b|\bfull path\b/i.test(said)) return false;
  if (/\brelative\b|\b(?:inside|within|below|under|in) the\b/i.test(said)) return true;
  if (/\bpath\b|\bdir|\bfolder|\broot\b/.test(all)) return false;
  return words.some((word) => BELOW.has(word));
}

const SOUGHT = new Set('term keyword search q phrase needle'.split(' '));
const COLUMNS = new Set('column field order orderby sort sortby groupby'.split(' '));

function databaseValue(
  position: Position,
  subject: ToolWords,
  kind: Kind | undefined,
  { open }: NonNullable<World['database']>,
): string | undefined {
  const words = position.words.split(' ').map(plain);
  const isOfDatabase =
    looksLike({ ...position, words: 'x', at: '/x', description: '' }, 'sql', subject) >= 0.4;
  if (words.includes('table')) return open.table;
  if (words.some((word) => COLUMNS.has(word)) && (isOfDatabase || kind === 'sql')) return open.column;
  if (words.includes('sql') || words.includes('statement')) return statement(open);
  // A server that was given a database looks things up there, whatever it says of itself.
  if (!isOfDatabase) return words.some((word) => SOUGHT.has(word)) ? open.value : undefined;
  if (words.includes('query') || (kind === 'sql' && !words.includes('search'))) {
    const asksForText = /\bsearch|\bfind|\blook/i.test(`${subject.name} ${position.description}`);
    return asksForText ? open.value : statement(open);
  }
  return kind === 'number' || kind === 'path' ? undefined : open.value;
}

function statement({ table, column }: { table: string; column: string }): string {
  return `SELECT ${column} FROM ${table}`;
}
