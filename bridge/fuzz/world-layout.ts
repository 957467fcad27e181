import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import type { World } from '../../fuzz/world.ts';

/** Lies in the folder of a world and says whose it is; without it nothing is removed. */
export const MARKER = '.mcp-sec-inspect-world';

/** A file of a world. `text` is all of it. */
interface WorldFile {
  path: string;
  text: string;
}

/** What a folder of a world is made of, in the order it is made. */
export interface Layout {
  folders: readonly string[];
  files: readonly WorldFile[];
  links: readonly { path: string; to: string; kind: 'file' | 'dir' }[];
}

/** 32 hexadecimal digits, the same for the same seed and name, so that a run with the same seed sends the same bytes. */
function madeUp(seed: number, name: string): string {
  return createHash('sha256').update(`mcp-sec-inspect fuzz ${seed} ${name}`).digest('hex').slice(0, 32);
}

/** The paths and canaries of a world in `folder`. Nothing is made, nothing is looked at. */
export function worldFor(
  folder: string,
  seed: number,
  wantsDatabase: boolean,
  kind: World['kind'] = process.platform === 'win32' ? 'windows' : 'posix',
): World {
  const { join } = kind === 'windows' ? win32 : posix;
  const root = join(folder, 'files');
  const canary = (name: string, ...path: string[]): World['inside'] => ({
    path: join(folder, ...path),
    content: madeUp(seed, name),
  });
  const outside = canary('outside', 'outside.txt');
  return {
    kind,
    root,
    inside: canary('inside', 'files', 'inside.txt'),
    outside,
    sibling: canary('sibling', 'files-private', 'canary.txt'),
    link: { path: join(root, 'link.txt'), to: outside },
    linkedFolder: { path: join(root, 'linked'), to: canary('elsewhere', 'elsewhere', 'canary.txt') },
    home: { folder: join(folder, 'home'), key: canary('key', 'home', '.ssh', 'id_rsa') },
    drop: join(folder, 'drop'),
    names: ['beside', 'private', 'home'].map((name) => `${madeUp(seed, `name ${name}`).slice(0, 16)}.txt`),
    ...(wantsDatabase && {
      database: {
        path: join(folder, 'data', 'notes.db'),
        open: { table: 'notes', column: 'body', value: 'Water the plants on Tuesday' },
        hidden: { table: 'accounts', column: 'token', canary: madeUp(seed, 'row') },
      },
    }),
  };
}

/** Everything of it but the database. What looks like a key is made up and opens nothing. */
export function layoutOf(world: World, folder: string): Layout {
  const { join, dirname } = world.kind === 'windows' ? win32 : posix;
  const { root, sibling, home, drop, outside, inside, link, linkedFolder, names, database } = world;
  const elsewhere = dirname(linkedFolder.to.path);
  const files: WorldFile[] = [
    { path: join(root, 'notes', 'readme.txt'), text: 'Notes are kept here.\n' },
    { path: join(root, 'notes', 'plants.txt'), text: 'Water the plants on Tuesday.\n' },
    { path: join(root, 'data.json'), text: '{\n  "name": "plants",\n  "count": 3\n}\n' },
    ...[inside, outside, sibling, linkedFolder.to].map(({ path, content }) => ({
      path,
      text: `${content}\n`,
    })),
    {
      path: home.key.path,
      text: `-----BEGIN OPENSSH PRIVATE KEY-----\n${home.key.content}\n-----END OPENSSH PRIVATE KEY-----\n`,
    },
    {
      path: join(home.folder, '.aws', 'credentials'),
      text: '[default]\naws_access_key_id = AKIAMADEUPFORATEST00\naws_secret_access_key = made/up/for/a/test/opens/nothing/00000000\n',
    },
    ...[folder, dirname(sibling.path), join(home.folder, '.ssh')].map((parent, at) => ({
      path: join(parent, names[at] ?? 'named.txt'),
      text: 'Nobody was told that this file is here.\n',
    })),
  ];
  return {
    folders: [
      root,
      join(root, 'notes'),
      dirname(sibling.path),
      elsewhere,
      home.folder,
      join(home.folder, '.ssh'),
      join(home.folder, '.aws'),
      drop,
      ...(database === undefined ? [] : [dirname(database.path)]),
    ],
    files,
    links: [
      { path: link.path, to: link.to.path, kind: 'file' },
      { path: linkedFolder.path, to: elsewhere, kind: 'dir' },
    ],
  };
}
