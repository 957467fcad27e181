import { looksLike, seedText } from '../affinity.ts';
import type { Expectation, Payload, Position, Strategy, Subject } from '../strategy.ts';
import { WAYS, type Way } from '../ways.ts';
import { WorldPaths } from '../world-paths.ts';
import type { World } from '../world.ts';

const READ: readonly Expectation[] = [{ kind: 'canary' }];

export const pathTraversal: Strategy = {
  meta: {
    id: 'path-traversal',
    title: 'Path traversal',
    about:
      'Writes paths that lead out of the folder the server may use: `../` in every spelling, absolute paths, file:// and the home folder.',
    cwe: 'CWE-22',
    optIn: false,
    severity: 'high',
    finding: 'A path leads out of the allowed folder',
    fix: 'Resolve the whole path, follow its links, and refuse it unless the result is the allowed folder or begins with it and a separator. Look at the resolved path once, and open that.',
  },
  of: 'value',
  needs: ({ world }) => (world === undefined ? 'no folder was made for the server to stand in' : undefined),
  fits: (subject, position) => (position === undefined ? 0 : looksLike(position, 'path', subject)),
  payloads: (subject, position) =>
    position === undefined
      ? []
      : [
          ...reads(position),
          ...atHome(),
          ...lists(subject, position),
          ...(writes(subject) ? makes(position) : []),
        ],
};

function reads(position: Position): Payload[] {
  const given = seedText(position) ?? '';
  const texts = WAYS.map((way) =>
    payload(way.id, way.isCore, (world) => [way.text(world.outside.path, world, given), READ]),
  );
  return [...texts, asList(given)];
}

/** A list is joined to text by whoever takes it for one; what looks for `..` in it finds no such member. */
function asList(given: string): Payload {
  return {
    id: 'as-list',
    isCore: false,
    make({ world }) {
      const text = world === undefined ? undefined : WAYS[0]?.text(world.outside.path, world, given);
      return text === undefined ? undefined : { json: JSON.stringify([text]), expects: READ };
    },
  };
}

/** What a shell or a program makes of a home folder by itself. */
function atHome(): Payload[] {
  const inHome = (world: World): string => {
    const paths = new WorldPaths(world);
    return paths.relative(world.home.folder, world.home.key.path);
  };
  return [
    payload('home', true, (world) => [`~/${inHome(world).replaceAll('\\', '/')}`, READ]),
    payload('home-variable', false, (world) => [`$HOME/${inHome(world)}`, READ]),
    payload('home-variable-braces', false, (world) => [`\${HOME}/${inHome(world)}`, READ]),
    payload('home-absolute', false, (world) => [world.home.key.path, READ]),
    payload('profile-variable', false, (world) => [`%USERPROFILE%\\${inHome(world)}`, READ]),
  ];
}

/** A folder instead of a file: its names are told by tools that list. */
function lists({ method }: Subject, position: Position): Payload[] {
  const given = seedText(position) ?? '';
  // What is typed so far is gone on with: without a slash the name of the folder itself would be.
  const end = method === 'completion/complete' ? '/' : '';
  const ids = new Set([
    'from-top-plain',
    'absolute',
    'up-1',
    'through-folder-plain',
    'from-top-doubled',
    'from-top-encoded',
  ]);
  return WAYS.filter(({ id }) => ids.has(id)).map((way) =>
    payload(`folder-${way.id}`, way.id === 'from-top-plain' || way.id === 'absolute', (world) => {
      const text = way.text(new WorldPaths(world).folderOf(world.outside.path), world, given);
      return [text === undefined ? undefined : text + end, READ];
    }),
  );
}

function writes({ isReadOnly, tags, kind }: Subject): boolean {
  return kind === 'tool' && !isReadOnly && !tags.includes('read-only');
}

/** A file that was not there, in a folder that nobody offered. */
function makes(position: Position): Payload[] {
  const given = seedText(position) ?? '';
  const ending = /\.\w{1,8}$/.exec(given)?.[0] ?? '.txt';
  return WAYS.filter(mayBeNew).map((way) => ({
    id: `new-file-${way.id}`,
    isCore: way.isCore && MOST_USEFUL.has(way.id),
    make({ world, token }) {
      if (world === undefined) return undefined;
      const path = new WorldPaths(world).join(world.drop, token + ending);
      const text = way.text(path, world, given);
      return text === undefined
        ? undefined
        : { json: JSON.stringify(text), expects: [{ kind: 'file', path }] };
    },
  }));
}

const MOST_USEFUL = new Set(['from-top-plain', 'absolute', 'from-top-doubled', 'through-folder-plain']);

/** How deep it goes is found out by reading; a new file needs the spelling alone. */
function mayBeNew({ id }: Way): boolean {
  return /^(?:from-top|through-folder|absolute|file-address|up-1$|up-2$|no-ending)/.test(id);
}

function payload(
  id: string,
  isCore: boolean,
  write: (world: World) => [text: string | undefined, expects: readonly Expectation[]],
): Payload {
  return {
    id,
    isCore,
    make({ world }) {
      if (world === undefined) return undefined;
      const [text, expects] = write(world);
      return text === undefined ? undefined : { json: JSON.stringify(text), expects };
    },
  };
}
